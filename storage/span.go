package storage

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"

	"mendesk/app/record"
)

// Span is a stretch of one index: the records whose tuple begins with Prefix and goes on at From or later
// and before To. An empty Index means all records in the order of their ids.
type Span struct {
	Index   string
	Prefix  record.Tuple
	From    record.Tuple // after Prefix, inclusive; nil: from the start
	To      record.Tuple // after Prefix, exclusive; nil: to the end
	Reverse bool
}

// Cursor is where a page of a list ended; empty means the start. It means nothing in another span.
type Cursor string

// Page is some records of a list, never nil, and where the next page starts; Next is empty on the last.
type Page[T any] struct {
	Records []T    `json:"records"`
	Next    Cursor `json:"next"`
}

// stretch is a span as keys of a bucket: low ≤ key < high; high nil: to the end of the bucket.
type stretch struct {
	k         *kind
	nth       int // of the kind's indexes; len(Indexes): by id
	bucket    []byte
	low, high []byte
	reverse   bool
}

func (tx *Tx) stretch(kindName string, over Span, from Cursor) (st stretch, err error) {
	st.k = tx.s.kinds[kindName]
	if st.k == nil {
		return st, fmt.Errorf("kind %q is not registered", kindName)
	}
	st.nth, st.bucket = len(st.k.Indexes), []byte(inRecord(kindName))
	if over.Index != "" {
		if st.nth = slices.Index(st.k.Indexes, over.Index); st.nth < 0 {
			return st, fmt.Errorf("kind %s has no index %q", kindName, over.Index)
		}
		st.bucket = []byte(inIndex(kindName, over.Index))
	}
	st.reverse = over.Reverse
	st.low = slices.Concat(over.Prefix, over.From)
	st.high = after(over.Prefix)
	if over.To != nil {
		st.high = slices.Concat(over.Prefix, over.To)
	}
	return st, st.resume(from)
}

// resume narrows the stretch to what follows a cursor.
func (st *stretch) resume(from Cursor) error {
	if from == "" {
		return nil
	}
	key, err := from.key()
	if err != nil {
		return err
	}
	if st.reverse {
		if st.high == nil || bytes.Compare(key, st.high) < 0 {
			st.high = key
		}
		return nil
	}
	if key = append(key, 0); bytes.Compare(key, st.low) > 0 {
		st.low = key
	}
	return nil
}

// CursorAfter is where a list by an index goes on behind the record id, whose tuple there is t.
func CursorAfter(t record.Tuple, id record.ID) Cursor {
	return cursorAt(append(slices.Clone(t), id...))
}

// Place is the record behind which the list goes on, and its tuple in the index.
func (c Cursor) Place() (record.Tuple, record.ID, error) {
	key, err := c.key()
	if err == nil && len(key) < idSize {
		err = fmt.Errorf("cursor %q is cut short", string(c))
	}
	if err != nil {
		return nil, "", err
	}
	cut := len(key) - idSize
	return record.Tuple(key[:cut]), record.ID(key[cut:]), nil
}

func (c Cursor) key() ([]byte, error) {
	key, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil {
		return nil, fmt.Errorf("cursor %q: %w", string(c), err)
	}
	return key, nil
}

func cursorAt(key []byte) Cursor { return Cursor(base64.RawURLEncoding.EncodeToString(key)) }

func (st stretch) holds(key string) bool {
	return key >= string(st.low) && (st.high == nil || key < string(st.high))
}

// after is the first key that does not begin with prefix any more; nil when there is none.
func after(prefix []byte) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xFF {
			out := bytes.Clone(prefix[:i+1])
			out[i]++
			return out
		}
	}
	return nil
}
