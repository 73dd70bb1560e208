package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

// worths are the rows whose reach is not before since, spelled out.
func worths(t tb, tx *Tx, since int64) map[record.ID]string {
	t.Helper()
	rows, err := tx.Rows("box")
	ok(t, err)
	out := map[record.ID]string{}
	ok(t, rows.Since(since, func(id, row []byte) {
		if out[record.ID(id)] != "" {
			t.Errorf("%s comes twice", id)
		}
		out[record.ID(id)] = rows.Name(binary.BigEndian.Uint32(row)) + fmt.Sprint(binary.BigEndian.Uint64(row[4:]))
	}))
	return out
}

func wantWorths(t tb, tx *Tx, since int64) map[record.ID]string {
	t.Helper()
	out := map[record.ID]string{}
	for b, err := range Each(tx, boxes, Span{}) {
		ok(t, err)
		if boxes.Reach(b) < since {
			continue
		}
		each := int64(0)
		if r, err := Get(tx, rates, b.Rate); err == nil {
			each = r.Each
		}
		out[b.ID] = b.Colour + fmt.Sprint(each*b.Coins)
	}
	return out
}

// Whatever is written, the rows of a reach are those of the records that reach so far.
func TestRowsFollowEveryCommit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newDesk(t, 1)
		defer func() { ok(rt, s.Close()) }()
		do(rt, s, publish(7))
		for range rapid.IntRange(1, 12).Draw(rt, "acts") {
			act(rt, s, noon)
			since := rapid.SampledFrom([]int64{math.MinInt64, -3, 0, 1, 3, record.Always}).Draw(rt, "since")
			view(rt, s, func(tx *Tx) error {
				if got, want := worths(rt, tx, since), wantWorths(rt, tx, since); fmt.Sprint(got) != fmt.Sprint(want) {
					rt.Errorf("since %d: got %v, want %v", since, got, want)
				}
				return nil
			})
		}
	})
}

func TestRowsOfAViewAreOfItsMoment(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	view(t, s, func(old *Tx) error {
		rows, err := old.Rows("box")
		ok(t, err)
		done := make(chan error)
		go func() {
			done <- s.Change("", noon, func(tx *Tx) error { return tx.Append(openBox(2, "blue"), coin(1, 5)) })
		}()
		ok(t, <-done)
		ok(t, rows.Since(0, func(id, _ []byte) {
			if record.ID(id) != boxID(1) {
				t.Errorf("it sees %s", id)
			}
		}))
		return rows.Since(1, func(id, _ []byte) { t.Errorf("it sees what was paid in later: %s", id) })
	})
}

// layRowsOneByOne makes the desk what a version before figures rows lay in blocks left.
func layRowsOneByOne(t *testing.T, s *Store) {
	t.Helper()
	ok(t, s.update(false, func(b *batch) error {
		at, err := b.bucket(inFigures("box"))
		ok(t, err)
		kept := map[string][]byte{}
		ok(t, at.ForEach(func(_, v []byte) error {
			held, err := readBlock(v)
			for i := range held.len() {
				key, row := held.row(i)
				kept[string(key)] = bytes.Clone(row)
			}
			return err
		}))
		ok(t, b.btx.DeleteBucket([]byte(inFigures("box"))))
		at, err = b.btx.CreateBucket([]byte(inFigures("box")))
		ok(t, err)
		for key, row := range kept {
			ok(t, at.Put([]byte(key), row))
		}
		b.dirty = true
		b.me.Schema = rowsInBlocks - 1
		return nil
	}))
}

func TestRowsOfAnOlderDeskAreLaidAgainWithoutFolding(t *testing.T) {
	s := filledDesk(t, 40)
	want := dump(t, s)
	layRowsOneByOne(t, s)
	if faults, err := s.Check(context.Background(), nil); err != nil || len(faults) > 0 {
		t.Errorf("a desk of the older version is no damaged one: %v, %v", faults, err)
	}
	ok(t, s.Close())
	o := options(2)
	k := boxes
	k.After = func(b box, h record.Happened) (box, error) { t.Error("folded again"); return boxes.After(b, h) }
	o.Kinds = []record.AnyKind{k.Any(), rates.Any()}
	var told [2]int
	o.Progress = func(done, total int) { told = [2]int{done, total} }
	s, err := Open(s.path, o)
	ok(t, err)
	same(t, want, dump(t, s))
	if told != [2]int{40, 40} {
		t.Errorf("progress ended at %v", told)
	}
	ok(t, s.Close())
	o = options(3)
	o.Progress = func(int, int) { t.Error("laid again at the next opening") }
	s, err = Open(s.path, o)
	ok(t, err)
	clean(t, s)
	ok(t, s.Close())
}

// A kill between the first write of the new layout and its end: the next opening goes on.
func TestKilledLayingOfRowsGoesOn(t *testing.T) {
	s := filledDesk(t, 40)
	want := dump(t, s)
	layRowsOneByOne(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.catchUp(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	ok(t, s.Close())
	s, err := Open(s.path, options(2))
	ok(t, err)
	same(t, want, dump(t, s))
	clean(t, s)
	ok(t, s.Close())
}

func TestHistoryComesInOrderWithTheOwnAtItsEnd(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), coin(1, 1))
	do(t, s, coin(2, 9))
	do(t, s, coin(1, 2))
	words := func(tx *Tx) (out []string) {
		last := record.Stamp("")
		for h, err := range tx.History(boxes.Ref(boxID(1))) {
			ok(t, err)
			if h.At < last {
				t.Errorf("%s after %s", h.At, last)
			}
			last = h.At
			out = append(out, h.What)
		}
		return out
	}
	ok(t, s.Change("", noon, func(tx *Tx) error {
		ok(t, tx.Append(spend(1, 3)))
		if got := words(tx); !slices.Equal(got, []string{"opened", "coined", "coined", "spent"}) {
			t.Errorf("within: %v", got)
		}
		return nil
	}))
	view(t, s, func(tx *Tx) error {
		if got := words(tx); !slices.Equal(got, []string{"opened", "coined", "coined", "spent"}) {
			t.Errorf("after: %v", got)
		}
		return nil
	})
}
