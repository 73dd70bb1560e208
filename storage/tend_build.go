package storage

import (
	"context"
	"errors"
	"maps"
	"os"
	"runtime/debug"
	"slices"

	"mendesk/app/record"
	"mendesk/storage/search"
)

// buildShelf reads every record into new segments, newest first. Records that change meanwhile are marked.
func (s *Store) buildShelf(ctx context.Context, sh *shelf) error {
	if err := os.MkdirAll(s.searchFolder(), 0o700); err != nil {
		return err
	}
	s.sweep()
	if err := s.beginMarks(sh); err != nil {
		return err
	}
	_, epoch := s.finder.hold(sh)
	segments, err := s.readAll(ctx, sh)
	if err == nil {
		err = s.install(sh, epoch, segments, nil)
	}
	if err != nil {
		discard(segments)
	}
	return err
}

// beginMarks forgets old marks and has every change from now on marked.
func (s *Store) beginMarks(sh *shelf) error {
	return s.update(true, func(b *batch) error {
		sh.marking = true
		s.finder.mu.Lock()
		clear(sh.fresh)
		sh.texts = 0
		s.finder.mu.Unlock()
		return sh.eachMark(b.btx, func(_ record.ID, key []byte) { b.remove(inUnsearched, key) })
	})
}

func (s *Store) readAll(ctx context.Context, sh *shelf) (out []*shelved, err error) {
	from, over := Cursor(""), Span{Index: sh.k.Newest, Reverse: true}
	b := search.NewBuilder()
	for more := true; more; {
		err := s.View(ctx, func(tx *Tx) error {
			ids, next, err := IDs(tx, sh.k.Name, over, from, min(textsAtOnce, search.BuildRoom-b.Len()))
			if err != nil {
				return err
			}
			from, more = next, next != ""
			for _, id := range ids {
				d, ok, err := tx.document(sh, id)
				if err != nil {
					return err
				}
				if ok {
					b.Add(d)
				}
			}
			return nil
		})
		if err != nil {
			return out, err
		}
		if b.Full() || (!more && b.Len() > 0) {
			g, err := s.write(b, sh)
			if err != nil {
				return out, err
			}
			out, b = append(out, g), search.NewBuilder()
			debug.FreeOSMemory() // what building took is not needed for hours
		}
	}
	return out, nil
}

func (s *Store) write(b *search.Builder, sh *shelf) (*shelved, error) {
	f, err := b.Write(s.searchFolder(), sh.k.Name)
	if err != nil {
		return nil, err
	}
	g, err := search.Open(s.searchFolder(), f)
	return &shelved{Segment: g}, err
}

func discard(segments []*shelved) {
	for _, g := range segments {
		if g.Segment != nil {
			g.Retire()
			g.Release()
		}
	}
}

// install makes segments the kind's own, in the database first: what it names is whole on the disk, and what
// it does not name counts as not there. Fresh records read at settled, and not changed since, are fresh no more.
func (s *Store) install(sh *shelf, epoch uint64, segments []*shelved, settled map[record.ID]int) error {
	f := &s.finder
	file := shelf{k: sh.k, segments: segments}
	err := s.update(true, func(b *batch) error {
		raw, err := record.Encode(file.file())
		if err != nil {
			return err
		}
		b.put(inSearch, []byte(sh.k.Name), summed(raw))
		f.mu.Lock()
		defer f.mu.Unlock()
		if sh.epoch != epoch {
			return errSuperseded
		}
		for id, read := range settled {
			if d := sh.fresh[id]; d != nil && d.txid <= read {
				b.remove(inUnsearched, refKey(record.Ref{Kind: sh.k.Name, ID: id}))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if sh.epoch != epoch {
		return errSuperseded
	}
	for id, read := range settled {
		if d := sh.fresh[id]; d != nil && d.txid <= read {
			if d.read > 0 {
				sh.texts--
			}
			delete(sh.fresh, id)
		}
	}
	retire(sh.segments, segments)
	sh.segments, sh.named, sh.built, sh.opened = segments, nil, true, true
	sh.epoch++
	return nil
}

// errSuperseded means the segments were found damaged while others were made of them.
var errSuperseded = errors.New("the search segments were given up meanwhile")

// hold gives the segments of a kind, which stay open until release.
func (f *finder) hold(sh *shelf) ([]*shelved, uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, g := range sh.segments {
		g.Retain()
	}
	return sh.segments, sh.epoch
}

// retire lets go what is not among the new ones; the same file under another mask stays.
func retire(old, now []*shelved) {
	for _, g := range old {
		if !slices.ContainsFunc(now, func(n *shelved) bool { return n.Segment == g.Segment }) {
			g.Retire()
			g.Release()
		}
	}
}

// flushShelf puts the fresh records into a segment and masks them in the older ones.
func (s *Store) flushShelf(ctx context.Context, sh *shelf) error {
	b, read, err := s.readMarked(ctx, sh)
	if err != nil {
		return err
	}
	before, epoch := s.finder.hold(sh)
	defer release(before)
	segments := masked(before, read)
	var own []*shelved
	if b.Len() > 0 {
		g, err := s.write(b, sh)
		if err != nil {
			return err
		}
		own = []*shelved{g}
	}
	err = s.install(sh, epoch, slices.Concat(segments, own), read)
	if err != nil {
		discard(own)
	}
	return err
}

// readMarked reads fresh records into a segment to be, and says in which transaction each was read.
func (s *Store) readMarked(ctx context.Context, sh *shelf) (*search.Builder, map[record.ID]int, error) {
	b, read := search.NewBuilder(), map[record.ID]int{}
	for part := range slices.Chunk(s.finder.freshIDs(sh), textsAtOnce) {
		if b.Full() || b.Len()+len(part) > search.BuildRoom {
			break
		}
		err := s.View(ctx, func(tx *Tx) error {
			for _, id := range part {
				d, ok, err := tx.document(sh, id)
				if err != nil {
					return err
				}
				if ok {
					b.Add(d)
				}
				read[id] = tx.b.ID()
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	return b, read, nil
}

func (f *finder) freshIDs(sh *shelf) []record.ID {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Sorted(maps.Keys(sh.fresh))
}

func masked(segments []*shelved, gone map[record.ID]int) []*shelved {
	out := make([]*shelved, len(segments))
	for i, g := range segments {
		mask := search.NewBits(g.Docs)
		copy(mask, g.masked)
		any := false
		for id := range gone {
			if n, in := g.Find(id); in {
				mask.Set(n)
				any = true
			}
		}
		if out[i] = g; any {
			out[i] = &shelved{g.Segment, mask}
		}
	}
	return out
}
