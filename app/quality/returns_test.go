package quality

import (
	"fmt"
	"testing"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
)

func returnRows(all ...returns.Return) record.Rows {
	for i := range all {
		if all[i].ID == "" {
			all[i].ID = record.ID(fmt.Sprintf("R%025d", i))
		}
	}
	return rowsOf(returns.Returns, func(r returns.Return) record.ID { return r.ID }, all)
}

func orderID(n int) record.ID { return record.ID(fmt.Sprintf("O%025d", n)) }

func bought(n int, signedAt string, units int) archive.Order {
	return archive.Order{ID: orderID(n), SignedAt: at(signedAt), Lines: []archive.Line{{Quantity: units}}}
}

// back is a return of two units of which one came; settled may be empty.
func back(order int, requested, settled string) returns.Return {
	r := returns.Return{
		Order: orderID(order), Currency: "CNY", State: returns.Settled, Stage: returns.StageFinished,
		RequestedAt: at(requested), SettledAt: at(settled),
		Lines: []returns.ReturnLine{{N: 1, Reason: returns.QualityFault, Ordered: 2, Paid: 10000, Requested: 2, Received: 1, Accepted: 1}},
	}
	if settled == "" {
		r.State, r.Stage, r.Waiting, r.WaitSince = returns.Received, returns.StageInspect, returns.ForUs, r.RequestedAt
	}
	return r
}

func change(r returns.Return, how func(*returns.Return)) returns.Return { how(&r); return r }

func walkReturns(asOf string, orders []archive.Order, all ...returns.Return) (*returnTallies, *signed) {
	w := november.window(at(asOf))
	rows := returnRows(all...)
	tallies, units, err := returnsOf(rows, "CNY", w.start, w)
	if err != nil {
		panic(err)
	}
	return tallies[0], must(ordersOf(orderRows(orders...), units, 7, at(asOf), shanghai, w))[0]
}

func TestReturnRateFollowsTheOrdersOfThePeriod(t *testing.T) {
	orders := []archive.Order{bought(1, "11-05 10:00", 4), bought(2, "11-20 00:00", 6), bought(3, "10-20 10:00", 5), bought(4, "12-02 10:00", 5), bought(5, "", 3)}
	all := []returns.Return{
		back(1, "12-20 10:00", ""), // of November's order, though requested in December
		back(3, "11-02 10:00", ""), // of October's order
	}
	for _, c := range []struct {
		name, asOf string
		value      string
		of, units  int64
		immature   int
	}{
		{"all matured", "12-31 00:00", "0.1", 1, 10, 0},
		{"the day after the window", "11-28 00:00", "0", 0, 10, 0},
		{"the last day of the window", "11-27 23:59", "0", 0, 4, 1},
		{"none yet", "11-05 11:00", "no data", 0, 0, 1},
	} {
		_, signed := walkReturns(c.asOf, orders, all...)
		f := signed.units.rate(ReturnRate)
		if show(f.Value) != c.value || f.Numerator != c.of || f.Denominator != c.units || leftFor(f, notMatured) != c.immature {
			t.Errorf("%s: %s = %d/%d, %d immature; want %s = %d/%d, %d", c.name, show(f.Value), f.Numerator, f.Denominator,
				leftFor(f, notMatured), c.value, c.of, c.units, c.immature)
		}
	}
}

func TestComplaintRateCountsOrdersSignedInThePeriod(t *testing.T) {
	orders := []archive.Order{bought(1, "11-05 10:00", 4), bought(2, "11-29 10:00", 6), bought(3, "10-20 10:00", 5)}
	if _, o := walkReturns("11-30 12:00", orders); o.orders != 2 {
		t.Errorf("%d orders signed for in November, also the immature: want 2", o.orders)
	}
}

func TestReturnCycleCensorsOpenReturns(t *testing.T) {
	settled := func(days int) returns.Return {
		return back(1, "11-05 10:00", at("11-05 10:00").AddDate(0, 0, days).In(shanghai).Format("01-02 15:04"))
	}
	for _, c := range []struct {
		name    string
		all     []returns.Return
		days    string
		n, open int
		left    int
	}{
		{"settled only: nearest rank", []returns.Return{settled(2), settled(4), settled(6)}, "4", 3, 0, 0},
		{"an old open one moves the median up", []returns.Return{settled(2), settled(4), settled(6), back(1, "11-05 10:00", "")}, "4", 4, 1, 0},
		{"two old open ones more so", []returns.Return{settled(2), settled(4), back(1, "11-05 10:00", ""), back(1, "11-05 11:00", ""), settled(6)}, "6", 5, 2, 0},
		{"most open: the median was not reached", []returns.Return{settled(2), back(1, "11-05 10:00", ""), back(1, "11-05 10:00", "")}, "no data", 3, 2, 0},
		{"a fresh open one was not at risk", []returns.Return{settled(2), settled(4), back(1, "11-30 10:00", "")}, "2", 3, 1, 0},
		{"rejected, cancelled and expired came to nothing", []returns.Return{
			settled(2),
			change(back(1, "11-05 10:00", ""), func(r *returns.Return) { r.State = returns.Rejected }),
			change(back(1, "11-05 10:00", ""), func(r *returns.Return) { r.State = returns.Cancelled }),
			change(back(1, "11-05 10:00", ""), func(r *returns.Return) { r.State, r.ExpiresAt = returns.Approved, at("11-20 00:00") }),
		}, "2", 1, 0, 3},
		{"requested in another month", []returns.Return{back(1, "10-05 10:00", "10-06 10:00")}, "no data", 0, 0, 0},
		{"settled after asOf is still open", []returns.Return{back(1, "11-05 10:00", "12-20 10:00")}, "no data", 1, 1, 0},
	} {
		tallies, _ := walkReturns("12-01 10:00", nil, c.all...)
		f := tallies.cycleFigure()
		days := "no data"
		if f.Value != nil {
			days = fmt.Sprint(*f.Value / 24 / 3600)
		}
		if days != c.days || f.N != c.n || f.Waiting != c.open || leftFor(f, notReturned) != c.left {
			t.Errorf("%s: %s days of %d, %d open, %d left out; want %s of %d, %d, %d", c.name, days, f.N, f.Waiting, f.LeftOut, c.days, c.n, c.open, c.left)
		}
	}
}

func TestReasonsCountUnitsAskedBackAndWhatWasPaidForThoseAccepted(t *testing.T) {
	lines := func(n int) []returns.ReturnLine {
		var out []returns.ReturnLine
		for i := range n {
			out = append(out, returns.ReturnLine{N: i + 1, Reason: returns.ChangeOfMind, Ordered: 1, Paid: 500, Requested: 1, Accepted: 1})
		}
		return out
	}
	tallies, _ := walkReturns("12-01 10:00", nil,
		back(1, "11-05 10:00", "11-09 10:00"), back(2, "11-06 10:00", ""),
		change(back(3, "11-06 10:00", ""), func(r *returns.Return) { r.Currency = "USD" }),
		change(back(4, "11-06 10:00", ""), func(r *returns.Return) { r.Lines = lines(returns.RowLines + 2) }),
		change(back(5, "11-06 10:00", ""), func(r *returns.Return) { r.State = returns.Cancelled }),
	)
	p := tallies.pareto(ByCount)
	want := []Bar{{Key: "quality", Count: 6, Cost: 10000}, {Key: "changeOfMind", Count: 4, Cost: 2000}, {Key: Other, Count: 2}}
	if p.N != 12 || p.LeftOut != 1 || len(p.Bars) != len(want) {
		t.Fatalf("%+v", p)
	}
	for i, b := range p.Bars {
		if b.Key != want[i].Key || b.Count != want[i].Count || b.Cost != want[i].Cost {
			t.Errorf("bar %d: %+v, want %+v", i, b, want[i])
		}
	}
}

func TestStagesSayWhomTheyWaitFor(t *testing.T) {
	hour := time.Hour.Milliseconds()
	spent := func(r *returns.Return) {
		r.Spent = []returns.Spent{
			{Stage: returns.StageReview, Waiting: returns.ForUs, Millis: hour},
			{Stage: returns.StageReview, Waiting: returns.ForCustomer, Millis: 3 * hour},
			{Stage: returns.StageSendBack, Waiting: returns.ForCarrier, Millis: 4 * hour},
		}
	}
	now, _ := walkReturns("11-06 10:00", nil, change(back(1, "11-05 10:00", "11-06 09:00"), spent),
		change(back(2, "11-06 08:00", ""), func(r *returns.Return) { r.Stage, r.Waiting = returns.StageReview, returns.ForUs }))
	before, _ := walkReturns("11-06 10:00", nil, change(back(1, "11-05 10:00", "11-06 09:00"), func(r *returns.Return) {
		r.Spent = []returns.Spent{{Stage: returns.StageReview, Waiting: returns.ForUs, Millis: hour}}
	}))
	stages := now.stages(before)
	if len(stages) != 2 || stages[0].Key != "review" || stages[1].Key != "sendBack" {
		t.Fatalf("%+v", stages)
	}
	review := stages[0]
	if review.N != 2 || review.Open != 1 || show(review.P50) != "1.44e+04" || show(review.Change) != "1.08e+04" {
		t.Errorf("review: n %d, open %d, p50 %s, change %s", review.N, review.Open, show(review.P50), show(review.Change))
	}
	if review.Share != 0.6 || len(review.Parties) != 2 || review.Parties[0] != (PartyShare{"us", 0.5}) {
		t.Errorf("review took %v of the way: %v", review.Share, review.Parties)
	}
}
