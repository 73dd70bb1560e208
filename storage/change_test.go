package storage

import (
	"context"
	"errors"
	"slices"
	"testing"

	"mendesk/app/record"
)

func TestChangeFoldsAtOnceAndStays(t *testing.T) {
	s := newDesk(t, 1)
	ok(t, s.Change("", noon, func(tx *Tx) error {
		if err := tx.Append(openBox(1, "red"), coin(1, 5)); err != nil {
			return err
		}
		b, err := Get(tx, boxes, boxID(1))
		if err != nil || b.Coins != 5 {
			t.Errorf("within the change: %+v, %v", b, err)
		}
		return tx.Append(spend(1, 2))
	}))
	if b := getBox(t, s, 1); b.Coins != 3 || b.Colour != "red" || b.Last == provisional {
		t.Errorf("after the change: %+v", b)
	}
}

func TestRefusedDecisionWritesNothing(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), coin(1, 5))
	before, err := s.Stats()
	ok(t, err)
	err = s.Change("", noon, func(tx *Tx) error {
		ok(t, tx.Append(coin(1, 1)))
		_ = tx.Append(spend(1, 100)) // swallowed, and still refused
		return nil
	})
	if p, isProblem := record.AsProblem(err); !isProblem || p.Code != "box.short" {
		t.Fatalf("got %v", err)
	}
	after, err := s.Stats()
	ok(t, err)
	if after.Changes != before.Changes || getBox(t, s, 1).Coins != 5 {
		t.Errorf("something was written: %+v, then %+v", before, after)
	}
}

func TestNothingAppendedWritesNothing(t *testing.T) {
	s := newDesk(t, 1)
	writes := func() int64 {
		stats := s.db.Stats()
		return stats.TxStats.GetWrite()
	}
	before := writes()
	ok(t, s.Change("", noon, func(tx *Tx) error {
		_, err := tx.NewID()
		return err
	}))
	if after := writes(); after != before {
		t.Errorf("%d writes", after-before)
	}
}

func TestAppendRefusesWhatCannotBe(t *testing.T) {
	s := newDesk(t, 1)
	for name, e := range map[string]record.Event{
		"unknown word": boxes.Did(boxID(1), "exploded", nil, nil),
		"unknown kind": record.Did(record.Ref{Kind: "ghost", ID: boxID(1)}, "seen", nil, nil),
		"no id":        boxes.Did("1", "noted", nil, nil),
		"broken UTF-8": boxes.Did(boxID(1), "noted", nil, noted{"\xff"}),
	} {
		if err := s.Change("", noon, func(tx *Tx) error { return tx.Append(e) }); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	view(t, s, func(tx *Tx) error {
		if err := tx.Append(openBox(1, "red")); !errors.Is(err, ErrViewing) {
			t.Errorf("append in a view: %v", err)
		}
		return nil
	})
}

func TestNumbersCountPerDayAndComeBack(t *testing.T) {
	s := newDesk(t, 1)
	var got []string
	number := func(fail bool, day record.Day) {
		_ = s.Change("", noon, func(tx *Tx) error {
			n, err := tx.Number("T", day)
			ok(t, err)
			got = append(got, n)
			ok(t, tx.Append(openBox(len(got), "red")))
			if fail {
				return errors.New("no")
			}
			return nil
		})
	}
	number(false, "2026-11-21")
	number(true, "2026-11-21")
	number(false, "2026-11-21")
	number(false, "2026-11-22")
	want := []string{"T-A-261121-1", "T-A-261121-2", "T-A-261121-2", "T-A-261122-1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestNoticeNamesWhatChanged(t *testing.T) {
	s := newDesk(t, 1)
	var got map[string][]record.ID
	s.OnChange(func(changed map[string][]record.ID) { got = changed })
	do(t, s, openBox(1, "red"), publish(3))
	if !slices.Equal(got["box"], []record.ID{boxID(1)}) || !slices.Equal(got["rate"], []record.ID{rateID}) {
		t.Errorf("got %v", got)
	}
}

func TestPrivatePartIsSealed(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), boxes.Did(boxID(1), "noted", nil, noted{"ring at 张三"}))
	view(t, s, func(tx *Tx) error {
		for h, err := range tx.History(boxes.Ref(boxID(1))) {
			ok(t, err)
			if h.What != "noted" {
				continue
			}
			p, err := record.ReadPrivate[noted](h)
			if err != nil || p.Text != "ring at 张三" || h.Sealed != record.HashOf(h.Private) {
				t.Errorf("got %+v, %v, %+v", p, err, h)
			}
		}
		return nil
	})
}

func TestRowsDiscardOnlyThemselves(t *testing.T) {
	s := newDesk(t, 1)
	rows := []Row{
		func(tx *Tx) error { return tx.Append(openBox(1, "red")) },
		func(tx *Tx) error {
			ok(t, tx.Append(openBox(2, "blue")))
			return record.Missing("colour")
		},
		func(tx *Tx) error { return tx.Append(spend(1, 1)) },
		func(tx *Tx) error { return nil },
		func(tx *Tx) error { return tx.Append(coin(1, 2)) },
	}
	var got []RowResult
	ok(t, s.Changes(context.Background(), "", noon, slices.Values(rows), func(r RowResult) { got = append(got, r) }))
	want := []struct {
		changed bool
		code    string
	}{{true, ""}, {false, "field.missing"}, {false, "box.short"}, {false, ""}, {true, ""}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i, w := range want {
		p, _ := record.AsProblem(got[i].Err)
		if got[i].Index != i || got[i].Changed != w.changed || p.Code != w.code {
			t.Errorf("row %d: got %+v", i, got[i])
		}
	}
	view(t, s, func(tx *Tx) error {
		if Has(tx, boxes.Ref(boxID(2))) || !Has(tx, boxes.Ref(boxID(1))) {
			t.Error("the wrong boxes are there")
		}
		return nil
	})
	if b := getBox(t, s, 1); b.Coins != 2 {
		t.Errorf("got %+v", b)
	}
}

func TestCancelKeepsWholeRows(t *testing.T) {
	s := newDesk(t, 1)
	ctx, cancel := context.WithCancel(context.Background())
	reported := 0
	err := s.Changes(ctx, "", noon, func(yield func(Row) bool) {
		for i := 0; ; i++ {
			if i == 7 {
				cancel()
			}
			if !yield(func(tx *Tx) error { return tx.Append(openBox(i, "red"), coin(i, 1)) }) {
				return
			}
		}
	}, func(RowResult) { reported++ })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	st, err := s.Stats()
	ok(t, err)
	boxed := 0
	view(t, s, func(tx *Tx) (err error) {
		boxed, err = Count(tx, "box", Span{})
		return err
	})
	if boxed != reported || reported == 0 || st.Changes != reported {
		t.Errorf("%d reported, %+v", reported, st)
	}
}

func TestOtherErrorEndsTheRun(t *testing.T) {
	s := newDesk(t, 1)
	broken := errors.New("broken pipe")
	rows := []Row{
		func(tx *Tx) error { return tx.Append(openBox(1, "red")) },
		func(*Tx) error { return broken },
		func(*Tx) error { t.Error("ran on"); return nil },
	}
	reported := 0
	err := s.Changes(context.Background(), "", noon, slices.Values(rows), func(RowResult) { reported++ })
	if !errors.Is(err, broken) || reported != 1 {
		t.Errorf("%v after %d rows", err, reported)
	}
	getBox(t, s, 1)
}

func TestLaterRowsSeeEarlierOnes(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	red := Span{Index: "colour", Prefix: record.Key("red")}
	var counts []int
	count := func(tx *Tx) {
		n, err := Count(tx, "box", red)
		ok(t, err)
		counts = append(counts, n)
	}
	paint := func(n int, colour string) record.Event {
		return boxes.Did(boxID(n), "painted", record.Edit{Field: "colour"}, noted{colour})
	}
	rows := []Row{
		func(tx *Tx) error { count(tx); err := tx.Append(openBox(2, "red")); count(tx); return err },
		func(tx *Tx) error { count(tx); err := tx.Append(paint(1, "blue")); count(tx); return err },
		func(tx *Tx) error { ok(t, tx.Append(openBox(3, "red"))); return record.Missing("x") },
		func(tx *Tx) error { count(tx); err := tx.Append(paint(1, "red")); count(tx); return err },
		func(tx *Tx) error { count(tx); return nil },
	}
	ok(t, s.Changes(context.Background(), "", noon, slices.Values(rows), nil))
	if want := []int{1, 2, 2, 1, 1, 2, 2}; !slices.Equal(counts, want) {
		t.Errorf("got %v, want %v", counts, want)
	}
	view(t, s, func(tx *Tx) error { count(tx); return nil })
	if counts[len(counts)-1] != 2 {
		t.Errorf("stored: %v", counts)
	}
}

// A panic in a command is the desk's to report: it passes, and the store works on.
func TestPanicPassesAndTheStoreWorksOn(t *testing.T) {
	s := newDesk(t, 1)
	panics := func(do func()) (p any) {
		defer func() { p = recover() }()
		do()
		return nil
	}
	var nothing *box
	got := panics(func() {
		_ = s.Change("", noon, func(tx *Tx) error {
			ok(t, tx.Append(openBox(1, "red")))
			nothing.Coins++
			return nil
		})
	})
	if got == nil {
		t.Error("the panic was swallowed")
	}
	if got := panics(func() { _ = s.View(context.Background(), func(*Tx) error { panic("mine") }) }); got != "mine" {
		t.Errorf("got %v", got)
	}
	do(t, s, openBox(2, "red"))
	view(t, s, func(tx *Tx) error {
		if Has(tx, boxes.Ref(boxID(1))) || !Has(tx, boxes.Ref(boxID(2))) {
			t.Error("the wrong box is there")
		}
		return nil
	})
}

func TestReadersAndWritersWorkSideBySide(t *testing.T) {
	s := newDesk(t, 1)
	done := make(chan error)
	for w := range 3 {
		go func() {
			for i := range 30 {
				if err := s.Change("", noon, func(tx *Tx) error { return tx.Append(openBox(w, "red"), coin(i, 1)) }); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
		go func() {
			for range 30 {
				err := s.View(context.Background(), func(tx *Tx) error {
					rows, err := tx.Rows("box")
					if err == nil {
						err = rows.Since(0, func(_, _ []byte) {})
					}
					_, errCount := Count(tx, "box", Span{Index: "colour"})
					return errors.Join(err, errCount)
				})
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 6 {
		ok(t, <-done)
	}
	clean(t, s)
	st, err := s.Stats()
	if err != nil || st.Changes != 90 || st.Waiting != 0 {
		t.Errorf("%+v, %v", st, err)
	}
}
