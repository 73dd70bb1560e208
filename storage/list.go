package storage

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// IDs lists at most n records of a span by id, from a cursor on, and where the next page starts.
func IDs(tx *Tx, kind string, over Span, from Cursor, n int) ([]record.ID, Cursor, error) {
	st, err := tx.stretch(kind, over, from)
	if err != nil {
		return nil, "", err
	}
	out := []record.ID{}
	var last []byte
	next := Cursor("")
	err = tx.visitIDs(st, func(key []byte, id record.ID) (bool, error) {
		if len(out) == n {
			next = cursorAt(last)
			return false, nil
		}
		out = append(out, id)
		last = append(last[:0], key...)
		return true, nil
	})
	return out, next, err
}

// List reads a page of at most n records of a span, from a cursor on. A record that has several keys in
// the span comes once for each.
func List[T any](tx *Tx, k record.Kind[T], over Span, from Cursor, n int) (Page[T], error) {
	page := Page[T]{Records: []T{}}
	ids, next, err := IDs(tx, k.Name, over, from, n)
	if err != nil {
		return page, fmt.Errorf("list %s: %w", k.Name, err)
	}
	tx.aheadOf(k.Name, ids)
	for _, id := range ids {
		t, err := Get(tx, k, id)
		if err != nil {
			return page, fmt.Errorf("list %s by %q: %w", k.Name, over.Index, err)
		}
		page.Records = append(page.Records, t)
	}
	page.Next = next
	return page, nil
}

// Some reads those of the records that there are, each once, however often it is named; an empty id names none.
func Some[T any](tx *Tx, k record.Kind[T], ids ...record.ID) (map[record.ID]T, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	tx.aheadOf(k.Name, ids)
	out := make(map[record.ID]T, len(ids))
	for _, id := range ids {
		if id == "" {
			continue
		}
		t, err := Get(tx, k, id)
		switch {
		case err == nil:
			out[id] = t
		case !errors.Is(err, ErrNotFound):
			return nil, err
		}
	}
	return out, nil
}

// How many records a walk reads ahead: few at first, since many walks end early.
const (
	eachAtFirst = 32
	eachAtMost  = 1024
)

// Each walks all records of a span; a Span{} gives every record in the order of the ids. Appending while
// walking is not seen by the walk.
func Each[T any](tx *Tx, k record.Kind[T], over Span) iter.Seq2[T, error] {
	if tx.batch != nil || over.Index == "" {
		return eachInPlace(tx, k, over)
	}
	return func(yield func(T, error) bool) {
		var none T
		from := Cursor("")
		for n := eachAtFirst; ; n = min(2*n, eachAtMost) {
			ids, next, err := IDs(tx, k.Name, over, from, n)
			if err != nil {
				yield(none, err)
				return
			}
			tx.aheadOf(k.Name, ids)
			for _, id := range ids {
				if t, err := Get(tx, k, id); !yield(t, err) || err != nil {
					return
				}
			}
			if from = next; next == "" {
				return
			}
		}
	}
}

// eachInPlace reads nothing ahead: a command's own records are not in the file yet, and in the order of the ids a page
// that was come upon is read already.
func eachInPlace[T any](tx *Tx, k record.Kind[T], over Span) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		st, err := tx.stretch(k.Name, over, "")
		if err == nil {
			err = tx.visitIDs(st, func(_ []byte, id record.ID) (bool, error) {
				t, err := Get(tx, k, id)
				return err == nil && yield(t, nil), err
			})
		}
		if err != nil {
			yield(none, err)
		}
	}
}

// Count counts the records of a span. Of an index up to a place it counts what lies behind that place, which is to be
// the smaller part, and takes it from the whole, which the pages tell; all other spans are counted key by key.
func Count(tx *Tx, kind string, over Span) (int, error) {
	st, err := tx.stretch(kind, over, "")
	if err != nil {
		return 0, err
	}
	if tx.batch == nil && over.Index != "" && len(over.Prefix)+len(over.From) == 0 {
		if over.To == nil {
			return tx.keysIn(tx.b.Bucket(st.bucket)), nil
		}
		behind, err := Count(tx, kind, Span{Index: over.Index, From: over.To})
		return tx.keysIn(tx.b.Bucket(st.bucket)) - behind, err
	}
	if over.Index == "" {
		tx.ahead(tx.b.Bucket(st.bucket), due{keys: [][]byte{st.low}, on: true}) // every record is looked at
	}
	n := 0
	err = tx.visitIDs(st, func([]byte, record.ID) (bool, error) {
		n++
		return true, nil
	})
	return n, err
}

// keysIn counts the keys of a bucket by its pages, each of which knows how many it has.
func (tx *Tx) keysIn(at *bbolt.Bucket) int {
	if at == nil {
		return 0
	}
	tx.ahead(at, due{on: true})
	return at.Stats().KeyN
}
