package exchange

import (
	"context"
	"errors"
	"slices"
	"testing"

	"mendesk/app/record"
)

// A cluster notes no starts. When it was put back from a copy, whoever had read further notices, and payments wait
// for those who may have paid in the part that is gone.
func TestPaymentsWaitAfterAClusterLostSomething(t *testing.T) {
	w := newWorld(1, slips{}, false)
	w.quiet = true
	w.hub.bootless = true
	for len(w.machines) < 3 {
		w.join()
	}
	a, b, c := w.machines[0], w.machines[1], w.machines[2]
	for range 2 {
		for _, m := range w.machines {
			w.round(m)
		}
	}
	old := w.hub.copy()
	w.write(a, "noted", refund{Order: w.orders[1]})
	w.round(a) // it reads further than the copy does
	order := w.orders[0]
	w.write(b, "held", refund{w.id(), order, 70})
	w.pay(b)
	if len(w.paid) != 1 {
		t.Fatal("nothing was paid: the test does not test")
	}
	w.hub.restore(old)
	w.round(a)

	mine := refund{w.id(), order, 70}
	held := w.write(c, "held", mine)
	pay := func() error {
		tip := record.Tip{N: held.N, Hash: held.Hash()}
		_, err := c.d.Pay(context.Background(), Payment{Order: order, Refund: mine.ID, Log: held.Log, Tip: tip}, w.rule(c.k, mine, held.Hash()))
		return err
	}
	var wait Wait
	if err := pay(); !errors.As(err, &wait) || !slices.Equal(wait.For, []record.ID{b.ws}) {
		t.Fatalf("while the one is away that paid: %v", err)
	}
	for _, m := range []*machine{b, a, c} { // b noticed the loss too, and everybody has to know of that
		w.round(m)
	}
	err := pay()
	if p, refused := record.AsProblem(err); !refused || p.Code != errNoMoney.Code {
		t.Errorf("when it has said so: %v", err)
	}
	if len(w.failures) > 0 {
		t.Error(w.failures)
	}
}
