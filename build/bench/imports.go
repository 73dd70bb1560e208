package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"mendesk/app/record"
	"mendesk/storage"
)

// most is how many tickets imports and merges are measured with; their rates hold for more.
const most = 20_000

// imports brings the changes of a desk into empty ones: as a merge, as imported rows, and its states alone into
// the baselines, everything durable.
func (b *bench) imports() error {
	dir, err := os.MkdirTemp(b.dir, "imports")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it lies among what is made
	s, err := storage.Open(b.file(), b.options(true))
	if err != nil {
		return err
	}
	changes, events, err := firstChanges(s, most*8)
	var all []flat
	if err == nil {
		all, err = flats(s, most)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	merged, err := b.into(dir, "merged", func(s *storage.Store) error {
		_, err := s.Merge(context.Background(), changes)
		return err
	})
	if err != nil {
		return err
	}
	imported, err := b.into(dir, "imported", func(s *storage.Store) error { return rows(s, changes) })
	if err != nil {
		return err
	}
	rate := func(n int, d time.Duration) int { return int(float64(n) / d.Seconds()) }
	line("merge of what another desk wrote", "%d events/s, %d changes in %s", rate(events, merged), len(changes), short(merged))
	line("import of rows", "%d events/s, %s", rate(events, imported), short(imported))
	for _, other := range []struct {
		name string
		open func(string) (store, error)
	}{
		{"plain state in bbolt", func(dir string) (store, error) { return newPlain(dir) }},
		{"SQLite, WAL FULL", func(dir string) (store, error) { return newLite(dir) }},
	} {
		store, err := other.open(dir)
		if err != nil {
			return err
		}
		began := time.Now()
		err = store.fill(all)
		took := time.Since(began)
		if err = errors.Join(err, store.close()); err != nil {
			return err
		}
		line("  baseline: "+other.name, "%d states/s, %d with their keys in %s", rate(len(all), took), len(all), short(took))
	}
	return nil
}

func (b *bench) into(dir, name string, do func(*storage.Store) error) (time.Duration, error) {
	o := b.options(true)
	o.Letter, o.Workstation = "Z", name
	s, err := storage.Create(filepath.Join(dir, name+".bolt"), o)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	err = do(s)
	return time.Since(began), errors.Join(err, s.Close())
}

// firstChanges reads the first changes of a desk's logs.
func firstChanges(s *storage.Store, n int) (out []record.Change, events int, err error) {
	ctx := context.Background()
	logs, err := s.Logs(ctx)
	if err != nil {
		return nil, 0, err
	}
	for log := range logs {
		for c, err := range s.Read(ctx, log, 1) {
			if err != nil {
				return nil, 0, err
			}
			if len(out) == n {
				break
			}
			out = append(out, c)
			events += len(c.Events)
		}
	}
	return out, events, nil
}

// rows appends the events of each change as a command of this desk.
func rows(s *storage.Store, changes []record.Change) error {
	return s.Changes(context.Background(), "", time.Now(), func(yield func(storage.Row) bool) {
		for _, c := range changes {
			events, err := unsealed(c)
			if !yield(func(tx *storage.Tx) error { return errors.Join(err, tx.Append(events...)) }) {
				return
			}
		}
	}, nil)
}

func unsealed(c record.Change) ([]record.Event, error) {
	var out []record.Event
	for _, h := range c.Happened() {
		private, err := open(h.Private)
		if err != nil {
			return nil, err
		}
		e := record.Event{Of: h.Of, What: h.What, When: h.When, Data: h.Data}
		if private != "" {
			e.Private = []byte(private)
		}
		out = append(out, e)
	}
	return out, nil
}
