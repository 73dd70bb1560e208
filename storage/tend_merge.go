package storage

import (
	"context"
	"slices"

	"mendesk/storage/search"
)

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
