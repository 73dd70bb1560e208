package storage

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// rebuilding is where a rebuild stands, kept in meta so that a killed one goes on at the next opening.
// First the records of some kinds are folded again, written only where they differ; then the indexes and
// rows, which were dropped at the start, are derived: of these kinds and of those that look them up.
type rebuilding struct {
	Target map[string]inUse `json:"target"` // the folds that it brings
	Lines  bool             `json:"lines"`  // histories, tips and logs are still to be read out of the journal
	Entry  []byte           `json:"entry"`  // the last entry done of these
	Fold   []string         `json:"fold"`   // kinds still to be folded
	Derive []string         `json:"derive"` // kinds whose indexes and rows are still to be derived
	After  record.ID        `json:"after"`  // the last record done of the first of these kinds
}

var rebuildKey = []byte("rebuild")

// How many records are derived again in one transaction.
const rebuildAtOnce = 2000

// Rebuild drops everything that can be derived and derives it again from the journal. Views meanwhile see
// indexes and histories that are not whole, so nobody should work meanwhile.
func (s *Store) Rebuild(ctx context.Context, progress func(done, total int)) error {
	return s.rebuild(ctx, slices.Sorted(maps.Keys(s.kinds)), nil, true, progress)
}

// catchUp derives again what an older version of the program derived, and ends a rebuild that was killed.
func (s *Store) catchUp(ctx context.Context) error {
	var old []string
	var unfinished *rebuilding
	err := guarded(func() error {
		return s.db.View(func(btx *bbolt.Tx) (err error) {
			if old, err = s.outdated(btx); err != nil {
				return err
			}
			unfinished, err = s.unfinished(btx)
			return err
		})
	})
	if err != nil {
		return err
	}
	rows := s.rowsOutdated()
	switch {
	case unfinished != nil && len(rows) == 0 && unfinished.brings(s, old):
		return s.goOn(ctx, *unfinished, s.o.Progress)
	case unfinished != nil:
		old = slices.Sorted(maps.Keys(s.kinds))
	case len(old)+len(rows) == 0:
		return nil
	}
	return s.rebuild(ctx, old, rows, unfinished != nil && unfinished.Lines, s.o.Progress)
}

func (s *Store) unfinished(btx *bbolt.Tx) (*rebuilding, error) {
	raw := btx.Bucket([]byte(inMeta)).Get(rebuildKey)
	if raw == nil {
		return nil, nil
	}
	body, err := unsummed(raw, "the unfinished rebuild")
	if err != nil {
		return nil, err
	}
	r := &rebuilding{}
	if err := json.Unmarshal(body, r); err != nil {
		return nil, fmt.Errorf("the unfinished rebuild: %w: %w", ErrDamaged, err)
	}
	return r, notNewer(s.kinds, r.Target)
}

// brings tells whether going on with r brings all that is outdated to this program's folds.
func (r *rebuilding) brings(s *Store, old []string) bool {
	for name, u := range r.Target {
		if k := s.kinds[name]; k == nil || !u.equal(k.inUse()) {
			return false
		}
	}
	return !slices.ContainsFunc(old, func(name string) bool { _, in := r.Target[name]; return !in })
}

// rebuild folds the records of some kinds again, and derives what follows from them and from those of more.
func (s *Store) rebuild(ctx context.Context, names, more []string, lines bool, progress func(int, int)) error {
	folded := s.withLookers(names)
	r := rebuilding{Target: map[string]inUse{}, Lines: lines, Fold: names, Derive: slices.Compact(slices.Sorted(slices.Values(slices.Concat(folded, more))))}
	for _, name := range names {
		r.Target[name] = s.kinds[name].inUse()
	}
	s.finder.tending.Lock()
	defer s.finder.tending.Unlock()
	err := s.update(true, func(b *batch) error {
		clear(s.seen)
		b.forgetSearch(folded)
		b.me.Schema = schema
		if err := b.drop(r.Derive); err != nil {
			return err
		}
		if r.Lines {
			if err := b.dropLines(); err != nil {
				return err
			}
		}
		return b.note(r)
	})
	if err != nil {
		return err
	}
	return s.goOn(ctx, r, progress)
}

// withLookers adds the kinds whose indexes or rows look up one of names.
func (s *Store) withLookers(names []string) []string {
	s.writing.Lock()
	defer s.writing.Unlock()
	all := map[string]bool{}
	for _, name := range names {
		all[name] = true
		for by := range s.kinds {
			if s.looks[looksKey(by, name)] {
				all[by] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// drop empties the indexes and rows of kinds, also indexes that they have no more.
func (b *batch) drop(names []string) error {
	for _, name := range names {
		err := b.deleteBuckets(func(bucket string) bool {
			return strings.HasPrefix(bucket, inIndex(name, "")) || bucket == inFigures(name)
		})
		if err != nil {
			return err
		}
		if err := b.s.kinds[name].layBuckets(b.btx); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) deleteBuckets(which func(name string) bool) error {
	var gone [][]byte
	err := b.btx.ForEach(func(bucket []byte, _ *bbolt.Bucket) error {
		if which(string(bucket)) {
			gone = append(gone, bytes.Clone(bucket))
		}
		return nil
	})
	for _, bucket := range gone {
		if err == nil {
			err = b.btx.DeleteBucket(bucket)
		}
	}
	return err
}

func (b *batch) note(r rebuilding) error {
	raw, err := record.Encode(r)
	b.put(inMeta, rebuildKey, summed(raw))
	return err
}

func (s *Store) goOn(ctx context.Context, r rebuilding, progress func(int, int)) error {
	if progress == nil {
		progress = func(int, int) {}
	}
	total, err := s.toRebuild(ctx, r)
	if err != nil {
		return err
	}
	done := 0
	for r.Lines || len(r.Fold)+len(r.Derive) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := 0
		err := s.update(true, func(b *batch) (err error) {
			if n, err = b.step(&r); err != nil {
				return err
			}
			return b.note(r)
		})
		if err != nil {
			return fmt.Errorf("rebuild: %w", err)
		}
		done += n
		progress(min(done, total), total)
	}
	return s.rebuilt(r)
}

func (s *Store) rebuilt(r rebuilding) error {
	return s.update(true, func(b *batch) error {
		clear(s.seen)
		b.forgetSearch(slices.Sorted(maps.Keys(r.Target)))
		for _, name := range slices.Sorted(maps.Keys(r.Target)) {
			if err := s.kinds[name].use(b.btx); err != nil {
				return err
			}
		}
		b.remove(inMeta, rebuildKey)
		return nil
	})
}

// toRebuild is how many records are left, each counted once for its fold and once for what follows.
func (s *Store) toRebuild(ctx context.Context, r rebuilding) (n int, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		for _, name := range slices.Concat(r.Fold, r.Derive) {
			n += keysIn(tx.b, inRecord(name))
		}
		if r.Lines {
			n += keysIn(tx.b, inJournal)
		}
		return nil
	})
	return n, err
}

// step does the next portion and moves r past it.
func (b *batch) step(r *rebuilding) (n int, err error) {
	clear(b.s.seen)
	if r.Lines {
		n, r.Entry, err = b.linesAgain(r.Entry)
		r.Lines = r.Entry != nil
		return n, err
	}
	if len(r.Fold) > 0 {
		n, r.After, err = b.foldAgain(b.s.kinds[r.Fold[0]], r.After)
		if r.After == "" {
			r.Fold = r.Fold[1:]
		}
		return n, err
	}
	n, r.After, err = b.deriveAgain(b.s.kinds[r.Derive[0]], r.After)
	if r.After == "" {
		r.Derive = r.Derive[1:]
	}
	return n, err
}

// foldAgain folds the next records of a kind after one id, and gives the last; empty when all are done.
func (b *batch) foldAgain(k *kind, after record.ID) (int, record.ID, error) {
	ids, last, err := b.idsOf(inHistory(k.Name), after)
	if err != nil {
		return 0, "", err
	}
	for _, id := range ids {
		r := &rec{ref: record.Ref{Kind: k.Name, ID: id}, k: k, refold: true}
		if r.cur, r.refused, err = refold(b.btx, k, id); err != nil {
			return 0, "", err
		}
		if err := b.putFolded(r); err != nil {
			return 0, "", err
		}
	}
	return len(ids), last, b.dropOrphans(k, after, last, ids)
}

func (b *batch) putFolded(r *rec) error {
	raw, err := r.k.encodeFolded(r.cur)
	if err != nil {
		return err
	}
	at, err := b.bucket(inRecord(r.k.Name))
	if err != nil {
		return err
	}
	if !bytes.Equal(raw, at.Get([]byte(r.ref.ID))) {
		b.put(inRecord(r.k.Name), []byte(r.ref.ID), raw)
	}
	return b.putRefused(r)
}

// dropOrphans removes stored records that no history stands behind.
func (b *batch) dropOrphans(k *kind, after, last record.ID, ids []record.ID) error {
	at, err := b.bucket(inRecord(k.Name))
	if err != nil {
		return err
	}
	c := at.Cursor()
	for key, _ := c.Seek([]byte(after + "\x00")); key != nil && (last == "" || string(key) <= string(last)); key, _ = c.Next() {
		if _, known := slices.BinarySearch(ids, record.ID(key)); !known {
			b.remove(inRecord(k.Name), bytes.Clone(key))
		}
	}
	return nil
}

// idsOf lists the next ids that keys of a bucket begin with; last is empty when there are no more.
func (b *batch) idsOf(bucket string, after record.ID) (ids []record.ID, last record.ID, err error) {
	at, err := b.bucket(bucket)
	if err != nil {
		return nil, "", err
	}
	c := at.Cursor()
	from := []byte(after)
	if after != "" {
		from = append(from, 0xFF)
	}
	for k, _ := c.Seek(from); k != nil; k, _ = c.Seek([]byte(last + "\xff")) {
		if len(k) < idSize {
			return nil, "", fmt.Errorf("key %q of %s: %w", k, bucket, ErrDamaged)
		}
		if len(ids) == rebuildAtOnce {
			return ids, last, nil
		}
		last = record.ID(k[:idSize])
		ids = append(ids, last)
	}
	return ids, "", nil
}

// deriveAgain derives the indexes and rows of the next records of a kind.
func (b *batch) deriveAgain(k *kind, after record.ID) (int, record.ID, error) {
	ids, last, err := b.idsOf(inRecord(k.Name), after)
	if err != nil {
		return 0, "", err
	}
	for _, id := range ids {
		raw := b.btx.Bucket([]byte(inRecord(k.Name))).Get([]byte(id))
		f, err := k.decodeFolded([]byte(id), raw)
		if err != nil {
			return 0, "", err
		}
		r := &rec{ref: record.Ref{Kind: k.Name, ID: id}, k: k, raw: raw, stored: f, cur: f}
		for i, keys := range keysOf(k, id, f, b.versions(r.ref))[:len(k.Indexes)] {
			b.diffKeys(inIndex(k.Name, k.Indexes[i]), nil, keys)
		}
		if err := b.putRow(r); err != nil {
			return 0, "", err
		}
		b.recs[r.ref] = r
	}
	return len(ids), last, b.fault
}
