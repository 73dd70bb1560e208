package memhub_test

import (
	"crypto/rand"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/memhub"
	"mendesk/app/exchange/placetest"
	"mendesk/app/record"
)

func TestContract(t *testing.T) {
	placetest.Run(t, true, func(t *testing.T) placetest.Ends {
		h, a, b := memhub.New(newID(t), time.Now), newID(t), newID(t)
		return placetest.Ends{A: h.At(a), B: h.At(b), AID: a, BID: b}
	})
}

func TestDepotContract(t *testing.T) {
	placetest.RunDepot(t, func(t *testing.T) placetest.DepotEnds {
		h, a, b := memhub.New(newID(t), time.Now), newID(t), newID(t)
		return placetest.DepotEnds{A: h.At(a).(exchange.Depots), B: h.At(b).(exchange.Depots), AID: a, BID: b}
	})
}

func newID(t *testing.T) record.ID {
	t.Helper()
	id, err := record.NewID(time.Now(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
