package hub

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
	"mendesk/app/exchange/courier"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// erasedFile names the places of the log that were deleted on purpose: whoever counts what is missing leaves them out.
const erasedFile = "erased.json"

// eraser is what one life of the server knows of erasures.
type eraser struct {
	of   *exchange.Eraser
	seen uint64 // how far the log was looked through
}

// erase looks through what came to the log. What a workstation erased is replaced: the same message without it is
// appended to the same subject, so that nobody who expects a last message there is put off, and only then the old
// one deleted, its bytes overwritten. A kill in between leaves both, and the next life goes on. Holds are never
// touched.
func (h *Hub) erase(ctx context.Context) {
	h.erasing.Lock()
	defer h.erasing.Unlock()
	h.mu.Lock()
	e, desk := h.engine, h.id.Desk
	h.mu.Unlock()
	if e == nil || desk == "" || !e.writes() {
		return
	}
	if err := e.erase(ctx, desk); err != nil && ctx.Err() == nil {
		h.o.Log.Warn("hub: what was erased is still in the log", "error", err)
	}
}

func (e *engine) erase(ctx context.Context, desk record.ID) error {
	log, err := e.js.Stream(ctx, natshub.LogStream)
	if err != nil {
		return err
	}
	if e.eraser.of == nil {
		e.eraser.of = exchange.NewEraser(desk, e.believed)
	}
	last := log.CachedInfo().State.LastSeq
	if last == e.eraser.seen {
		return nil
	}
	news := false
	err = natshub.ScanAfter(ctx, e.nc, e.eraser.seen, ">", func(_ uint64, subject string, data []byte) {
		if isPack(subject) && e.eraser.of.See(data) {
			news = true
		}
	})
	if err != nil {
		return err
	}
	erased, from := e.eraser.of.Erasures(), e.eraser.seen
	if news {
		from = 0 // what came before may be meant
	}
	var places []uint64
	if len(erased) > 0 {
		err = natshub.ScanAfter(ctx, e.nc, from, ">", func(seq uint64, subject string, data []byte) {
			if !isPack(subject) {
				return
			}
			if without, err := e.eraser.of.Redact(data, erased); err == nil && without != nil {
				places = append(places, seq)
			}
		})
		if err != nil {
			return err
		}
	}
	if len(places) > 0 { // before the messages: after a kill these tell that it has to be done again
		if err := e.dropSnapshots(ctx); err != nil {
			return fmt.Errorf("drop the snapshots: %w", err)
		}
		if err := e.dropFiles(ctx, desk); err != nil {
			return fmt.Errorf("drop attachments: %w", err)
		}
	}
	for _, seq := range places {
		if err := e.replace(ctx, log, seq, erased); err != nil {
			return fmt.Errorf("erase place %d: %w", seq, err)
		}
	}
	if len(places) > 0 {
		e.h.o.Log.Info("hub: messages were erased", "count", len(places))
	}
	e.eraser.seen = last
	return nil
}

// replace appends a message without what was erased and deletes the old one.
func (e *engine) replace(ctx context.Context, log jetstream.Stream, seq uint64, erased map[record.Ref]record.Stamp) error {
	m, err := log.GetMsg(ctx, seq)
	if err != nil {
		return err
	}
	without, err := e.eraser.of.Redact(m.Data, erased)
	if err != nil || without == nil {
		return err
	}
	if _, err := e.js.Publish(ctx, m.Subject, without); err != nil {
		return err
	}
	if err := e.h.noteErased(seq); err != nil {
		return err
	}
	if err := log.SecureDeleteMsg(ctx, seq); err != nil {
		return err
	}
	e.gaps.Add(1)
	return nil
}

// dropSnapshots deletes the snapshots that lie here: they hold what was erased. A workstation makes another at night,
// and who joins before that reads the log.
func (e *engine) dropSnapshots(ctx context.Context) error {
	e.dropping.Lock()
	defer e.dropping.Unlock()
	s, err := e.js.Stream(ctx, natshub.StreamOf(exchange.Snapshots))
	if err != nil {
		return err
	}
	for at := uint64(1); ; at++ {
		m, err := s.GetMsg(ctx, at, jetstream.WithGetMsgSubject(">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if at = m.Sequence; at > s.CachedInfo().State.LastSeq {
			return nil // it came meanwhile
		}
		if err := s.SecureDeleteMsg(ctx, at); err != nil {
			return err
		}
	}
}

// dropFiles deletes the attachments that no record names which was not erased.
func (e *engine) dropFiles(ctx context.Context, desk record.ID) error {
	e.dropping.Lock()
	defer e.dropping.Unlock()
	for _, digest := range e.eraser.of.Files() {
		if err := natshub.Forget(ctx, e.nc, e.js, desk, digest, courier.PiecesOf); err != nil {
			return err
		}
	}
	return nil
}

func isPack(subject string) bool {
	return strings.HasPrefix(subject, exchange.Log+".") || strings.HasPrefix(subject, exchange.Relay+".")
}

// believed tells whether the workstation that a head names signed it, or an heir of it.
func (e *engine) believed(head record.Head) bool {
	return slices.ContainsFunc(e.h.keysOf(head.By), func(key ed25519.PublicKey) bool {
		return exchange.VerifyHead(e.h.desk(), head, key)
	})
}

// noteErased keeps a place that is about to be deleted.
func (h *Hub) noteErased(seq uint64) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if slices.Contains(h.gone, seq) {
		return nil
	}
	next := append(slices.Clone(h.gone), seq)
	if err := saveJSON(filepath.Join(h.o.Dir, erasedFile), next); err != nil {
		return err
	}
	h.gone = next
	return nil
}

// erased is how many messages were deleted from the log on purpose.
func (h *Hub) erased() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return uint64(len(h.gone))
}
