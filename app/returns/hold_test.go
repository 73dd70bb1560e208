package returns

import (
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"

	"pgregory.net/rapid"
)

// sharedLog is the log that workstations share: what they pushed, and the holds in the order in which it took them.
type sharedLog struct {
	happened []record.Happened
	holds    []record.Hash
}

// meet takes in what others pushed, as a workstation does before it asks for anything.
func (d *desk) meet(log *sharedLog) {
	all := map[record.Stamp][]record.Happened{}
	for _, hs := range [][]record.Happened{d.happened, log.happened} {
		for _, h := range hs {
			if !slices.ContainsFunc(all[h.At], func(x record.Happened) bool {
				return x.What == h.What && x.Of == h.Of && string(x.Data) == string(h.Data)
			}) {
				all[h.At] = append(all[h.At], h)
			}
		}
	}
	stamps := []record.Stamp{}
	for at := range all {
		stamps = append(stamps, at)
	}
	sort.Slice(stamps, func(i, j int) bool { return stamps[i] < stamps[j] })
	var union []record.Happened
	for _, at := range stamps {
		union = append(union, all[at]...)
	}
	again := merged(d.t, union)
	d.states, d.happened, d.refused = again.states, again.happened, again.refused
	d.lowered = d.lowered || again.lowered
}

// round is what a workstation does when it reaches the shared log: pull, put each hold it waits for behind the others,
// write down what became of it, push. lost: it dies right after the log took a hold.
func (d *desk) round(log *sharedLog, order record.ID, now time.Time, lost bool) {
	d.meet(log)
	for _, f := range d.ledger(order).Refunds {
		if f.State != RefundWaiting || f.AskedIn != rid(d.name) {
			continue
		}
		earlier := log.holds
		at := slices.Index(log.holds, f.Ask)
		if at >= 0 {
			earlier = log.holds[:at]
		}
		winner, err := d.ledger(order).Confirmable(f.Ask, earlier)
		if err != nil {
			d.must(agent, now, d.ledger(order).Lost(f.Ask, winner), nil)
			continue
		}
		if at < 0 {
			log.holds = append(log.holds, f.Ask)
			if lost {
				break
			}
		}
		d.must(agent, now, d.ledger(order).Confirmed(f.Ask), nil)
	}
	log.happened = slices.Clone(d.happened)
}

// apart gives workstations that begin as base stands, and from then on meet in the shared log alone.
func apart(base *desk, names ...string) (*sharedLog, []*desk) {
	out := []*desk{}
	for _, name := range names {
		d := newDesk(base.t, name)
		d.states, d.clock, d.happened = cloned(base.states), base.clock, slices.Clone(base.happened)
		out = append(out, d)
	}
	return &sharedLog{happened: slices.Clone(base.happened)}, out
}

func (d *desk) refundAll(order, id record.ID, now time.Time) {
	d.t.Helper()
	events, err := d.ledger(order).Refund(RefundNow{Ledger: order, Return: theReturn}, id, supervisor, Limit{Unlimited: true}, false, now)
	d.must(supervisor, now, events, err)
}

func (d *desk) find(order, id record.ID) Refund {
	for _, f := range d.ledger(order).Refunds {
		if f.ID == id {
			return f
		}
	}
	return Refund{}
}

// Two workstations refund the same return while nobody sees the other: one hold wins, the other is refused and
// names the winner, and nothing was paid twice.
func TestOneOfTwoHoldsWins(t *testing.T) {
	base, order := entitledDesk(t)
	log, desks := apart(base, "B", "C")
	b, c := desks[0], desks[1]
	b.refundAll(order, refund1, noon)
	c.refundAll(order, refund2, noon.Add(time.Minute))
	for _, d := range desks {
		_, err := d.ledger(order).Execute(ExecuteRefund{Refund: d.ledger(order).Refunds[0].ID, Channel: "bank", Reference: "1"}, agent, noon)
		if code, _ := code(t, err); code != "refund.notConfirmed" {
			t.Fatalf("paid before its hold was confirmed: %v", err)
		}
		if v := d.ledger(order).View(); v.Held != 0 || v.Waiting != 195700 || v.RefundableNow != 0 {
			t.Fatalf("a hold that waits: %+v", v)
		}
	}
	c.round(log, order, noon.Add(time.Hour), false) // the later one reaches the log first
	b.round(log, order, noon.Add(2*time.Hour), false)
	c.round(log, order, noon.Add(3*time.Hour), false)
	for _, d := range desks {
		won, lost := d.find(order, refund2), d.find(order, refund1)
		if won.State != RefundHeld || lost.State != RefundRefused || lost.Winner != refund2 || len(d.ledger(order).Incidents) != 0 {
			t.Fatalf("%s: winner %+v, loser %+v", d.name, won, lost)
		}
	}
	_, err := b.ledger(order).Hold(HoldRefund{Refund: refund1}, agent, false, noon)
	if code, _ := code(t, err); code != "ledger.overEntitled" {
		t.Fatalf("the refused refund is held again: %v", err)
	}
	events, err := c.ledger(order).Fail(FailRefund{Refund: refund2, Reason: "账户已注销"}, agent, noon.Add(4*time.Hour))
	c.must(agent, noon.Add(4*time.Hour), events, err)
	c.round(log, order, noon.Add(4*time.Hour), false)
	b.meet(log)
	events, err = b.ledger(order).Hold(HoldRefund{Refund: refund1}, agent, false, noon.Add(5*time.Hour))
	b.must(agent, noon.Add(5*time.Hour), events, err)
	b.round(log, order, noon.Add(6*time.Hour), false)
	if f := b.find(order, refund1); f.State != RefundHeld || f.Winner != "" {
		t.Fatalf("held after the other payment failed: %+v", f)
	}
}

// A workstation that dies after the shared log took its hold finds it there again; meanwhile the money counts.
func TestHoldThatTheLogTookCountsBeforeItsConfirmation(t *testing.T) {
	base, order := entitledDesk(t)
	log, desks := apart(base, "B", "C")
	b, c := desks[0], desks[1]
	b.refundAll(order, refund1, noon)
	b.round(log, order, noon.Add(time.Minute), true)
	c.refundAll(order, refund2, noon.Add(2*time.Minute))
	c.round(log, order, noon.Add(3*time.Minute), false)
	if f := c.find(order, refund2); f.State != RefundRefused || f.Winner != refund1 {
		t.Fatalf("the hold behind one that is not written down yet: %+v", f)
	}
	b.round(log, order, noon.Add(4*time.Minute), false)
	if f := b.find(order, refund1); f.State != RefundHeld || len(log.holds) != 1 {
		t.Fatalf("found again: %+v, %d holds", f, len(log.holds))
	}
}

func overriding(d *desk, order, id record.ID, reference string, now time.Time) {
	d.t.Helper()
	events, err := d.ledger(order).Override(OverrideHold{Refund: id, Reason: "断网两天，客户在店里等"}, supervisor, Limit{Minor: 200000}, now)
	d.must(supervisor, now, events, err)
	events, err = d.ledger(order).Execute(ExecuteRefund{Refund: id, Channel: "bank", Reference: reference}, agent, now)
	d.must(agent, now, events, err)
}

func TestOverrideIsASupervisorsWithinALimitAndWithAReason(t *testing.T) {
	base, order := entitledDesk(t)
	_, desks := apart(base, "B")
	b := desks[0]
	b.refundAll(order, refund1, noon)
	for _, c := range []struct {
		name  string
		who   training.Actor
		limit Limit
		why   string
		code  string
		field string
	}{
		{"agent", agent, Limit{Unlimited: true}, "x", "right.missing", ""},
		{"too much", supervisor, Limit{Minor: 195699}, "x", "refund.overOverride", ""},
		{"no words", supervisor, Limit{Minor: 195700}, " ", "field.missing", "reason"},
	} {
		_, err := b.ledger(order).Override(OverrideHold{Refund: refund1, Reason: c.why}, c.who, c.limit, noon)
		if got, field := code(t, err); got != c.code || field != c.field {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	overriding(b, order, refund1, "1", noon)
	if f := b.find(order, refund1); f.State != RefundExecuted || f.OverriddenBy != supervisor.ID || f.Allowed == "" {
		t.Fatalf("overridden refund: %+v", f)
	}
}

// Two supervisors let the same money be paid while offline: one incident over both payments, which keeps the return
// from being settled until a person says in words which one stands.
func TestTwoOverridesAreOneIncident(t *testing.T) {
	base, order := entitledDesk(t)
	log, desks := apart(base, "B", "C")
	b, c := desks[0], desks[1]
	b.refundAll(order, refund1, noon)
	overriding(b, order, refund1, "B-1", noon.Add(time.Minute))
	c.refundAll(order, refund2, noon)
	overriding(c, order, refund2, "C-1", noon.Add(2*time.Minute))
	b.round(log, order, noon.Add(time.Hour), false)
	c.round(log, order, noon.Add(time.Hour), false)
	b.round(log, order, noon.Add(time.Hour), false)
	for _, d := range desks {
		l := d.ledger(order)
		in, open := l.OpenIncident()
		if !open || len(l.Incidents) != 1 || in.Over != 195700 || len(in.Refunds) != 2 || !slices.Contains(in.Refunds, refund1) {
			t.Fatalf("%s: incidents %+v", d.name, l.Incidents)
		}
	}
	l := b.ledger(order)
	if got, _ := code(t, b.ret(theReturn).Unsettled(l)); got != "settle.notDecided" && got != "settle.incidentOpen" {
		t.Fatalf("the return can be settled: %s", got)
	}
	settle := SettleIncident{Ledger: order, Incident: 1, Stands: refund1, Recovered: 195700, Words: "客户已退回第二笔"}
	for _, x := range []struct {
		who   training.Actor
		spoil func(*SettleIncident)
		code  string
		field string
	}{
		{agent, func(*SettleIncident) {}, "right.missing", ""},
		{supervisor, func(c *SettleIncident) { c.Incident = 2 }, "refund.noIncident", ""},
		{supervisor, func(c *SettleIncident) { c.Stands = "" }, "field.missing", "stands"},
		{supervisor, func(c *SettleIncident) { c.Recovered = 195701 }, "refund.recoveredWrong", "recovered"},
		{supervisor, func(c *SettleIncident) { c.Words = " " }, "field.missing", "words"},
	} {
		c := settle
		x.spoil(&c)
		_, err := l.SettleIncident(c, x.who, noon)
		if got, field := code(t, err); got != x.code || field != x.field {
			t.Errorf("%+v: %v", c, err)
		}
	}
	late := noon.Add(24 * time.Hour)
	events, err := l.SettleIncident(settle, supervisor, late)
	b.must(supervisor, late, events, err)
	in := b.ledger(order).Incidents[0]
	if _, open := b.ledger(order).OpenIncident(); open || in.Stands != refund1 || in.Words == "" {
		t.Fatalf("settled incident: %+v", in)
	}
	events, err = b.ledger(order).Reverse(ReverseRefund{Refund: refund2, Reason: "退回"}, supervisor, late.Add(time.Minute))
	b.must(supervisor, late.Add(time.Minute), events, err)
	if l := b.ledger(order); len(l.Flags) != 0 || l.Tolerated != 0 || len(l.Incidents) != 1 {
		t.Fatalf("after the money came back: flags %v, tolerated %d, %d incidents", l.Flags, l.Tolerated, len(l.Incidents))
	}
}

// One refund that a workstation may pay by its confirmed hold and another by an override.
func TestOneRefundHeldTwiceIsAnIncidentBeforeAnythingIsPaid(t *testing.T) {
	base, order := entitledDesk(t)
	lines := base.ledger(order).Proposal(theReturn)
	events, err := base.ledger(order).Propose(ProposeRefund{Ledger: order, Return: theReturn, Lines: lines}, refund1, agent, noon)
	base.must(agent, noon, events, err)
	events, err = base.ledger(order).Approve(ApproveRefund{Refund: refund1}, supervisor, Limit{Unlimited: true}, noon)
	base.must(supervisor, noon, events, err)
	log, desks := apart(base, "B", "C")
	for i, d := range desks {
		at := noon.Add(time.Duration(i+1) * time.Minute)
		events, err := d.ledger(order).Hold(HoldRefund{Refund: refund1}, agent, false, at)
		d.must(agent, at, events, err)
	}
	desks[0].round(log, order, noon.Add(time.Hour), false)
	events, err = desks[1].ledger(order).Override(OverrideHold{Refund: refund1, Reason: "断网"}, supervisor, Limit{Unlimited: true}, noon.Add(time.Hour))
	desks[1].must(supervisor, noon.Add(time.Hour), events, err)
	desks[1].round(log, order, noon.Add(2*time.Hour), false)
	l := desks[1].ledger(order)
	if in, open := l.OpenIncident(); !open || in.Over != 0 || !slices.Contains(l.Flags, "heldTwice") {
		t.Fatalf("flags %v, incidents %+v", l.Flags, l.Incidents)
	}
	settled, err := l.SettleIncident(SettleIncident{Ledger: order, Incident: 1, Stands: refund1, Words: "B 机付，C 机没有付"}, supervisor, noon.Add(3*time.Hour))
	desks[1].must(supervisor, noon.Add(3*time.Hour), settled, err)
	if l := desks[1].ledger(order); len(l.Flags) != 0 {
		t.Fatalf("flags after it was settled: %v", l.Flags)
	}
}

// However workstations ask for, withdraw, let pass and pay one order's money, meet or stay away, and whatever gets
// lost: merged in any order they agree; without an override and an old hub nothing is paid twice; and money that did
// go out twice stands as an open incident until somebody settles it.
func TestHoldsOfWorkstationsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		floor := drawFloor(t)
		for _, line := range floor.base.ret(theReturn).Lines {
			events, err := floor.base.ret(theReturn).Inspect(Inspect{Line: line.N, Grade: "A", Accepted: line.Received}, inspector, at("2026-11-12 20:00"))
			floor.base.must(inspector, at("2026-11-12 20:00"), events, err)
		}
		order := floor.order.ID
		log, desks := apart(floor.base, "B", "C")
		overrides := rapid.Bool().Draw(t, "overrides")
		f := &shopFloor{base: floor.base, desks: desks, order: floor.order}
		for i := range rapid.IntRange(1, 25).Draw(t, "acts") {
			f.holdAct(t, log, i, overrides)
		}
		late := at("2026-11-13 09:00").Add(100 * time.Hour)
		for i := range 4 {
			desks[i%2].round(log, order, late.Add(time.Duration(i)*time.Hour), false)
		}
		desks[0].meet(log)
		together := desks[0]
		l := together.ledger(order)
		sum, _ := l.doubled()
		_, open := l.OpenIncident()
		switch {
		case !overrides && (l.over() > 0 || len(l.Incidents) > 0):
			t.Fatalf("without an override: over by %d, incidents %+v, flags %v", l.over(), l.Incidents, l.Flags)
		case sum > l.Tolerated && !open:
			t.Fatalf("%d went out twice, %d of it settled, and no incident is open", sum, l.Tolerated)
		}
		for _, x := range l.Refunds {
			if x.State == RefundWaiting {
				t.Fatalf("a hold still waits after everybody met: %+v", x)
			}
		}
		changes := [][]record.Happened{}
		for _, h := range together.happened {
			if n := len(changes); n > 0 && changes[n-1][0].At == h.At {
				changes[n-1] = append(changes[n-1], h)
				continue
			}
			changes = append(changes, []record.Happened{h})
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		if got, want := bytesOf(t, merged(t, changes...).ledger(order)), bytesOf(t, l); got != want {
			t.Fatalf("another order of arrival gives another ledger:\n%s\n%s", got, want)
		}
	})
}

// holdAct tries one random command of a payment at one workstation, or lets it meet the shared log.
func (f *shopFloor) holdAct(t *rapid.T, log *sharedLog, i int, overrides bool) {
	d := f.desks[rapid.IntRange(0, len(f.desks)-1).Draw(t, "desk")]
	now := at("2026-11-13 09:00").Add(time.Duration(i) * time.Minute)
	l := d.ledger(f.order.ID)
	refund := record.ID("")
	if len(l.Refunds) > 0 {
		refund = l.Refunds[rapid.IntRange(0, len(l.Refunds)-1).Draw(t, "refund")].ID
	}
	mine := d.find(f.order.ID, refund).HeldIn == rid(d.name)
	fresh := record.KeyID(d.name, now.String())
	f.paid++
	var events []record.Event
	var err error
	switch act := rapid.IntRange(0, 10).Draw(t, "act"); {
	case act <= 1:
		line := l.Lines[rapid.IntRange(0, len(l.Lines)-1).Draw(t, "line")]
		lines := []RefundLine{{OrderLine: line.OrderLine, Units: 1, Minor: rapid.Int64Range(1, max(line.Cap(), 1)).Draw(t, "minor")}}
		events, err = l.Refund(RefundNow{Ledger: f.order.ID, Return: theReturn, Lines: lines}, fresh, supervisor, Limit{Unlimited: true}, false, now)
	case act == 2:
		events, err = l.Hold(HoldRefund{Refund: refund}, agent, false, now)
	case act == 3:
		events, err = l.Withdraw(WithdrawHold{Refund: refund}, agent, now)
	case act == 4 && overrides:
		events, err = l.Override(OverrideHold{Refund: refund, Reason: "x"}, supervisor, Limit{Unlimited: true}, now)
	case act <= 6 && mine: // whoever holds the money pays it
		events, err = l.Execute(ExecuteRefund{Refund: refund, Channel: "bank", Reference: now.String()}, agent, now)
	case act == 7 && mine:
		events, err = l.Fail(FailRefund{Refund: refund, Reason: "x"}, agent, now)
	case act == 8 && overrides:
		if in, open := l.OpenIncident(); open {
			events, err = l.SettleIncident(SettleIncident{Ledger: l.ID, Incident: in.N, Stands: in.Refunds[0], Words: "x"}, supervisor, now)
		}
	default:
		d.round(log, f.order.ID, now, rapid.IntRange(0, 3).Draw(t, "dies") == 0)
		return
	}
	if len(events) == 0 && err == nil {
		return
	}
	if err := d.do(supervisor, now, events, err); err != nil {
		if _, ok := record.AsProblem(err); !ok {
			t.Fatalf("refused with what no user can mend: %v", err)
		}
	}
}
