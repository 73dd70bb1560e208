package storage

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"mendesk/app/record"
)

// A world is a few desks that do random things and sometimes meet; out of it come the changes that a test
// merges in random orders.

type world struct {
	t     testing.TB
	desks []*Store
	now   time.Time
	seed  uint64
}

func newWorld(t testing.TB, desks int, seed uint64) *world {
	w := &world{t: t, now: noon, seed: seed}
	for range desks {
		w.add(t.TempDir())
	}
	return w
}

func (w *world) options() Options {
	w.seed++
	o := options(w.seed)
	o.Now = func() time.Time { return w.now }
	return o
}

func (w *world) add(dir string) *Store {
	s := createAt(w.t, filepath.Join(dir, "desk.db"), w.options())
	w.desks = append(w.desks, s)
	return s
}

var colours = []string{"red", "blue", "白", ""}

// act is one random command on a desk; many of them are refused, which is fine.
func act(rt *rapid.T, s *Store, now time.Time) {
	n := rapid.IntRange(1, 4).Draw(rt, "box")
	var events []record.Event
	for range rapid.IntRange(1, 3).Draw(rt, "events") {
		events = append(events, anEvent(rt, n))
	}
	if rapid.IntRange(0, 9).Draw(rt, "rate") == 0 {
		events = append(events, publish(7))
	}
	retire := rapid.IntRange(0, 9).Draw(rt, "retire") == 0
	err := s.Change("", now, func(tx *Tx) error {
		if retire && Has(tx, rates.Ref(rateID)) {
			events = append(events, rates.Did(rateID, "retired", nil, nil))
		}
		return tx.Append(events...)
	})
	if _, isProblem := record.AsProblem(err); err != nil && !isProblem {
		rt.Fatal(err)
	}
}

func anEvent(rt *rapid.T, n int) record.Event {
	colour := rapid.SampledFrom(colours).Draw(rt, "colour")
	switch rapid.SampledFrom([]string{"open", "coin", "coin", "spend", "paint", "close", "note"}).Draw(rt, "what") {
	case "open":
		return openBox(n, colour)
	case "coin":
		return coin(n, rapid.Int64Range(1, 5).Draw(rt, "coins"))
	case "spend":
		return spend(n, rapid.Int64Range(1, 9).Draw(rt, "coins"))
	case "paint":
		return boxes.Did(boxID(n), "painted", record.Edit{Field: "colour"}, noted{colour})
	case "close":
		return boxes.Did(boxID(n), "closed", nil, nil)
	}
	return boxes.Did(boxID(n), "noted", nil, noted{"张三"})
}

func changesOf(t tb, s *Store) []record.Change {
	t.Helper()
	var out []record.Change
	for raw, err := range s.journal(context.Background(), nil, nil) {
		ok(t, err)
		c, err := record.DecodeChange(raw)
		ok(t, err)
		out = append(out, c)
	}
	return out
}

// dump is everything of a desk that must be equal on all: records, indexes and refusals, to the byte, and
// the figures rows with their words spelled out.
func dump(t tb, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	ok(t, s.db.View(func(btx *bbolt.Tx) error {
		for _, name := range []string{inRecord("box"), inRecord("rate"), inIndex("box", "colour"), inIndex("box", "worth"), inRefused, inJournal, inTips} {
			ok(t, btx.Bucket([]byte(name)).ForEach(func(k, v []byte) error {
				out[name+"/"+string(k)] = string(v)
				return nil
			}))
		}
		return nil
	}))
	view(t, s, func(tx *Tx) error {
		rows, err := tx.Rows("box")
		ok(t, err)
		return rows.Since(math.MinInt64, func(id, row []byte) {
			word := rows.Name(uint32(row[0])<<24 | uint32(row[1])<<16 | uint32(row[2])<<8 | uint32(row[3]))
			out["row/"+string(id)] += fmt.Sprintf("%s %x", word, row[4:])
		})
	})
	return out
}

func same(t tb, want, got map[string]string) {
	t.Helper()
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%q: got %q, want %q", k, got[k], v)
		}
	}
	for k, v := range got {
		if _, known := want[k]; !known {
			t.Errorf("%q is too much: %q", k, v)
		}
	}
}

func clean(t tb, s *Store) {
	t.Helper()
	faults, err := s.Check(context.Background(), nil)
	ok(t, err)
	if len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
}

func digestOf(t tb, s *Store) string {
	t.Helper()
	sum, err := s.Digest(context.Background())
	ok(t, err)
	return sum
}

func merge(t tb, s *Store, changes ...record.Change) record.Merged {
	t.Helper()
	got, err := s.Merge(context.Background(), changes)
	ok(t, err)
	return got
}
