package app

import (
	"slices"
	"testing"

	"mendesk/app/record"
	"mendesk/app/returns"
)

func (w *twoDesks) conflicts(a *App) []Conflict {
	w.t.Helper()
	return call[[]Conflict](w, a, "Conflicts.List", "", "")
}

// meet lets the two workstations know the same, and checks that they see the same conflicts.
func (w *twoDesks) meet() []Conflict {
	w.t.Helper()
	w.pull(w.a)
	w.pull(w.b)
	one, two := w.conflicts(w.a), w.conflicts(w.b)
	ids := func(list []Conflict) (out []record.ID) {
		for _, c := range list {
			out = append(out, c.ID)
		}
		return out
	}
	if !slices.Equal(ids(one), ids(two)) {
		w.t.Fatalf("the two see other conflicts:\n%+v\n%+v", one, two)
	}
	return one
}

func (w *twoDesks) settle(a *App, c Conflict, value, want string) []Conflict {
	w.t.Helper()
	return call[[]Conflict](w, a, "Conflicts.Settle", `{"conflict":"`+string(c.ID)+`","value":"`+value+`","reason":"问过客户"}`, want)
}

func TestTwoValuesOfAFieldWaitForAPerson(t *testing.T) {
	w, _, _ := refundable(t)
	edit := func(a *App, value string) {
		call[TicketDetail](w, a, "Tickets.Edit", `{"ticket":"`+string(w.ticket)+`","field":"subject","value":"`+value+`"}`, "")
	}
	edit(w.a, "滤芯异响，一个")
	edit(w.b, "滤芯异响，三个")
	list := w.meet()
	if len(list) != 1 || list[0].What != ConflictEdit || list[0].Field != "subject" || len(list[0].Sides) != 2 || !list[0].Free {
		t.Fatalf("conflicts: %+v", list)
	}
	one, two := list[0].Sides[0], list[0].Sides[1]
	if one.Value != "滤芯异响，一个" || one.Letter != "A" || two.Letter != "B" || one.Shown || !two.Shown || one.By == "" || one.At.IsZero() {
		t.Fatalf("sides: %+v", list[0].Sides)
	}
	if s := call[SyncStatus](w, w.a, "Sync.Status", "", ""); s.Conflicts != 1 {
		t.Fatalf("the status of sync tells of %d conflicts", s.Conflicts)
	}
	if n := call[int](w, w.a, "Conflicts.Count", "", ""); n != 1 {
		t.Fatalf("counted %d", n)
	}
	call[[]Conflict](w, w.a, "Conflicts.Settle", `{"conflict":"`+string(list[0].ID)+`","value":"x","reason":" "}`, "field.missing")
	w.settle(w.a, list[0], one.Value, "")
	if list := w.meet(); len(list) != 0 {
		t.Fatalf("settled, and still there: %+v", list)
	}
	if d := call[TicketDetail](w, w.b, "Tickets.Get", `"`+string(w.ticket)+`"`, ""); d.Ticket.Subject != one.Value || len(d.Ticket.Edits) != 1 {
		t.Fatalf("the ticket shows %q, edits %+v", d.Ticket.Subject, d.Ticket.Edits)
	}
	w.settle(w.b, list[0], two.Value, "conflict.settled")
	edit(w.a, "甲")
	edit(w.b, "乙")
	list = w.meet()
	w.settle(w.b, list[0], "甲和乙", "")
	if d := call[TicketDetail](w, w.b, "Tickets.Get", `"`+string(w.ticket)+`"`, ""); d.Ticket.Subject != "甲和乙" || len(w.meet()) != 0 {
		t.Fatalf("merged by hand: %q", d.Ticket.Subject)
	}
	phone := func(a *App, language string) {
		customer := call[TicketDetail](w, a, "Tickets.Get", `"`+string(w.ticket)+`"`, "").Ticket.Customer
		call[any](w, a, "Customers.Change", `{"customer":"`+string(customer)+`","name":"林静怡","phones":["13800006207"],"emails":[],"language":"`+language+`"}`, "")
	}
	phone(w.a, "en")
	phone(w.b, "zh-CN")
	list = w.meet()
	if len(list) != 1 || list[0].Free || list[0].Title != "林静怡" {
		t.Fatalf("a customer's language: %+v", list)
	}
	w.settle(w.a, list[0], "fr", "field.missing")
	w.settle(w.a, list[0], "en", "")
	if list := w.meet(); len(list) != 0 {
		t.Fatalf("settled: %+v", list)
	}
}

// One workstation settles what another has in work: the decision that did not hold is told with both sides, and what
// failed because of it is not told again.
func TestARefusedDecisionTellsBothSides(t *testing.T) {
	w, _, _ := refundable(t)
	resolve := func(a *App) {
		call[TicketDetail](w, a, "Tickets.Resolve", `{"ticket":"`+string(w.ticket)+`","solution":"已处理"}`, "")
	}
	resolve(w.a)
	resolve(w.b)
	call[TicketDetail](w, w.b, "Tickets.Reopen", `{"ticket":"`+string(w.ticket)+`","reason":"客户又来了"}`, "")
	list := w.meet()
	if len(list) != 1 || list[0].What != ConflictRefused || list[0].Code != "ticket.notOpen" || list[0].Number == "" {
		t.Fatalf("conflicts: %+v", list)
	}
	c := list[0]
	if len(c.Mine) != 2 || c.Mine[0].Line.What != "resumed" || c.Mine[0].Letter != "B" || len(c.Theirs) == 0 || c.Theirs[len(c.Theirs)-1].Letter != "A" {
		t.Fatalf("the story: mine %+v, theirs %+v", c.Mine, c.Theirs)
	}
	w.settle(w.b, c, "", "")
	if list := w.meet(); len(list) != 0 {
		t.Fatalf("seen, and still there: %+v", list)
	}
}

func TestATicketClosedWhileAReturnWasOpenedElsewhere(t *testing.T) {
	w, a, b := refundable(t)
	w.a.desk.payer, w.b.desk.payer = nil, nil
	_, _ = a, b
	ticket := call[TicketDetail](w, w.a, "Tickets.Open", `{"kind":"return","channel":"chat","subject":"第二件","order":"`+string(w.order)+`"}`, "").Ticket.ID
	w.meet()
	call[TicketDetail](w, w.a, "Tickets.Resolve", `{"ticket":"`+string(ticket)+`","solution":"已处理"}`, "")
	call[TicketDetail](w, w.a, "Tickets.Close", `{"ticket":"`+string(ticket)+`"}`, "")
	order := call[struct {
		ID record.ID `json:"id"`
	}](w, w.b, "Customers.PutOrder", `{"platform":"tmall","number":"2","status":"signed","placedAt":"2026-11-18T02:00:00Z","paidAt":"2026-11-18T02:01:00Z","shippedAt":"2026-11-18T09:00:00Z","signedAt":"2026-11-20T02:00:00Z","currency":"CNY","shipping":{"minor":0,"currency":"CNY"},"discount":{"minor":0,"currency":"CNY"},"received":{"minor":0,"currency":"CNY"},"lines":[{"sku":"F5-1P","name":"复合滤芯 F5","quantity":1,"price":{"minor":12900,"currency":"CNY"}}]}`, "").ID
	call[ReturnDetail](w, w.b, "Returns.Request", `{"order":"`+string(order)+`","ticket":"`+string(ticket)+`","fault":"merchant","method":"dropOff","lines":[{"orderLine":1,"quantity":1,"reason":"quality","opened":true}]}`, "")
	list := w.meet()
	if len(list) != 1 || list[0].Code != "closedWithOpenReturn" || list[0].Params["number"] == "" {
		t.Fatalf("findings: %+v", list)
	}
	call[TicketDetail](w, w.b, "Tickets.Reopen", `{"ticket":"`+string(ticket)+`","reason":"还有退货"}`, "")
	if list := w.meet(); len(list) != 0 {
		t.Fatalf("mended, and still found: %+v", list)
	}
}

// The double payment stands first among the conflicts, and is settled at the return alone.
func TestIncidentsAndLostHoldsStandAmongTheConflicts(t *testing.T) {
	w, a, b := refundable(t)
	a.away, b.away = true, true
	one := w.refund(w.a)
	call[returns.Ledger](w, w.a, "Returns.OverrideHold", w.about(w.a, one.ID, `,"reason":"断网"`), "")
	two := w.refund(w.b)
	call[returns.Ledger](w, w.b, "Returns.OverrideHold", w.about(w.b, two.ID, `,"reason":"断网"`), "")
	list := w.meet()
	if len(list) != 1 || list[0].What != ConflictIncident || list[0].Params["amount"] != "387.00" || len(list[0].Sides) != 2 || list[0].Link != "/returns/"+string(w.ret) {
		t.Fatalf("conflicts: %+v", list)
	}
	w.settle(w.a, list[0], "", "conflict.atTheReturn")
	call[returns.Ledger](w, w.a, "Returns.SettleIncident", `{"ledger":"`+string(w.order)+`","incident":1,"stands":"`+string(one.ID)+`","recovered":0,"words":"第二笔没有付出"}`, "")
	call[returns.Ledger](w, w.b, "Returns.DeclineRefund", w.about(w.b, two.ID, `,"reason":"重复"`), "")
	if list := w.meet(); len(list) != 0 {
		t.Fatalf("settled: %+v", list)
	}
	if s := call[ReturnDetail](w, w.a, "Returns.Get", `"`+string(w.ret)+`"`, ""); len(s.Ledger.Incidents) != 1 {
		t.Fatal("the ledger forgot its incident")
	}
}
