package returns

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"

	"pgregory.net/rapid"
)

// shopFloor is two workstations with one return of a random order, received and disinfected, which from then
// on do not see each other.
type shopFloor struct {
	base  *desk
	desks []*desk
	order archive.Order
	paid  int // references handed out
}

func drawFloor(t *rapid.T) *shopFloor {
	order := archive.Order{ID: rid("order"), Number: "1", Status: archive.Signed, Currency: "CNY", SignedAt: at("2026-11-10 18:30")}
	req := Request{Order: order.ID, Fault: rapid.SampledFrom(Faults()).Draw(t, "fault"), Method: DropOff}
	receive := Receive{}
	for no := range rapid.IntRange(1, 3).Draw(t, "lines") {
		quantity := rapid.IntRange(1, 5).Draw(t, "quantity")
		order.Lines = append(order.Lines, archive.Line{
			No: no + 1, SKU: fmt.Sprint("SKU-", no), Name: "商品", Quantity: quantity,
			Price: yuan(rapid.Int64Range(1, 99999).Draw(t, "price")), ShippingPaid: yuan(rapid.Int64Range(0, 999).Draw(t, "shipping")),
		})
		asked := rapid.IntRange(1, quantity).Draw(t, "asked")
		req.Lines = append(req.Lines, RequestedLine{OrderLine: no + 1, Quantity: asked, Reason: QualityFault})
		receive.Lines = append(receive.Lines, ReceivedLine{Line: no + 1, Quantity: asked})
	}
	f := &shopFloor{base: newDesk(t, "base"), order: order}
	p := withPolicy(f.base)
	now := at("2026-11-12 09:00")
	events, err := req.Events(theReturn, "R-1", agent, order, nil, p, now)
	f.base.must(agent, now, events, err)
	for i, step := range []func(Return) ([]record.Event, error){
		func(r Return) ([]record.Event, error) { return r.Approve(Approve{}, agent, p, now) },
		func(r Return) ([]record.Event, error) { return r.Receive(receive, inspector, now) },
		func(r Return) ([]record.Event, error) {
			return r.Disinfect(Disinfect{Method: "heat", Agent: "x", Minutes: 60}, inspector, now)
		},
	} {
		events, err := step(f.base.ret(theReturn))
		f.base.must(inspector, now.Add(time.Duration(i)*time.Hour), events, err)
	}
	for _, name := range []string{"B", "C"} {
		d := newDesk(t, name)
		d.states, d.clock = cloned(f.base.states), f.base.clock
		f.desks = append(f.desks, d)
	}
	return f
}

// act tries one random command at one desk; a refusal is as good as a success.
func (f *shopFloor) act(t *rapid.T, i int) {
	d := rapid.SampledFrom(f.desks).Draw(t, "desk")
	r, l := d.ret(theReturn), d.ledger(f.order.ID)
	now := at("2026-11-13 09:00").Add(time.Duration(i) * time.Minute)
	line := rapid.SampledFrom(r.Lines).Draw(t, "line")
	refund := record.ID("")
	if len(l.Refunds) > 0 {
		refund = rapid.SampledFrom(l.Refunds).Draw(t, "refund").ID
	}
	fresh := rid(fmt.Sprint(d.name, i))
	amount := []RefundLine{{OrderLine: line.OrderLine, Units: rapid.IntRange(0, 3).Draw(t, "units"), Minor: rapid.Int64Range(1, 120000).Draw(t, "minor")}}
	units := rapid.IntRange(0, line.Received).Draw(t, "accepted")
	f.paid++
	var events []record.Event
	var err error
	switch rapid.IntRange(0, 10).Draw(t, "command") {
	case 0, 1:
		events, err = r.Inspect(Inspect{Line: line.N, Grade: "B", Accepted: units, Rejected: line.Received - units}, inspector, now)
	case 2:
		kind := rapid.SampledFrom(GrantKinds()).Draw(t, "kind")
		events, err = l.Grant(Grant{Line: line.N, Kind: kind, Units: units, Reason: "x"}, r, supervisor, now)
	case 3:
		events, err = l.Propose(ProposeRefund{Ledger: l.Order, Return: r.ID, Lines: amount}, fresh, agent, now)
	case 4:
		events, err = l.Approve(ApproveRefund{Refund: refund}, agent, Limit{Minor: 100000}, now)
	case 5:
		events, err = l.Hold(HoldRefund{Refund: refund}, agent, true, now)
	case 6, 7:
		events, err = l.Execute(ExecuteRefund{Refund: refund, Channel: "bank", Reference: fmt.Sprint(f.paid)}, agent, now)
	case 8:
		events, err = l.Refund(RefundNow{Ledger: f.order.ID, Return: r.ID}, fresh, supervisor, Limit{Unlimited: true}, true, now)
	case 9:
		events, err = l.Fail(FailRefund{Refund: refund, Reason: "x"}, agent, now)
	case 10:
		events, err = l.Reverse(ReverseRefund{Refund: refund, Reason: "x"}, supervisor, now)
	}
	if err := d.do(supervisor, now, events, err); err != nil {
		if _, ok := record.AsProblem(err); !ok {
			t.Fatalf("refused with what no user can mend: %v", err)
		}
	}
}

// modelPaid works out from the events alone what was paid and not reversed: every reference of a refund is
// one payment.
func modelPaid(t *rapid.T, d *desk) int64 {
	type payments struct {
		references []string
		reversed   int
		minor      int64
	}
	all := map[record.ID]*payments{}
	for _, h := range d.happened {
		if h.Of.Kind != Ledgers.Name || (h.What != executed && h.What != reversed) {
			continue
		}
		m, err := record.Read[movement](h)
		if err != nil {
			t.Fatal(err)
		}
		p := all[m.Refund]
		if p == nil {
			p = &payments{}
			all[m.Refund] = p
		}
		p.minor = m.minor()
		if h.What == reversed {
			p.reversed++
		} else if !slices.Contains(p.references, m.Reference) {
			p.references = append(p.references, m.Reference)
		}
	}
	var sum int64
	for _, p := range all {
		sum += p.minor * int64(max(len(p.references)-p.reversed, 0))
	}
	return sum
}

// However two workstations work on one order, alone and merged: held and executed money never passes what
// was paid for the units entitled, unless a fact did so, and then the flag stands.
func TestLedgerStaysBelowItsCap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFloor(t)
		for i := range rapid.IntRange(1, 40).Draw(t, "commands") {
			f.act(t, i)
			for _, d := range f.desks {
				checkCap(t, d.ledger(f.order.ID), !d.lowered)
			}
		}
		together := merged(t, f.base.happened, f.desks[0].happened, f.desks[1].happened)
		l := together.ledger(f.order.ID)
		clashed := slices.Contains(l.Flags, "paidWithoutHold") || slices.Contains(l.Flags, "paidTwice")
		checkCap(t, l, !clashed && !together.lowered)
		if got, want := l.View().Executed, modelPaid(t, together); got != want && !clashed {
			t.Fatalf("executed %d, by the events alone %d", got, want)
		}
		// Another order of arrival, change by change.
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
		again := merged(t, changes...)
		for ref, state := range together.states {
			if bytesOf(t, again.states[ref]) != bytesOf(t, state) {
				t.Fatalf("%s differs after another order of arrival", ref.Kind)
			}
		}
		checkReturn(t, together.ret(theReturn))
	})
}

// checkCap looks at each line by itself, with sums of its own. clean: no fact could have passed the cap.
func checkCap(t *rapid.T, l Ledger, clean bool) {
	var over, minor int64
	for _, line := range l.Lines {
		var used int64
		units := 0
		for _, e := range line.Entitlements {
			units += max(e.Advance, e.Accepted+e.Kept+e.Lost)
		}
		units = min(units, line.Ordered)
		for _, f := range l.Refunds {
			if f.State != RefundHeld && f.State != RefundExecuted {
				continue
			}
			for _, x := range f.Lines {
				if x.OrderLine == line.OrderLine {
					used += x.Minor * int64(1+f.Again)
				}
			}
		}
		if line.Cap() > line.Paid*int64(units)/int64(line.Ordered)+line.Shipping*int64(units)/int64(line.Ordered)+1 {
			t.Fatalf("the cap of %d of %d units is %d", units, line.Ordered, line.Cap())
		}
		over += max(used-line.Cap(), 0)
		minor += used
	}
	v := l.View()
	if v.Executed+v.Held != minor && len(l.Lines) > 0 {
		t.Fatalf("the view sums %d + %d, the refunds %d", v.Executed, v.Held, minor)
	}
	if (over > 0) != slices.Contains(l.Flags, "overRefund") {
		t.Fatalf("over by %d with flags %v", over, l.Flags)
	}
	if over > 0 && clean {
		t.Fatalf("over by %d although every payment was held", over)
	}
}

func checkReturn(t *rapid.T, r Return) {
	var spent int64
	for _, s := range r.Spent {
		if s.Millis < 0 {
			t.Fatalf("time in %s is negative", s.Stage)
		}
		spent += s.Millis
	}
	if want := r.WaitSince.Sub(r.RequestedAt).Milliseconds(); spent != want {
		t.Fatalf("time in stages is %d ms, since the request went by %d", spent, want)
	}
	raw := r.row(nil, intern())
	if got := string(ReadRow(raw).encoded(r.Order)); len(raw) != RowSize || got != string(raw) {
		t.Fatalf("a row of %d bytes does not come back", len(raw))
	}
	whole := ReadRow(raw)
	if order, requested, units := CameBack(raw); record.ID(order) != r.Order || requested != whole.Requested || units != whole.Received {
		t.Fatalf("a row says %s, %d, %d, and whole %s, %d, %d", order, requested, units, r.Order, whole.Requested, whole.Received)
	}
	if end := ReadEnd(raw); end != whole.End {
		t.Fatalf("a row says %+v, and whole %+v", end, whole.End)
	}
}

func bytesOf(t *rapid.T, state any) string {
	b, err := record.Encode(state)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every event in any order and with any numbers: facts always apply, decisions apply or are refused with a
// reason, and nothing panics.
func TestFoldTakesAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(t, "A")
		requestedAt(d, at("2026-11-16 15:20"))
		order := d.ret(theReturn).Order
		for i := range rapid.IntRange(1, 25).Draw(t, "events") {
			e := drawEvent(t, order)
			h := d.sealed([]record.Event{e}, agent.ID, at("2026-11-17 09:00").Add(time.Duration(rapid.IntRange(-90, 90).Draw(t, "minutes")*(i+1))*time.Minute))[0]
			err := d.fold(h)
			var refused record.Refused
			if err != nil && (!errors.As(err, &refused) || refused.Reason.Code == "" || strings.Contains(err.Error(), "refused the fact")) {
				t.Fatalf("%s on %s: %v", h.What, h.Of.Kind, err)
			}
		}
		r := d.ret(theReturn)
		r.Brief(DefaultColumnLimits(), at("2026-11-20 09:00"))
		r.Stages(DefaultColumnLimits(), at("2026-11-20 09:00"))
		r.Parts()
		r.Gates(inspector, at("2026-11-20 09:00"))
		d.ledger(order).View(r)
		d.ledger(order).Proposal(r.ID)
		if l := d.ledger(order); l.ID != "" && (l.over() > 0) != slices.Contains(l.Flags, "overRefund") {
			t.Fatalf("over by %d with flags %v", l.over(), l.Flags)
		}
		for _, s := range r.Spent {
			if s.Millis < 0 {
				t.Fatalf("time in %s is negative", s.Stage)
			}
		}
	})
}

func drawEvent(t *rapid.T, order record.ID) record.Event {
	n := rapid.IntRange(0, 4).Draw(t, "n")
	units := rapid.IntRange(0, 4).Draw(t, "units")
	words := wordsPrivate{"原因"}
	account := account{Currency: "CNY", Return: theReturn, Line: n, OrderLine: n, Ordered: 3, Paid: 100, Shipping: 7, PaysShipping: n%2 == 0}
	m := movement{
		Refund: rid(fmt.Sprint(rapid.IntRange(1, 3).Draw(t, "refund"))), Currency: "CNY", Reference: fmt.Sprint(units),
		Lines: []RefundLine{{OrderLine: n, Units: units, Minor: rapid.Int64Range(0, 80).Draw(t, "minor")}}, Limit: Limit{Minor: 60},
	}
	of := func(what string, data, private any) record.Event { return Returns.Did(theReturn, what, data, private) }
	money := func(what string, data any) record.Event { return Ledgers.Did(order, what, data, words) }
	return rapid.SampledFrom([]record.Event{
		of(informationAsked, nil, words), of(informationGiven, nil, words), of(cancelled, nil, words),
		of(approved, approvedData{Lines: []lineApproved{{Line: n, Quantity: units}}}, words),
		of(rejected, rejectedData{"3.1"}, words), of(shippedBack, shippedData{PickUp: true}, shippedPrivate{"顺丰", "1"}),
		of(tracked, trackedData{CustomsHold}, nil),
		of(received, receivedData{[]lineReceived{{n, units, rapid.SampledFrom([]Reception{LineReceived, Short, Lost}).Draw(t, "as"), Quarantined}}}, words),
		of(disinfected, disinfectedData{Lines: []int{n}, Method: "heat"}, words),
		of(inspected, inspectedData{Line: n, Grade: "A", Accepted: units, Seen: n % 2}, words),
		of(disposed, disposedData{Line: n, To: Restock}, words), of(settled, settledData{}, nil),
		money(entitled, entitledData{account, units}), money(granted, grantedData{account, Advance, units}),
		money(proposed, m), money(approved, m), money(declined, m), money(held, m), money(executed, m), money(failed, m), money(reversed, m),
	}).Draw(t, "event")
}
