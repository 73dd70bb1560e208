package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/returns"
)

func (w *twoDesks) waiting(a *App) HoldsWaiting {
	w.t.Helper()
	return call[HoldsWaiting](w, a, "Sync.Holds", "", "")
}

// part asks for some of the return's money.
func (w *twoDesks) part(a *App, units, minor int) returns.Refund {
	w.t.Helper()
	l := call[returns.Ledger](w, a, "Returns.Refund", fmt.Sprintf(`{"ledger":%q,"return":%q,"lines":[{"orderLine":1,"units":%d,"minor":%d}]}`, w.order, w.ret, units, minor), "")
	return l.Refunds[len(l.Refunds)-1]
}

// says is a shared log with one answer to everything.
type says struct{ err error }

func (s says) Hold(context.Context, hold, func([]record.Hash) error) error { return s.err }

func TestPaymentsThatWaitAreToldOneByOne(t *testing.T) {
	w, a, b := refundable(t)
	if got := w.waiting(w.a); got.Holds == nil || got.Count != 0 || got.Sums == nil {
		t.Fatalf("nothing waits: %+v", got)
	}
	a.away, b.away = true, true
	first, second := w.part(w.a, 1, 12900), w.part(w.a, 1, 12900)
	w.pull(w.b)
	third := w.part(w.b, 1, 12900)
	w.pull(w.a)
	got := w.waiting(w.a)
	if ids := []record.ID{got.Holds[0].Refund, got.Holds[1].Refund, got.Holds[2].Refund}; len(got.Holds) != 3 || !slices.Equal(ids, []record.ID{first.ID, second.ID, third.ID}) {
		t.Fatalf("in the order asked: %+v", got.Holds)
	}
	if n, err := w.a.desk.holdsWaiting(); err != nil || n != 3 || got.Count != 3 {
		t.Errorf("counted %d and %d, %v", n, got.Count, err)
	}
	if len(got.Sums) != 1 || got.Sums[0] != (record.Money{Minor: 38700, Currency: "CNY"}) || got.Unconfirmed != 50000 {
		t.Errorf("sums %+v, up to %d", got.Sums, got.Unconfirmed)
	}
	h := got.Holds[0]
	if h.Title != "复合滤芯 F5" || h.Units != 1 || h.More || h.Customer != "林静怡" || h.Amount.Minor != 12900 || !h.Here || h.Letter != "A" ||
		h.By != w.a.person || h.Link != "/returns/"+string(w.ret) || h.Number == "" || !h.Since.Equal(first.AskedAt) {
		t.Errorf("told as %+v", h)
	}
	if other := got.Holds[2]; other.Here || other.Letter != "B" || other.Station == h.Station {
		t.Errorf("asked for elsewhere, told as %+v", other)
	}
}

func TestAHoldTellsWhatThePlaceSaid(t *testing.T) {
	w, a, _ := refundable(t)
	w.a.desk.payer = says{exchange.ErrHoldAgain}
	f := w.refund(w.a)
	if got := w.waiting(w.a).Holds[0].Answer; got != "" {
		t.Fatalf("before it was asked: %q", got)
	}
	if _, err := w.a.desk.confirmHolds(t.Context()); !errors.Is(err, exchange.ErrHoldAgain) {
		t.Fatal(err)
	}
	if got := w.waiting(w.a).Holds[0].Answer; got != "holdAgain" {
		t.Errorf("told %q", got)
	}
	for _, lang := range []string{"zh-CN", "en"} {
		if !w.a.say(lang).Has("problem.sync.holdAgain") {
			t.Errorf("%s: no words for it", lang)
		}
	}
	call[returns.Ledger](w, w.a, "Returns.WithdrawHold", w.about(w.a, f.ID, ""), "")
	call[returns.Ledger](w, w.a, "Returns.HoldRefund", w.about(w.a, f.ID, ""), "")
	w.a.desk.payer = a
	if done := w.confirm(w.a); done != (holdsDone{Confirmed: 1}) || len(w.waiting(w.a).Holds) != 0 {
		t.Errorf("held again: %+v", done)
	}
}

func TestOnlySoManyHoldsAreTold(t *testing.T) {
	w, a, _ := refundable(t)
	a.away = true
	w.part(w.a, 1, 100)
	for range mostHolds {
		w.part(w.a, 0, 100)
	}
	if got := w.waiting(w.a); len(got.Holds) != mostHolds || got.Count != mostHolds+1 {
		t.Errorf("%d told of %d", len(got.Holds), got.Count)
	}
}
