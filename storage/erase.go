package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// An erasure is an event like any other ([record.Erased]); what it drops is dropped in the transaction that brings
// it, and what it should have dropped and comes later in the one that brings that. Afterwards the bytes still lie in
// pages of the file that nothing uses any more: [Store.Compact] ends with that.

// erasedAt is when a record was last erased, as this transaction knows it.
func erasedAt(btx *bbolt.Tx, ref record.Ref) record.Stamp {
	at := btx.Bucket([]byte(inErased))
	if at == nil {
		return ""
	}
	return record.Stamp(at.Get(refKey(ref)))
}

// noteErasures keeps what a change erases.
func (b *batch) noteErasures(c record.Change) {
	for _, ref := range c.Erases() {
		if known := erasedAt(b.btx, ref); c.At > max(known, b.erasing[ref]) {
			b.erasing[ref] = c.At
			b.put(inErased, refKey(ref), []byte(c.At))
		}
	}
}

// enters notes whose history a foreign change enters: what it brings may have been erased.
func (b *batch) enters(ref record.Ref) {
	if b.entered == nil {
		b.entered = map[record.Ref]bool{}
	}
	b.entered[ref] = true
}

// erase drops the private parts that the batch's erasures cover, and those of entries of this batch that an
// erasure known before covers. It runs once the journal and the histories are written.
func (b *batch) erase() error {
	if at := b.btx.Bucket([]byte(inErased)); at == nil || b.entered == nil && !b.held && len(b.erasing) == 0 {
		return nil
	}
	refs := map[record.Ref]bool{}
	for ref := range b.erasing {
		refs[ref] = true
	}
	for ref := range b.entered {
		if erasedAt(b.btx, ref) != "" {
			refs[ref] = true
		}
	}
	lost := map[record.Ref]bool{} // that have less now: one entry may hold parts of several
	for _, ref := range slices.SortedFunc(maps.Keys(refs), compareRefs) {
		if err := b.eraseRecord(ref, lost); err != nil {
			return err
		}
	}
	waited := map[record.Ref]bool{}
	if b.held || len(b.erasing) > 0 {
		if err := b.eraseWaiting(waited); err != nil {
			return err
		}
	}
	for _, ref := range slices.SortedFunc(maps.Keys(lost), compareRefs) {
		r, err := b.rec(ref)
		if err != nil {
			return err
		}
		if r != nil {
			r.touched, r.refold, r.derive = true, true, true
			b.mark(r)
		}
	}
	if len(lost)+len(waited) > 0 {
		b.put(inMeta, compactKey, []byte{1})
	}
	return nil
}

func compareRefs(x, y record.Ref) int {
	if c := strings.Compare(x.Kind, y.Kind); c != 0 {
		return c
	}
	return strings.Compare(string(x.ID), string(y.ID))
}

// eraseRecord rewrites the entries of a record's history that hold what was erased.
func (b *batch) eraseRecord(ref record.Ref, lost map[record.Ref]bool) error {
	at := b.btx.Bucket([]byte(inHistory(ref.Kind)))
	if at == nil {
		return nil
	}
	limit := string(erasedAt(b.btx, ref))
	prefix := []byte(ref.ID)
	c := at.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix) && string(k[idSize:]) < limit; k, v = c.Next() {
		key, err := entryOf(k, v)
		if err == nil {
			err = b.redact(inJournal, key, lost)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseWaiting does the same for entries that wait for their predecessor; they are few, and in no record yet.
func (b *batch) eraseWaiting(lost map[record.Ref]bool) error {
	var keys [][]byte
	c := b.btx.Bucket([]byte(inWaiting)).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	for _, key := range keys {
		if err := b.redact(inWaiting, key, lost); err != nil {
			return err
		}
	}
	return nil
}

// redact rewrites one entry without what was erased, and notes the records that it said less of then.
func (b *batch) redact(bucket string, key []byte, lost map[record.Ref]bool) error {
	was, err := readEntry(b.btx, bucket, key)
	if err != nil {
		return err
	}
	c, had := was.Redacted(func(ref record.Ref) record.Stamp { return erasedAt(b.btx, ref) })
	if !had {
		return nil
	}
	for i, e := range c.Events {
		if len(e.Private) < len(was.Events[i].Private) {
			lost[e.Of] = true
		}
	}
	raw, err := c.Encoded()
	if err != nil {
		return fmt.Errorf("erase in change %d of log %s: %w", c.N, c.Log, err)
	}
	at, err := b.bucket(bucket)
	if err != nil {
		return err
	}
	return at.Put(key, summed(raw))
}

// compactKey is in meta while bytes that were erased may still lie in pages that nothing uses.
var compactKey = []byte("compact")

// ToCompact tells whether erased bytes may still lie in unused pages of the file; the next opening rewrites it.
func (s *Store) ToCompact(ctx context.Context) (due bool, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		due = tx.b.Bucket([]byte(inMeta)).Get(compactKey) != nil
		return nil
	})
	return due, err
}

// compact rewrites the file of an opened desk without its unused pages, when that is due, and opens it again. The
// new file is made under another name and read through, so a kill leaves one whole file or the other. What keeps it
// from being made, such as a full disk, is no reason not to open: the next opening tries again.
func (s *Store) compact(ctx context.Context) error {
	due, err := s.ToCompact(ctx)
	if err != nil || !due {
		return err
	}
	tmp := s.path + ".new"
	if s.compactTo(ctx, tmp) != nil {
		return removeIfThere(tmp)
	}
	if err := closeBolt(s.db); err != nil {
		return err
	}
	if err := moveFile(tmp, s.path); err != nil {
		return err
	}
	o := s.o
	o.openFile = s.opens()
	s.db, err = openBolt(s.path, o)
	return err
}

func (s *Store) compactTo(ctx context.Context, path string) error {
	if err := Room(filepath.Dir(path), bytesOf(s.path)); err != nil {
		return err
	}
	if err := removeIfThere(path); err != nil {
		return err
	}
	o := s.o
	o.openFile, o.NoSync = nil, true // synced as a whole below
	db, err := openBolt(path, o)
	if err != nil {
		return err
	}
	err = bbolt.Compact(db, s.db, snapshotAtOnce)
	if err == nil {
		err = db.Update(func(btx *bbolt.Tx) error { return btx.Bucket([]byte(inMeta)).Delete(compactKey) })
	}
	if err == nil {
		err = db.Sync()
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	want, err := s.Digest(ctx)
	if err != nil {
		return err
	}
	return s.verify(ctx, path, want)
}

// Erased walks the records that were erased, by kind and id.
func (tx *Tx) Erased() iter.Seq[record.Ref] {
	return func(yield func(record.Ref) bool) {
		at := tx.b.Bucket([]byte(inErased))
		if at == nil {
			return
		}
		c := at.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			kind, id, _ := bytes.Cut(k, []byte{0})
			if !yield(record.Ref{Kind: string(kind), ID: record.ID(id)}) {
				return
			}
		}
	}
}
