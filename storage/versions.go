package storage

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// lookup finds published versions for one record's indexes and row.
type lookup struct {
	find    func(record.Ref) (any, bool)
	missing func(record.Ref)
	asked   func(kind string)
}

// Version implements [record.Versions].
func (l lookup) Version(ref record.Ref) (any, bool) {
	if l.asked != nil {
		l.asked(ref.Kind)
	}
	v, ok := l.find(ref)
	if !ok && l.missing != nil {
		l.missing(ref)
	}
	return v, ok
}

// storedVersions sees what stood before this batch: the keys that are stored were made with it.
func (b *batch) storedVersions() record.Versions {
	return lookup{find: func(ref record.Ref) (any, bool) {
		if r, ok := b.recs[ref]; ok {
			return r.stored.state, r.stored.exists()
		}
		return b.published(ref)
	}}
}

// versions sees what this batch makes of things, and remembers what was missing for the record by.
func (b *batch) versions(by record.Ref) record.Versions {
	return lookup{
		find: func(ref record.Ref) (any, bool) {
			if r, ok := b.recs[ref]; ok {
				return r.cur.state, r.cur.exists()
			}
			return b.published(ref)
		},
		missing: func(ref record.Ref) {
			if b.missing[ref] == nil {
				b.missing[ref] = map[record.Ref]bool{}
			}
			b.missing[ref][by] = true
		},
		asked: func(kind string) { b.look(by.Kind, kind) },
	}
}

// published reads a version that this batch does not touch, and keeps it: versions never change, and a
// batch that touches one drops it.
func (b *batch) published(ref record.Ref) (any, bool) {
	if v, ok := b.s.seen[ref]; ok {
		return v, true
	}
	f, err := readRecord(b.btx, b.s.kinds[ref.Kind], ref.ID)
	if err != nil {
		b.fault = err
	}
	if err != nil || !f.exists() {
		return nil, false
	}
	b.s.seen[ref] = f.state
	return f.state, true
}

// readRecord gives a record as stored; a blank one when there is none or its kind is unknown here.
func readRecord(btx *bbolt.Tx, k *kind, id record.ID) (folded, error) {
	if k == nil {
		return folded{}, nil
	}
	at := btx.Bucket([]byte(inRecord(k.Name)))
	if at == nil {
		return k.blank(), nil
	}
	raw := at.Get([]byte(id))
	if raw == nil {
		return k.blank(), nil
	}
	return k.decodeFolded([]byte(id), raw)
}

// look notes, once and for good, that indexes or rows of one kind look up another.
func (b *batch) look(by, kind string) {
	if key := looksKey(by, kind); !b.s.looks[key] {
		b.looks[key] = true
	}
}

const looksPrefix = "looks/"

func looksKey(by, kind string) string { return looksPrefix + by + "/" + kind }

func (s *Store) readLooks(btx *bbolt.Tx) {
	prefix := []byte(looksPrefix)
	c := btx.Bucket([]byte(inMeta)).Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		s.looks[string(k)] = true
	}
}

func (b *batch) lookedAt(kind string) bool {
	for by := range b.s.kinds {
		if key := looksKey(by, kind); b.s.looks[key] || b.looks[key] {
			return true
		}
	}
	return false
}

// awaken finds the records that wanted a version which this batch brings; they are derived again.
func (b *batch) awaken() error {
	for _, r := range b.inOrder() {
		if !r.touched || !b.lookedAt(r.ref.Kind) {
			continue
		}
		b.came = true
		var err error
		switch {
		case !r.stored.exists() && r.cur.exists():
			err = b.awakenFor(r.ref)
		case r.stored.exists() && r.refold: // what it said at first came after what it said later
			err = b.awakenLookers(r.ref.Kind)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) awakenFor(wanted record.Ref) error {
	missing, err := b.bucket(inMissing)
	if err != nil {
		return err
	}
	prefix := refKey(wanted)
	c := missing.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		by, err := splitRefKey(k[len(prefix):])
		if err != nil {
			return err
		}
		r, err := b.rec(by)
		if err != nil {
			return err
		}
		if r != nil && r.raw != nil {
			r.derive = true
		}
		b.remove(inMissing, bytes.Clone(k))
	}
	return nil
}

// awakenLookers derives every record again whose kind looks up another. It is rare: a version's first
// change arrived later than one that builds on it.
func (b *batch) awakenLookers(kind string) error {
	for by, k := range b.s.kinds {
		if key := looksKey(by, kind); !b.s.looks[key] && !b.looks[key] {
			continue
		}
		records, err := b.bucket(inRecord(k.Name))
		if err != nil {
			return err
		}
		c := records.Cursor()
		for id, _ := c.First(); id != nil; id, _ = c.Next() {
			r, err := b.rec(record.Ref{Kind: by, ID: record.ID(id)})
			if err != nil {
				return err
			}
			r.derive = true
		}
	}
	return nil
}

func splitRefKey(k []byte) (record.Ref, error) {
	kind, id, ok := bytes.Cut(k, []byte{0})
	if !ok || len(id) != idSize {
		return record.Ref{}, fmt.Errorf("reference %q: %w", k, ErrDamaged)
	}
	return record.Ref{Kind: string(kind), ID: record.ID(id)}, nil
}

// noteMissing registers what was wanted and is still not here.
func (b *batch) noteMissing() {
	for wanted, by := range b.missing {
		if r, ok := b.recs[wanted]; ok && r.cur.exists() {
			continue
		}
		for ref := range by {
			if r := b.recs[ref]; r != nil && (r.touched || r.raw != nil) { // else asked by a row that was discarded
				b.put(inMissing, missingKey(wanted, ref), nil)
			}
		}
	}
}
