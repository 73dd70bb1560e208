package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/storage"
)

// Snapshots are made for workstations that join: one that nobody renewed for a week is renewed at night, by whoever
// comes first. A desk that is small joins as fast from the log.
const (
	snapshotFresh = 7 * 24 * time.Hour
	snapshotLeast = 16 << 20 // bytes of the database
	snapshotMade  = "snapshot.new"
)

var errNoSnapshots = record.Problem{Code: "sync.noSnapshots"}

// OfferedSnapshot is what was put where workstations meet.
type OfferedSnapshot struct {
	Made   bool  `json:"made"`  // false: there is a fresh one
	Bytes  int64 `json:"bytes"` // of the database file
	Millis int64 `json:"millis"`
}

// MakeSnapshot offers a snapshot of this desk to workstations that join, whatever is there. It needs an admin.
// progress hears bytes of how many.
func (a *App) MakeSnapshot(ctx context.Context, progress func(done, total int64)) (OfferedSnapshot, error) {
	if err := a.mustAdmin(); err != nil {
		return OfferedSnapshot{}, err
	}
	return safely(a, func(d *desk) (OfferedSnapshot, error) { return d.offerSnapshot(ctx, true, progress) })
}

// runSnapshot renews the snapshot where workstations meet, when none there is fresh.
func (d *desk) runSnapshot(ctx context.Context) (record.Params, error) {
	if d.sync.link().Kind == "" {
		return record.Params{"made": "0", "size": "0"}, nil
	}
	s, err := d.offerSnapshot(ctx, false, nil)
	if p, is := record.AsProblem(err); is && p.Code == errNoSnapshots.Code {
		err = nil // the log does
	}
	made := "0"
	if s.Made {
		made = "1"
	}
	return record.Params{"made": made, "size": strconv.FormatInt(s.Bytes>>20, 10)}, err
}

// offering is a place that keeps snapshots.
type offering interface {
	offer(ctx context.Context, force bool, progress func(done, total int64)) (OfferedSnapshot, error)
}

func (d *desk) offerSnapshot(ctx context.Context, force bool, progress func(done, total int64)) (out OfferedSnapshot, err error) {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	began := time.Now()
	err = d.sync.at(ctx, func(ctx context.Context, m venue) error {
		at, keeps := m.(offering)
		if !keeps {
			return errNoSnapshots
		}
		out, err = at.offer(ctx, force, progress)
		if errors.Is(err, exchange.ErrNoDepot) {
			err = errNoSnapshots
		}
		return err
	})
	out.Millis = time.Since(began).Milliseconds()
	return out, err
}

func (e *encounter) offer(ctx context.Context, force bool, progress func(done, total int64)) (out OfferedSnapshot, err error) {
	depots, keeps := e.place.(exchange.Depots)
	if !keeps {
		return out, errNoSnapshots
	}
	to := depots.Depot(exchange.Snapshots)
	if !force {
		if wanted, err := e.wanted(ctx, to); err != nil || !wanted {
			return out, err
		}
	}
	path := e.d.app.inFolder(snapshotMade)
	defer func() {
		if gone := os.Remove(path); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	for range 2 { // whoever joins goes on where this has read to; what one round sends the next one reads
		r, err := e.rounds.Round(ctx, nil)
		if err != nil {
			return out, err
		}
		if r.Sent == 0 {
			break
		}
	}
	mark, err := e.rounds.Mark()
	if err != nil {
		return out, err
	}
	if err := e.d.store.WriteSnapshot(ctx, path, nil); err != nil {
		return out, err
	}
	return e.offerFile(ctx, to, mark, path, progress)
}

func (e *encounter) offerFile(ctx context.Context, to exchange.Depot, mark []byte, path string, progress func(done, total int64)) (out OfferedSnapshot, err error) {
	evidence, err := storage.OpenSnapshot(path, e.d.app.storeOptions())
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, evidence.Close()) }()
	file, err := os.Open(path)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return out, err
	}
	err = e.rounds.Offer(ctx, to, mark, file, evidence, func(done int64) { progress(done, info.Size()) })
	if errors.Is(err, exchange.ErrUnproven) {
		return out, record.Problem{Code: "sync.snapshotUnproven"}
	}
	if err != nil {
		return out, fmt.Errorf("offer a snapshot: %w", err)
	}
	return OfferedSnapshot{Made: true, Bytes: info.Size()}, nil
}

// wanted tells whether a snapshot should be made now. One of this workstation that somebody has renewed is dropped,
// so that at most as many lie there as make them in one week.
func (e *encounter) wanted(ctx context.Context, in exchange.Depot) (bool, error) {
	info, err := os.Stat(e.d.app.Path())
	if err != nil {
		return false, err
	}
	offered, err := e.rounds.Offered(ctx, in)
	if err != nil {
		return false, err
	}
	now := e.d.app.now()
	me, err := e.d.me()
	if err != nil {
		return false, err
	}
	for i, s := range offered {
		if s.Workstation == me.Workstation && i > 0 {
			if err := e.rounds.Withdraw(ctx, in); err != nil {
				return false, err
			}
		}
	}
	fresh := len(offered) > 0 && now.Sub(offered[0].When) < snapshotFresh
	return !fresh && info.Size() >= snapshotLeast, nil
}
