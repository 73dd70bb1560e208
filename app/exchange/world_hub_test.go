package exchange

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"mendesk/app/record"
)

// hub is the simulation's place: memhub cannot be imported from here, and this one needs no locks.
type hub struct {
	log      []Message // by sequence, from 1; a lost one has no kind
	last     map[Subject]uint64
	boots    []Boot
	haves    map[record.ID][]byte
	missing  uint64
	bootless bool // it notes no starts, as a cluster
	late     []Batch
	now      func() time.Time
	entries  map[record.Hash]bool       // cache of has; nil when stale
	unpacked map[string][]record.Change // packs are looked at again and again
}

func newHub(boot record.ID, now func() time.Time) *hub {
	h := &hub{last: map[Subject]uint64{}, haves: map[record.ID][]byte{}, now: now, unpacked: map[string][]record.Change{}}
	h.boot(boot, false)
	return h
}

func (h *hub) boot(id record.ID, restored bool) {
	h.late = nil
	seq := h.append(Message{Subject: Subject{Kind: Began}, Data: []byte(id)})
	h.boots = append(slices.Clip(h.boots), Boot{ID: id, Restored: restored, When: h.now(), At: at(seq)})
}

func at(seq uint64) Position { return Position(strconv.FormatUint(seq, 10)) }

func seqOf(p Position) uint64 {
	n, _ := strconv.ParseUint(string(p), 10, 64) // "" is the beginning
	return n
}

func (h *hub) append(m Message) uint64 {
	m.Seq = uint64(len(h.log) + 1)
	h.log = append(h.log, m)
	h.last[m.Subject] = m.Seq
	h.entries = nil
	return m.Seq
}

func (h *hub) copy() *hub {
	c := *h
	c.log, c.last, c.boots, c.haves, c.late = slices.Clone(h.log), maps.Clone(h.last), slices.Clone(h.boots), maps.Clone(h.haves), nil
	return &c
}

func (h *hub) restore(old *hub) { *h = *old.copy() }

func (h *hub) lose(seq uint64) {
	s := h.log[seq-1].Subject
	if s.Kind == "" || s.Kind == Began {
		return
	}
	h.log[seq-1] = Message{Seq: seq}
	h.missing++
	h.entries = nil
	if h.last[s] == seq {
		delete(h.last, s)
		for _, m := range h.log[:seq-1] {
			if m.Subject == s {
				h.last[s] = m.Seq
			}
		}
	}
}

func (h *hub) push(b Batch) ([]uint64, error) {
	for s, want := range b.Follows {
		if h.last[s] != want {
			return nil, fmt.Errorf("%s of %s is at %d and not %d: %w", s.Kind, s.Of, h.last[s], want, ErrRefused)
		}
	}
	var seqs []uint64
	for _, m := range b.Messages {
		seqs = append(seqs, h.append(m))
	}
	return seqs, nil
}

func (h *hub) arrive() {
	late := h.late
	h.late = nil
	for _, b := range late {
		_, _ = h.push(b) // nobody hears whether it was refused
	}
}

// has tells whether some pack of the log holds an entry.
func (h *hub) has(desk record.ID, hash record.Hash) bool {
	if h.entries == nil {
		h.entries = map[record.Hash]bool{}
		for _, c := range h.changes(desk) {
			h.entries[c.Hash()] = true
		}
	}
	return h.entries[hash]
}

// holds tells whether a hold on a refund is in the log.
func (h *hub) holds(refund record.ID) bool {
	return slices.ContainsFunc(h.log, func(m Message) bool {
		var o Hold
		_, err := quick.unseal("hold", m.Data, &o)
		return m.Kind == Pays && err == nil && o.Refund == refund
	})
}

func (h *hub) changes(desk record.ID) []record.Change {
	var out []record.Change
	for _, m := range h.log {
		if m.Kind != Log && m.Kind != Relay {
			continue
		}
		got, known := h.unpacked[string(m.Data)]
		if !known {
			if head, zipped, err := peekPack(desk, m.Data); err == nil {
				got, _ = unpack(head, zipped)
			}
			h.unpacked[string(m.Data)] = got
		}
		out = append(out, got...)
	}
	return out
}

// spoiled is the place as one machine reaches it.
type spoiled struct {
	w *world
	m *machine
}

type trouble int

const (
	none trouble = iota
	lost
	noReply
	late
	busy
)

// ask decides what befalls a call; another machine may act in the midst of it.
func (p *spoiled) ask(call string) (trouble, error) {
	w := p.w
	w.now = w.now.Add(time.Duration(w.r.IntN(50)) * time.Millisecond)
	if p.m.away > 0 {
		return lost, fmt.Errorf("%s: %w", call, ErrUnreachable)
	}
	if !w.nested && w.one(12) {
		w.nested = true
		w.meanwhile(p.m)
		w.nested = false
	}
	if w.one(4) {
		w.hub.arrive()
	}
	switch n := w.r.IntN(100); {
	case w.quiet || n >= 9:
		return none, nil
	case n < 2:
		w.logf("%s: its %s is lost", p.m.name, call)
		return lost, fmt.Errorf("%s: %w", call, ErrUnreachable)
	case n < 5:
		w.logf("%s: the answer to its %s is lost", p.m.name, call)
		return noReply, nil
	case n < 6:
		w.logf("%s crashes in its %s", p.m.name, call)
		return lost, fmt.Errorf("%s: %w", call, errCrash)
	case n < 8:
		return late, nil
	}
	return busy, fmt.Errorf("%s: %w", call, ErrBusy)
}

func answered(t trouble, call string) error {
	if t == noReply || t == late {
		return fmt.Errorf("%s: %w", call, ErrUnreachable)
	}
	return nil
}

func (p *spoiled) State(context.Context) (State, error) {
	t, err := p.ask("state")
	if err != nil {
		return State{}, err
	}
	h := p.w.hub
	boots := slices.Clone(h.boots)
	if h.bootless {
		boots = nil
	}
	return State{Boots: boots, Last: at(uint64(len(h.log))), Missing: h.missing, Now: h.now(), Holds: true}, answered(t, "state")
}

func (p *spoiled) Read(_ context.Context, from Position, _ int) (Page, error) {
	t, err := p.ask("read")
	if err != nil {
		return Page{}, err
	}
	n := 1 + p.w.r.IntN(8)
	page := Page{Next: from}
	for seq := seqOf(from); seq < uint64(len(p.w.hub.log)); seq++ {
		if m := p.w.hub.log[seq]; m.Kind != "" {
			if len(page.Messages) == n {
				page.More = true
				break
			}
			page.Messages = append(page.Messages, m)
		}
		page.Next = at(seq + 1)
	}
	return page, answered(t, "read")
}

func (p *spoiled) Reached(reader, of Position) bool { return seqOf(reader) >= seqOf(of) }

func (p *spoiled) Since(_ context.Context, s Subject, seq uint64) ([]Message, error) {
	return p.find("since", func(m Message) bool { return m.Subject == s && m.Seq > seq })
}

func (p *spoiled) Names(context.Context) ([]Message, error) {
	return p.find("names", func(m Message) bool { return m.Kind == Named })
}

func (p *spoiled) find(call string, which func(Message) bool) ([]Message, error) {
	t, err := p.ask(call)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(p.w.hub.log), func(m Message) bool { return !which(m) }), answered(t, call)
}

func (p *spoiled) Push(_ context.Context, b Batch) ([]uint64, error) {
	t, err := p.ask("push")
	if err != nil {
		return nil, err
	}
	if t == late {
		p.w.logf("%s: its push is on its way and late", p.m.name)
		p.w.hub.late = append(p.w.hub.late, b)
		return nil, fmt.Errorf("push: %w", ErrUnclear)
	}
	seqs, err := p.w.hub.push(b)
	if err == nil {
		p.w.pushed(p.m, b)
	}
	if t == noReply {
		return nil, fmt.Errorf("push: %w", ErrUnclear)
	}
	return seqs, err
}

func (p *spoiled) PutHave(_ context.Context, sender record.ID, data []byte) error {
	t, err := p.ask("have")
	if err != nil {
		return err
	}
	p.w.hub.haves[sender] = data
	return answered(t, "have")
}

func (p *spoiled) Haves(context.Context) (map[record.ID][]byte, error) {
	t, err := p.ask("haves")
	if err != nil {
		return nil, err
	}
	return maps.Clone(p.w.hub.haves), answered(t, "haves")
}
