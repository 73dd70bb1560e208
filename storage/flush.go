package storage

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"

	"mendesk/app/record"
)

// flush writes the batch: journal and histories first, since a record that changed late is folded again
// from them, then the records and all that follows from them.
func (b *batch) flush() error {
	if b.flushed {
		return nil
	}
	b.flushed = true
	for key, n := range b.numbers {
		b.put(inNumbers, []byte(key), binary.BigEndian.AppendUint64(nil, n))
	}
	if err := b.apply(); err != nil {
		return err
	}
	if err := b.erase(); err != nil {
		return err
	}
	if err := b.refold(); err != nil {
		return err
	}
	if err := b.awaken(); err != nil {
		return err
	}
	for _, r := range b.inOrder() {
		if !r.touched && !r.derive {
			continue
		}
		if err := b.derive(r); err != nil {
			return err
		}
	}
	b.noteMissing()
	for key := range b.looks {
		b.put(inMeta, []byte(key), []byte{1})
	}
	if b.fault != nil {
		return b.fault
	}
	return b.apply()
}

// derive puts the record, its index keys, its figures row and its refusals, where they are different now.
func (b *batch) derive(r *rec) error {
	raw := r.made
	if raw == nil {
		var err error
		if raw, err = r.k.encodeFolded(r.cur); err != nil {
			return err
		}
	}
	id := []byte(r.ref.ID)
	if !bytes.Equal(raw, r.raw) {
		b.put(inRecord(r.k.Name), id, raw)
		b.changed[r.ref.Kind] = append(b.changed[r.ref.Kind], r.ref.ID)
		b.mark(r)
	}
	keys := r.live
	if b.came || r.derive || r.liveAt != r.cur.last {
		keys = b.keysOf(r, r.cur, b.versions(r.ref))
	}
	for i, name := range r.k.Indexes {
		b.diffKeys(inIndex(r.k.Name, name), r.keys[i], keys[i])
	}
	if err := b.putRow(r); err != nil {
		return err
	}
	return b.putRefused(r)
}

// diffKeys moves an index from the old keys of a record to the new ones; both are sorted.
func (b *batch) diffKeys(bucket string, old, now []string) {
	for _, k := range old {
		if _, stays := slices.BinarySearch(now, k); !stays {
			b.remove(bucket, []byte(k))
		}
	}
	for _, k := range now {
		if _, was := slices.BinarySearch(old, k); !was {
			b.put(bucket, []byte(k), nil)
		}
	}
}

func (b *batch) putRow(r *rec) error {
	if r.k.Row == nil {
		return nil
	}
	bucket := inFigures(r.k.Name)
	var key, row, was, old []byte
	if r.cur.exists() {
		key, row = r.k.reached(r.ref.ID, r.cur.state), r.k.Row(r.cur.state, b.versions(r.ref), b.intern)
	}
	if at := b.btx.Bucket([]byte(bucket)); at != nil && r.stored.exists() {
		was = r.k.reached(r.ref.ID, r.stored.state)
		var err error
		if old, err = storedRow(at, was); err != nil {
			return err
		}
	}
	if bytes.Equal(key, was) && bytes.Equal(row, old) {
		return nil
	}
	if old != nil && (row == nil || !bytes.Equal(key, was)) {
		b.remove(bucket, was)
	}
	if row != nil {
		b.put(bucket, key, row)
	}
	return nil
}

// putRefused replaces a refolded record's refusals and adds to another's.
func (b *batch) putRefused(r *rec) error {
	want := map[string][]byte{}
	for _, no := range r.refused {
		raw, err := record.Encode(no.reason)
		if err != nil {
			return err
		}
		want[string(refusedKey(r.ref, no.place, no.nth))] = summed(raw)
	}
	if r.refold {
		if err := b.forgetRefused(r.ref, want); err != nil {
			return err
		}
	}
	b.refused += len(want)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		b.put(inRefused, []byte(key), want[key])
	}
	return nil
}

// forgetRefused removes stored refusals that are not wanted any more, and from want those that stand.
func (b *batch) forgetRefused(ref record.Ref, want map[string][]byte) error {
	refused, err := b.bucket(inRefused)
	if err != nil {
		return err
	}
	prefix := refKey(ref)
	c := refused.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if bytes.Equal(want[string(k)], v) {
			delete(want, string(k))
			continue
		}
		b.remove(inRefused, bytes.Clone(k))
	}
	return nil
}

// refold folds the records that a late change touched again, from the beginning of their history.
func (b *batch) refold() error {
	for _, r := range b.inOrder() {
		if !r.refold {
			continue
		}
		f, refused, err := refold(b.btx, r.k, r.ref.ID)
		if err != nil {
			return err
		}
		r.cur, r.refused, r.made = f, refused, nil
	}
	return nil
}
