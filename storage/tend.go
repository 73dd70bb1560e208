package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/storage/search"
)

const (
	flushAt     = 1024 // fresh records that are worth a segment
	smallAtOnce = 8    // small segments that are worth a merge
	textsAtOnce = 256  // records read in one view, so that none holds up the file for long
)

// TendSearch keeps the segments in order in the background until Close: builds those that are missing, stale
// or damaged, puts many fresh records into one, merges small ones. Without it search answers too, by reading
// what is in no segment.
func (s *Store) TendSearch() {
	f := &s.finder
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stop != nil || len(f.shelves) == 0 {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	f.stop, f.done = stop, done
	go func() {
		defer close(done)
		f.tending.Lock()
		s.sweep()
		f.tending.Unlock()
		for ctx.Err() == nil {
			if err := s.eachShelf(func(sh *shelf) error { return s.tend(ctx, sh, flushAt) }); err != nil {
				pause(ctx) // a full disk is not asked again at every save
			}
			select {
			case <-ctx.Done():
			case <-f.wake:
			}
		}
	}()
}

func pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Second):
	}
}

// BuildSearch does at once what TendSearch would, and puts every fresh record into a segment.
func (s *Store) BuildSearch(ctx context.Context) error {
	return s.eachShelf(func(sh *shelf) error { return s.tend(ctx, sh, 1) })
}

// CompactSearch builds what is missing and merges small segments and such with many changed records, so that
// files hold no words that no record has any more. A job does it now and then.
func (s *Store) CompactSearch(ctx context.Context) error {
	return s.eachShelf(func(sh *shelf) error {
		if err := s.tend(ctx, sh, 1); err != nil {
			return err
		}
		return s.mergeAll(ctx, sh, true)
	})
}

// eachShelf runs do for each kind in turn and notes what went wrong.
func (s *Store) eachShelf(do func(*shelf) error) error {
	s.finder.tending.Lock()
	defer s.finder.tending.Unlock()
	var all error
	for _, name := range slices.Sorted(maps.Keys(s.finder.shelves)) {
		sh := s.finder.shelves[name]
		damage, err := readable(func() error { return do(sh) })
		s.finder.mu.Lock()
		if sh.fault = err; damage != nil {
			sh.drop(damage)
			err = damage
		}
		s.finder.mu.Unlock()
		all = errors.Join(all, err)
	}
	return all
}

// readable runs what reads mapped segments; a file that is cut off under the map is damage and not the end of
// the program.
func readable(do func() error) (damage, err error) {
	before := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(before)
	defer func() {
		if p := recover(); p != nil {
			fault, is := p.(runtime.Error)
			if !is {
				panic(p)
			}
			damage = fmt.Errorf("%w: %w", search.ErrDamaged, fault)
		}
	}()
	return nil, do()
}

func (s *Store) tend(ctx context.Context, sh *shelf, enough int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.openShelf(sh)
	built, waiting := s.finder.waiting(sh)
	if s.broken.Load() {
		return nil // search goes on with what there is
	}
	if !built {
		if err := s.buildShelf(ctx, sh); err != nil {
			return err
		}
		_, waiting = s.finder.waiting(sh)
	}
	for waiting >= enough && waiting > 0 {
		before := waiting
		if err := s.flushShelf(ctx, sh); err != nil {
			return err
		}
		if _, waiting = s.finder.waiting(sh); waiting >= before {
			break // they change faster than they are written
		}
	}
	if err := s.mergeAll(ctx, sh, false); err != nil {
		return err
	}
	return s.warm(ctx, sh)
}

func (f *finder) waiting(sh *shelf) (built bool, fresh int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return sh.built, len(sh.fresh)
}

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

// mergeAll merges as long as there is something to merge: always when there are many small segments, and when
// everything is asked for also what has few documents or many masked ones.
func (s *Store) mergeAll(ctx context.Context, sh *shelf, everything bool) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		merged, err := s.mergeSome(sh, everything)
		if err != nil || !merged {
			return err
		}
	}
}

func (s *Store) mergeSome(sh *shelf, everything bool) (bool, error) {
	all, epoch := s.finder.hold(sh)
	defer release(all)
	group := mergeable(all, everything)
	if group == nil {
		return false, nil
	}
	return true, s.mergeGroup(sh, epoch, all, group)
}

// mergeable picks neighbours in age that fit into one segment.
func mergeable(segments []*shelved, everything bool) []*shelved {
	var weak []*shelved
	for _, g := range segments {
		gone := g.masked.Count()
		small := g.Docs-gone < search.Room/2 && g.TextSize() < search.TextRoom/2
		if small || gone > g.Docs/4 || (everything && gone > 0) {
			weak = append(weak, g)
		}
	}
	if !everything && len(weak) < smallAtOnce {
		return nil
	}
	slices.SortFunc(weak, func(a, b *shelved) int {
		return compareSpots(spot{a.OrderOf(0), a.ID(0)}, spot{b.OrderOf(0), b.ID(0)})
	})
	for from := range weak {
		live, texts, to := 0, 0, from
		for ; to < len(weak); to++ {
			n, size := weak[to].Docs-weak[to].masked.Count(), weak[to].TextSize()
			if live+n > search.Room || (to > from && texts+size > search.TextRoom) {
				break
			}
			live, texts = live+n, texts+size
		}
		if to-from > 1 || weak[from].masked.Count() > 0 && (everything || weak[from].masked.Count() > weak[from].Docs/4) {
			return weak[from:max(to, from+1)]
		}
	}
	return nil
}

func (s *Store) mergeGroup(sh *shelf, epoch uint64, all, group []*shelved) error {
	var parts []search.Part
	live := 0
	for _, g := range group {
		p := search.Part{Segment: g.Segment, Masked: g.masked}
		parts, live = append(parts, p), live+p.Live()
	}
	segments := slices.DeleteFunc(slices.Clone(all), func(g *shelved) bool { return slices.Contains(group, g) })
	var own []*shelved
	if live > 0 {
		f, err := search.Merge(s.searchFolder(), sh.k.Name, parts)
		if err != nil {
			return err
		}
		g, err := search.Open(s.searchFolder(), f)
		if err != nil {
			return err
		}
		own = []*shelved{{Segment: g}}
	}
	err := s.install(sh, epoch, append(segments, own...), nil)
	if err != nil {
		discard(own)
	}
	return err
}

// warm reads the fresh records' texts before somebody asks.
func (s *Store) warm(ctx context.Context, sh *shelf) error {
	for part := range slices.Chunk(s.finder.unread(sh), textsAtOnce) {
		err := s.View(ctx, func(tx *Tx) error {
			for _, id := range part {
				d, ok, err := tx.document(sh, id)
				if err != nil {
					return err
				}
				d.ID = id
				tx.keepText(sh, fresh{ok: ok, doc: d})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *finder) unread(sh *shelf) []record.ID {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []record.ID
	for id, d := range sh.fresh {
		if d.read < d.txid || d.read == 0 {
			out = append(out, id)
		}
	}
	return out[:min(len(out), keptTexts)]
}

// sweep removes segment files that the database does not name: of a flush or merge that was killed.
func (s *Store) sweep() {
	named := map[string]bool{}
	s.finder.mu.Lock()
	for _, sh := range s.finder.shelves {
		for _, f := range sh.named {
			named[f.Name] = true
		}
		for _, g := range sh.segments {
			named[g.Name] = true
		}
	}
	s.finder.mu.Unlock()
	files, _ := os.ReadDir(s.searchFolder()) // what cannot be listed stays
	for _, f := range files {
		ours := strings.HasSuffix(f.Name(), ".seg") || strings.HasSuffix(f.Name(), ".new")
		if ours && !named[f.Name()] {
			_ = os.Remove(filepath.Join(s.searchFolder(), f.Name())) // the next sweep tries again
		}
	}
}
