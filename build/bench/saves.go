package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/storage"
)

const (
	counted = 30  // saves whose pages are counted
	saved   = 300 // saves of each sort that are timed
)

// saves notes the same change on the same tickets in the desk and in the baselines, each save durable.
func (b *bench) saves() error {
	dir, err := os.MkdirTemp(b.dir, "saves")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it lies among what is made
	s, err := storage.Open(b.file(), b.options(true))
	if err != nil {
		return err
	}
	all, err := flats(s, b.n)
	if err == nil {
		err = b.saveEach(s, all, dir)
	}
	return errors.Join(err, s.Close())
}

// baseline is a store with the name under which it is shown.
type baseline struct {
	name string
	store
}

// baselines are filled with all tickets.
func baselines(dir string, all []flat) (out []baseline, err error) {
	p, err := newPlain(dir)
	if err != nil {
		return nil, err
	}
	l, err := newLite(dir)
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	out = []baseline{{"plain state in bbolt", p}, {"SQLite, WAL FULL", l}}
	for _, o := range out {
		err = errors.Join(err, o.fill(all))
	}
	return out, err
}

// saveEach saves in turns, so that whatever else the machine does falls on all alike.
func (b *bench) saveEach(s *storage.Store, all []flat, dir string) (err error) {
	others, err := baselines(dir, all)
	if err != nil {
		return err
	}
	defer func() {
		for _, o := range others {
			err = errors.Join(err, o.close())
		}
	}()
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)) // other tickets than the run before
	var ours took
	save := func(i int) (old, now flat, err error) {
		at := chance.IntN(len(all))
		old = all[at]
		began := time.Now()
		if err := s.Change("", began, note(record.ID(old.id), i)); err != nil {
			return old, now, err
		}
		ours = append(ours, time.Since(began))
		now, err = again(s, record.ID(old.id))
		all[at] = now
		return old, now, err
	}
	before, err := written()
	if err != nil {
		return err
	}
	first := map[string]flat{} // what the baselines are still to be told
	for i := range counted {
		_, now, err := save(i)
		if err != nil {
			return err
		}
		first[now.id] = now
	}
	after, err := written()
	if err != nil {
		return err
	}
	pages := int((after - before) / counted / 4096)
	for _, now := range first {
		for _, o := range others {
			if err := o.save(flat{}, now); err != nil {
				return err
			}
		}
	}
	least, err := bounds(dir, pages, int(min(size(b.file()), 2048)))
	if err != nil {
		return err
	}
	others = append(least, others...)
	ours = ours[:0]
	theirs := make([]took, len(others))
	for i := range saved {
		old, now, err := save(i)
		if err != nil {
			return err
		}
		for nth, o := range others {
			one, err := times(1, func(int) error { return o.save(old, now) })
			if err != nil {
				return fmt.Errorf("%s: %w", o.name, err)
			}
			theirs[nth] = append(theirs[nth], one...)
		}
	}
	line("a durable save", "%s, p99 %s, %d pages", short(ours.mid()), short(ours.at(0.99)), pages)
	for nth, o := range others {
		beside("  beside", ours.mid(), o.name, theirs[nth].mid())
	}
	return nil
}

// bounds are two syncs of as many pages as a save writes, which no durable save can be faster than.
func bounds(dir string, pages, fileMB int) ([]baseline, error) {
	inOne, err := newBound(dir, pages, fileMB, false)
	if err != nil {
		return nil, err
	}
	apart, err := newBound(dir, pages, fileMB, true)
	if err != nil {
		return nil, errors.Join(err, inOne.close())
	}
	return []baseline{{"two syncs of its pages, in one stretch", inOne}, {"two syncs of its pages, here and there", apart}}, nil
}

func again(s *storage.Store, id record.ID) (f flat, err error) {
	err = s.View(context.Background(), func(tx *storage.Tx) error {
		t, err := storage.Get(tx, ticket.Tickets, id)
		if err != nil {
			return err
		}
		f, err = flatten(t, published{tx})
		return err
	})
	return f, err
}
