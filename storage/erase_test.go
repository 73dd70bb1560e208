package storage

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

const secretName = "林静怡-13812346207"

func paint(n int, over record.Hash, colour string) record.Event {
	return boxes.Did(boxID(n), "painted", record.Edit{Field: "colour", Over: over}, noted{colour})
}

func erase(n int) record.Event { return boxes.Did(boxID(n), record.Erased, nil, nil) }

// holds tells which of a desk's files have bytes in them.
func holds(t testing.TB, s *Store, what string) (in []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(filepath.Dir(s.path), "*"))
	ok(t, err)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err == nil && bytes.Contains(raw, []byte(what)) {
			in = append(in, filepath.Base(f))
		}
	}
	return in
}

func reopen(t testing.TB, s *Store) *Store {
	t.Helper()
	ok(t, s.Close())
	again, err := Open(s.path, s.o)
	ok(t, err)
	t.Cleanup(func() { _ = again.Close() })
	return again
}

func TestWhatWasErasedIsNowhere(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), openBox(2, "red"))
	do(t, s, paint(1, "", "黑"), paint(2, "", "白"))
	do(t, s, boxes.Did(boxID(1), "noted", nil, noted{secretName + " 收货地址"}))
	before := changesOf(t, s)
	do(t, s, erase(1))
	do(t, s, coin(1, 3))
	if b := getBox(t, s, 1); b.Colour != "" || b.Coins != 3 || b.Notes != 1 {
		t.Errorf("after erasing: %+v", b)
	}
	if b := getBox(t, s, 2); b.Colour != "白" {
		t.Errorf("another record of the same change: %+v", b)
	}
	for i, c := range changesOf(t, s) {
		if i < len(before) && c.Hash() != before[i].Hash() {
			t.Error("an entry has another hash now")
		}
	}
	clean(t, s)
	want := digestOf(t, s)
	s = reopen(t, s)
	if in := holds(t, s, secretName); len(in) > 0 {
		t.Errorf("the name is still in %v", in)
	}
	if due, err := s.ToCompact(context.Background()); due || err != nil {
		t.Errorf("to be compacted again: %v", err)
	}
	if digestOf(t, s) != want {
		t.Error("compacting changed a record")
	}
	clean(t, s)
	do(t, s, paint(1, "", "绿")) // what comes later is kept
	if b := getBox(t, s, 1); b.Colour != "绿" {
		t.Errorf("painted after it was erased: %+v", b)
	}
	clean(t, s)
}

// One change may hold parts of several records; each forgets its own, and all of them are folded again.
func TestErasingTwoRecordsOfOneChange(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), openBox(2, "red"), openBox(3, "red"))
	do(t, s, paint(1, "", "黑"), paint(2, "", "白"), paint(3, "", "黑"))
	do(t, s, erase(1), erase(2))
	clean(t, s)
	if a, b, c := getBox(t, s, 1), getBox(t, s, 2), getBox(t, s, 3); a.Colour != "" || b.Colour != "" || c.Colour != "黑" {
		t.Errorf("after erasing two: %+v %+v %+v", a, b, c)
	}
	do(t, s, erase(3))
	clean(t, s)
}

// A workstation that was away and comes back with what was erased does not bring it back, also when what it
// brings waits for a predecessor; both hold the same at the end.
func TestErasedIsNotBroughtBack(t *testing.T) {
	a, b := newDesk(t, 1), newDesk(t, 2)
	do(t, a, openBox(1, "red"))
	do(t, a, boxes.Did(boxID(1), "noted", nil, noted{secretName}))
	merge(t, b, changesOf(t, a)...)
	do(t, b, boxes.Did(boxID(1), "noted", nil, noted{secretName + "（乙）"})) // without knowing that it is being erased
	do(t, b, boxes.Did(boxID(1), "noted", nil, noted{secretName}))
	late := changesOf(t, b)
	a.o.Now = func() time.Time { return noon.Add(time.Hour) }
	ok(t, a.Change("", noon.Add(time.Hour), func(tx *Tx) error { return tx.Append(erase(1)) }))
	own := late[len(late)-2:]
	if own[0].Log == own[1].Log && own[1].N == own[0].N+1 && own[0].N == 1 {
		merge(t, a, own[1])
		clean(t, a)
	} else {
		own = nil
		for _, c := range late {
			if c.Log == b.me.Log {
				own = append(own, c)
			}
		}
		merge(t, a, own[1:]...)
		clean(t, a)
	}
	a = reopen(t, a)
	if in := holds(t, a, secretName); len(in) > 0 {
		t.Errorf("while it waits, the name is in %v", in)
	}
	merge(t, a, late...)
	clean(t, a)
	a = reopen(t, a)
	if in := holds(t, a, secretName); len(in) > 0 {
		t.Errorf("brought back, in %v", in)
	}
	merge(t, b, changesOf(t, a)...)
	clean(t, b)
	if digestOf(t, a) != digestOf(t, b) {
		t.Error("two desks that know the same hold other records")
	}
	b = reopen(t, b)
	if in := holds(t, b, secretName); len(in) > 0 {
		t.Errorf("the desk that was away still holds it, in %v", in)
	}
}

// Whatever is erased when, the same changes give the same bytes in any order, and nothing erased is left.
func TestErasingConvergesInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := story(t, rt)
		s := createAt(t, filepath.Join(t.TempDir(), "desk.db"), options(99))
		merge(t, s, all...)
		for n := range 4 {
			if rapid.Bool().Draw(rt, fmt.Sprint("erase", n)) {
				now := noon.Add(time.Duration(rapid.IntRange(-5000, 60000).Draw(rt, "when")) * time.Millisecond)
				err := s.Change("", now, func(tx *Tx) error { return tx.Append(erase(n + 1)) })
				if _, isProblem := record.AsProblem(err); err != nil && !isProblem {
					rt.Fatal(err)
				}
			}
		}
		with := changesOf(t, s)
		var erasing []record.Change
		for _, c := range with {
			if len(c.Erases()) > 0 {
				erasing = append(erasing, c)
			}
		}
		want := digestOf(t, s)
		for i := range 3 {
			o := createAt(t, filepath.Join(t.TempDir(), "desk.db"), options(uint64(100+i)))
			in := append(slices.Clone(all), erasing...) // the entries as they were, unredacted
			for part := range slices.Chunk(rapid.Permutation(in).Draw(rt, "order"), 7) {
				merge(t, o, part...)
			}
			clean(t, o)
			if digestOf(t, o) != want {
				rt.Fatal("another order, other records")
			}
			ok(t, o.Close())
		}
		clean(t, s)
		ok(t, s.Close())
	})
}
