package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"

	"go.etcd.io/bbolt"
)

// Figures rows lie side by side in blocks, in the order of their reach: those that a period asks for are some thousands of
// long stretches of the file instead of a page here and a page there, and whoever walks them walks memory and no tree.
//
// A block begins with the size of its rows, two bytes; then comes each row after its key. Its name, the key under which it
// lies, is not before its last row's key and before the first row's of the next block, so that whoever seeks a row's key
// finds its block; the last one's is lastBlock. Blocks are parted and joined as they grow and shrink: which rows lie
// in which block follows from the order in which they were written, and means nothing.

const (
	blockSize = 8 << 10 // at most, unless a row is longer
	blockHead = 2
	rowKey    = reachSize + idSize
)

// lastBlock comes after every row's key: no id begins with its last byte.
var lastBlock = bytes.Repeat([]byte{0xFF}, reachSize+1)

// block is the value of a block.
type block []byte

func readBlock(v []byte) (block, error) {
	if len(v) < blockHead || (len(v)-blockHead)%(rowKey+int(binary.BigEndian.Uint16(v))) != 0 {
		return nil, fmt.Errorf("a block of figures rows of %d bytes: %w", len(v), ErrDamaged)
	}
	return v, nil
}

// entry is the size of a row with its key.
func (b block) entry() int { return rowKey + int(binary.BigEndian.Uint16(b)) }

func (b block) len() int { return (len(b) - blockHead) / b.entry() }

// row gives the nth row.
func (b block) row(nth int) (key, row []byte) {
	e := b[blockHead+nth*b.entry():][:b.entry()]
	return e[:rowKey:rowKey], e[rowKey:]
}

// search gives the place of the first row whose key is not before one.
func (b block) search(key []byte) int {
	return sort.Search(b.len(), func(i int) bool { k, _ := b.row(i); return bytes.Compare(k, key) >= 0 })
}

// blockAt finds the block in which a row of a key lies or would lie, and the name of the one after it. It only ever seeks
// forward: a cursor that goes back stops at leaves that a transaction has emptied.
func blockAt(at *bbolt.Bucket, key []byte) (name []byte, b block, next []byte, err error) {
	c := at.Cursor()
	name, value := c.Seek(key)
	if name == nil {
		return lastBlock, nil, nil, nil
	}
	next, _ = c.Next()
	b, err = readBlock(value)
	return name, b, next, err
}

// storedRow gives the figures row of a key; nil when there is none.
func storedRow(at *bbolt.Bucket, key []byte) ([]byte, error) {
	_, b, _, err := blockAt(at, key)
	if err != nil || b == nil {
		return nil, err
	}
	if i := b.search(key); i < b.len() {
		if k, row := b.row(i); bytes.Equal(k, key) {
			return row, nil
		}
	}
	return nil, nil
}

// eachRow walks the rows whose reach is not before a moment.
func eachRow(at *bbolt.Bucket, kind string, since int64, do func(id, row []byte)) error {
	from, entry := reachedFrom(since), 0
	c := at.Cursor()
	k, v := c.Seek(from)
	for ; k != nil; k, v = c.Next() {
		b, err := readBlock(v)
		if err != nil {
			return fmt.Errorf("figures of %s: %w", kind, err)
		}
		if entry == 0 {
			entry = b.entry()
			v = v[blockHead+b.search(from)*entry:]
		} else {
			v = v[blockHead:]
		}
		if b.entry() != entry {
			return fmt.Errorf("figures rows of %s are of %d bytes and of %d: %w", kind, b.entry(), entry, ErrDamaged)
		}
		for ; len(v) > 0; v = v[entry:] {
			do(v[reachSize:rowKey:rowKey], v[rowKey:entry:entry])
		}
	}
	return nil
}

// countRows counts what lies in blocks.
func countRows(at *bbolt.Bucket) (n int, err error) {
	c := at.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		b, err := readBlock(v)
		if err != nil {
			return n, err
		}
		n += b.len()
	}
	return n, nil
}

// putRows writes rows, which are in the order of their keys; of two writes to a key the later one stays.
func putRows(at *bbolt.Bucket, puts []put) error {
	for len(puts) > 0 {
		name, b, next, err := blockAt(at, puts[0].key)
		if err != nil {
			return err
		}
		n := sort.Search(len(puts), func(i int) bool { return bytes.Compare(puts[i].key, name) > 0 })
		name, next = bytes.Clone(name), bytes.Clone(next)
		late := b != nil && b.search(puts[0].key) > b.len()*3/4
		if b, err = b.with(puts[:n]); err != nil {
			return err
		}
		if next != nil && len(b) < blockSize/4 {
			name, b, err = b.join(at, name, next)
		}
		if err == nil {
			err = b.write(at, name, late)
		}
		if err != nil {
			return err
		}
		puts = puts[n:]
	}
	return nil
}

// with gives the block as it is after some writes.
func (b block) with(puts []put) (block, error) {
	var out block
	if b != nil {
		out = make(block, 0, len(b)+len(puts)*b.entry())
		out = append(out, b[:blockHead]...)
	}
	from := blockHead
	for i, p := range puts {
		if i+1 < len(puts) && bytes.Equal(p.key, puts[i+1].key) {
			continue
		}
		if out == nil {
			if p.remove {
				continue
			}
			out = binary.BigEndian.AppendUint16(nil, uint16(len(p.value)))
		}
		if b != nil {
			to := blockHead + b.search(p.key)*b.entry()
			out = append(out, b[from:to]...)
			from = to
			if to < len(b) && bytes.Equal(b[to:to+rowKey], p.key) {
				from += b.entry()
			}
		}
		if p.remove {
			continue
		}
		if len(p.key) != rowKey || rowKey+len(p.value) != out.entry() {
			return nil, fmt.Errorf("a figures row of %d bytes among others of %d", len(p.value), out.entry()-rowKey)
		}
		out = append(append(out, p.key...), p.value...)
	}
	if b != nil {
		out = append(out, b[from:]...)
	}
	return out, nil
}

// join puts the rows before those of the next block, unless both together are too many, and gives the name of the two.
func (b block) join(at *bbolt.Bucket, name, next []byte) ([]byte, block, error) {
	after, err := readBlock(at.Get(next))
	if err != nil {
		return nil, nil, err
	}
	if len(b) > 0 && b.entry() != after.entry() {
		return nil, nil, fmt.Errorf("figures rows of %d bytes beside others of %d: %w", b.entry(), after.entry(), ErrDamaged)
	}
	if len(b)+len(after) > blockSize {
		return name, b, nil
	}
	return next, slices.Concat(b, after[min(len(b), blockHead):]), at.Delete(name)
}

// write puts a block under its name, in several when it has grown too large: full ones when the rows came late among
// those that were there, as they do where time goes on, else ones that have room for more between.
func (b block) write(at *bbolt.Bucket, name []byte, late bool) error {
	if len(b) <= blockHead {
		return at.Delete(name)
	}
	most, n := max(1, (blockSize-blockHead)/b.entry()), b.len()
	if roomy := max(1, most*2/3); n > most && !late {
		parts := (n + roomy - 1) / roomy
		most = (n + parts - 1) / parts
	}
	for rows := b[blockHead:]; len(rows) > 0; {
		end := min(most*b.entry(), len(rows))
		part := rows[:end]
		if rows = rows[end:]; len(rows) == 0 {
			return at.Put(name, slices.Concat(b[:blockHead], part))
		}
		if err := at.Put(part[end-b.entry():][:rowKey], slices.Concat(b[:blockHead], part)); err != nil {
			return err
		}
	}
	return nil
}
