package hub

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// memory is what is kept of a hub outside its folder, in the user's configuration: how far its log had come. A
// folder that was put back from a backup, or copied to another machine, does not agree with it.
type memory struct {
	Boot record.ID `json:"boot"` // its last start
	Last uint64    `json:"last"` // a place that its log had reached
}

func (h *Hub) memoryPath() string {
	return filepath.Join(h.o.ConfigDir, "hub-"+string(h.id.Hub)+".json")
}

// noteStart writes this start into the log, and whether the log ends before where it once ended.
func (e *engine) noteStart(ctx context.Context) (err error) {
	h := e.h
	log, err := e.js.Stream(ctx, natshub.LogStream)
	if err != nil {
		return err
	}
	restored, err := e.restored(ctx, log)
	if err != nil {
		return err
	}
	now := h.o.Now()
	if e.boot, err = record.NewID(now, rand.Reader); err != nil {
		return err
	}
	raw, err := json.Marshal(natshub.Boot{Boot: e.boot, Hub: h.id.Hub, At: now.UTC(), Version: h.o.Version, Restored: restored})
	if err != nil {
		return err
	}
	ack, err := e.js.Publish(ctx, natshub.BootSubject(h.id.Hub), raw)
	if err != nil {
		return fmt.Errorf("note the hub's start: %w", err)
	}
	if restored {
		h.o.Log.Warn("hub: the log ends before where it once ended; the workstations will send what is missing")
	}
	return h.keepMemory(memory{e.boot, ack.Sequence})
}

// restored compares the log with what is remembered of it.
func (e *engine) restored(ctx context.Context, log jetstream.Stream) (bool, error) {
	if e.h.o.ConfigDir == "" {
		return false, nil
	}
	var m memory
	there, err := loadJSON(e.h.memoryPath(), &m)
	if err != nil {
		return false, err
	}
	last, err := log.GetLastMsgForSubject(ctx, natshub.BootSubject(e.h.id.Hub))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return there, nil // no start in the log: a new hub, or one that lost them all
	}
	if err != nil {
		return false, fmt.Errorf("read the hub's last start: %w", err)
	}
	var b natshub.Boot
	readable := json.Unmarshal(last.Data, &b) == nil
	return !readable || !there || b.Boot != m.Boot || log.CachedInfo().State.LastSeq < m.Last, nil
}

// remember notes how far the log has come.
func (h *Hub) remember(ctx context.Context) {
	h.mu.Lock()
	e := h.engine
	h.mu.Unlock()
	if e == nil || h.o.ConfigDir == "" || !e.writes() {
		return
	}
	log, err := e.js.Stream(ctx, natshub.LogStream)
	if err == nil && log.CachedInfo().State.LastSeq != e.noted {
		e.noted = log.CachedInfo().State.LastSeq
		err = h.keepMemory(memory{e.boot, e.noted})
	}
	if err != nil && ctx.Err() == nil {
		h.o.Log.Warn("hub: how far the log has come is not noted", "error", err)
	}
}

func (h *Hub) keepMemory(m memory) error {
	if h.o.ConfigDir == "" {
		return nil
	}
	if err := os.MkdirAll(h.o.ConfigDir, 0o700); err != nil {
		return err
	}
	return saveJSON(h.memoryPath(), m)
}
