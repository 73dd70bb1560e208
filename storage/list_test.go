package storage

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

// A span of an index gives what a scan over all records gives, forward and back, in pages of any size,
// stored and half written.
func TestIndexEqualsScan(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newDesk(t, uint64(rapid.IntRange(0, 1<<30).Draw(rt, "seed")))
		defer func() { ok(rt, s.Close()) }()
		for range rapid.IntRange(1, 12).Draw(rt, "stored") {
			act(rt, s, noon)
		}
		over := aSpan(rt)
		n := rapid.IntRange(1, 4).Draw(rt, "page")
		view(rt, s, func(tx *Tx) error {
			spanEqualsScan(rt, tx, over, n)
			return nil
		})
		rows := make([]Row, rapid.IntRange(1, 6).Draw(rt, "rows"))
		for i := range rows {
			n := rapid.IntRange(1, 4).Draw(rt, "box")
			events := []record.Event{anEvent(rt, n), anEvent(rt, n)}
			rows[i] = func(tx *Tx) error {
				spanEqualsScan(rt, tx, over, 2)
				for _, e := range events {
					if err := tx.Append(e); err != nil {
						return err
					}
					spanEqualsScan(rt, tx, over, 3)
				}
				return nil
			}
		}
		ok(rt, s.Changes(context.Background(), "", noon, slices.Values(rows), nil))
		view(rt, s, func(tx *Tx) error {
			spanEqualsScan(rt, tx, over, n)
			return nil
		})
		clean(rt, s)
	})
}

func aSpan(rt *rapid.T) Span {
	over := Span{Index: "colour", Reverse: rapid.Bool().Draw(rt, "reverse")}
	switch rapid.IntRange(0, 5).Draw(rt, "span") {
	case 0:
		over.Index = ""
	case 1:
		over.Prefix = record.Key(rapid.SampledFrom(colours).Draw(rt, "prefix"))
	case 2:
		over.Prefix = record.Key(rapid.SampledFrom(colours).Draw(rt, "prefix"))
		over.From = record.Key(rapid.Int64Range(0, 9).Draw(rt, "from"))
		over.To = record.Key(rapid.Int64Range(0, 20).Draw(rt, "to"))
	case 3: // up to a place of the whole index
		over.To = record.Key(rapid.SampledFrom(colours).Draw(rt, "to"), rapid.Int64Range(0, 20).Draw(rt, "coins"))
	case 4:
		over.From = record.Key(rapid.SampledFrom(colours).Draw(rt, "from"))
	}
	return over
}

func spanEqualsScan(t tb, tx *Tx, over Span, n int) {
	t.Helper()
	want := scanBoxes(t, tx, over)
	got := []record.ID{}
	from := Cursor("")
	for pages := 0; ; pages++ {
		page, err := List(tx, boxes, over, from, n)
		ok(t, err)
		for _, b := range page.Records {
			got = append(got, b.ID)
		}
		if from = page.Next; from == "" || pages > 1000 {
			break
		}
		if len(page.Records) != n {
			t.Errorf("a page of %d in the middle", len(page.Records))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("span %+v by %d: got %v, want %v", over, n, got, want)
	}
	if count, err := Count(tx, "box", over); err != nil || count != len(want) {
		t.Errorf("span %+v counts %d, %v; want %d", over, count, err, len(want))
	}
	each := []record.ID{}
	for b, err := range Each(tx, boxes, over) {
		ok(t, err)
		each = append(each, b.ID)
	}
	if !slices.Equal(each, want) {
		t.Errorf("each over %+v: got %v, want %v", over, each, want)
	}
}

// scanBoxes works a span out from the boxes one by one.
func scanBoxes(t tb, tx *Tx, over Span) []record.ID {
	t.Helper()
	var keys []string
	for n := 1; n <= 4; n++ {
		b, err := Get(tx, boxes, boxID(n))
		if err != nil {
			continue
		}
		key := string(b.ID)
		if over.Index == "colour" {
			key = string(record.Key(b.Colour, b.Coins)) + key
		}
		rest, in := strings.CutPrefix(key, string(over.Prefix))
		if in && rest >= string(over.From) && (over.To == nil || rest < string(over.To)) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	if over.Reverse {
		slices.Reverse(keys)
	}
	ids := []record.ID{}
	for _, k := range keys {
		ids = append(ids, record.ID(k[len(k)-26:]))
	}
	return ids
}

func TestListOfNothingIsEmptyNotNil(t *testing.T) {
	s := newDesk(t, 1)
	view(t, s, func(tx *Tx) error {
		page, err := List(tx, boxes, Span{Index: "colour"}, "", 10)
		if err != nil || page.Records == nil || page.Next != "" {
			t.Errorf("%+v, %v", page, err)
		}
		if _, err := List(tx, boxes, Span{Index: "smell"}, "", 10); err == nil {
			t.Error("an index that is not there was listed")
		}
		return nil
	})
}

// Another workstation can send any text; an index must take it.
func TestLongTextCanBeIndexed(t *testing.T) {
	s := newDesk(t, 1)
	long := strings.Repeat("very ", 20_000) + "long"
	do(t, s, openBox(1, long), openBox(2, long+"er"))
	clean(t, s)
	view(t, s, func(tx *Tx) error {
		if n, err := Count(tx, "box", Span{Index: "colour"}); err != nil || n != 2 {
			t.Errorf("%d, %v", n, err)
		}
		return nil
	})
}
