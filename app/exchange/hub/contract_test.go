package hub

import (
	"testing"

	"mendesk/app/exchange/placetest"
)

func TestContract(t *testing.T) {
	placetest.Run(t, true, func(t *testing.T) placetest.Ends {
		h := start(t, Options{})
		a := admit(t, h, newID(t), true)
		b := admit(t, h, "", true)
		return placetest.Ends{A: a.place, B: b.place, AID: a.id, BID: b.id}
	})
}
