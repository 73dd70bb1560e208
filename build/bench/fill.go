package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"mendesk/app"
	"mendesk/app/demo"
	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/storage"
)

const (
	seedTickets = 1500 // of the lifelike shop that is copied
	years       = 3    // over which copies are spread, before the fourteen months of that shop
	lastDay     = "2026-11-20"
)

// whoever acts in the demo shop as its admin.
const admin = "luo"

func (b *bench) file() string { return filepath.Join(b.desk(), "desk.bolt") }

func (b *bench) options(sync bool) storage.Options {
	return storage.Options{Kinds: app.Kinds(), NoSync: !sync}
}

// made makes the desk, or takes the one that an earlier run has made.
func (b *bench) made() error {
	whole := filepath.Join(b.desk(), "whole")
	if _, err := os.Stat(whole); err == nil {
		return nil
	}
	if err := os.RemoveAll(b.desk()); err != nil {
		return err
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	began := time.Now()
	fmt.Printf("making a desk of %d tickets in %s\n", b.n, b.desk())
	if _, err := demo.Make(app.Options{Dir: b.desk()}, demo.Plan{Tickets: min(b.n, seedTickets), Seed: 1, Until: lastDay}); err != nil {
		return err
	}
	s, err := storage.Open(b.file(), b.options(false))
	if err != nil {
		return err
	}
	err = b.multiply(s)
	if err == nil {
		at := time.Now()
		err = s.BuildSearch(context.Background())
		line("search built", "%s", time.Since(at).Round(time.Second))
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	if err := synced(b.file()); err != nil {
		return err
	}
	line("made in", "%s", time.Since(began).Round(time.Second))
	return os.WriteFile(whole, nil, 0o644)
}

// multiply lets what happened in the small shop happen again until there are enough tickets.
func (b *bench) multiply(s *storage.Store) error {
	t, perCopy, err := templateOf(s)
	if err != nil {
		return err
	}
	told, rows, refused, events := time.Now(), t.casts(b.n-perCopy, perCopy), 0, 0
	began := told
	ready := make(chan []record.Event, 4096)
	go func() {
		defer close(ready)
		for _, c := range rows {
			var happens []record.Event
			for _, m := range t.changes[c.change] {
				happens = append(happens, t.cast(m, c.copy, c.shift))
			}
			ready <- happens
		}
	}()
	return s.Changes(context.Background(), "", time.Now(), func(yield func(storage.Row) bool) {
		for happens := range ready {
			events += len(happens)
			if !yield(func(tx *storage.Tx) error { return tx.Append(happens...) }) {
				return
			}
		}
	}, func(r storage.RowResult) {
		if r.Err != nil {
			refused++
		}
		if time.Since(told) > 10*time.Second {
			told = time.Now()
			fmt.Printf("    %3d %%, %d events/s, %d refused\n", 100*r.Index/max(len(rows), 1), int(float64(events)/time.Since(began).Seconds()), refused)
		}
	})
}

// cast is one change of one copy.
type cast struct {
	copy, change int
	shift        time.Duration
	when         time.Time
}

// casts lays what happens in as many copies as give so many tickets in the order in which it happens; the last copy
// ends when there are enough.
func (t *moulds) casts(tickets, perCopy int) []cast {
	chance := rand.New(rand.NewPCG(3, 4))
	var out []cast
	for nth := 0; tickets > 0; nth++ {
		shift := -time.Duration(7*chance.IntN(years*52)) * 24 * time.Hour
		last := tickets < perCopy
		var when time.Time
		for i, c := range t.changes {
			if at := c[0].when.Add(shift); at.After(when) { // what was noted late stays after what it follows
				when = at
			}
			for _, m := range c {
				if m.of.Kind == ticket.Tickets.Name && m.what == t.opens {
					tickets--
				}
			}
			out = append(out, cast{nth, i, shift, when})
			if last && tickets <= 0 {
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b cast) int { return a.when.Compare(b.when) })
	return out
}

// templateOf takes apart what happened in the small shop, and counts its tickets.
func templateOf(s *storage.Store) (t *moulds, tickets int, err error) {
	ctx := context.Background()
	logs, err := s.Logs(ctx)
	if err != nil {
		return nil, 0, err
	}
	own := map[string]bool{}
	var all []record.Change
	for log := range logs {
		for c, err := range s.Read(ctx, log, 1) {
			if err != nil {
				return nil, 0, err
			}
			all = append(all, c)
			for _, h := range c.Happened() {
				if copied[h.Of.Kind] {
					own[string(h.Of.ID)] = true
				}
			}
		}
	}
	t = &moulds{template: template{words: newCorpus(1)}}
	seen := map[record.ID]bool{}
	for _, c := range all {
		if err := t.take(c, own); err != nil {
			return nil, 0, err
		}
		for _, h := range c.Happened() {
			if h.Of.Kind == ticket.Tickets.Name && !seen[h.Of.ID] {
				seen[h.Of.ID] = true
				t.opens = h.What
			}
		}
	}
	return t, len(seen), nil
}

// moulds is a template that knows with which event a ticket begins.
type moulds struct {
	template
	opens string
}

func synced(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// size of a file in MB; 0 when there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err != nil {
		return 0
	}
	return info.Size() >> 20
}
