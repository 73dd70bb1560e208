// Package memhub is a place in memory. Tests use it, and the simulation makes it lose what it will.
package memhub

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Trouble is what may befall a call.
type Trouble int

// The troubles of a call.
const (
	None    Trouble = iota
	Lost            // it never arrives
	NoReply         // it is done, and nobody hears so
	Late            // nobody hears, and it is done with the next call that arrives, if it may be then
	Busy            // the place asks to come back
	Full            // the place has no room
)

// Hub is a place in memory; its methods may be called from many goroutines.
type Hub struct {
	mu      sync.Mutex
	log     []exchange.Message // by sequence, from 1; a lost or erased one has no kind
	last    map[exchange.Subject]uint64
	boots   []exchange.Boot
	haves   map[record.ID][]byte
	missing uint64
	late    []exchange.Batch
	stores  map[exchange.Shelf]*store

	// Trouble, when set, is asked before every call, with its name and who calls.
	Trouble func(call string, who record.ID) Trouble
	// Now is the clock of the place.
	Now func() time.Time
}

// New makes an empty place that has just started.
func New(boot record.ID, now func() time.Time) *Hub {
	h := &Hub{last: map[exchange.Subject]uint64{}, haves: map[record.ID][]byte{}, stores: newStores(), Now: now}
	h.Boot(boot, false)
	return h
}

// Boot writes that the place has started.
func (h *Hub) Boot(id record.ID, restored bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.late = nil
	seq := h.append(exchange.Message{Subject: exchange.Subject{Kind: exchange.Began}, Data: []byte(id)})
	h.boots = append(h.boots, exchange.Boot{ID: id, Restored: restored, When: h.Now(), At: position(seq)})
}

func (h *Hub) append(m exchange.Message) uint64 {
	m.Seq = uint64(len(h.log) + 1)
	m.Data = slices.Clone(m.Data)
	h.log = append(h.log, m)
	h.last[m.Subject] = m.Seq
	return m.Seq
}

// Copy is the place as it stands now, for a later [Hub.Restore].
func (h *Hub) Copy() *Hub {
	h.mu.Lock()
	defer h.mu.Unlock()
	return &Hub{
		log: slices.Clone(h.log), last: maps.Clone(h.last), boots: slices.Clone(h.boots), haves: maps.Clone(h.haves), missing: h.missing,
		stores: copyStores(h.stores),
	}
}

// Restore makes the place what it was when old was copied.
func (h *Hub) Restore(old *Hub) {
	old = old.Copy()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.log, h.last, h.boots, h.haves, h.missing, h.late, h.stores = old.log, old.last, old.boots, old.haves, old.missing, nil, old.stores
}

// Lose loses the message with a sequence, as a damaged block does; an order's expectation falls back.
func (h *Hub) Lose(seq uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if seq == 0 || seq > uint64(len(h.log)) || h.log[seq-1].Kind == "" || h.log[seq-1].Kind == exchange.Began {
		return
	}
	s := h.log[seq-1].Subject
	h.log[seq-1] = exchange.Message{Seq: seq}
	h.missing++
	if h.last[s] != seq {
		return
	}
	delete(h.last, s)
	for _, m := range h.log[:seq-1] {
		if m.Subject == s {
			h.last[s] = m.Seq
		}
	}
}

// Put stores a message as whoever has the right to write there can, without any expectation.
func (h *Hub) Put(subject exchange.Subject, data []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.append(exchange.Message{Subject: subject, Data: data})
}

// Len is the last sequence.
func (h *Hub) Len() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return uint64(len(h.log))
}

// Messages gives the messages that are there.
func (h *Hub) Messages() []exchange.Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(h.log), func(m exchange.Message) bool { return m.Kind == "" })
}

// At is the place as workstation who reaches it.
func (h *Hub) At(who record.ID) exchange.Place { return at{h, who} }

type at struct {
	*Hub
	who record.ID
}

func (h at) ask(ctx context.Context, call string) (Trouble, error) {
	if err := ctx.Err(); err != nil {
		return None, err
	}
	t := None
	if h.Hub.Trouble != nil {
		t = h.Hub.Trouble(call, h.who)
	}
	switch t {
	case Lost:
		return t, fmt.Errorf("%s: %w", call, exchange.ErrUnreachable)
	case Busy:
		return t, fmt.Errorf("%s: %w", call, exchange.ErrBusy)
	case Full:
		return t, fmt.Errorf("%s: %w", call, exchange.ErrFull)
	}
	return t, nil
}

// after gives the answer, or loses it.
func after(t Trouble, call string) error {
	if t == NoReply || t == Late {
		return fmt.Errorf("%s: %w", call, exchange.ErrUnreachable)
	}
	return nil
}

func (h at) State(ctx context.Context) (exchange.State, error) {
	t, err := h.ask(ctx, "state")
	if err != nil {
		return exchange.State{}, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return exchange.State{
		Boots: slices.Clone(h.boots), Last: position(uint64(len(h.log))), Missing: h.missing, Now: h.Now(), Holds: true,
	}, after(t, "state")
}

func (h at) Read(ctx context.Context, from exchange.Position, bytes int) (exchange.Page, error) {
	t, err := h.ask(ctx, "read")
	if err != nil {
		return exchange.Page{}, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	seq, err := sequence(from)
	if err != nil {
		return exchange.Page{}, err
	}
	page := exchange.Page{Next: from}
	for ; seq < uint64(len(h.log)); seq++ {
		m := h.log[seq]
		if m.Kind != "" {
			if bytes <= 0 && len(page.Messages) > 0 {
				page.More = true
				break
			}
			m.Data = slices.Clone(m.Data)
			page.Messages = append(page.Messages, m)
			bytes -= len(m.Data)
		}
		page.Next = position(seq + 1)
	}
	return page, after(t, "read")
}

func (h at) Reached(reader, of exchange.Position) bool {
	r, err1 := sequence(reader)
	o, err2 := sequence(of)
	return err1 == nil && err2 == nil && r >= o
}

func (h at) Since(ctx context.Context, subject exchange.Subject, seq uint64) ([]exchange.Message, error) {
	return h.find(ctx, "since", func(m exchange.Message) bool { return m.Subject == subject && m.Seq > seq })
}

func (h at) Names(ctx context.Context) ([]exchange.Message, error) {
	return h.find(ctx, "names", func(m exchange.Message) bool { return m.Kind == exchange.Named })
}

func (h at) find(ctx context.Context, call string, which func(exchange.Message) bool) ([]exchange.Message, error) {
	t, err := h.ask(ctx, call)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []exchange.Message
	for _, m := range h.log {
		if which(m) {
			m.Data = slices.Clone(m.Data)
			out = append(out, m)
		}
	}
	return out, after(t, call)
}

func (h at) Push(ctx context.Context, b exchange.Batch) ([]uint64, error) {
	if len(b.Messages) == 0 || len(b.Messages) > exchange.MaxBatch {
		return nil, fmt.Errorf("a batch of %d messages", len(b.Messages))
	}
	t, err := h.ask(ctx, "push")
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if t == Late {
		h.late = append(h.late, b)
		return nil, fmt.Errorf("push: %w", exchange.ErrUnclear)
	}
	seqs, err := h.push(b)
	if t == NoReply {
		return nil, fmt.Errorf("push: %w", exchange.ErrUnclear)
	}
	return seqs, err
}

// Arrive lets what was under way arrive.
func (h *Hub) Arrive() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, b := range h.late {
		_, _ = h.push(b) // refused or not, nobody hears
	}
	h.late = nil
}

func (h *Hub) push(b exchange.Batch) ([]uint64, error) {
	for s, want := range b.Follows {
		if h.last[s] != want {
			return nil, fmt.Errorf("%s of %s is at %d: %w", s.Kind, s.Of, h.last[s], exchange.ErrRefused)
		}
	}
	var seqs []uint64
	for _, m := range b.Messages {
		if len(m.Data) > exchange.MaxMessage {
			return nil, fmt.Errorf("a message of %d bytes", len(m.Data))
		}
		seqs = append(seqs, h.append(m))
	}
	return seqs, nil
}

func (h at) PutHave(ctx context.Context, sender record.ID, data []byte) error {
	t, err := h.ask(ctx, "have")
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.haves[sender] = slices.Clone(data)
	return after(t, "have")
}

func (h at) Haves(ctx context.Context) (map[record.ID][]byte, error) {
	t, err := h.ask(ctx, "haves")
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(h.haves), after(t, "haves")
}

func position(seq uint64) exchange.Position {
	return exchange.Position(strconv.FormatUint(seq, 10))
}

func sequence(p exchange.Position) (uint64, error) {
	if p == "" {
		return 0, nil
	}
	return strconv.ParseUint(string(p), 10, 64)
}
