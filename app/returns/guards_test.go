package returns

import (
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

func intern() record.Intern {
	numbers := map[string]uint32{}
	return func(w string) uint32 {
		if _, ok := numbers[w]; !ok {
			numbers[w] = uint32(len(numbers))
		}
		return numbers[w]
	}
}

// Each row is one command that must be refused in a stage, with the code and the field that say why.
func TestGuardsOfAReturn(t *testing.T) {
	now := at("2026-11-20 11:00")
	type try func(r Return, p Policy) ([]record.Event, error)
	inspect := func(who training.Actor, when time.Time) try {
		return func(r Return, _ Policy) ([]record.Event, error) {
			return r.Inspect(Inspect{Line: 2, Grade: "A", Accepted: 2}, who, when)
		}
	}
	cases := []struct {
		name        string
		stage       Stage
		do          try
		code, field string
	}{
		{"inspect before reception", StageReceive, inspect(inspector, now), "inspect.notReceived", "line"},
		{"inspect in quarantine", StageDisinfect, inspect(inspector, now), "inspect.hygiene", "line"},
		{"inspect without a certificate", StageInspect, inspect(uncertain, now), "certificate.missing", ""},
		{"inspect after the certificate ended", StageInspect, inspect(inspector, at("2026-12-03 00:00")), "certificate.notValid", ""},
		{"inspect as an agent", StageInspect, inspect(certified(agent, "2027-01-01"), now), "right.missing", ""},
		{"inspect more than came", StageInspect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Inspect(Inspect{Line: 2, Grade: "A", Accepted: 3}, inspector, now)
		}, "inspect.sum", "rejected"},
		{"inspect without a grade", StageInspect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Inspect(Inspect{Line: 2, Accepted: 2}, inspector, now)
		}, "field.missing", "grade"},
		{"inspect what was not approved", StageInspect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Inspect(Inspect{Line: 3, Grade: "A", Accepted: 1}, inspector, now)
		}, "inspect.notReceived", "line"},
		{"disinfect too short", StageDisinfect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Disinfect(Disinfect{Method: "wiping", Agent: "75 % 酒精", Minutes: 29}, inspector, now)
		}, "disinfect.tooShort", "minutes"},
		{"disinfect twice", StageInspect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Disinfect(Disinfect{Lines: []int{1}, Method: "wiping", Agent: "75 % 酒精", Minutes: 30}, inspector, now)
		}, "disinfect.notQuarantined", "lines.0"},
		{"receive before approval", StageReview, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Receive(Receive{Lines: []ReceivedLine{{Line: 1, Quantity: 1}}}, inspector, now)
		}, "return.notApproved", ""},
		{"receive more than approved", StageReceive, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Receive(Receive{Lines: []ReceivedLine{{Line: 2, Quantity: 4}}}, inspector, now)
		}, "receive.moreThanApproved", "lines.0.quantity"},
		{"receive lost goods that came", StageReceive, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Receive(Receive{Lines: []ReceivedLine{{Line: 2, Quantity: 1, As: Lost}}}, inspector, now)
		}, "receive.doesNotFit", "lines.0.as"},
		{"ship without gear", StageSendBack, func(r Return, _ Policy) ([]record.Event, error) {
			return r.ShipBack(ShipBack{Carrier: "顺丰", PickUp: true, Contactless: true}, agent, now)
		}, "return.gearUnconfirmed", "gear"},
		{"ship before approval", StageReview, func(r Return, _ Policy) ([]record.Event, error) {
			return r.ShipBack(ShipBack{Carrier: "顺丰", Number: "1"}, agent, now)
		}, "return.notApproved", ""},
		{"cancel after reception", StageDisinfect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Cancel(Cancel{Reason: "不退了"}, agent, now)
		}, "return.alreadyReceived", ""},
		{"cancel without a reason", StageReview, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Cancel(Cancel{Reason: " "}, agent, now)
		}, "field.missing", "reason"},
		{"approve against the policy as an agent", StageReview, func(r Return, p Policy) ([]record.Event, error) {
			return r.Approve(Approve{Lines: []ApprovedLine{{Line: 3, Quantity: 1}}, Reason: "老客户"}, agent, p, now)
		}, "return.againstPolicy", "lines"},
		{"approve against the policy without a reason", StageReview, func(r Return, p Policy) ([]record.Event, error) {
			return r.Approve(Approve{Lines: []ApprovedLine{{Line: 3, Quantity: 1}}}, supervisor, p, now)
		}, "field.missing", "reason"},
		{"approve more than requested", StageReview, func(r Return, p Policy) ([]record.Event, error) {
			return r.Approve(Approve{Lines: []ApprovedLine{{Line: 2, Quantity: 4}}}, supervisor, p, now)
		}, "return.moreThanRequested", "lines.0.quantity"},
		{"approve nothing", StageReview, func(r Return, p Policy) ([]record.Event, error) {
			return r.Approve(Approve{Lines: []ApprovedLine{{Line: 2}}}, supervisor, p, now)
		}, "return.nothingApproved", "lines"},
		{"approve twice", StageSendBack, func(r Return, p Policy) ([]record.Event, error) {
			return r.Approve(Approve{}, supervisor, p, now)
		}, "return.notUnderReview", ""},
		{"reject by a clause that is not there", StageReview, func(r Return, p Policy) ([]record.Event, error) {
			return r.Reject(Reject{Clause: "9.9", Reason: "?"}, agent, p, now)
		}, "return.clauseUnknown", "clause"},
		{"dispose before inspection", StageInspect, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Dispose(Dispose{Line: 1, To: Restock}, inspector, now)
		}, "dispose.notInspected", "line"},
		{"send accepted goods back", StageDispose, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Dispose(Dispose{Line: 1, To: BackToCustomer}, inspector, now)
		}, "dispose.acceptedStays", "to"},
		{"settle before everything is decided", StageDispose, func(r Return, _ Policy) ([]record.Event, error) {
			return r.Settle(Settle{}, Ledger{}, agent, now)
		}, "settle.notDecided", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, "A")
			p := upTo(d, c.stage)
			_, err := c.do(d.ret(theReturn), p)
			if got, field := code(t, err); got != c.code || field != c.field {
				t.Fatalf("refused with %q on %q, want %q on %q", got, field, c.code, c.field)
			}
		})
	}
}

func TestUnfitGoodsAreInspectedButNotRestocked(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageDisinfect)
	now := at("2026-11-20 11:00")
	events, err := d.ret(theReturn).Disinfect(Disinfect{Method: "heat", Agent: "蒸汽", Unfit: true}, inspector, now)
	d.must(inspector, now, events, err)
	events, err = d.ret(theReturn).Inspect(Inspect{Line: 1, Grade: "D", Accepted: 1}, inspector, now)
	d.must(inspector, now, events, err)
	_, err = d.ret(theReturn).Dispose(Dispose{Line: 1, To: Restock}, inspector, now)
	if c, _ := code(t, err); c != "dispose.notDisinfected" {
		t.Fatalf("restocked without disinfection: %v", err)
	}
	if _, err := d.ret(theReturn).Dispose(Dispose{Line: 1, To: Scrap}, inspector, now); err != nil {
		t.Fatal(err)
	}
}

func TestQuietTimesSwitchHygieneOff(t *testing.T) {
	d := newDesk(t, "A")
	p := withPolicy(d)
	p.Terms.Hygienic = Hygienic{}
	now := at("2026-11-16 15:20")
	events, err := aRequest().Events(theReturn, "R-1", agent, anOrder(), nil, p, now)
	d.must(agent, now, events, err)
	events, err = d.ret(theReturn).Approve(Approve{}, agent, p, now)
	d.must(agent, now, events, err)
	events, err = d.ret(theReturn).Receive(Receive{Lines: []ReceivedLine{{Line: 1, Quantity: 1}}}, inspector, now)
	d.must(inspector, now, events, err)
	_, err = d.ret(theReturn).Disinfect(Disinfect{Method: "heat", Agent: "x", Minutes: 60}, inspector, now)
	if c, _ := code(t, err); c != "disinfect.notNeeded" {
		t.Fatalf("disinfection was not refused: %v", err)
	}
	if _, err := d.ret(theReturn).Inspect(Inspect{Line: 1, Grade: "A", Accepted: 1}, inspector, now); err != nil {
		t.Fatal(err)
	}
}

func TestRequestIsRefusedWithItsField(t *testing.T) {
	d := newDesk(t, "A")
	p := withPolicy(d)
	now := at("2026-11-16 15:20")
	cases := []struct {
		name        string
		change      func(*Request, *Policy)
		code, field string
	}{
		{"no fault", func(c *Request, _ *Policy) { c.Fault = "" }, "field.missing", "fault"},
		{"no method", func(c *Request, _ *Policy) { c.Method = "teleport" }, "field.missing", "method"},
		{"no lines", func(c *Request, _ *Policy) { c.Lines = nil }, "field.missing", "lines"},
		{"unknown line", func(c *Request, _ *Policy) { c.Lines[1].OrderLine = 9 }, "return.lineUnknown", "lines.1.orderLine"},
		{"line twice", func(c *Request, _ *Policy) { c.Lines[1].OrderLine = 1 }, "return.lineTwice", "lines.1.orderLine"},
		{"no reason", func(c *Request, _ *Policy) { c.Lines[0].Reason = "" }, "field.missing", "lines.0.reason"},
		{"too many", func(c *Request, _ *Policy) { c.Lines[1].Quantity = 4 }, "return.overOrdered", "lines.1.quantity"},
		{"none", func(c *Request, _ *Policy) { c.Lines[1].Quantity = 0 }, "return.overOrdered", "lines.1.quantity"},
		{"another order", func(c *Request, _ *Policy) { c.Order = rid("x") }, "field.missing", "order"},
		{"draft policy", func(_ *Request, p *Policy) { p.State = PolicyDraft }, "return.noPolicy", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			req, policy := aRequest(), p
			c.change(&req, &policy)
			_, err := req.Events(theReturn, "R-1", agent, anOrder(), nil, policy, now)
			if got, field := code(t, err); got != c.code || field != c.field {
				t.Fatalf("refused with %q on %q, want %q on %q", got, field, c.code, c.field)
			}
		})
	}
}

func TestSupervisorApprovesAgainstThePolicy(t *testing.T) {
	d := newDesk(t, "A")
	p := upTo(d, StageReview)
	now := at("2026-11-16 15:34")
	events, err := d.ret(theReturn).Reject(Reject{Clause: "3.2", Reason: "已拆封"}, agent, p, now)
	d.must(agent, now, events, err)
	if r := d.ret(theReturn); r.State != Rejected || r.Stage != StageFinished || r.Clause != "3.2" {
		t.Fatalf("rejected return is %+v", r)
	}
	events, err = d.ret(theReturn).Approve(Approve{Lines: []ApprovedLine{{Line: 3, Quantity: 1}}, Reason: "老客户，一次例外"}, supervisor, p, now)
	d.must(supervisor, now, events, err)
	if r := d.ret(theReturn); r.State != Approved || !r.Against || r.Clause != "3.2" || r.ReviewReason != "老客户，一次例外" {
		t.Fatalf("return approved against the policy is %+v", r)
	}
}

func TestQuestionAndAnswer(t *testing.T) {
	d := newDesk(t, "A")
	upTo(d, StageReview)
	now := at("2026-11-16 16:00")
	for range 2 {
		events, err := d.ret(theReturn).AskInformation(AskInformation{Question: "请补一张签收照片"}, agent, now)
		d.must(agent, now, events, err)
	}
	r := d.ret(theReturn)
	if r.State != NeedsInformation || r.Waiting != ForCustomer || r.Asked != 2 {
		t.Fatalf("asked: %+v", r)
	}
	if b := r.Brief(DefaultColumnLimits(), at("2026-11-17 00:32")); b.Pace != Stuck || b.WhyKey != "returns.matter.asked" || b.WhyParams["count"] != "2" || b.Amount.Minor != 214500 {
		t.Fatalf("card %+v", b)
	}
	events, err := r.GiveInformation(GiveInformation{Answer: "照片已发"}, agent, now.Add(time.Hour))
	d.must(agent, now.Add(time.Hour), events, err)
	if r := d.ret(theReturn); r.State != Requested || r.Waiting != ForUs || r.Question != "" || r.Stage != StageReview {
		t.Fatalf("answered: %+v", r)
	}
}
