package storage

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"mendesk/app/record"
)

// The toy kinds: a box with a colour that takes coins, and a rate (a published version) that boxes name.

type box struct {
	ID     record.ID    `json:"id"`
	Colour string       `json:"colour"`
	Coins  int64        `json:"coins"`
	Rate   record.ID    `json:"rate"`
	Closed bool         `json:"closed"`
	Over   bool         `json:"over"` // a fact clashed: coins came after it was closed
	Notes  int          `json:"notes"`
	Last   record.Hash  `json:"last"`
	Edits  record.Edits `json:"edits"`
}

type rate struct {
	ID      record.ID `json:"id"`
	Each    int64     `json:"each"`
	Retired bool      `json:"retired"`
}

type opened struct {
	Colour string    `json:"colour"`
	Rate   record.ID `json:"rate"`
}
type coined struct {
	N int64 `json:"n"`
}
type noted struct {
	Text string `json:"text"`
}

func (b box) after(h record.Happened) (box, error) {
	b.ID, b.Last = h.Of.ID, h.Entry
	switch h.What {
	case "opened":
		d, err := record.Read[opened](h)
		b.Colour, b.Rate = d.Colour, d.Rate
		return b, err
	case "coined":
		d, err := record.Read[coined](h)
		b.Coins += d.N
		b.Over = b.Over || b.Closed
		return b, err
	case "spent": // a decision: never more than is in it
		d, err := record.Read[coined](h)
		if d.N > b.Coins {
			return b, record.Refuse("box.short")
		}
		b.Coins -= d.N
		return b, err
	case "painted":
		d, err := record.Read[record.Edit](h)
		if err != nil {
			return b, err
		}
		p, err := record.ReadPrivate[noted](h)
		b.Edits = b.Edits.After(h, d, p.Text)
		b.Colour = p.Text
		return b, err
	case "noted":
		b.Notes++
		return b, nil
	case "closed":
		if b.Closed {
			return b, record.Refuse("box.closed")
		}
		b.Closed = true
		return b, nil
	}
	return b, nil
}

var rates = record.Kind[rate]{
	Name: "rate", Version: 1, Events: record.Vocabulary{"published": record.Fact, "retired": record.Fact},
	After: func(r rate, h record.Happened) (rate, error) {
		if r.ID = h.Of.ID; h.What == "retired" {
			r.Retired = true
			return r, nil
		}
		d, err := record.Read[coined](h)
		r.Each = d.N
		return r, err
	},
}

var boxes = record.Kind[box]{
	Name: "box", Version: 1,
	Events: record.Vocabulary{
		"opened": record.Fact, "coined": record.Fact, "noted": record.Fact, "painted": record.Fact, record.Erased: record.Fact,
		"spent": record.Decision, "closed": record.Decision,
	},
	After: box.after,
	Indexes: []record.Index[box]{
		{Name: "colour", Keys: func(b box, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(b.Colour, b.Coins)}
		}},
		{Name: "worth", Keys: func(b box, v record.Versions) []record.Tuple {
			r, ok := record.Look(v, rates, b.Rate)
			if !ok || b.Closed {
				return nil
			}
			return []record.Tuple{record.Key(r.Each * b.Coins)}
		}},
	},
	Reach: func(b box) int64 {
		if b.Closed {
			return record.Always
		}
		return b.Coins
	},
	Row: func(b box, v record.Versions, word record.Intern) []byte {
		r, _ := record.Look(v, rates, b.Rate)
		row := binary.BigEndian.AppendUint32(nil, word(b.Colour))
		return binary.BigEndian.AppendUint64(row, uint64(r.Each*b.Coins))
	},
}

func toys() []record.AnyKind { return []record.AnyKind{boxes.Any(), rates.Any()} }

// chance is a reader of random bytes that are the same for the same seed.
type chance struct{ r *rand.Rand }

func newChance(seed uint64) chance { return chance{rand.New(rand.NewPCG(seed, 7))} }

func (c chance) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c.r.Uint32())
	}
	return len(p), nil
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func options(seed uint64) Options {
	return Options{Kinds: toys(), Now: func() time.Time { return noon }, Rand: newChance(seed), NoSync: true}
}

// tb is what helpers need of a test or of a run of a property.
type tb interface {
	Helper()
	Fatal(args ...any)
	Error(args ...any)
	Errorf(format string, args ...any)
}

func newDesk(t testing.TB, seed uint64) *Store {
	t.Helper()
	return createAt(t, filepath.Join(t.TempDir(), "desk.db"), options(seed))
}

func createAt(t testing.TB, path string, o Options) *Store {
	t.Helper()
	s, err := Create(path, o)
	ok(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func ok(t tb, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func do(t tb, s *Store, events ...record.Event) {
	t.Helper()
	ok(t, s.Change("", noon, func(tx *Tx) error { return tx.Append(events...) }))
}

func boxID(n int) record.ID { return record.KeyID("box", string(rune('0'+n))) }

func openBox(n int, colour string) record.Event {
	return boxes.Did(boxID(n), "opened", opened{Colour: colour, Rate: rateID}, nil)
}

func coin(n int, c int64) record.Event  { return boxes.Did(boxID(n), "coined", coined{c}, nil) }
func spend(n int, c int64) record.Event { return boxes.Did(boxID(n), "spent", coined{c}, nil) }

var rateID = record.KeyID("rate")

func publish(each int64) record.Event { return rates.Did(rateID, "published", coined{each}, nil) }

func view(t tb, s *Store, fn func(*Tx) error) {
	t.Helper()
	ok(t, s.View(context.Background(), fn))
}

func getBox(t tb, s *Store, n int) (b box) {
	t.Helper()
	view(t, s, func(tx *Tx) (err error) {
		b, err = Get(tx, boxes, boxID(n))
		return err
	})
	return b
}
