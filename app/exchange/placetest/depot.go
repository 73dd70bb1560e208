package placetest

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// DepotEnds is a place with depots as two workstations of one desk reach it.
type DepotEnds struct {
	A, B     exchange.Depots
	AID, BID record.ID
	Keeps    bool // it keeps what is dropped
}

// RunDepot checks both shelves of a place's depot; open gives it new and empty.
func RunDepot(t *testing.T, open func(t *testing.T) DepotEnds) {
	for _, c := range []struct {
		name  string
		check func(*testing.T, depots)
	}{
		{"what one puts the other gets", pieces},
		{"each says its own under a name", lists},
		{"dropped is whoever's it was", dropped},
		{"bad pieces and lists", badPieces},
		{"a cancelled call to the depot ends", cancelledDepot},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := open(t)
			for _, shelf := range exchange.Shelves {
				c.check(t, depots{e.A.Depot(shelf), e.B.Depot(shelf), e.AID, e.BID, e.Keeps})
			}
		})
	}
}

type depots struct {
	a, b     exchange.Depot
	aID, bID record.ID
	keeps    bool
}

// soon asks until what it asks holds: a copy of a depot may be a moment behind.
func soon(t *testing.T, what string, holds func() (bool, error)) {
	t.Helper()
	for stop := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		held, err := holds()
		if held {
			return
		}
		if time.Now().After(stop) || err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
}

func (d depots) put(t *testing.T, by record.ID, data []byte) record.Hash {
	t.Helper()
	depot := d.a
	if by == d.bID {
		depot = d.b
	}
	piece, err := depot.Put(within(t), by, data)
	ok(t, err)
	if piece != record.HashOf(data) {
		t.Errorf("a piece is named %s", piece)
	}
	return piece
}

func pieces(t *testing.T, d depots) {
	large := bytes.Repeat([]byte{0, 1, 255, '\r', '\n'}, exchange.MaxPiece/5)
	one, two, none := d.put(t, d.aID, []byte("one")), d.put(t, d.aID, large), record.HashOf([]byte("none"))
	d.put(t, d.aID, []byte("one"))
	for piece, want := range map[record.Hash][]byte{one: []byte("one"), two: large} {
		got, err := d.b.Get(within(t), piece)
		ok(t, err)
		if !bytes.Equal(got, want) {
			t.Errorf("%d bytes of %d", len(got), len(want))
		}
	}
	if _, err := d.b.Get(within(t), none); !errors.Is(err, exchange.ErrNone) {
		t.Errorf("what nobody put: %v", err)
	}
	all := []record.Hash{one, none, two}
	has, err := d.b.Has(within(t), "", all)
	ok(t, err)
	if !has[one] || !has[two] || has[none] {
		t.Errorf("has %v", has)
	}
	has, err = d.b.Has(within(t), d.bID, all)
	ok(t, err)
	if has[one] || has[two] || has[none] {
		t.Errorf("of the other's: %v", has)
	}
	has, err = d.b.Has(within(t), d.aID, all)
	ok(t, err)
	if !has[one] || !has[two] {
		t.Errorf("of the one who put: %v", has)
	}
	has, err = d.b.Has(within(t), "", nil)
	ok(t, err)
	if len(has) != 0 {
		t.Errorf("nothing asked: %v", has)
	}
}

func lists(t *testing.T, d depots) {
	name := string(record.HashOf([]byte("a file")))
	got, err := d.a.Lists(within(t), name)
	ok(t, err)
	if len(got) != 0 {
		t.Errorf("before anybody spoke: %v", got)
	}
	ok(t, d.a.PutList(within(t), d.aID, name, []byte("first")))
	ok(t, d.a.PutList(within(t), d.aID, "other", []byte("other")))
	ok(t, d.a.PutList(within(t), d.aID, name, []byte("second")))
	time.Sleep(20 * time.Millisecond) // by the clocks that date them
	large := bytes.Repeat([]byte("x"), exchange.MaxList)
	ok(t, d.b.PutList(within(t), d.bID, name, large))
	soon(t, "lists", func() (bool, error) {
		got, err = d.b.Lists(within(t), name)
		return len(got) == 2 && string(got[1].Data) == "second", err
	})
	if got[0].By != d.bID || !bytes.Equal(got[0].Data, large) || got[1].By != d.aID || !got[0].When.After(got[1].When) {
		t.Errorf("of %s at %s and %s at %s", got[0].By, got[0].When, got[1].By, got[1].When)
	}
}

func dropped(t *testing.T, d depots) {
	one, two := d.put(t, d.aID, []byte("one")), d.put(t, d.aID, []byte("two"))
	d.put(t, d.bID, []byte("two"))
	ok(t, d.a.Drop(within(t), d.aID, []record.Hash{one, two, record.HashOf([]byte("none"))}))
	ok(t, d.a.Drop(within(t), d.aID, nil))
	if !d.keeps {
		soon(t, "drop", func() (bool, error) {
			has, err := d.a.Has(within(t), "", []record.Hash{one, two})
			return !has[one] && has[two], err
		})
		if _, err := d.b.Get(within(t), one); !errors.Is(err, exchange.ErrNone) {
			t.Errorf("what was dropped: %v", err)
		}
	}
	got, err := d.a.Get(within(t), two)
	ok(t, err)
	if string(got) != "two" {
		t.Errorf("what the other put as well: %q", got)
	}
	d.put(t, d.aID, []byte("one"))
	got, err = d.b.Get(within(t), one)
	ok(t, err)
	if string(got) != "one" {
		t.Errorf("put again: %q", got)
	}
}

func badPieces(t *testing.T, d depots) {
	for _, n := range []int{0, exchange.MaxPiece + 1} {
		if _, err := d.a.Put(within(t), d.aID, make([]byte, n)); err == nil {
			t.Errorf("a piece of %d bytes", n)
		}
	}
	if err := d.a.PutList(within(t), d.aID, "list", make([]byte, exchange.MaxList+1)); err == nil {
		t.Error("a list too large")
	}
	for _, name := range []string{"", "a b", "a.b", "../a", "*", ">", "件"} {
		if err := d.a.PutList(within(t), d.aID, name, []byte("x")); err == nil {
			t.Errorf("a list named %q", name)
		}
	}
	for _, piece := range []record.Hash{"", "x", ">", "*", "../../etc/passwd"} {
		if _, err := d.a.Get(within(t), piece); err == nil {
			t.Errorf("a piece named %q", piece)
		}
		if has, err := d.a.Has(within(t), "", []record.Hash{piece}); err == nil && has[piece] {
			t.Errorf("has a piece named %q", piece)
		}
	}
}

func cancelledDepot(t *testing.T, d depots) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	piece := record.HashOf([]byte("x"))
	_, has := d.a.Has(ctx, "", []record.Hash{piece})
	_, get := d.a.Get(ctx, piece)
	_, put := d.a.Put(ctx, d.aID, []byte("x"))
	_, said := d.a.Lists(ctx, "x")
	for call, err := range map[string]error{"has": has, "get": get, "put": put, "lists": said, "putList": d.a.PutList(ctx, d.aID, "x", nil)} {
		if err == nil {
			t.Errorf("%s is not cancelled", call)
		}
	}
}
