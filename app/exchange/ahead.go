package exchange

import (
	"context"
	"sync"

	"mendesk/app/record"
)

// From how many packs of a page on they are unpacked side by side.
const aheadFrom = 16

// pack is one message of a page that names entries.
type pack struct {
	head     record.Head
	zipped   []byte
	believed bool // its signature was checked ahead
	ready    bool // it was unpacked ahead
	changes  []record.Change
	fault    error // of the unpacking
}

func (p *pack) unpack() ([]record.Change, error) {
	if !p.ready {
		p.changes, p.fault = unpack(p.head, p.zipped)
		p.ready = true
	}
	return p.changes, p.fault
}

func (r *round) believes(p *pack) bool {
	return r.slip.trustAll || p.believed || r.names.believes(r.s, r.c.Desk, p.head)
}

// unpackAhead checks and unpacks what is new on two processors.
func (r *round) unpackAhead(ctx context.Context, packs []pack) error {
	var news []*pack
	for i := range packs {
		if packs[i].ready {
			continue
		}
		known, err := r.knows(ctx, packs[i].head)
		if err != nil {
			return err
		}
		if !known {
			news = append(news, &packs[i])
		}
	}
	ahead := func(packs []*pack) {
		for _, p := range packs {
			if p.believed = r.believes(p); p.believed {
				_, _ = p.unpack() // its fault is told where it is taken
			}
		}
	}
	half := len(news) / 2
	var wg sync.WaitGroup
	wg.Go(func() { ahead(news[half:]) })
	ahead(news[:half])
	wg.Wait()
	return nil
}

// knows tells whether what a head ends with is here.
func (r *round) knows(ctx context.Context, h record.Head) (bool, error) {
	return r.c.Keeper.Has(ctx, h.Log, record.Tip{N: h.Last, Hash: h.Hash})
}

// lookingAhead unpacks the page that comes while the one before it is taken in, at a place that gives it already.
type lookingAhead struct {
	r    *round
	ctx  context.Context
	stop context.CancelFunc
	next chan unpacked // nil when none comes
}

func (r *round) lookAhead(ctx context.Context) *lookingAhead {
	a := &lookingAhead{r: r}
	a.ctx, a.stop = context.WithCancel(ctx)
	return a
}

// of gives what is unpacked of a page that was read, and begins with the one after it.
func (a *lookingAhead) of(page Page) unpacked {
	now := a.wait()
	if page.Coming != nil {
		next := make(chan unpacked, 1)
		a.next = next
		names := a.r.names.asNow() // the round may hear more meanwhile
		go func() { next <- a.unpack(page.Coming, names) }()
	}
	return now
}

func (a *lookingAhead) wait() (u unpacked) {
	if a.next != nil {
		u = <-a.next
		a.next = nil
	}
	return u
}

func (a *lookingAhead) end() {
	a.stop()
	a.wait()
}

func (a *lookingAhead) unpack(coming <-chan Page, names names) unpacked {
	var page Page
	select {
	case page = <-coming:
	case <-a.ctx.Done():
	}
	out := unpacked{}
	for _, m := range page.Messages {
		if a.ctx.Err() != nil {
			break
		}
		if m.Kind != Log && m.Kind != Relay {
			continue
		}
		h, zipped, err := peekPack(a.r.c.Desk, m.Data)
		if err != nil {
			continue // it is told where it is taken
		}
		if known, err := a.r.knows(a.ctx, h); known || err != nil || !names.believes(a.r.s, a.r.c.Desk, h) {
			continue
		}
		p := &pack{head: h, zipped: zipped, believed: true}
		_, _ = p.unpack()
		out[&m.Data[0]] = p
	}
	return out
}

// unpacked are packs by the message that they were read from.
type unpacked map[*byte]*pack

// or gives the pack of a message as it was unpacked, or else as it is.
func (u unpacked) or(m Message, p pack) pack {
	if done := u[&m.Data[0]]; done != nil {
		return *done
	}
	return p
}
