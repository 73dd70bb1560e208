package hub

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange/natshub"
)

// How often the hub looks after itself.
const (
	lookEvery = 5 * time.Second
	tendEvery = 10 * time.Minute
)

// watch brings the store back after a full disk and thins out what workstations have published.
func (h *Hub) watch(ctx context.Context) {
	look, tend := time.NewTicker(lookEvery), time.NewTicker(tendEvery)
	defer look.Stop()
	defer tend.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			h.revive(ctx)
			h.remember(ctx)
			h.spread(ctx)
			h.erase(ctx)
		case <-tend.C:
			h.tend(ctx)
		}
	}
}

// revive starts the server anew when it shut its store, as it does on a full disk, and there is room again.
func (h *Hub) revive(ctx context.Context) {
	h.mu.Lock()
	e := h.engine
	h.mu.Unlock()
	if e != nil && e.writes() {
		return
	}
	free, err := freeBytes(h.o.Dir)
	if err == nil && free < natshub.LowDisk {
		h.become(e, "hub.full")
		return
	}
	if e != nil {
		_ = e.stop() // it serves nobody
	}
	next, err := h.newEngine(ctx)
	if err != nil {
		h.o.Log.Error("hub: the store does not come back", "error", err)
		h.become(nil, "hub.stopped")
		return
	}
	h.o.Log.Info("hub: the store is back")
	h.become(next, "")
}

func (h *Hub) become(e *engine, ill string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.engine, h.ill = e, ill
}

// tend deletes what workstations published before their last word. The server could do it by a limit, but one
// of its releases hangs on that limit after damage.
func (h *Hub) tend(ctx context.Context) {
	h.mu.Lock()
	e := h.engine
	h.mu.Unlock()
	if e == nil || !e.writes() {
		return
	}
	if err := e.readAll(ctx); err != nil && ctx.Err() == nil {
		h.o.Log.Warn("hub: the log is not read through", "error", err)
		if errors.Is(err, errStuck) {
			e.log.broken.Store(true) // another life of the server leaves out what is damaged
			return
		}
	}
	if err := thin(ctx, e.js, 2000); err != nil && ctx.Err() == nil {
		h.o.Log.Warn("hub: what workstations published is not thinned out", "error", err)
	}
}

// thin deletes at most so many messages of HAVE that are not the last of their subject.
func thin(ctx context.Context, js jetstream.JetStream, most int) error {
	s, err := js.Stream(ctx, natshub.HaveStream)
	if err != nil {
		return err
	}
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(">"))
	if err != nil {
		return err
	}
	for on, n := range info.State.Subjects {
		if n < 2 {
			continue
		}
		last, err := s.GetLastMsgForSubject(ctx, on)
		if err != nil {
			return err
		}
		for at := uint64(1); most > 0; most-- {
			m, err := s.GetMsg(ctx, at, jetstream.WithGetMsgSubject(on))
			if err != nil {
				return err
			}
			if m.Sequence >= last.Sequence {
				break
			}
			if err := s.DeleteMsg(ctx, m.Sequence); err != nil {
				return err
			}
			at = m.Sequence + 1
		}
	}
	return nil
}

// limitMemory makes the collector work harder near a limit, and as often as by default far from it, where a desk lets it
// run later; the peak under churn halves.
func limitMemory(bytes int64) {
	if bytes > 0 {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(bytes)
	}
}
