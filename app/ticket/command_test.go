package ticket

import (
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

func field(err error) string {
	p, _ := record.AsProblem(err)
	return p.Field
}

func TestOpenRefusesWhatCannotBe(t *testing.T) {
	good := Open{Kind: Repair, Channel: Phone, Priority: High, Subject: "不出水"}
	if _, err := good.Events("T", "T-1", agent, "", nine); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, code, field string
		change            func(*Open)
	}{
		{"no kind", "field.missing", "kind", func(o *Open) { o.Kind = "" }},
		{"a kind nobody knows", "field.unknownValue", "kind", func(o *Open) { o.Kind = "lost" }},
		{"no channel", "field.missing", "channel", func(o *Open) { o.Channel = "" }},
		{"a priority nobody knows", "field.unknownValue", "priority", func(o *Open) { o.Priority = "critical" }},
		{"a blank subject", "field.missing", "subject", func(o *Open) { o.Subject = " 　" }},
		{"a long subject", "field.tooLong", "subject", func(o *Open) { o.Subject = strings.Repeat("长", 201) }},
		{"a long description", "field.tooLong", "description", func(o *Open) { o.Description = strings.Repeat("长", maxText+1) }},
		{"written tomorrow", "field.inFuture", "at", func(o *Open) { o.At = nine.Add(time.Hour) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := good
			c.change(&o)
			events, err := o.Events("T", "T-1", agent, "", nine)
			if code(err) != c.code || field(err) != c.field || events != nil {
				t.Errorf("got %v, want %s on %s", err, c.code, c.field)
			}
		})
	}
	full := good
	full.Subject = strings.Repeat("长", 200)
	if _, err := full.Events("T", "T-1", agent, "", nine); err != nil {
		t.Errorf("200 characters were refused: %v", err)
	}
}

func TestEveryCommandAsksForARole(t *testing.T) {
	ticket, resolved := in(t, Opened).of, in(t, Resolved).of
	nobody := training.Actor{ID: "X", Zone: time.UTC}
	for name, do := range map[string]func(training.Actor) error{
		"open": func(a training.Actor) error {
			_, err := Open{Kind: Repair, Channel: Phone, Subject: "x"}.Events("T", "T-1", a, "", nine)
			return err
		},
		"reply": func(a training.Actor) error { _, err := ticket.ReplyOut(ReplyOut{Text: "x"}, a, after(5)); return err },
		"message": func(a training.Actor) error {
			_, err := ticket.MessageIn(MessageIn{Text: "x"}, a, after(5))
			return err
		},
		"assign": func(a training.Actor) error { _, err := ticket.Assign(Assign{Owner: "P"}, a, "", after(5)); return err },
		"wait": func(a training.Actor) error {
			_, err := ticket.Wait(Wait{For: WaitingForCustomer}, a, after(5))
			return err
		},
		"resume": func(a training.Actor) error { _, err := in(t, New).of.Resume(Resume{}, a, after(5)); return err },
		"resolve": func(a training.Actor) error {
			_, err := ticket.Resolve(Resolve{Solution: "x"}, a, after(5))
			return err
		},
		"close":  func(a training.Actor) error { _, err := resolved.Close(Close{}, a, nil, after(5)); return err },
		"reopen": func(a training.Actor) error { _, err := resolved.Reopen(Reopen{Reason: "x"}, a, after(5)); return err },
		"dismiss": func(a training.Actor) error {
			_, err := in(t, New).of.Dismiss(Dismiss{As: Spam}, a, after(5))
			return err
		},
		"edit": func(a training.Actor) error {
			_, err := ticket.Edit(Edit{Field: FieldSubject, Value: "x"}, a, "", after(5))
			return err
		},
		"rate":   func(a training.Actor) error { _, err := resolved.Rate(Rate{Rating: 5}, a, after(5)); return err },
		"import": func(a training.Actor) error { _, err := row().Events(Ticket{}, a, "", after(5)); return err },
	} {
		if err := do(agent); err != nil {
			t.Errorf("%s refused an agent: %v", name, err)
		}
		for _, a := range []training.Actor{nobody, inspector} {
			if err := do(a); code(err) != "right.missing" {
				t.Errorf("%s by %s: %v, want right.missing", name, a.ID, err)
			}
		}
	}
	if _, err := ticket.Note(Note{Text: "x"}, inspector, after(5)); err != nil {
		t.Errorf("an inspector may not note: %v", err)
	}
}

func TestWordsAreNeeded(t *testing.T) {
	open, resolved := in(t, Opened).of, in(t, Resolved).of
	_, reply := open.ReplyOut(ReplyOut{Text: " "}, agent, after(5))
	_, note := open.Note(Note{}, agent, after(5))
	_, message := open.MessageIn(MessageIn{}, agent, after(5))
	_, solution := open.Resolve(Resolve{Solution: "\n"}, agent, after(5))
	_, reason := resolved.Reopen(Reopen{}, agent, after(5))
	for want, err := range map[string]error{"text": note, "solution": solution, "reason": reason} {
		if code(err) != "field.missing" || field(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	if code(reply) != "field.missing" || code(message) != "field.missing" {
		t.Errorf("empty words were accepted: %v, %v", reply, message)
	}
}

func TestCloseWaitsForOpenWork(t *testing.T) {
	s := in(t, Resolved)
	_, err := s.of.Close(Close{}, agent, []record.Ref{{Kind: "return", ID: "R"}, {Kind: "claim", ID: "C"}}, after(5))
	p, _ := record.AsProblem(err)
	if p.Code != "ticket.workOpen" || p.Params["count"] != "2" {
		t.Errorf("got %v, want ticket.workOpen", err)
	}
}

func TestSayingBeforeTheBeginningIsRefused(t *testing.T) {
	s := in(t, Opened)
	if _, err := s.of.ReplyOut(ReplyOut{Text: "x", At: nine.Add(-time.Minute)}, agent, after(5)); code(err) != "ticket.beforeCreation" {
		t.Errorf("a reply before the creation: %v", err)
	}
	if _, err := s.of.MessageIn(MessageIn{Text: "x", At: after(6)}, agent, after(5)); code(err) != "field.inFuture" {
		t.Errorf("a message of the future: %v", err)
	}
	if _, err := in(t, Spam).of.ReplyOut(ReplyOut{Text: "x"}, agent, after(5)); code(err) != "ticket.dismissed" {
		t.Errorf("a reply to spam: %v", err)
	}
}

func TestReplyThenWaitWhereItWaitsAlready(t *testing.T) {
	s := in(t, WaitingForCustomer)
	events, err := s.of.ReplyOut(ReplyOut{Text: "补充一点", Then: WaitingForCustomer}, agent, after(5))
	if err != nil || len(events) != 1 {
		t.Errorf("%d events, %v", len(events), err)
	}
}

func TestReplyToANewTicketThenWaits(t *testing.T) {
	s := opened(t, nine)
	s.reply(after(5), WaitingForCustomer)
	l, _ := Line(s.log[len(s.log)-1])
	if s.of.State != WaitingForCustomer || l.Params["from"] != "open" || l.Params["to"] != "waitingCustomer" {
		t.Errorf("state %s, line %v", s.of.State, l)
	}
}

func TestAssigning(t *testing.T) {
	s := in(t, Opened)
	events, err := s.of.Assign(Assign{Owner: "MENG", Remark: "会法语"}, agent, training.TechnicalSupport, after(5))
	s.did(after(5), events, err)
	if s.of.Owner != "MENG" || s.of.Department != training.TechnicalSupport {
		t.Errorf("owner %s of %s", s.of.Owner, s.of.Department)
	}
	if _, err := s.of.Assign(Assign{Owner: "MENG"}, agent, training.TechnicalSupport, after(6)); code(err) != "ticket.alreadyAssigned" {
		t.Errorf("assigned twice: %v", err)
	}
	events, err = s.of.Assign(Assign{}, agent, "", after(7))
	s.did(after(7), events, err)
	if s.of.Owner != "" || s.of.Department != training.TechnicalSupport {
		t.Errorf("after leaving it to the department: %q of %s", s.of.Owner, s.of.Department)
	}
}

func TestConcurrentEditsStandUntilSettled(t *testing.T) {
	s := in(t, Opened)
	seen := s.of
	one, err := seen.Edit(Edit{Field: FieldPriority, Value: "high"}, agent, "", after(5))
	s.did(after(5), one, err)
	two, err := seen.Edit(Edit{Field: FieldPriority, Value: "urgent"}, agent, "URGENT", after(6))
	s.did(after(6), two, err)
	if s.of.Priority != Urgent || s.of.Standard != "URGENT" || len(s.of.Edits.Competing()) != 1 {
		t.Fatalf("priority %s, competing %v", s.of.Priority, s.of.Edits.Competing())
	}
	if !s.of.Brief(Standard{}, Calendar{}, after(7)).Conflict {
		t.Error("the list does not show the conflict")
	}
	settle, err := s.of.Edit(Edit{Field: FieldPriority, Value: "urgent"}, agent, "", after(8))
	s.did(after(8), settle, err)
	if s.of.Priority != Urgent || len(s.of.Edits.Competing()) != 0 {
		t.Errorf("priority %s, still competing: %v", s.of.Priority, s.of.Edits)
	}
	again, err := s.of.Edit(Edit{Field: FieldPriority, Value: "urgent"}, agent, "", after(9))
	if err != nil || again != nil {
		t.Errorf("the same value again: %v, %v", again, err)
	}
}

func TestEveryFieldCanBeEdited(t *testing.T) {
	for field, value := range map[string]string{FieldKind: "complaint", FieldPriority: "low", FieldSeverity: "serious", FieldCategory: "物流", FieldChannel: "phone", FieldSubject: "异响"} {
		s := in(t, Opened)
		events, err := s.of.Edit(Edit{Field: field, Value: value}, agent, "", after(5))
		s.did(after(5), events, err)
		if got := s.of.value(field); got != value {
			t.Errorf("%s is %q, want %q", field, got, value)
		}
		if field != FieldCategory {
			if _, err := s.of.Edit(Edit{Field: field, Value: ""}, agent, "", after(6)); err == nil {
				t.Errorf("%s was emptied", field)
			}
		}
	}
	if _, err := in(t, Opened).of.Edit(Edit{Field: "state", Value: "closed"}, agent, "", after(5)); code(err) != "field.unknownValue" {
		t.Errorf("the state was edited: %v", err)
	}
}

func TestRating(t *testing.T) {
	s := in(t, Resolved)
	for _, n := range []int{-1, 0, 6} {
		if _, err := s.of.Rate(Rate{Rating: n}, agent, after(5)); code(err) != "ticket.ratingRange" {
			t.Errorf("rating %d: %v", n, err)
		}
	}
	events, err := s.of.Rate(Rate{Rating: 4}, agent, after(5))
	s.did(after(5), events, err)
	if s.of.Rating != 4 || !s.of.RatedAt.Equal(after(5)) {
		t.Errorf("rated %d at %s", s.of.Rating, s.of.RatedAt)
	}
	if _, err := in(t, Opened).of.Rate(Rate{Rating: 4}, agent, after(5)); code(err) != "ticket.notResolved" {
		t.Errorf("rated before it was resolved: %v", err)
	}
}

// Names, contacts and free text belong into the private part, which can be erased.
func TestDataHoldsNoWordsOfPeople(t *testing.T) {
	const secret = "林静怡 13800006207"
	s := &story{t: t}
	events, err := Open{Kind: Return, Channel: Chat, Subject: secret, Description: secret}.Events("TICKET", "T-1", agent, "", nine)
	s.did(nine, events, err)
	for i, do := range []func() ([]record.Event, error){
		func() ([]record.Event, error) { return s.of.ReplyOut(ReplyOut{Text: secret}, agent, after(2)) },
		func() ([]record.Event, error) { return s.of.MessageIn(MessageIn{Text: secret}, agent, after(3)) },
		func() ([]record.Event, error) { return s.of.Note(Note{Text: secret}, agent, after(4)) },
		func() ([]record.Event, error) {
			return s.of.Assign(Assign{Owner: "P", Remark: secret}, agent, "", after(5))
		},
		func() ([]record.Event, error) {
			return s.of.Edit(Edit{Field: FieldSubject, Value: secret + "!"}, agent, "", after(6))
		},
		func() ([]record.Event, error) {
			return s.of.Wait(Wait{For: WaitingForCustomer, Reason: secret}, agent, after(7))
		},
		func() ([]record.Event, error) { return s.of.Resolve(Resolve{Solution: secret}, agent, after(8)) },
		func() ([]record.Event, error) { return s.of.Rate(Rate{Rating: 1, Remark: secret}, agent, after(9)) },
		func() ([]record.Event, error) { return s.of.Close(Close{Remark: secret}, agent, nil, after(10)) },
		func() ([]record.Event, error) { return s.of.Reopen(Reopen{Reason: secret}, agent, after(11)) },
	} {
		events, err := do()
		s.did(after(20+i), events, err)
	}
	imported := row()
	imported.Subject, imported.Description, imported.OwnerWords = secret, secret, secret
	events, err = imported.Events(Ticket{}, agent, "", nine)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range append(s.log, s.change(nine, events)...) {
		if strings.Contains(string(h.Data), "林静怡") || strings.Contains(string(h.Data), "6207") {
			t.Errorf("%s says %s", h.What, h.Data)
		}
		if _, ok := Line(h); !ok {
			t.Errorf("%s has no line in the timeline", h.What)
		}
	}
}
