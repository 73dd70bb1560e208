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
	if s.halted() {
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
