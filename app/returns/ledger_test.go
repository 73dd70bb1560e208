package returns

import (
	"slices"
	"testing"

	"mendesk/app/record"
	"mendesk/app/training"
)

// entitledDesk has both lines of the picture inspected: 1 purifier of 1,699.00 and 2 filters of 129.00.
func entitledDesk(t *testing.T) (*desk, record.ID) {
	d := newDesk(t, "A")
	upTo(d, StageDispose)
	return d, d.ret(theReturn).Order
}

var noon = at("2026-11-21 12:00")

func TestSameUnitsAreNotRefundedTwice(t *testing.T) {
	d, order := entitledDesk(t)
	all := RefundNow{Ledger: order, Return: theReturn, Lines: []RefundLine{{OrderLine: 2, Units: 2, Minor: 25800}}}
	events, err := d.ledger(order).Refund(all, refund1, agent, Limit{Minor: 50000}, true, noon)
	d.must(agent, noon, events, err)
	if v := d.ledger(order).View(d.ret(theReturn)); v.Held != 25800 || v.Executed != 0 || v.RefundableNow != 169900 {
		t.Fatalf("ledger after the hold: %+v", v)
	}
	_, err = d.ledger(order).Refund(all, refund2, agent, Limit{Minor: 50000}, true, noon)
	p, _ := record.AsProblem(err)
	if p.Code != "ledger.overEntitled" || p.Params["available"] != "0.00" || p.Params["requested"] != "258.00" || p.Params["availableUnits"] != "0" {
		t.Fatalf("a second refund of the same units: %v", err)
	}
	events, err = d.ledger(order).Execute(ExecuteRefund{Refund: refund1, Channel: "alipay", Reference: "8841"}, agent, noon)
	d.must(agent, noon, events, err)
	_, err = d.ledger(order).Propose(ProposeRefund{Ledger: order, Lines: []RefundLine{{OrderLine: 2, Minor: 1}}}, refund2, agent, noon)
	if c, field := code(t, err); c != "ledger.overEntitled" || field != "lines.0.minor" {
		t.Fatalf("one more 分 for the same units: %v", err)
	}
}

func TestNothingIsRefundedForUnitsOnlyRequested(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageInspect)
	r := d.ret(theReturn)
	_, err := d.ledger(r.Order).Refund(RefundNow{Ledger: r.Order, Return: r.ID, Lines: []RefundLine{{OrderLine: 2, Units: 1, Minor: 12900}}}, refund1, supervisor, Limit{Unlimited: true}, true, noon)
	if c, _ := code(t, err); c != "ledger.overEntitled" {
		t.Fatalf("refunded before inspection: %v", err)
	}
	_, err = d.ledger(r.Order).Refund(RefundNow{Ledger: r.Order, Return: r.ID}, refund1, supervisor, Limit{Unlimited: true}, true, noon)
	if c, _ := code(t, err); c != "ledger.nothingEntitled" {
		t.Fatalf("everything refunded before inspection: %v", err)
	}
	_, err = d.ledger(r.Order).Grant(Grant{Line: 2, Kind: Advance, Units: 1, Reason: "老客户"}, r, agent, noon)
	if c, _ := code(t, err); c != "right.missing" {
		t.Fatalf("an agent granted an advance: %v", err)
	}
	_, err = d.ledger(r.Order).Grant(Grant{Line: 2, Kind: Advance, Units: 4, Reason: "老客户"}, r, supervisor, noon)
	if c, field := code(t, err); c != "grant.tooMany" || field != "units" {
		t.Fatalf("more granted than approved: %v", err)
	}
	events, err := d.ledger(r.Order).Grant(Grant{Line: 2, Kind: Advance, Units: 2, Reason: "老客户"}, r, supervisor, noon)
	d.must(supervisor, noon, events, err)
	events, err = r.Inspect(Inspect{Line: 2, Grade: "A", Accepted: 2}, inspector, noon)
	d.must(inspector, noon, events, err)
	if got := d.ledger(r.Order).Lines[0]; got.Units() != 2 || got.Cap() != 25800 {
		t.Fatalf("an advance and its inspection entitle %d units, %d minor", got.Units(), got.Cap())
	}
}

func TestRefundOfEverythingTwiceSaysWhatIsLeft(t *testing.T) {
	d, order := entitledDesk(t)
	all := RefundNow{Ledger: order, Return: theReturn}
	events, err := d.ledger(order).Refund(all, refund1, supervisor, Limit{Unlimited: true}, true, noon)
	d.must(supervisor, noon, events, err)
	_, err = d.ledger(order).Refund(all, refund2, supervisor, Limit{Unlimited: true}, true, noon)
	p, _ := record.AsProblem(err)
	if p.Code != "ledger.overEntitled" || p.Params["available"] != "0.00" || p.Params["requested"] != "1957.00" || p.Params["requestedUnits"] != "3" {
		t.Fatalf("everything refunded twice: %v", err)
	}
}

func TestRefundAboveTheLimitWaitsForASupervisor(t *testing.T) {
	d, order := entitledDesk(t)
	_, err := d.ledger(order).Refund(RefundNow{Ledger: order, Return: theReturn}, refund1, agent, Limit{Minor: 50000}, true, noon)
	p, _ := record.AsProblem(err)
	if p.Code != "refund.overLimit" || p.Params["limit"] != "500.00" || p.Params["amount"] != "1957.00" {
		t.Fatalf("an agent refunds 1,957.00: %v", err)
	}
	lines := d.ledger(order).Proposal(theReturn)
	events, err := d.ledger(order).Propose(ProposeRefund{Ledger: order, Return: theReturn, Lines: lines}, refund1, agent, noon)
	d.must(agent, noon, events, err)
	if _, err := d.ledger(order).Approve(ApproveRefund{Refund: refund1}, agent, Limit{Minor: 50000}, noon); err == nil {
		t.Fatal("an agent approved above the limit")
	}
	events, err = d.ledger(order).Approve(ApproveRefund{Refund: refund1}, supervisor, Limit{Minor: 300000}, noon)
	d.must(supervisor, noon, events, err)
	if f := d.ledger(order).Refunds[0]; f.State != RefundApproved || f.Limit.Minor != 300000 || f.ApprovedBy != supervisor.ID {
		t.Fatalf("approved refund is %+v", f)
	}
	_, err = d.ledger(order).Execute(ExecuteRefund{Refund: refund1, Channel: "bank", Reference: "1"}, agent, noon)
	if c, _ := code(t, err); c != "refund.notHeld" {
		t.Fatalf("paid without a hold: %v", err)
	}
	// An approval that was written with a limit too low for it, as a forged or broken desk would.
	forged := movement{Refund: refund2, Currency: "CNY", Lines: []RefundLine{{OrderLine: 2, Units: 1, Minor: 100}}}
	for i, h := range d.sealed([]record.Event{Ledgers.Did(order, proposed, forged, nil), Ledgers.Did(order, approved, forged, nil)}, agent.ID, noon) {
		if err := d.fold(h); (err != nil) != (i == 1) {
			t.Fatalf("event %d: %v", i, err)
		}
	}
}

func TestFailedRefundIsRetriedAndAReversedOneFreesItsMoney(t *testing.T) {
	d, order := entitledDesk(t)
	step := func(events []record.Event, err error, want RefundState, room int64) {
		t.Helper()
		d.must(supervisor, noon, events, err)
		l := d.ledger(order)
		if got := l.View().RefundableNow; l.Refunds[0].State != want || got != room {
			t.Fatalf("refund is %s with %d left, want %s with %d", l.Refunds[0].State, got, want, room)
		}
	}
	events, err := d.ledger(order).Refund(RefundNow{Ledger: order, Return: theReturn}, refund1, supervisor, Limit{Unlimited: true}, true, noon)
	step(events, err, RefundHeld, 0)
	events, err = d.ledger(order).Fail(FailRefund{Refund: refund1, Reason: "账户已注销"}, agent, noon)
	step(events, err, RefundFailed, 195700)
	events, err = d.ledger(order).Hold(HoldRefund{Refund: refund1}, agent, true, noon)
	step(events, err, RefundHeld, 0)
	events, err = d.ledger(order).Execute(ExecuteRefund{Refund: refund1, Channel: "bank", Reference: "77"}, agent, noon)
	step(events, err, RefundExecuted, 0)
	if _, err := d.ledger(order).Reverse(ReverseRefund{Refund: refund1, Reason: "退回"}, agent, noon); err == nil {
		t.Fatal("an agent reversed a payment")
	}
	events, err = d.ledger(order).Reverse(ReverseRefund{Refund: refund1, Reason: "退回"}, supervisor, noon)
	step(events, err, RefundReversed, 195700)
	if f := d.ledger(order).Refunds[0]; f.Failures != 1 || f.Reference != "77" {
		t.Fatalf("the refund forgot its way: %+v", f)
	}
}

func TestSharesOfSingleUnitsAddUpToWhatWasPaid(t *testing.T) {
	line := LedgerLine{Ordered: 3, Paid: 10000, Shipping: 800}
	var sum, before int64
	for units := 1; units <= 3; units++ {
		line.Entitlements = []Entitlement{{Accepted: units, Shipping: true}}
		sum += line.Cap() - before
		before = line.Cap()
	}
	if sum != 10800 {
		t.Fatalf("three units add up to %d", sum)
	}
	line.Entitlements = []Entitlement{{Accepted: 2, Shipping: true}, {Accepted: 2}}
	if line.Units() != 3 || line.Cap() != 10000+533 {
		t.Fatalf("entitled above what was bought: %d units, %d minor", line.Units(), line.Cap())
	}
}

// Two workstations that do not see each other hold the same money; after the merge one hold is refused, and
// when both were paid all the same, the flag stands.
func TestTwoWorkstationsRefundTheSameUnits(t *testing.T) {
	base, order := entitledDesk(t)
	pay := func(name string, id record.ID, execute bool) *desk {
		d := newDesk(t, name)
		d.states, d.clock = cloned(base.states), base.clock
		events, err := d.ledger(order).Refund(RefundNow{Ledger: order, Return: theReturn}, id, supervisor, Limit{Unlimited: true}, true, noon)
		d.must(supervisor, noon, events, err)
		if execute {
			events, err = d.ledger(order).Execute(ExecuteRefund{Refund: id, Channel: "bank", Reference: name}, supervisor, noon)
			d.must(supervisor, noon, events, err)
		}
		return d
	}
	held := merged(t, base.happened, pay("B", refund1, false).happened, pay("C", refund2, false).happened)
	l := held.ledger(order)
	if v := l.View(); v.Held != 195700 || v.Over != 0 || len(l.Flags) != 0 || len(held.refused) != 2 || held.refused[0].Code != "ledger.overEntitled" {
		t.Fatalf("two holds merged: %+v, flags %v, refused %v", v, l.Flags, held.refused)
	}
	paid := merged(t, base.happened, pay("B", refund1, true).happened, pay("C", refund2, true).happened)
	l = paid.ledger(order)
	if v := l.View(); v.Executed != 2*195700 || v.Over != 195700 || !slices.Contains(l.Flags, "overRefund") {
		t.Fatalf("two payments merged: %+v, flags %v", v, l.Flags)
	}
	events, err := l.Reverse(ReverseRefund{Refund: refund2, Reason: "重复付款"}, supervisor, noon)
	paid.must(supervisor, noon, events, err)
	if l := paid.ledger(order); slices.Contains(l.Flags, "overRefund") {
		t.Fatalf("the flag stands although the money came back: %v", l.Flags)
	}
}

func TestOnePaymentRecordedTwiceIsOnePayment(t *testing.T) {
	d, order := entitledDesk(t)
	events, err := d.ledger(order).Refund(RefundNow{Ledger: order, Return: theReturn}, refund1, supervisor, Limit{Unlimited: true}, true, noon)
	d.must(supervisor, noon, events, err)
	paid := func(reference string) []record.Event {
		events, err := Ledger.Execute(withState(d.ledger(order), RefundHeld), ExecuteRefund{Refund: refund1, Channel: "bank", Reference: reference}, agent, noon)
		if err != nil {
			t.Fatal(err)
		}
		return events
	}
	first, same, another := paid("1"), paid("1"), paid("2")
	d.must(agent, noon, first, nil)
	d.must(agent, noon, same, nil)
	if l := d.ledger(order); l.View().Executed != 195700 || len(l.Flags) != 0 {
		t.Fatalf("the same reference twice: %+v", l)
	}
	d.must(agent, noon, another, nil)
	if l := d.ledger(order); l.View().Executed != 2*195700 || !slices.Contains(l.Flags, "paidTwice") || !slices.Contains(l.Flags, "overRefund") {
		t.Fatalf("two references: %+v", l)
	}
	events, err = d.ledger(order).Reverse(ReverseRefund{Refund: refund1, Reason: "重复付款"}, supervisor, noon)
	d.must(supervisor, noon, events, err)
	if l := d.ledger(order); l.View().Executed != 195700 || len(l.Flags) != 0 {
		t.Fatalf("one of the two reversed: %+v", l)
	}
}

func withState(l Ledger, s RefundState) Ledger {
	l.Refunds = slices.Clone(l.Refunds)
	l.Refunds[0].State = s
	return l
}

// Two inspectors inspect the same line without knowing of each other.
func TestInspectionsApartAreFlaggedUntilInspectedAgain(t *testing.T) {
	base := newDesk(t, "A")
	upTo(base, StageInspect)
	find := func(name string, accepted, rejected int) *desk {
		d := newDesk(t, name)
		d.states, d.clock = cloned(base.states), base.clock
		events, err := d.ret(theReturn).Inspect(Inspect{Line: 2, Grade: "B", Accepted: accepted, Rejected: rejected}, inspector, noon)
		d.must(inspector, noon, events, err)
		return d
	}
	d := merged(t, base.happened, find("B", 2, 0).happened, find("C", 1, 1).happened)
	r := d.ret(theReturn)
	if !slices.Contains(r.Flags, "inspectedApart") || r.Lines[1].Accepted != d.ledger(r.Order).Lines[0].Entitlements[0].Accepted {
		t.Fatalf("flags %v, %d accepted, ledger %+v", r.Flags, r.Lines[1].Accepted, d.ledger(r.Order).Lines)
	}
	if b := r.Brief(DefaultColumnLimits(), noon); b.WhyKey != "returns.flag.inspectedApart" {
		t.Fatalf("the card says %q", b.WhyKey)
	}
	events, err := r.Inspect(Inspect{Line: 2, Grade: "B", Accepted: 2}, inspector, noon)
	d.must(inspector, noon, events, err)
	if r := d.ret(theReturn); len(r.Flags) != 0 || r.Lines[1].Accepted != 2 {
		t.Fatalf("after the ruling: flags %v, %d accepted", r.Flags, r.Lines[1].Accepted)
	}
}

func cloned(states map[record.Ref]any) map[record.Ref]any {
	out := map[record.Ref]any{}
	for ref, s := range states {
		out[ref] = s
	}
	return out
}

func TestGatesSayItBeforeItBites(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageDisinfect)
	now := at("2026-11-20 11:00")
	for _, c := range []struct {
		name string
		who  training.Actor
		key  string
		days string
	}{
		{"ends soon", inspector, "returns.gate.certificateEnds", "12"},
		{"none", uncertain, "returns.gate.certificateMissing", ""},
		{"ended", certified(uncertain, "2026-11-19"), "returns.gate.certificateNotValid", ""},
		{"agent", agent, "returns.gate.role", ""},
		{"long valid", certified(uncertain, "2027-11-19"), "", ""},
	} {
		gates := d.ret(theReturn).Gates(c.who, now)
		i := slices.IndexFunc(gates, func(g Gate) bool { return g.Key == c.key })
		if c.key == "" {
			i = slices.IndexFunc(gates, func(g Gate) bool { return g.Step == "inspect" && g.Key != "returns.gate.quarantine" })
			if i >= 0 {
				t.Errorf("%s: %+v", c.name, gates[i])
			}
			continue
		}
		if i < 0 || gates[i].Params["days"] != c.days || gates[i].Blocks == (c.days != "") {
			t.Errorf("%s: gates %+v", c.name, gates)
		}
	}
	if g := d.ret(theReturn).Gates(inspector, now); !slices.ContainsFunc(g, func(g Gate) bool { return g.Key == "returns.gate.quarantine" && g.Blocks }) {
		t.Errorf("quarantine is not said: %+v", g)
	}
}
