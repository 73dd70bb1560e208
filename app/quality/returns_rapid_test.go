package quality

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
)

// drawShop makes orders of autumn 2026 and returns to some of them.
func drawShop(t *rapid.T) (orders []archive.Order, all []returns.Return) {
	after := func(from time.Time, label string, hours int) time.Time {
		return from.Add(time.Duration(spread(t, label, hours*60)) * time.Minute)
	}
	for n := range rapid.IntRange(1, 15).Draw(t, "orders") {
		o := archive.Order{ID: orderID(n), Lines: []archive.Line{{Quantity: rapid.IntRange(1, 4).Draw(t, "units")}}}
		if rapid.IntRange(0, 4).Draw(t, "signed") > 0 {
			o.SignedAt = after(at("10-20 00:00"), "signedAt", 50*24)
		}
		orders = append(orders, o)
		if rapid.Bool().Draw(t, "kept") {
			continue
		}
		r := returns.Return{
			Order: o.ID, Currency: "CNY", Stage: returns.StageFinished,
			State:       rapid.SampledFrom([]returns.State{returns.Settled, returns.Received, returns.Rejected}).Draw(t, "state"),
			RequestedAt: after(at("10-20 00:00"), "requestedAt", 50*24),
			Lines:       []returns.ReturnLine{{Reason: returns.QualityFault, Ordered: 4, Requested: 2, Received: rapid.IntRange(0, 2).Draw(t, "received")}},
		}
		if !o.SignedAt.IsZero() && rapid.Bool().Draw(t, "signedDay") { // else it was signed for after the request
			r.SignedDay = record.DayOf(o.SignedAt, shanghai)
		}
		if r.State == returns.Settled {
			r.SettledAt = after(r.RequestedAt, "settledAt", 20*24)
		}
		all = append(all, r)
	}
	return orders, all
}

// returnRate walks one period: the rate, the returns and how many orders were signed for.
func returnRate(p Period, asOf time.Time, orders []archive.Order, all []returns.Return) (Figure, *returnTallies, int64) {
	w := p.window(asOf)
	rows := returnRows(all...)
	tallies, units, err := returnsOf(rows, "CNY", w.start, w)
	if err != nil {
		panic(err)
	}
	s := must(ordersOf(orderRows(orders...), units, 7, asOf, shanghai, w))[0]
	return s.units.rate(ReturnRate), tallies[0], s.orders
}

// TestReturnsEqualAScan compares figures over rows with the definitions read off the folded records.
func TestReturnsEqualAScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		orders, all := drawShop(t)
		asOf := drawAsOf(t)
		rate, tallies, count := returnRate(november, asOf, orders, all)

		var signedOrders, units, came int64
		for _, o := range orders {
			if !inNovember(o.SignedAt) || o.SignedAt.After(asOf) {
				continue
			}
			signedOrders++
			if over := record.DayOf(o.SignedAt, shanghai).Add(8).Start(shanghai); asOf.Before(over) {
				continue
			}
			units += int64(o.Units())
			for _, r := range all {
				if r.Order == o.ID && !r.RequestedAt.After(asOf) {
					came += int64(r.Lines[0].Received)
				}
			}
		}
		var settled, open int
		for _, r := range all {
			switch {
			case !inNovember(r.RequestedAt), r.RequestedAt.After(asOf):
			case !r.SettledAt.IsZero() && !r.SettledAt.After(asOf):
				settled++
			case r.State != returns.Rejected:
				open++
			}
		}
		if rate.Numerator != came || rate.Denominator != units || count != signedOrders {
			t.Fatalf("%d/%d of %d orders over rows, %d/%d of %d by a scan", rate.Numerator, rate.Denominator, count, came, units, signedOrders)
		}
		cycle := tallies.cycleFigure()
		if cycle.N != settled+open || cycle.Waiting != open || cycle.Denominator != int64(settled) {
			t.Fatalf("%d returns, %d open over rows; %d settled and %d open by a scan", cycle.N, cycle.Waiting, settled, open)
		}
	})
}

func TestReturnsOfThePartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		orders, all := drawShop(t)
		asOf := drawAsOf(t)
		cut := november.From.Add(rapid.IntRange(0, 28).Draw(t, "cut"))
		whole, tallies, count := returnRate(november, asOf, orders, all)
		a, first, countA := returnRate(Period{november.From, cut, shanghai}, asOf, orders, all)
		b, rest, countB := returnRate(Period{cut.Add(1), november.To, shanghai}, asOf, orders, all)
		if whole.Numerator != a.Numerator+b.Numerator || whole.Denominator != a.Denominator+b.Denominator ||
			whole.LeftOut != a.LeftOut+b.LeftOut || count != countA+countB {
			t.Fatalf("%d/%d is not %d/%d and %d/%d", whole.Numerator, whole.Denominator, a.Numerator, a.Denominator, b.Numerator, b.Denominator)
		}
		if n := tallies.pareto(ByCount).N; n != first.pareto(ByCount).N+rest.pareto(ByCount).N {
			t.Fatalf("%d units by reason are not %d and %d", n, first.pareto(ByCount).N, rest.pareto(ByCount).N)
		}
	})
}
