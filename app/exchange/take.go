package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"mendesk/app/record"
)

// How much of the log is read at once, in bytes: some twenty thousand entries, so that memory is used again.
const readBytes = 4 << 20

// How often one round reads again because it has learned whom to believe.
const readAgain = 8

// pull reads the log from where the last round ended. Nothing is passed for good but what is merged, waits
// in the store for what comes before it, or can never be believed.
func (r *round) pull(ctx context.Context) error {
	for range readAgain {
		began := r.m.Cursor
		doubted := r.m.Doubt
		if err := r.readOn(ctx); err != nil {
			return err
		}
		if err := r.prove(ctx); err != nil {
			return err
		}
		more := doubted && began != r.m.Again && len(r.held) > 0 // with what was passed over earlier it may prove itself
		if !r.m.Doubt || r.slip.noAgain || !more && r.m.Belief == r.belief() {
			break
		}
		r.m.Cursor, r.m.Doubt = r.m.Again, false
		r.held = map[record.LogID][]pack{}
	}
	r.complete = r.c.Place.Reached(r.m.Cursor, r.state.Last)
	if r.complete {
		if err := r.readBack(); err != nil {
			return err
		}
	}
	return r.keep(r.m)
}

// readBack compares what was acknowledged with what the log yields. What it does not yield is lost.
func (r *round) readBack() error {
	for kind, seq := range r.m.Acked {
		if r.m.Last[kind] < seq {
			if err := r.distrust(); err != nil {
				return err
			}
			r.enter()
			r.result.Restored = true
		}
		r.m.Acked[kind] = r.m.Last[kind]
	}
	if r.slip.ackIsRead {
		for log, ss := range r.m.Sent {
			for _, s := range ss {
				r.m.Held[log] = r.m.Held[log].with(s)
			}
		}
	}
	clear(r.m.Sent)
	return nil
}

func (r *round) readOn(ctx context.Context) error {
	ahead := r.lookAhead(ctx)
	defer ahead.end()
	for {
		page, err := r.c.Place.Read(ctx, r.m.Cursor, readBytes)
		if err != nil {
			return err
		}
		if r.slip.cursorFirst {
			m := r.m
			m.Cursor = page.Next
			if err := r.keep(m); err != nil {
				return err
			}
		}
		known := ahead.of(page)
		if err := r.take(ctx, page, known); err != nil {
			return err
		}
		r.m.Cursor = page.Next
		r.result.Read += len(page.Messages)
		r.progress(Step{Doing: Reading, Done: r.result.Read})
		if !page.More {
			return nil
		}
		if err := r.keep(r.m); err != nil {
			return err
		}
	}
}

// doubt remembers to read again from the page at hand.
func (r *round) doubt() {
	if !r.m.Doubt {
		r.m.Doubt, r.m.Again, r.m.Belief = true, r.m.Cursor, r.belief()
	}
}

// take takes one page in: names first, then what they prove. What of it was unpacked ahead need not be unpacked.
func (r *round) take(ctx context.Context, page Page, ahead unpacked) error {
	if err := r.hearNames(page); err != nil {
		return err
	}
	var packs []pack
	for _, m := range page.Messages {
		if m.Kind != Log && m.Kind != Relay {
			continue
		}
		if m.Of == r.c.Workstation {
			r.m.Last[m.Kind] = max(r.m.Last[m.Kind], m.Seq)
		}
		h, zipped, err := peekPack(r.c.Desk, m.Data)
		if err != nil {
			r.passOver(err)
			continue
		}
		packs = append(packs, ahead.or(m, pack{head: h, zipped: zipped}))
	}
	slices.SortStableFunc(packs, func(a, b pack) int {
		return cmp.Or(cmp.Compare(a.head.Log, b.head.Log), cmp.Compare(a.head.First, b.head.First), cmp.Compare(a.head.Last, b.head.Last))
	})
	if err := r.takePacks(ctx, packs, page.Next); err != nil {
		return err
	}
	return r.takeHolds(ctx, page)
}

// passOver counts a message that is not believed.
func (r *round) passOver(err error) {
	if errors.Is(err, ErrNewer) {
		r.result.Newer++
		r.doubt()
		return
	}
	r.result.Skipped++
}

// taken is what of a page is believed.
type taken struct {
	heads []record.Head
	news  [][]record.Change // of the heads that bring something, in their order
	fresh []record.Head
}

func (r *round) takePacks(ctx context.Context, packs []pack, next Position) error {
	if len(packs) >= aheadFrom {
		if err := r.unpackAhead(ctx, packs); err != nil {
			return err
		}
	}
	var t taken
	for i := range packs {
		if err := r.sift(ctx, &packs[i], &t); err != nil {
			return err
		}
	}
	return r.merge(ctx, t, next)
}

// sift decides about one pack.
func (r *round) sift(ctx context.Context, p *pack, t *taken) error {
	h := p.head
	if !r.believes(p) {
		r.result.Skipped++
		if !r.names.named(h.By) {
			r.doubt()
		}
		return nil
	}
	known, err := r.knows(ctx, h)
	if err != nil {
		return err
	}
	if known {
		t.heads = append(t.heads, h)
		return nil
	}
	changes, err := p.unpack()
	if err != nil {
		r.passOver(err)
		return nil
	}
	mine, err := r.begun(ctx, h, changes)
	switch {
	case err != nil:
		return err
	case !mine && r.ended(h, changes): // its ends prove it, whoever hands it on
		r.held[h.Log] = append(r.held[h.Log], pack{head: h, zipped: p.zipped})
		r.doubt()
	case !mine && !r.slip.strangersLog:
		r.result.Skipped++
		r.doubt() // until the log's beginning comes
	case r.names.revoked[h.By] && !r.slip.trustRevoked:
		r.held[h.Log] = append(r.held[h.Log], pack{head: h, zipped: p.zipped})
		r.doubt()
	default:
		t.heads, t.fresh, t.news = append(t.heads, h), append(t.fresh, h), append(t.news, changes)
	}
	return nil
}

// ended tells whether a revoked workstation began the log, here or in this very pack.
func (r *round) ended(h record.Head, changes []record.Change) bool {
	by := r.logs[h.Log].Workstation
	if b := changes[0].Begins; by == "" && b != nil {
		by = b.Workstation
	}
	return r.names.revoked[by]
}

// begun tells whether the workstation that signed began the log, here or in this very pack.
func (r *round) begun(ctx context.Context, h record.Head, changes []record.Change) (bool, error) {
	if b := changes[0].Begins; h.First == 1 && b != nil {
		if b.Workstation == h.By {
			r.begins[h.Log] = append(r.begins[h.Log], h.By)
		}
		return b.Workstation == h.By, nil
	}
	if r.logs[h.Log].Workstation == h.By || slices.Contains(r.begins[h.Log], h.By) {
		return true, nil
	}
	for c, err := range r.c.Keeper.Read(ctx, h.Log, 1) { // it may have been begun twice
		if err != nil || c.N > 1 {
			return false, err
		}
		if c.Begins != nil && c.Begins.Workstation == h.By {
			return true, nil
		}
	}
	return false, nil
}

// merge puts what is believed into the store. What the store finds against its rules is passed over alone.
func (r *round) merge(ctx context.Context, t taken, next Position) error {
	if len(t.heads) == 0 {
		return nil
	}
	// The signatures first: who stopped in between would have entries that it could never hand on.
	if !r.slip.headsLate {
		if err := r.c.Keeper.PutHeads(ctx, t.heads); err != nil {
			return err
		}
	}
	err := r.mergeAll(ctx, slices.Concat(t.news...))
	bad := map[int]bool{}
	if errors.Is(err, record.ErrInvalid) {
		err = nil
		for i, changes := range t.news {
			err2 := r.mergeAll(ctx, changes)
			if errors.Is(err2, record.ErrInvalid) {
				bad[i] = true
				r.result.Skipped++
			} else if err2 != nil {
				return err2
			}
		}
	}
	if err != nil {
		return fmt.Errorf("merge: %w", err)
	}
	for i, changes := range t.news {
		if b := changes[0].Begins; b != nil && !bad[i] {
			if _, known := r.logs[changes[0].Log]; !known {
				r.logs[changes[0].Log] = *b
			}
		}
	}
	heads := slices.DeleteFunc(t.heads, func(h record.Head) bool {
		i := slices.IndexFunc(t.fresh, func(f record.Head) bool { return f.Log == h.Log && f.Last == h.Last && f.Hash == h.Hash })
		return i >= 0 && bad[i]
	})
	if r.slip.headsLate {
		if err := r.c.Keeper.PutHeads(ctx, heads); err != nil {
			return err
		}
	}
	for _, h := range heads {
		r.m.Held[h.Log] = r.m.Held[h.Log].with(spanOf(h))
		r.m.At[h.Log] = next
	}
	return nil
}

func (r *round) mergeAll(ctx context.Context, changes []record.Change) error {
	if len(changes) == 0 {
		return nil
	}
	got, err := r.c.Keeper.Merge(ctx, changes)
	m := &r.result.Merged
	m.Added += got.Added
	m.Known += got.Known
	m.Refused += got.Refused
	m.Waiting += got.Waiting
	m.Forks = append(m.Forks, got.Forks...)
	return err
}
