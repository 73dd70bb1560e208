package returns

import (
	"testing"
	"time"

	"mendesk/app/record"
)

// The return of the reference picture, from the request to the last refund.
func TestReturnFromRequestToSettled(t *testing.T) {
	d := newDesk(t, "B")
	order := anOrder()
	p := requestedAt(d, at("2026-11-16 15:20"))
	verdict := p.Judge(d.ret(theReturn))
	if !verdict.Allowed || verdict.Day != 6 || verdict.WindowDays != 7 || verdict.CountedFrom != "2026-11-11" || verdict.LastDay != "2026-11-17" || verdict.WhoPays != Merchant {
		t.Fatalf("decision %+v", verdict)
	}
	if l := verdict.Lines[2]; l.Allowed || l.Clause != "3.2" {
		t.Fatalf("the opened hygiene box is decided %+v", l)
	}

	step := func(when string, do func(r Return, l Ledger, now time.Time) ([]record.Event, error)) {
		t.Helper()
		now := at(when)
		events, err := do(d.ret(theReturn), d.ledger(order.ID), now)
		d.must(inspector, now, events, err)
	}
	is := func(state State, stage Stage, waiting Party) {
		t.Helper()
		if r := d.ret(theReturn); r.State != state || r.Stage != stage || r.Waiting != waiting {
			t.Fatalf("return is %s in %s waiting for %q, want %s in %s waiting for %q", r.State, r.Stage, r.Waiting, state, stage, waiting)
		}
	}
	is(Requested, StageReview, ForUs)
	step("2026-11-16 15:34", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
		return r.Approve(Approve{Return: r.ID}, agent, p, now)
	})
	is(Approved, StageSendBack, ForCustomer)
	if l := d.ret(theReturn).Lines[2]; l.Approved != 0 || l.Clause != "3.2" || l.Reception != NothingExpected {
		t.Fatalf("line 3 is %+v", l)
	}
	step("2026-11-17 09:42", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
		return r.ShipBack(ShipBack{Carrier: "顺丰", Number: "SF1390 2277 8451", PickUp: true, Contactless: true, Gear: true}, agent, now)
	})
	is(ShippedBack, StageSendBack, ForCarrier)
	step("2026-11-19 10:12", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
		return r.Receive(Receive{Lines: []ReceivedLine{{Line: 1, Quantity: 1}, {Line: 2, Quantity: 2}}}, inspector, now)
	})
	is(Received, StageDisinfect, ForUs)
	step("2026-11-19 11:40", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
		return r.Disinfect(Disinfect{Method: "ultraviolet", Agent: "UV-C 253.7 nm", Minutes: 30}, inspector, now)
	})
	is(Received, StageInspect, ForUs)
	step("2026-11-20 10:55", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
		return r.Inspect(Inspect{Line: 2, Grade: "A", Accepted: 2}, inspector, now)
	})
	view := d.ledger(order.ID).View(d.ret(theReturn))
	if view.Cap != 25800 || view.Full != 195700 || view.Missing != 169900 || view.RefundableNow != 25800 || view.Units != 2 {
		t.Fatalf("ledger after the filters were accepted: %+v", view)
	}
	step("2026-11-20 11:05", func(r Return, l Ledger, now time.Time) ([]record.Event, error) {
		return l.Refund(RefundNow{Ledger: order.ID, Return: r.ID}, refund1, agent, Limit{Minor: 50000}, true, now)
	})
	step("2026-11-20 11:08", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
		return r.Inspect(Inspect{Line: 1, Grade: "B", Accepted: 1, Checks: []Check{{"complete", true}, {"appearance", false}}}, inspector, now)
	})
	is(Received, StageDispose, ForUs)
	for line := 1; line <= 2; line++ {
		step("2026-11-20 12:00", func(r Return, _ Ledger, now time.Time) ([]record.Event, error) {
			return r.Dispose(Dispose{Line: line, To: Restock}, inspector, now)
		})
	}
	is(Decided, StageRefund, ForUs)
	step("2026-11-20 12:10", func(r Return, l Ledger, now time.Time) ([]record.Event, error) {
		return l.Refund(RefundNow{Ledger: order.ID, Return: r.ID}, refund2, supervisor, Limit{Unlimited: true}, true, now)
	})
	for _, id := range []record.ID{refund1, refund2} {
		if c, _ := code(t, d.ret(theReturn).Unsettled(d.ledger(order.ID))); c != "settle.notRefunded" {
			t.Fatalf("the return could be settled before %s was paid: %q", id, c)
		}
		step("2026-11-20 13:00", func(_ Return, l Ledger, now time.Time) ([]record.Event, error) {
			return l.Execute(ExecuteRefund{Refund: id, Channel: "alipay", Reference: "8841-" + string(id)}, agent, now)
		})
	}
	step("2026-11-20 13:01", func(r Return, l Ledger, now time.Time) ([]record.Event, error) {
		return r.Settle(Settle{}, l, agent, now)
	})
	is(Settled, StageFinished, ForNobody)
	r, l := d.ret(theReturn), d.ledger(order.ID)
	if r.Refunded != 195700 || len(r.Flags)+len(l.Flags) != 0 {
		t.Fatalf("refunded %d, flags %v %v", r.Refunded, r.Flags, l.Flags)
	}
	if got := r.Lines[0].Inspected.Certificate; got != inspector.Held[0].ID {
		t.Fatalf("the inspection names certificate %q", got)
	}
	spent := map[Stage]time.Duration{}
	var all time.Duration
	for _, s := range r.Spent {
		spent[s.Stage] += time.Duration(s.Millis) * time.Millisecond
		all += time.Duration(s.Millis) * time.Millisecond
	}
	if spent[StageReview] != 14*time.Minute || spent[StageDisinfect] != 88*time.Minute || all != r.SettledAt.Sub(r.RequestedAt) {
		t.Fatalf("time in stages %v, together %v", spent, all)
	}
}

func TestCustomsAndPartialReceptionMoveTheStage(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageReceive)
	step := func(when string, events []record.Event, err error, state State, stage Stage, waiting Party) {
		t.Helper()
		d.must(inspector, at(when), events, err)
		if r := d.ret(theReturn); r.State != state || r.Stage != stage || r.Waiting != waiting {
			t.Fatalf("return is %s in %s waiting for %q", r.State, r.Stage, r.Waiting)
		}
	}
	now := at("2026-11-18 08:00")
	events, err := d.ret(theReturn).Track(Track{To: CustomsHold}, agent, now)
	step("2026-11-18 08:00", events, err, CustomsHold, StageCustoms, ForCustoms)
	events, err = d.ret(theReturn).Track(Track{To: InTransit}, agent, now)
	step("2026-11-20 08:00", events, err, InTransit, StageSendBack, ForCarrier)
	events, err = d.ret(theReturn).Receive(Receive{Lines: []ReceivedLine{{Line: 2, Quantity: 3}}}, inspector, now)
	step("2026-11-21 08:00", events, err, PartlyReceived, StageDisinfect, ForUs)
	events, err = d.ret(theReturn).Disinfect(Disinfect{Method: "heat", Agent: "70 °C", Minutes: 45}, inspector, now)
	step("2026-11-21 09:00", events, err, PartlyReceived, StageInspect, ForUs)
	events, err = d.ret(theReturn).Inspect(Inspect{Line: 2, Grade: "C", Accepted: 1, Rejected: 2}, inspector, now)
	step("2026-11-21 09:30", events, err, PartlyReceived, StageDispose, ForUs)
	events, err = d.ret(theReturn).Dispose(Dispose{Line: 2, To: Refurbish}, inspector, now)
	step("2026-11-21 10:00", events, err, PartlyReceived, StageReceive, ForCarrier)
	events, err = d.ret(theReturn).Receive(Receive{Lines: []ReceivedLine{{Line: 1, As: Lost}}}, inspector, now)
	step("2026-11-22 10:00", events, err, Decided, StageRefund, ForUs)

	r := d.ret(theReturn)
	if dwell := ReadRow(r.row(nil, intern())).Spent[2][3]; dwell != 48*60*60*1000 {
		t.Fatalf("two days with customs are %d ms", dwell)
	}
	events, err = d.ledger(r.Order).Grant(Grant{Return: r.ID, Line: 1, Kind: LostOnTheWay, Units: 1, Reason: "承运方确认丢失"}, r, supervisor, now)
	d.must(supervisor, at("2026-11-22 10:05"), events, err)
	if v := d.ledger(r.Order).View(d.ret(theReturn)); v.Cap != 169900+12900 || v.Missing != 0 {
		t.Fatalf("ledger after the grant: %+v", v)
	}
}

func TestExpiredIsWorkedOutWhenRead(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageSendBack)
	r := d.ret(theReturn)
	if r.SendBy != "2026-11-23" {
		t.Fatalf("to be sent by %s", r.SendBy)
	}
	last, after := at("2026-11-23 23:59"), at("2026-11-24 00:00")
	if r.StateAt(last) != Approved || r.StateAt(after) != Expired {
		t.Fatalf("state at the last minute %s, after it %s", r.StateAt(last), r.StateAt(after))
	}
	ship := ShipBack{Carrier: "顺丰", Number: "SF1"}
	_, err := r.ShipBack(ship, agent, after)
	if c, _ := code(t, err); c != "return.expired" {
		t.Fatalf("an agent sends an expired return: %v", err)
	}
	if _, err := r.ShipBack(ship, supervisor, after); err != nil {
		t.Fatalf("a supervisor cannot let it pass: %v", err)
	}
	again := aRequest()
	if _, err := again.Events(rid("second"), "R-2", agent, anOrder(), []Return{r}, d.policy(rid("policy 1")), last); err == nil {
		t.Fatal("units of an approved return were asked for twice")
	}
	if _, err := again.Events(rid("second"), "R-2", agent, anOrder(), []Return{r}, d.policy(rid("policy 1")), after); err != nil {
		t.Fatalf("units of an expired return cannot be asked for again: %v", err)
	}
}
