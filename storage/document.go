package storage

import (
	"fmt"
	"slices"

	"mendesk/app/record"
	"mendesk/storage/search"
)

// unversioned is for the index that orders what search finds: it may look up nothing.
type unversioned struct{}

// Version implements [record.Versions].
func (unversioned) Version(record.Ref) (any, bool) { return nil, false }

// document is a record as search sees it; ok is false when there is none to list.
func (tx *Tx) document(sh *shelf, id record.ID) (d search.Doc, ok bool, err error) {
	ref := record.Ref{Kind: sh.k.Name, ID: id}
	f, err := tx.folded(ref)
	if err != nil || !f.exists() {
		return d, false, err
	}
	d.ID = id
	if sh.nth >= 0 {
		keys := sh.k.Keys(sh.nth, f.state, unversioned{})
		if len(keys) == 0 {
			return d, false, nil
		}
		last := slices.MaxFunc(keys, func(a, b record.Tuple) int { return slices.Compare(a, b) })
		if len(last) != search.OrderSize {
			return d, false, fmt.Errorf("index %s of %s is no order for search: its keys are not one moment or number", sh.k.Indexes[sh.nth], sh.k.Name)
		}
		d.Order = search.Order(last)
	}
	var broken error
	texts := sh.k.Words(f.state, func(yield func(record.Happened) bool) {
		for h, err := range tx.History(ref) {
			if broken = err; err != nil || !yield(h) {
				return
			}
		}
	})
	if broken != nil {
		return d, false, broken
	}
	d.Text = search.Text(texts)
	return d, true, nil
}

// spot is a place in the order in which search lists.
type spot struct {
	order search.Order
	id    record.ID
}

func (a spot) before(b spot) bool { return search.Before(a.order, a.id, b.order, b.id) }

// cursor is the key of the spot in the index that orders the kind, so that a list by that index can go on
// where a search ended.
func (sh *shelf) cursor(at spot) Cursor {
	if sh.nth < 0 {
		return cursorAt([]byte(at.id))
	}
	return cursorAt(append(at.order[:], at.id...))
}

func (sh *shelf) spotOf(c Cursor) (at spot, err error) {
	raw, err := c.key()
	order := 0
	if sh.nth >= 0 {
		order = search.OrderSize
	}
	if err != nil || len(raw) != order+idSize {
		return at, fmt.Errorf("cursor %q is of no search of %s", string(c), sh.k.Name)
	}
	copy(at.order[:], raw[:order])
	at.id = record.ID(raw[order:])
	return at, nil
}
