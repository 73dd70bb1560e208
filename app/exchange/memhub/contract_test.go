package memhub_test

import (
	"crypto/rand"
	"testing"
	"time"

	"mendesk/app/exchange/memhub"
	"mendesk/app/exchange/placetest"
	"mendesk/app/record"
)

func TestContract(t *testing.T) {
	placetest.Run(t, true, func(t *testing.T) placetest.Ends {
		id := func() record.ID {
			id, err := record.NewID(time.Now(), rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		h, a, b := memhub.New(id(), time.Now), id(), id()
		return placetest.Ends{A: h.At(a), B: h.At(b), AID: a, BID: b}
	})
}
