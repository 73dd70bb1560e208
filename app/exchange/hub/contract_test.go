package hub

import (
	"errors"
	"testing"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/placetest"
	"mendesk/app/record"
)

func TestContract(t *testing.T) {
	placetest.Run(t, true, func(t *testing.T) placetest.Ends {
		h := start(t, Options{})
		a := admit(t, h, newID(t), true)
		b := admit(t, h, "", true)
		return placetest.Ends{A: a.place, B: b.place, AID: a.id, BID: b.id}
	})
}

func TestDepotContract(t *testing.T) {
	placetest.RunDepot(t, func(t *testing.T) placetest.DepotEnds {
		h := start(t, Options{})
		a := admit(t, h, newID(t), true)
		b := admit(t, h, "", true)
		return placetest.DepotEnds{A: a.place, B: b.place, AID: a.id, BID: b.id}
	})
}

// Junk that one workstation put under a piece's name does not hide what another put; nobody deletes another's.
func TestOneWorkstationCannotSpoilTheDepot(t *testing.T) {
	h := start(t, Options{})
	a := admit(t, h, newID(t), true)
	b := admit(t, h, "", true)
	piece, err := a.place.Depot(exchange.Files).Put(within(t), a.id, []byte("photo"))
	ok(t, err)
	_, err = h.engine.js.Publish(within(t), natshub.PieceSubject(exchange.Files, h.desk(), b.id, piece), []byte("junk"))
	ok(t, err)
	got, err := b.place.Depot(exchange.Files).Get(within(t), piece)
	ok(t, err)
	if string(got) != "photo" {
		t.Errorf("got %q", got)
	}
	ok(t, b.place.Depot(exchange.Files).Drop(within(t), b.id, []record.Hash{piece}))
	if _, err := b.place.Depot(exchange.Files).Get(within(t), piece); err != nil {
		t.Errorf("after the other dropped its own: %v", err)
	}
	if _, err := b.place.Depot(exchange.Files).Put(within(t), a.id, []byte("forged")); err == nil {
		t.Error("one speaks for another")
	}
	if err := b.place.Depot(exchange.Files).Drop(within(t), a.id, []record.Hash{piece}); err == nil {
		t.Error("one drops what is another's")
	}
}

// A hub of before there was a depot has none, says so, and gets one when it starts.
func TestAnOlderHubGetsADepot(t *testing.T) {
	dir := t.TempDir()
	h := start(t, Options{Dir: dir})
	a := admit(t, h, newID(t), true)
	for _, shelf := range exchange.Shelves {
		ok(t, h.engine.js.DeleteStream(within(t), natshub.StreamOf(shelf)))
	}
	if _, err := a.place.Depot(exchange.Files).Has(within(t), "", nil); !errors.Is(err, exchange.ErrNoDepot) {
		t.Errorf("no depot: %v", err)
	}
	if _, err := a.place.State(within(t)); err != nil {
		t.Errorf("its log: %v", err)
	}
	ok(t, h.Stop())
	start(t, Options{Dir: dir, Listen: h.Address()})
	_, err := a.place.Depot(exchange.Files).Put(within(t), a.id, []byte("photo"))
	ok(t, err)
}
