package returns

import (
	"errors"
	"fmt"
	"sort"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/training"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// at reads a moment in the shop's zone.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

func rid(name string) record.ID { return record.KeyID(name) }

// desk folds what commands return, as storage does, and keeps what happened.
type desk struct {
	t        tester
	name     string
	clock    int
	states   map[record.Ref]any
	happened []record.Happened
	refused  []record.Problem
	lowered  bool // an event took entitlement away
}

func newDesk(t tester, name string) *desk {
	return &desk{t: t, name: name, states: map[record.Ref]any{}}
}

func kindOf(name string) record.AnyKind {
	for _, k := range []record.AnyKind{Returns.Any(), Ledgers.Any(), Policies.Any()} {
		if k.Name == name {
			return k
		}
	}
	panic("no kind " + name)
}

// fold applies one event; a refused decision leaves the record as it was.
func (d *desk) fold(h record.Happened) error {
	k := kindOf(h.Of.Kind)
	state, ok := d.states[h.Of]
	if !ok {
		state = k.New()
	}
	next, err := k.After(state, h)
	if err != nil {
		return err
	}
	raw, err := k.Encode(next)
	if err != nil {
		d.t.Fatal(err)
	}
	back, err := k.Decode(raw)
	if err != nil {
		d.t.Fatal(err)
	}
	again, err := k.Encode(back)
	if err != nil || string(again) != string(raw) {
		d.t.Fatalf("%s does not come back from its JSON: %v\n%s\n%s", k.Name, err, raw, again)
	}
	if was, ok := state.(Ledger); ok {
		for _, line := range was.Lines {
			d.lowered = d.lowered || back.(Ledger).capOf(line.OrderLine) < line.Cap()
		}
	}
	d.states[h.Of] = back
	return nil
}

// sealed gives events the shape in which a fold sees them, as one change.
func (d *desk) sealed(events []record.Event, by record.ID, now time.Time) []record.Happened {
	d.clock++
	stamp := record.MakeStamp(now.UnixMilli(), d.clock, rid(d.name))
	entry := record.HashOf([]byte(fmt.Sprint(d.name, d.clock)))
	out := make([]record.Happened, len(events))
	for i, e := range events {
		e, err := e.Seal("salt")
		if err != nil || e.Err() != nil {
			d.t.Fatal(err, e.Err())
		}
		e.When = record.Instant(now)
		out[i] = record.Happened{Event: e, At: stamp, By: by, Entry: entry}
	}
	return out
}

// do appends what a command returned; a problem of the command or of a fold comes back, and nothing is kept.
func (d *desk) do(who training.Actor, now time.Time, events []record.Event, err error) error {
	if err != nil {
		return err
	}
	before := map[record.Ref]any{}
	for ref, s := range d.states {
		before[ref] = s
	}
	all := d.sealed(events, who.ID, now)
	for _, h := range all {
		if err := d.fold(h); err != nil {
			d.states = before
			return err
		}
	}
	d.happened = append(d.happened, all...)
	return nil
}

// must is do for steps that have to work.
func (d *desk) must(who training.Actor, now time.Time, events []record.Event, err error) {
	d.t.Helper()
	if err := d.do(who, now, events, err); err != nil {
		d.t.Fatal(err)
	}
}

// merged folds everything that happened at the desks in the order of stamps, as storage does after a merge.
func merged(t tester, happened ...[]record.Happened) *desk {
	out := newDesk(t, "merged")
	for _, hs := range happened {
		out.happened = append(out.happened, hs...)
	}
	sort.SliceStable(out.happened, func(i, j int) bool { return out.happened[i].At < out.happened[j].At })
	for _, h := range out.happened {
		err := out.fold(h)
		var refused record.Refused
		if errors.As(err, &refused) {
			out.refused = append(out.refused, refused.Reason)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func (d *desk) ret(id record.ID) Return {
	r, _ := d.states[Returns.Ref(id)].(Return)
	return r
}

func (d *desk) ledger(id record.ID) Ledger {
	l, _ := d.states[Ledgers.Ref(id)].(Ledger)
	return l
}

func (d *desk) policy(id record.ID) Policy {
	p, _ := d.states[Policies.Ref(id)].(Policy)
	return p
}

func person(name string, roles ...training.Role) training.Actor {
	return training.Actor{ID: rid(name), Name: name, Roles: roles, Zone: shanghai}
}

var (
	agent      = person("陈思远", training.Agent)
	supervisor = person("罗雨晴", training.Supervisor)
	inspector  = certified(person("何佳", training.Inspector), "2026-12-02")
	uncertain  = person("于敏", training.Inspector)
)

func certified(a training.Actor, until record.Day) training.Actor {
	a.Held = append(a.Held, training.Certificate{
		ID: rid("certificate of " + a.Name), Number: "C-1", Person: a.ID, Steps: []training.Step{training.Inspect, training.Disinfect},
		From: at("2025-12-03 00:00"), Until: until,
	})
	return a
}

func yuan(minor int64) record.Money { return record.Money{Minor: minor, Currency: "CNY"} }

// anOrder is the order of the reference picture: an air purifier, three filters and a scented box.
func anOrder() archive.Order {
	return archive.Order{
		ID: archive.OrderID("pinduoduo", "261108-1"), Platform: "pinduoduo", Number: "261108-1", Customer: rid("林静怡"),
		Status: archive.Signed, Currency: "CNY", SignedAt: at("2026-11-10 18:30"),
		Lines: []archive.Line{
			{No: 1, SKU: "AP500-WH", Name: "空气净化器 AP-500 白", Category: "小家电", Quantity: 1, Price: yuan(169900), Discount: yuan(0), Tax: yuan(0), ShippingPaid: yuan(0)},
			{No: 2, SKU: "F5-1P", Name: "复合滤芯 F5", Category: "小家电", Quantity: 3, Price: yuan(38700), Discount: yuan(0), Tax: yuan(0), ShippingPaid: yuan(0)},
			{No: 3, SKU: "AR-03-CD", Name: "香氛盒 雪松 3 枚装", Category: "家居", Quantity: 1, Price: yuan(5900), Discount: yuan(0), Tax: yuan(0), ShippingPaid: yuan(0), Attributes: []archive.Attribute{archive.Hygiene}},
		},
	}
}

func withPolicy(d *desk) Policy {
	d.t.Helper()
	id := rid("policy 1")
	events, err := Template().Events(id, 1, supervisor, at("2026-01-01 09:00"))
	d.must(supervisor, at("2026-01-01 09:00"), events, err)
	events, err = d.policy(id).Publish(PublishPolicy{Policy: id}, supervisor, at("2026-01-01 09:10"))
	d.must(supervisor, at("2026-01-01 09:10"), events, err)
	return d.policy(id)
}

func aRequest() Request {
	o := anOrder()
	return Request{Order: o.ID, Fault: Merchant, Method: DoorPickUp, Remarks: "吸力很弱", Lines: []RequestedLine{
		{OrderLine: 1, Quantity: 1, Reason: QualityFault, Opened: true},
		{OrderLine: 2, Quantity: 3, Reason: QualityFault, Opened: true},
		{OrderLine: 3, Quantity: 1, Reason: ChangeOfMind, Opened: true, Confirmed: true},
	}}
}

const (
	theReturn = record.ID("R000000000000000000000000A")
	refund1   = record.ID("F0000000000000000000000001")
	refund2   = record.ID("F0000000000000000000000002")
)

// requestedAt opens the return of the picture.
func requestedAt(d *desk, now time.Time) Policy {
	d.t.Helper()
	p := withPolicy(d)
	events, err := aRequest().Events(theReturn, "R-B-261116-3", agent, anOrder(), nil, p, now)
	d.must(agent, now, events, err)
	return p
}

// upTo brings the return of the picture to a stage: review, sendBack, receive, disinfect, inspect or dispose.
func upTo(d *desk, stage Stage) Policy {
	d.t.Helper()
	p := requestedAt(d, at("2026-11-16 15:20"))
	steps := []struct {
		at Stage
		do func(r Return, now time.Time) ([]record.Event, error)
	}{
		{StageReview, func(r Return, now time.Time) ([]record.Event, error) {
			return r.Approve(Approve{Return: r.ID}, agent, p, now)
		}},
		{StageSendBack, func(r Return, now time.Time) ([]record.Event, error) {
			return r.ShipBack(ShipBack{Return: r.ID, Carrier: "顺丰", Number: "SF1390", PickUp: true, Contactless: true, Gear: true}, agent, now)
		}},
		{StageReceive, func(r Return, now time.Time) ([]record.Event, error) {
			return r.Receive(Receive{Return: r.ID, Lines: []ReceivedLine{{Line: 1, Quantity: 1}, {Line: 2, Quantity: 2}}}, inspector, now)
		}},
		{StageDisinfect, func(r Return, now time.Time) ([]record.Event, error) {
			return r.Disinfect(Disinfect{Return: r.ID, Method: "ultraviolet", Agent: "UV-C", Minutes: 30}, inspector, now)
		}},
		{StageInspect, func(r Return, now time.Time) ([]record.Event, error) {
			events, err := r.Inspect(Inspect{Return: r.ID, Line: 1, Grade: "A", Accepted: 1}, inspector, now)
			if err != nil {
				return nil, err
			}
			more, err := r.Inspect(Inspect{Return: r.ID, Line: 2, Grade: "A", Accepted: 2}, inspector, now)
			return append(events, more...), err
		}},
	}
	now := at("2026-11-16 15:34")
	for _, s := range steps {
		if s.at == stage {
			return p
		}
		events, err := s.do(d.ret(theReturn), now)
		d.must(inspector, now, events, err)
		now = now.Add(24 * time.Hour)
	}
	return p
}

// code is the code of the problem in err, and the field it names.
func code(t tester, err error) (string, string) {
	t.Helper()
	if err == nil {
		return "", ""
	}
	p, ok := record.AsProblem(err)
	if !ok {
		t.Fatalf("no problem that a user can mend: %v", err)
	}
	return p.Code, p.Field
}

// tester is what helpers need of a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}
