package app_test

import (
	"testing"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

func ticketsOf(a *app.App) *app.Tickets {
	for _, s := range a.Services() {
		if s, ok := s.(*app.Tickets); ok {
			return s
		}
	}
	return nil
}

func openTicket(t *testing.T, tickets *app.Tickets, subject string) record.ID {
	t.Helper()
	got, err := tickets.Open(ticket.Open{Kind: ticket.Enquiry, Channel: ticket.Phone, Priority: ticket.Normal, Subject: subject})
	if err != nil {
		t.Fatal(err)
	}
	return got.Ticket.ID
}

func TestSeveralTicketsAreHandedOverAndTakenBack(t *testing.T) {
	a, _ := newDesk(t)
	_, staff := services(a)
	tickets := ticketsOf(a)
	chen, err := staff.AddPerson(training.AddPerson{Login: "chen", Name: "陈思远", Roles: []training.Role{training.Agent}, Department: training.CustomerService})
	if err != nil {
		t.Fatal(err)
	}
	one, two := openTicket(t, tickets, "异响"), openTicket(t, tickets, "少发")
	to := app.Holder{Owner: chen.ID}
	got, err := tickets.AssignAll(app.AssignAll{Steps: []app.Handover{{Ticket: one, To: to}, {Ticket: two, To: to}, {Ticket: "NONE", To: to}}})
	if err != nil || len(got.Undo) != 2 || len(got.Refused) != 1 || got.Refused[0].Problem.Code != "record.notFound" {
		t.Fatalf("%+v %v", got, err)
	}
	again, err := tickets.AssignAll(app.AssignAll{Steps: []app.Handover{{Ticket: one, To: to}}})
	if err != nil || len(again.Undo)+len(again.Refused) != 0 {
		t.Errorf("theirs already: %+v %v", again, err)
	}
	// Somebody took one of them meanwhile: the undo leaves that alone.
	if _, err := tickets.Assign(ticket.Assign{Ticket: two, Owner: "", Department: training.TechnicalSupport}); err != nil {
		t.Fatal(err)
	}
	back, err := tickets.AssignAll(app.AssignAll{Steps: got.Undo})
	if err != nil || len(back.Undo) != 1 || len(back.Refused) != 1 || back.Refused[0].Problem.Code != "ticket.changedSince" {
		t.Fatalf("%+v %v", back, err)
	}
	if d, err := tickets.Get(one); err != nil || d.Ticket.Owner != "" {
		t.Errorf("%+v %v", d.Ticket.Owner, err)
	}
	if d, err := tickets.Get(two); err != nil || d.Ticket.Department != training.TechnicalSupport {
		t.Errorf("%+v %v", d.Ticket.Department, err)
	}
}

func TestSeveralTicketsGetAPriorityAndTheirOwnBack(t *testing.T) {
	a, _ := newDesk(t)
	tickets := ticketsOf(a)
	one, two := openTicket(t, tickets, "异响"), openTicket(t, tickets, "少发")
	if _, err := tickets.Edit(ticket.Edit{Ticket: two, Field: ticket.FieldPriority, Value: string(ticket.High)}); err != nil {
		t.Fatal(err)
	}
	got, err := tickets.RankAll(app.RankAll{Steps: []app.Ranking{{Ticket: one, To: ticket.High}, {Ticket: two, To: ticket.High}}})
	if err != nil || len(got.Undo) != 1 || len(got.Refused) != 0 {
		t.Fatalf("%+v %v", got, err)
	}
	if _, err := tickets.RankAll(app.RankAll{Steps: got.Undo}); err != nil {
		t.Fatal(err)
	}
	if d, err := tickets.Get(one); err != nil || d.Ticket.Priority != ticket.Normal {
		t.Errorf("%s %v", d.Ticket.Priority, err)
	}
	wrong, err := tickets.RankAll(app.RankAll{Steps: []app.Ranking{{Ticket: one, To: "soon"}}})
	if err != nil || len(wrong.Refused) != 1 || wrong.Refused[0].Number == "" {
		t.Errorf("%+v %v", wrong, err)
	}
	if _, err := tickets.RankAll(app.RankAll{}); code(err) != "field.missing" {
		t.Errorf("none: %v", err)
	}
	if _, err := tickets.RankAll(app.RankAll{Steps: make([]app.Ranking, 201)}); code(err) != "ticket.tooManyMarked" {
		t.Errorf("too many: %v", err)
	}
}
