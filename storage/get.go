package storage

import (
	"fmt"

	"mendesk/app/record"
)

// folded gives a record as this transaction sees it; a blank one when there is none.
func (tx *Tx) folded(ref record.Ref) (folded, error) {
	if d, ok := tx.drafts[ref]; ok {
		return d.cur, nil
	}
	if tx.batch != nil {
		if r, ok := tx.batch.recs[ref]; ok {
			return r.cur, nil
		}
	}
	k := tx.s.kinds[ref.Kind]
	if k == nil {
		return folded{}, fmt.Errorf("kind %q is not registered", ref.Kind)
	}
	return readRecord(tx.b, k, ref.ID)
}

// Get reads one record; ErrNotFound when there is none. It sees what this transaction appended.
func Get[T any](tx *Tx, k record.Kind[T], id record.ID) (T, error) {
	var none T
	f, err := tx.folded(k.Ref(id))
	if err != nil {
		return none, err
	}
	if !f.exists() {
		return none, fmt.Errorf("%s %s: %w", k.Name, id, ErrNotFound)
	}
	t, ok := f.state.(T)
	if !ok {
		return none, fmt.Errorf("kind %s is registered with another type than %T", k.Name, none)
	}
	return t, nil
}

// Has tells whether there is such a record.
func Has(tx *Tx, ref record.Ref) bool {
	f, err := tx.folded(ref)
	return err == nil && f.exists()
}
