package exchange

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"mendesk/app/record"
)

// lack is entries of one log that are here and that somebody lacks. Of a log without forks they are runs of
// places; of a forked one they are picked one by one.
type lack struct {
	log    record.LogID
	runs   []run                  // ascending, of a log without forks
	picked map[record.Hash]uint64 // of a forked one: hash → place
	prev   map[record.Hash]record.Hash
}

type run struct{ first, last uint64 }

func (l lack) count() int {
	n := len(l.picked)
	for _, r := range l.runs {
		n += int(r.last - r.first + 1)
	}
	return n
}

func (l lack) has(n uint64, hash record.Hash) bool {
	if l.picked != nil {
		_, in := l.picked[hash]
		return in
	}
	return slices.ContainsFunc(l.runs, func(r run) bool { return r.first <= n && n <= r.last })
}

func (l lack) first() uint64 {
	first := ^uint64(0)
	for _, r := range l.runs {
		first = min(first, r.first)
	}
	for _, n := range l.picked {
		first = min(first, n)
	}
	return first
}

// lacking finds what who has the spans lacks of a log up to its tips here. Spans whose end is not known here
// say nothing about what is.
func (d *Desk) lacking(ctx context.Context, log record.LogID, tips []record.Tip, have spans) (lack, error) {
	l := lack{log: log}
	known := make(spans, 0, len(have))
	for _, s := range have {
		if slices.Contains(tips, s.tip()) {
			known = append(known, s)
			continue
		}
		has, err := d.c.Keeper.Has(ctx, log, s.tip())
		if err != nil {
			return l, err
		}
		if has || d.slip.byNumber {
			known = append(known, s)
		}
	}
	if len(tips) == 1 || d.slip.byNumber {
		last := uint64(0)
		for _, t := range tips {
			last = max(last, t.N)
		}
		l.runs = outside(last, known)
		return l, nil
	}
	return d.lackingOfFork(ctx, l, known)
}

// outside gives the places from 1 to last that no span covers.
func outside(last uint64, have spans) []run {
	var out []run
	next := uint64(1)
	for _, s := range slices.SortedFunc(slices.Values(have), func(a, b span) int { return cmp.Compare(a.First, b.First) }) {
		if s.First > next && s.First <= last {
			out = append(out, run{next, s.First - 1})
		}
		next = max(next, s.Last+1)
	}
	if next <= last {
		out = append(out, run{next, last})
	}
	return out
}

// lackingOfFork follows the chains of a log that was written twice: what one side covers says nothing about
// the other.
func (d *Desk) lackingOfFork(ctx context.Context, l lack, have spans) (lack, error) {
	l.picked, l.prev = map[record.Hash]uint64{}, map[record.Hash]record.Hash{}
	for c, err := range d.c.Keeper.Read(ctx, l.log, 1) {
		if err != nil {
			return l, err
		}
		l.picked[c.Hash()], l.prev[c.Hash()] = c.N, c.Prev
	}
	for _, s := range have {
		at := s.Hash
		for n := s.Last; n >= s.First && at != ""; n-- {
			delete(l.picked, at)
			at = l.prev[at]
		}
	}
	return l, nil
}

// beyond is what the chosen signatures do not prove.
func (l lack) beyond(chosen []*parcel) lack {
	rest := lack{log: l.log, prev: l.prev, picked: maps.Clone(l.picked)}
	var proven spans
	for _, p := range chosen {
		proven = append(proven, spanOf(p.head))
		for h := range p.side {
			delete(rest.picked, h)
		}
	}
	for _, w := range l.runs {
		for _, o := range outside(w.last, proven) {
			if o.last >= w.first {
				rest.runs = append(rest.runs, run{max(o.first, w.first), o.last})
			}
		}
	}
	return rest
}

// and joins two lacks of one log.
func (l lack) and(o lack) lack {
	if l.picked != nil {
		for h, n := range o.picked {
			l.picked[h] = n
		}
		return l
	}
	have := spans{} // what neither lacks
	last := uint64(0)
	for _, r := range slices.Concat(l.runs, o.runs) {
		last = max(last, r.last)
	}
	for n := uint64(1); n <= last; {
		in := slices.IndexFunc(slices.Concat(l.runs, o.runs), func(r run) bool { return r.first <= n && n <= r.last })
		if in >= 0 {
			n = slices.Concat(l.runs, o.runs)[in].last + 1
			continue
		}
		next := last + 1
		for _, r := range slices.Concat(l.runs, o.runs) {
			if r.first > n {
				next = min(next, r.first)
			}
		}
		have = append(have, span{First: n, Last: next - 1})
		n = next
	}
	l.runs = outside(last, have)
	return l
}

// spansOf reads tips as what their owner has: everything up to them. ok is false when one of them is not
// known here: then its owner may have any of ours.
func (d *Desk) spansOf(ctx context.Context, log record.LogID, tips []record.Tip) (ss spans, ok bool, err error) {
	for _, t := range tips {
		has, err := d.c.Keeper.Has(ctx, log, t)
		if err != nil || !has {
			return nil, false, err
		}
		ss = append(ss, span{First: 1, Last: t.N, Hash: t.Hash})
	}
	return ss, true, nil
}

// peers tells how the other workstations stand.
func (r *round) peers(ctx context.Context) ([]Peer, error) {
	out := []Peer{}
	mine, err := r.c.Keeper.Tips(ctx)
	if err != nil {
		return out, err
	}
	r.result.Shut = slices.DeleteFunc(slices.Sorted(maps.Keys(r.names.revoked)), func(ws record.ID) bool { return ws == r.c.Workstation })
	for _, ws := range r.names.others(r.c.Workstation) {
		if r.names.revoked[ws] {
			continue
		}
		h, spoke := r.haves[ws]
		p := Peer{Workstation: ws, Seen: h.When, Program: h.Program, Fast: h.Fast}
		if ahead := h.When.Sub(r.c.Now()); r.state.Now.IsZero() && ahead > time.Minute {
			p.Fast = int(ahead / time.Minute)
		}
		for log, tips := range mine {
			ss, all, err := r.spansOf(ctx, log, h.Tips[log])
			if err != nil {
				return out, err
			}
			if p.Ahead = p.Ahead || !all; !all {
				continue
			}
			l, err := r.lacking(ctx, log, tips, ss)
			if err != nil {
				return out, err
			}
			p.Lacks += l.count()
		}
		for log, tips := range h.Tips {
			p.Ahead = p.Ahead || spoke && len(mine[log]) == 0 && len(tips) > 0
		}
		out = append(out, p)
	}
	return out, nil
}

// News tells whether what a workstation just said of itself is a reason to hold a round: it knows something that is
// not here, or nobody knows it yet. While a round is under way it cannot be told, and is.
func (d *Desk) News(ctx context.Context, sender record.ID, said []byte) bool {
	if !d.mu.TryLock() {
		return true
	}
	defer d.mu.Unlock()
	h, err := readHave(d.s, said, d.c.Desk, sender, d.names)
	if err != nil {
		return !d.names.named(sender)
	}
	for log, tips := range h.Tips {
		for _, tip := range tips {
			if has, err := d.c.Keeper.Has(ctx, log, tip); err != nil || !has {
				return err == nil
			}
		}
	}
	return false
}
