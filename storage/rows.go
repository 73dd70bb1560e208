package storage

import (
	"encoding/binary"
	"fmt"

	"mendesk/app/record"
)

// Figures rows lie in the order of their reach, in blocks, so that those which a period asks for are found by one seek
// and read where they lie: nothing of them is kept in memory.

const reachSize = 8

// reached is the key of a record's figures row: the moment until which figures ask for it, then its id.
func (k *kind) reached(id record.ID, state any) []byte {
	at := record.Always
	if k.Reach != nil {
		at = k.Reach(state)
	}
	return append(reachedFrom(at), id...)
}

// reachedFrom sorts as the moments do, those before 1970 first.
func reachedFrom(ms int64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 0, reachSize+idSize), uint64(ms)^(1<<63))
}

// Rows gives the figures rows of a kind as they stood when the transaction began: what it appended itself is
// not in them. They can be read until the transaction ends, in a View by several goroutines at once.
func (tx *Tx) Rows(kind string) (record.Rows, error) {
	k := tx.s.kinds[kind]
	if k == nil || k.Row == nil {
		return record.Rows{}, fmt.Errorf("kind %q has no figures rows", kind)
	}
	at := tx.b.Bucket([]byte(inFigures(kind)))
	if at == nil {
		return record.Rows{Name: tx.s.words.name}, nil
	}
	return record.Rows{Name: tx.s.words.name, Each: func(since int64, do func(id, row []byte)) error {
		tx.ahead(at, due{keys: [][]byte{reachedFrom(since)}, on: true, long: true})
		return guarded(func() error { return eachRow(at, kind, since, do) })
	}}, nil
}

// rowsInBlocks is the schema since which figures rows lie in blocks; before, each had a key of its own.
const rowsInBlocks = 3

// rowsIn tells whether a database has rows of the kind where this program looks for them.
func (k *kind) rowsIn(me self) bool { return k.Row != nil && me.Schema >= rowsInBlocks }

// rowsOutdated lists the kinds whose rows lie as an older version laid them.
func (s *Store) rowsOutdated() (names []string) {
	if s.me.Schema >= rowsInBlocks {
		return nil
	}
	for name, k := range s.kinds {
		if k.Row != nil {
			names = append(names, name)
		}
	}
	return names
}
