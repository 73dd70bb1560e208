package storage

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

func worths(t tb, tx *Tx) map[record.ID]string {
	t.Helper()
	rows, err := tx.Rows("box")
	ok(t, err)
	if !slices.IsSorted(rows.IDs) || len(rows.Data) != rows.Size*rows.Len() {
		t.Errorf("rows out of order: %+v", rows)
	}
	out := map[record.ID]string{}
	for id, row := range rows.All() {
		out[id] = rows.Name(binary.BigEndian.Uint32(row)) + fmt.Sprint(binary.BigEndian.Uint64(row[4:]))
	}
	return out
}

func wantWorths(t tb, tx *Tx) map[record.ID]string {
	t.Helper()
	out := map[record.ID]string{}
	for b, err := range Each(tx, boxes, Span{}) {
		ok(t, err)
		each := int64(0)
		if r, err := Get(tx, rates, b.Rate); err == nil {
			each = r.Each
		}
		out[b.ID] = b.Colour + fmt.Sprint(each*b.Coins)
	}
	return out
}

// However often the columns are asked for between writes, they say what the records say.
func TestRowsFollowEveryCommit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newDesk(t, 1)
		defer func() { ok(rt, s.Close()) }()
		do(rt, s, publish(7))
		for range rapid.IntRange(1, 12).Draw(rt, "acts") {
			act(rt, s, noon)
			if rapid.Bool().Draw(rt, "look") {
				view(rt, s, func(tx *Tx) error {
					if got, want := worths(rt, tx), wantWorths(rt, tx); fmt.Sprint(got) != fmt.Sprint(want) {
						rt.Errorf("got %v, want %v", got, want)
					}
					return nil
				})
			}
		}
	})
}

// Rows read in a view that began before a commit must not hide that commit from everybody.
func TestOldViewDoesNotKeepColumnsOld(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	view(t, s, func(old *Tx) error {
		done := make(chan error)
		go func() {
			done <- s.Change("", noon, func(tx *Tx) error { return tx.Append(openBox(2, "blue")) })
		}()
		ok(t, <-done)
		if rows, err := old.Rows("box"); err != nil || rows.Len() != 1 {
			t.Errorf("the old view: %d rows, %v", rows.Len(), err)
		}
		return nil
	})
	view(t, s, func(tx *Tx) error {
		rows, err := tx.Rows("box")
		if err != nil || rows.Len() != 2 {
			t.Errorf("the new view: %d rows, %v", rows.Len(), err)
		}
		return nil
	})
}

func TestRowsHandedOutNeverChange(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, publish(7), openBox(1, "red"), coin(1, 1))
	var first record.Rows
	view(t, s, func(tx *Tx) (err error) {
		first, err = tx.Rows("box")
		return err
	})
	before := string(first.Data)
	do(t, s, coin(1, 5))
	view(t, s, func(tx *Tx) error {
		rows, err := tx.Rows("box")
		if string(rows.Data) == before {
			t.Error("the new rows are the old ones")
		}
		return err
	})
	if string(first.Data) != before {
		t.Error("rows changed under their reader")
	}
	if _, err := s.Digest(context.Background()); err != nil {
		t.Error(err)
	}
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
