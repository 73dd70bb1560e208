package storage

import (
	"bytes"
	"strings"

	"mendesk/app/record"
)

// What can be read out of the journal entry by entry: histories, tips and the beginnings of logs.

func (b *batch) dropLines() error {
	err := b.deleteBuckets(func(bucket string) bool {
		return strings.HasPrefix(bucket, inHistory("")) || bucket == inTips || bucket == inLogs
	})
	for _, bucket := range []string{inTips, inLogs} {
		if err == nil {
			_, err = b.btx.CreateBucket([]byte(bucket))
		}
	}
	return err
}

// linesAgain does the next entries of the journal after one, and gives the last; nil when all are done.
func (b *batch) linesAgain(after []byte) (n int, last []byte, err error) {
	c := b.btx.Bucket([]byte(inJournal)).Cursor()
	for k, v := c.Seek(append(bytes.Clone(after), 0)); k != nil; k, v = c.Next() {
		if n == rebuildAtOnce {
			return n, last, nil
		}
		change, err := decodeEntry(k, v)
		if err != nil {
			return n, nil, err
		}
		if err := b.putLines(change, k); err != nil {
			return n, nil, err
		}
		n, last = n+1, bytes.Clone(k)
	}
	return n, nil, nil
}

// putLines finds out whether anything follows a change and puts what it says of its records.
func (b *batch) putLines(c record.Change, key []byte) error {
	if c.Begins != nil {
		if err := b.putBegins(c); err != nil {
			return err
		}
	}
	b.putHistory(c, key)
	place := logPlace(c.Log, c.N+1)
	cur := b.btx.Bucket([]byte(inJournal)).Cursor()
	for k, v := cur.Seek(place); bytes.HasPrefix(k, place); k, v = cur.Next() {
		next, err := decodeEntry(k, v)
		if err != nil {
			return err
		}
		if next.Prev == c.Hash() {
			return nil
		}
	}
	return b.putTip(c, bytes.Clone(key))
}

func (b *batch) putTip(c record.Change, key []byte) error {
	hash, err := c.Hash().Bytes()
	b.put(inTips, key, hash)
	return err
}

func (b *batch) putBegins(c record.Change) error {
	begins, err := record.Encode(c.Begins)
	b.put(inLogs, []byte(c.Log), summed(begins))
	return err
}
