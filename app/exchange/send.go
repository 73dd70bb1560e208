package exchange

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"mendesk/app/record"
)

// How much goes in one batch, in bytes, and how often a batch is tried.
const (
	batchBytes = 8 << 20
	tries      = 6
	tellAtMost = 3 // times that a workstation is sent again what it should have read and still lacks
)

// send sends what the place's log lacks, and what a workstation lacks that has read past it.
func (r *round) send(ctx context.Context) error {
	all, err := r.c.Keeper.Tips(ctx)
	if err != nil {
		return err
	}
	out := &outgoing{r: r}
	for _, log := range slices.Sorted(maps.Keys(all)) {
		l, err := r.toSend(ctx, log, all[log])
		if err != nil {
			return err
		}
		if l.count() == 0 {
			continue
		}
		out.total += l.count()
		if r.mine(log) {
			err = out.own(ctx, l, r.c.Workstation)
		} else if !r.slip.noRelay {
			err = out.relay(ctx, l)
		}
		if err != nil {
			return err
		}
	}
	return out.flush(ctx)
}

func (r *round) mine(log record.LogID) bool { return r.logs[log].Workstation == r.c.Workstation }

// inherited tells whether this workstation may sign what the one wrote that began the log.
func (r *round) inherited(log record.LogID) bool {
	return !r.slip.noHeir && r.names.heir(r.logs[log].Workstation, r.c.Key.Public().(ed25519.PublicKey))
}

// toSend finds what to send of one log.
func (r *round) toSend(ctx context.Context, log record.LogID, tips []record.Tip) (lack, error) {
	have := slices.Clone(r.m.Held[log])
	if !r.complete || r.slip.ackIsRead {
		for _, s := range r.m.Sent[log] {
			have = have.with(s)
		}
	}
	l, err := r.lacking(ctx, log, tips, have)
	if err != nil || r.slip.noRelay || r.slip.noTell {
		return l, err
	}
	for _, ws := range slices.Sorted(maps.Keys(r.haves)) {
		h := r.haves[ws] // under its own name a copy of this workstation may speak
		if !r.c.Place.Reached(h.Read, r.m.At[log]) {
			continue
		}
		ss, ok, err := r.spansOf(ctx, log, h.Tips[log])
		if err != nil {
			return l, err
		}
		if !ok {
			continue
		}
		lacks, err := r.lacking(ctx, log, tips, ss)
		if err != nil {
			return l, err
		}
		if lacks.count() > 0 && r.tell(ws, log, h.Tips[log], tips) {
			l = l.and(lacks)
		}
	}
	return l, nil
}

// tell bounds how often the same is sent to a workstation that cannot take it, say since it is older.
func (r *round) tell(ws record.ID, log record.LogID, theirs, ours []record.Tip) bool {
	about := string(ws) + string(log)
	for _, t := range slices.Concat(theirs, []record.Tip{{}}, ours) {
		about += string(t.Hash)
	}
	if len(r.m.Told) > 1000 {
		clear(r.m.Told)
	}
	key := string(record.HashOf([]byte(about)))
	r.m.Told[key]++
	return r.m.Told[key] <= tellAtMost
}

// outgoing gathers messages for batches.
type outgoing struct {
	r           *round
	batch       []Message
	spans       []sent
	bytes       int
	done, total int // entries
}

type sent struct {
	log record.LogID
	span
}

func (o *outgoing) add(ctx context.Context, kind string, h record.Head, entries [][]byte) error {
	raw, err := encodePack(o.r.c.Desk, h, entries)
	if err != nil {
		return err
	}
	o.batch = append(o.batch, Message{Subject: Subject{kind, o.r.c.Workstation}, Data: raw})
	o.spans = append(o.spans, sent{h.Log, spanOf(h)})
	o.bytes += len(raw)
	if len(o.batch) >= MaxBatch-1 || o.bytes >= batchBytes { // one less: a hold may join it
		return o.flush(ctx)
	}
	return nil
}

func (o *outgoing) flush(ctx context.Context) error {
	if len(o.batch) == 0 {
		return nil
	}
	if err := o.r.push(ctx, o.batch); err != nil {
		return err
	}
	return o.sent()
}

// sent notes what was acknowledged.
func (o *outgoing) sent() error {
	for _, s := range o.spans {
		o.r.m.Sent[s.log] = o.r.m.Sent[s.log].with(s.span)
		o.done += int(s.Last - s.First + 1)
	}
	o.r.result.Sent = max(o.r.result.Sent, o.done)
	o.batch, o.spans, o.bytes = nil, nil, 0
	o.r.progress(Step{Doing: Sending, Done: o.done, Total: max(o.total, o.done)})
	return o.r.keep(o.r.m)
}

// chunk is entries of one chain on their way into a pack.
type chunk struct {
	first   uint64
	prev    record.Hash
	last    record.Tip
	entries [][]byte
	bytes   int
}

// own packs entries of a log and signs them: of this workstation's log, of one that it has inherited in the name of
// who began it, or of a revoked workstation's, which need no signature of that one.
func (o *outgoing) own(ctx context.Context, l lack, by record.ID) error {
	var open []*chunk // one for each side
	for c, err := range o.r.c.Keeper.Read(ctx, l.log, l.first()) {
		if err != nil {
			return err
		}
		if !l.has(c.N, c.Hash()) {
			continue
		}
		raw, err := c.Encoded()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(open, func(k *chunk) bool { return k.last.Hash == c.Prev && k.last.N+1 == c.N })
		if i >= 0 && (len(open[i].entries) == packEntries || open[i].bytes+len(raw) > packBytes) {
			if err := o.close(ctx, l.log, open[i], by); err != nil {
				return err
			}
			open = slices.Delete(open, i, i+1)
			i = -1
		}
		if i < 0 {
			open = append(open, &chunk{first: c.N, prev: c.Prev})
			i = len(open) - 1
		}
		k := open[i]
		k.last, k.entries, k.bytes = record.Tip{N: c.N, Hash: c.Hash()}, append(k.entries, raw), k.bytes+len(raw)
	}
	for _, k := range open {
		if err := o.close(ctx, l.log, k, by); err != nil {
			return err
		}
	}
	return nil
}

func (o *outgoing) close(ctx context.Context, log record.LogID, k *chunk, by record.ID) error {
	h := record.Head{Log: log, First: k.first, Last: k.last.N, Hash: k.last.Hash, Prev: k.prev, By: by}
	h, err := o.r.s.signHead(o.r.c.Desk, h, o.r.c.Key)
	if err == nil && !o.r.mine(log) { // it proves them here too, as to a snapshot
		err = o.r.c.Keeper.PutHeads(ctx, []record.Head{h})
	}
	if err != nil {
		return err
	}
	return o.add(ctx, Log, h, k.entries)
}

// relay hands on entries of another workstation's log under the signatures that came with them.
func (o *outgoing) relay(ctx context.Context, l lack) error {
	heads, err := o.r.c.Keeper.Heads(ctx, l.log)
	if err != nil {
		return err
	}
	chosen, err := o.r.cover(ctx, l, heads)
	if rest := l.beyond(chosen); err == nil && rest.count() > 0 {
		switch by := o.r.logs[l.log].Workstation; {
		case o.r.inherited(l.log):
			err = o.own(ctx, rest, by)
		case o.r.names.revoked[by] && !o.r.slip.noHandOn:
			err = o.own(ctx, rest, o.r.c.Workstation)
		}
	}
	if err != nil || len(chosen) == 0 {
		return err
	}
	var open []*parcel
	for c, err := range o.r.c.Keeper.Read(ctx, l.log, chosen[0].head.First) {
		if err != nil {
			return err
		}
		for len(chosen) > 0 && chosen[0].head.First <= c.N {
			open, chosen = append(open, chosen[0]), chosen[1:]
		}
		if len(open) == 0 && len(chosen) == 0 {
			break
		}
		raw, err := c.Encoded()
		if err != nil {
			return err
		}
		for i := 0; i < len(open); i++ {
			p := open[i]
			if p.side != nil && !p.side[c.Hash()] || c.N < p.head.First {
				continue
			}
			p.entries = append(p.entries, raw)
			if c.N != p.head.Last {
				continue
			}
			if err := o.add(ctx, Relay, p.head, p.entries); err != nil {
				return err
			}
			open = slices.Delete(open, i, i+1)
			i--
		}
	}
	return nil
}

// parcel is the entries that one signature proves.
type parcel struct {
	head    record.Head
	side    map[record.Hash]bool // which they are, of a forked log
	entries [][]byte
}

// cover chooses signatures that together prove all that is lacking, as few as it needs, by First. A
// signature whose entries are not all here proves nothing that could be handed on.
func (r *round) cover(ctx context.Context, l lack, heads []record.Head) ([]*parcel, error) {
	var usable []*parcel
	for _, h := range heads {
		if l.picked != nil {
			if side := l.side(h); side != nil {
				usable = append(usable, &parcel{head: h, side: side})
			}
			continue
		}
		has, err := r.c.Keeper.Has(ctx, l.log, record.Tip{N: h.Last, Hash: h.Hash})
		if err != nil {
			return nil, err
		}
		if has {
			usable = append(usable, &parcel{head: h})
		}
	}
	slices.SortStableFunc(usable, func(a, b *parcel) int {
		return cmp.Or(cmp.Compare(a.head.First, b.head.First), cmp.Compare(b.head.Last, a.head.Last))
	})
	var chosen []*parcel
	if l.picked != nil {
		chosen = coverSides(l, usable)
	} else {
		chosen = coverRuns(l.runs, usable)
	}
	return chosen, nil
}

// coverRuns covers places from the first on, each time with the signature that reaches furthest.
func coverRuns(runs []run, usable []*parcel) []*parcel {
	var chosen []*parcel
	i := 0
	for _, w := range runs {
		for n := w.first; n <= w.last; {
			var best *parcel
			for ; i < len(usable) && usable[i].head.Last < n; i++ { // never needed again
			}
			for _, p := range usable[i:] {
				if p.head.First > n {
					break
				}
				if p.head.Last >= n && (best == nil || p.head.Last > best.head.Last) {
					best = p
				}
			}
			if best == nil { // nobody signed this place that could be shown
				n++
				continue
			}
			if len(chosen) == 0 || chosen[len(chosen)-1] != best {
				chosen = append(chosen, best)
			}
			n = best.head.Last + 1
		}
	}
	return chosen
}

func coverSides(l lack, usable []*parcel) []*parcel {
	left := maps.Clone(l.picked)
	var chosen []*parcel
	for _, p := range usable {
		news := false
		for h := range p.side {
			if _, in := left[h]; in {
				news = true
				delete(left, h)
			}
		}
		if news {
			chosen = append(chosen, p)
		}
	}
	return chosen
}

// side gives the entries that a signature of a forked log proves; nil when they are not all here.
func (l lack) side(h record.Head) map[record.Hash]bool {
	side := map[record.Hash]bool{}
	at := h.Hash
	for n := h.Last; n >= h.First; n-- {
		prev, in := l.prev[at]
		if !in {
			return nil
		}
		side[at] = true
		at = prev
	}
	return side
}

// push sends one batch. Whatever the answer is, afterwards it is known whether the place has it, or the
// error says that nobody knows.
func (r *round) push(ctx context.Context, messages []Message) error {
	var err error
	for try := range tries {
		if try > 0 {
			if err := r.c.Pause(ctx, time.Duration(50<<try)*time.Millisecond); err != nil {
				return err
			}
		}
		follows := map[Subject]uint64{}
		for _, m := range messages {
			follows[m.Subject] = r.last(m.Kind)
		}
		var seqs []uint64
		seqs, err = r.c.Place.Push(ctx, Batch{Messages: messages, Follows: follows})
		switch {
		case err == nil:
			for i, seq := range seqs {
				r.m.Acked[messages[i].Kind] = max(r.m.Acked[messages[i].Kind], seq)
			}
			return nil
		case errors.Is(err, ErrBusy):
			continue
		case errors.Is(err, ErrUnclear) && r.slip.unclearLost:
			return nil
		case !errors.Is(err, ErrRefused) && !errors.Is(err, ErrUnclear):
			return fmt.Errorf("send: %w", err)
		}
		stored, err2 := r.look(ctx, messages, follows)
		if err2 != nil {
			return fmt.Errorf("send: %w: %w", err, err2)
		}
		if stored {
			return nil
		}
	}
	return fmt.Errorf("send: %w", err)
}

// last is the sequence of the last message of one kind that is known to be this workstation's.
func (r *round) last(kind string) uint64 { return max(r.m.Last[kind], r.m.Acked[kind]) }

// look reads what came to the subjects of a batch after what it expected. A batch is stored whole or not at
// all, so one message of it tells; all else is junk, or of a copy of this workstation, and is passed over.
func (r *round) look(ctx context.Context, messages []Message, follows map[Subject]uint64) (stored bool, err error) {
	for _, subject := range slices.SortedFunc(maps.Keys(follows), func(a, b Subject) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Of, b.Of))
	}) {
		got, err := r.c.Place.Since(ctx, subject, follows[subject])
		if err != nil {
			return false, err
		}
		for _, g := range got {
			r.m.Acked[subject.Kind] = max(r.m.Acked[subject.Kind], g.Seq)
			stored = stored || slices.ContainsFunc(messages, func(m Message) bool { return m.Subject == subject && bytes.Equal(m.Data, g.Data) })
		}
	}
	return stored, nil
}
