package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

// history draws a story of three desks that meet now and then, one of them copied by its folder, and gives
// all the changes that anybody wrote.
func story(t *testing.T, rt *rapid.T) []record.Change {
	w := newWorld(t, 3, uint64(rapid.IntRange(0, 1<<30).Draw(rt, "seed")))
	for i := range rapid.IntRange(5, 25).Draw(rt, "acts") {
		w.now = w.now.Add(time.Duration(rapid.IntRange(-5, 2000).Draw(rt, "later")) * time.Millisecond)
		act(rt, w.desks[rapid.IntRange(0, len(w.desks)-1).Draw(rt, "desk")], w.now)
		if rapid.IntRange(0, 5).Draw(rt, "meet") == 0 {
			from, to := w.pair(rt)
			merge(t, to, changesOf(t, from)...)
		}
		if i == 4 && rapid.Bool().Draw(rt, "copied") {
			w.copyDesk(0)
		}
	}
	seen := map[record.Hash]bool{}
	var all []record.Change
	for _, s := range w.desks {
		for _, c := range changesOf(t, s) {
			if !seen[c.Hash()] {
				seen[c.Hash()] = true
				all = append(all, c)
			}
		}
		clean(t, s)
		ok(t, s.Close())
	}
	return all
}

func (w *world) pair(rt *rapid.T) (from, to *Store) {
	i := rapid.IntRange(0, len(w.desks)-1).Draw(rt, "from")
	j := rapid.IntRange(0, len(w.desks)-2).Draw(rt, "to")
	if j >= i {
		j++
	}
	return w.desks[i], w.desks[j]
}

// copyDesk copies a desk's folder, unnoticed: without tokens both write on in the same log.
func (w *world) copyDesk(i int) {
	s := w.desks[i]
	to := filepath.Join(w.t.TempDir(), "desk.db")
	ok(w.t, s.Backup(context.Background(), to))
	twin, err := Open(to, w.options())
	ok(w.t, err)
	w.t.Cleanup(func() { _ = twin.Close() })
	w.desks = append(w.desks, twin)
}

// Any order of arrival, cut into any batches, some of it twice, with forks and gaps: the same bytes.
func TestMergeGivesTheSameBytesInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := story(t, rt)
		one := createAt(t, filepath.Join(t.TempDir(), "one.db"), options(1))
		defer func() { ok(rt, one.Close()) }()
		got := merge(rt, one, all...)
		if got.Added != len(all) || got.Waiting != 0 {
			rt.Fatalf("of %d: %+v", len(all), got)
		}
		want := dump(rt, one)
		clean(rt, one)

		two := createAt(t, filepath.Join(t.TempDir(), "two.db"), options(2))
		defer func() { ok(rt, two.Close()) }()
		mixed := shuffled(rt, all)
		for left := mixed; len(left) > 0; {
			n := rapid.IntRange(1, len(left)).Draw(rt, "batch")
			merge(rt, two, left[:n]...)
			if rapid.IntRange(0, 3).Draw(rt, "again") == 0 {
				merge(rt, two, left[:n]...)
			}
			left = left[n:]
		}
		same(rt, want, dump(rt, two))
		clean(rt, two)
		if digestOf(rt, one) != digestOf(rt, two) {
			rt.Error("digests differ")
		}
		ok(rt, two.Rebuild(context.Background(), nil))
		same(rt, want, dump(rt, two))
		clean(rt, two)
	})
}

func shuffled(rt *rapid.T, all []record.Change) []record.Change {
	places := make([]int, len(all))
	for i := range places {
		places[i] = i
	}
	out := make([]record.Change, len(all))
	for i, at := range rapid.Permutation(places).Draw(rt, "order") {
		out[i] = all[at]
	}
	return out
}

// A desk that writes itself, merges and is asked in between has the records of one that merged it all.
func TestOwnWritesAndMergesMeet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, 2, uint64(rapid.IntRange(0, 1<<30).Draw(rt, "seed")))
		a, b := w.desks[0], w.desks[1]
		defer func() { ok(rt, a.Close()); ok(rt, b.Close()) }()
		for range rapid.IntRange(3, 20).Draw(rt, "acts") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 50).Draw(rt, "later")) * time.Millisecond)
			from, to := w.pair(rt)
			act(rt, from, w.now)
			if rapid.Bool().Draw(rt, "meet") {
				merge(rt, to, changesOf(rt, from)...)
			}
		}
		merge(rt, a, changesOf(rt, b)...)
		merge(rt, b, changesOf(rt, a)...)
		same(rt, dump(rt, a), dump(rt, b))
		clean(rt, a)
		clean(rt, b)
	})
}

func TestWaitingOutlivesARestart(t *testing.T) {
	w := newWorld(t, 2, 1)
	a, b := w.desks[0], w.desks[1]
	for i := range 4 {
		do(t, a, openBox(1, "red"), coin(1, int64(i)))
	}
	all := changesOf(t, a)
	if got := merge(t, b, all[3], all[1]); got.Waiting != 2 || got.Added != 0 {
		t.Errorf("got %+v", got)
	}
	if got := merge(t, b, all[3]); got.Known != 1 {
		t.Errorf("again: %+v", got)
	}
	ok(t, b.Close())
	b, err := Open(b.path, options(9))
	ok(t, err)
	defer b.Close()
	clean(t, b)
	if got := merge(t, b, all[0]); got.Added != 2 {
		t.Errorf("released: %+v", got)
	}
	if got := merge(t, b, all[2]); got.Added != 2 {
		t.Errorf("released: %+v", got)
	}
	same(t, dump(t, a), dump(t, b))
}

func TestCopiedFolderForksAndBothSidesStay(t *testing.T) {
	w := newWorld(t, 1, 1)
	a := w.desks[0]
	do(t, a, openBox(1, "red"))
	w.copyDesk(0)
	b := w.desks[1]
	do(t, a, coin(1, 1))
	do(t, b, coin(1, 2))
	log := a.me.Log
	got := merge(t, a, changesOf(t, b)...)
	if len(got.Forks) != 1 || got.Forks[0] != (record.Fork{Log: log, N: 2}) {
		t.Errorf("forks: %+v", got)
	}
	if c := getBox(t, a, 1).Coins; c != 3 {
		t.Errorf("%d coins", c)
	}
	do(t, a, coin(1, 4)) // a met an entry of its log that it did not write
	if a.me.Log == log || a.me.LogLetter != "A2" {
		t.Errorf("still writes log %s as %s", a.me.Log, a.me.LogLetter)
	}
	tips, err := a.Tips(context.Background())
	ok(t, err)
	if len(tips[log]) != 2 || len(tips[a.me.Log]) != 1 {
		t.Errorf("tips: %+v", tips)
	}
	clean(t, a)
}

func TestRefusalsAreWorkedOutAgain(t *testing.T) {
	w := newWorld(t, 2, 1)
	a, b := w.desks[0], w.desks[1]
	do(t, a, openBox(1, "red"), coin(1, 5))
	merge(t, b, changesOf(t, a)...)
	w.now = noon.Add(time.Second)
	spendAt := func(s *Store, n int64, after time.Duration) {
		ok(t, s.Change("", noon.Add(after), func(tx *Tx) error { return tx.Append(spend(1, n)) }))
	}
	spendAt(a, 4, 2*time.Second)
	spendAt(b, 3, time.Second) // earlier: it stands, and a's does not
	if got := merge(t, a, changesOf(t, b)...); got.Refused != 1 {
		t.Errorf("got %+v", got)
	}
	view(t, a, func(tx *Tx) error {
		refused, err := tx.RefusedOf(boxes.Ref(boxID(1)))
		if err != nil || len(refused) != 1 || refused[0].Reason.Code != "box.short" || refused[0].What != "spent" {
			t.Errorf("refused: %+v, %v", refused, err)
		}
		return nil
	})
	// Coins that came before both, and arrive last, make both good.
	c := newDesk(t, 77)
	ok(t, c.Change("", noon.Add(time.Millisecond), func(tx *Tx) error { return tx.Append(coin(1, 10)) }))
	if got := merge(t, a, changesOf(t, c)...); got.Refused != 0 {
		t.Errorf("got %+v", got)
	}
	view(t, a, func(tx *Tx) error {
		refused, err := tx.RefusedOf(boxes.Ref(boxID(1)))
		if err != nil || len(refused) != 0 || getBoxIn(t, tx, 1).Coins != 8 {
			t.Errorf("refused: %+v, %v, %+v", refused, err, getBoxIn(t, tx, 1))
		}
		return nil
	})
	clean(t, a)
}

func getBoxIn(t tb, tx *Tx, n int) box {
	t.Helper()
	b, err := Get(tx, boxes, boxID(n))
	ok(t, err)
	return b
}

func TestMissingVersionIsLookedForAgain(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), coin(1, 5))
	worth := func() (n int) {
		view(t, s, func(tx *Tx) (err error) {
			n, err = Count(tx, "box", Span{Index: "worth", Prefix: record.Key(int64(35))})
			return err
		})
		return n
	}
	if worth() != 0 {
		t.Error("worth without a rate")
	}
	clean(t, s)
	do(t, s, publish(7))
	if worth() != 1 {
		t.Error("the rate came and the box is not found by its worth")
	}
	clean(t, s)
}

func TestInvalidChangesAreRefused(t *testing.T) {
	s, other := newDesk(t, 1), newDesk(t, 2)
	do(t, other, openBox(1, "red"))
	good := changesOf(t, other)[0]
	write := func(mend func(*record.Change)) record.Change {
		c := good
		mend(&c)
		c, err := c.Write()
		ok(t, err)
		return c
	}
	for name, c := range map[string]record.Change{
		"not written":      {Log: good.Log, N: 1},
		"stamp of another": write(func(c *record.Change) { c.At = record.MakeStamp(1, 0, boxID(1)) }),
		"no stamp":         write(func(c *record.Change) { c.At = "x" }),
		"place 0":          write(func(c *record.Change) { c.N = 0 }),
		"no predecessor":   write(func(c *record.Change) { c.N, c.Begins = 2, nil }),
		"no beginning":     write(func(c *record.Change) { c.Begins = nil }),
		"of no record":     write(func(c *record.Change) { c.Events = []record.Event{boxes.Did("x", "opened", nil, nil)} }),
		"odd kind": write(func(c *record.Change) {
			c.Events = []record.Event{record.Did(record.Ref{Kind: "a/b", ID: boxID(1)}, "x", nil, nil)}
		}),
	} {
		if _, err := s.Merge(context.Background(), []record.Change{good, c}); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if st, err := s.Stats(); err != nil || st.Changes != 0 {
		t.Errorf("something was merged: %+v, %v", st, err)
	}
}

func TestMergeStopsWhenCancelled(t *testing.T) {
	s, other := newDesk(t, 1), newDesk(t, 2)
	do(t, other, openBox(1, "red"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Merge(ctx, changesOf(t, other)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFarClockDoesNotDragOursAlong(t *testing.T) {
	w := newWorld(t, 2, 1)
	a, b := w.desks[0], w.desks[1]
	ok(t, b.Change("", noon.AddDate(1, 0, 0), func(tx *Tx) error { return tx.Append(openBox(1, "red")) }))
	merge(t, a, changesOf(t, b)...)
	do(t, a, openBox(2, "red"))
	do(t, a, openBox(3, "red"))
	do(t, a, coin(1, 1))
	at := map[record.ID]record.Stamp{}
	for _, c := range changesOf(t, a) {
		if c.Log == a.me.Log {
			at[c.Events[0].Of.ID] = c.At
		}
	}
	if !at[boxID(2)].Time().Equal(noon) {
		t.Errorf("box 2 is stamped %s", at[boxID(2)].Time())
	}
	if at[boxID(3)] <= at[boxID(2)] {
		t.Errorf("box 3 is stamped %s, not after box 2", at[boxID(3)])
	}
	if !at[boxID(1)].Time().Equal(noon.AddDate(1, 0, 0)) {
		t.Errorf("box 1 is stamped %s, not after what happened to it", at[boxID(1)].Time())
	}
	if getBox(t, a, 1).Coins != 1 {
		t.Error("the coin is lost")
	}
}

func TestExportCarriesEverything(t *testing.T) {
	a, b := newDesk(t, 1), newDesk(t, 2)
	for i := range 600 {
		do(t, a, openBox(i, "red"), coin(i, 1))
	}
	path := filepath.Join(t.TempDir(), "changes")
	f, err := os.Create(path)
	ok(t, err)
	ok(t, a.Export(context.Background(), f))
	ok(t, f.Close())
	f, err = os.Open(path)
	ok(t, err)
	defer f.Close()
	got, err := b.MergeFrom(context.Background(), f)
	if err != nil || got.Added != 600 {
		t.Errorf("%+v, %v", got, err)
	}
	same(t, dump(t, a), dump(t, b))
}

// In an import a version may come after the rows that name it.
func TestVersionOfALaterRowIsFound(t *testing.T) {
	s := newDesk(t, 1)
	rows := []Row{
		func(tx *Tx) error { return tx.Append(openBox(1, "red"), coin(1, 5)) },
		func(tx *Tx) error { return tx.Append(publish(7)) },
	}
	ok(t, s.Changes(context.Background(), "", noon, slices.Values(rows), nil))
	view(t, s, func(tx *Tx) error {
		n, err := Count(tx, "box", Span{Index: "worth", Prefix: record.Key(int64(35))})
		if err != nil || n != 1 {
			t.Errorf("%d boxes of that worth, %v", n, err)
		}
		return nil
	})
	clean(t, s)
}

// A version may be retired by another desk, and that arrive before what it said at first.
func TestVersionThatComesBackwardsIsFound(t *testing.T) {
	w := newWorld(t, 3, 1)
	a, b, c := w.desks[0], w.desks[1], w.desks[2]
	do(t, a, publish(7))
	merge(t, b, changesOf(t, a)...)
	do(t, b, rates.Did(rateID, "retired", nil, nil))
	do(t, c, openBox(1, "red"), coin(1, 5))
	all := changesOf(t, b)
	for _, change := range all {
		if change.Log == b.me.Log {
			merge(t, c, change)
		}
	}
	clean(t, c)
	merge(t, c, all...)
	view(t, c, func(tx *Tx) error {
		n, err := Count(tx, "box", Span{Index: "worth", Prefix: record.Key(int64(35))})
		if err != nil || n != 1 {
			t.Errorf("%d boxes of that worth, %v", n, err)
		}
		return nil
	})
	clean(t, c)
}
