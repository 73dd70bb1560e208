package demo

import (
	"slices"
	"time"

	"mendesk/app"
	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
)

// tale is the one return that is told in full: an air purifier that rattles, filters of which one does not
// come back, an opened scent box that may not, one refund paid and one held. Its words are in told.json.
type tale struct {
	*thread
	words toldWords
	day   time.Time // the day on which it stands as it stands
}

// toldWords is what is said in it, and by whom.
type toldWords struct {
	Customer int    `json:"customer"`
	Agent    string `json:"agent"`
	Quality  string `json:"quality"` // login of the inspector
	Order    string `json:"order"`
	Serial   string `json:"serial"`
	Carrier  string `json:"carrier"`
	Parcel   string `json:"parcel"`
	Ask      string `json:"ask"`
	Subject  string `json:"subject"`
	Ack      string `json:"ack"`
	Reply    string `json:"reply"`
	Waits    string `json:"waits"`
	Yes      string `json:"yes"`
	Also     string `json:"also"`
	Remarks  string `json:"remarks"`
	Kept     string `json:"kept"`
	Note     string `json:"note"`
	Arrived  string `json:"arrived"`
	Found    string `json:"found"`
	When     string `json:"when"`
	Hold     string `json:"hold"`
}

// told plans the tale so that its last day is the last full working day of the history.
func (s *shop) told(t *story) {
	w := s.Told
	what := s.Situations[slices.IndexFunc(s.Situations, func(x situation) bool { return x.Reason == returns.QualityFault })]
	m := t.of(s.buyer(w.Customer), what, s.end.AddDate(0, 0, -20))
	m.agent, m.Subject, m.Ask = w.Agent, w.Subject, w.Ask
	m.basket = basket{number: w.Order}
	for i, of := range []struct {
		key   string
		units int
	}{{"AP-500", 1}, {"F5", 3}, {"AROMA", 1}} {
		m.basket.add(t.chance, s.product(of.key), chinese, of.units)
		if i == 0 {
			m.basket.lines[0].Serial = w.Serial
		}
	}
	x := tale{&thread{matter: m}, w, midnight(s.end)}
	if s.end.Before(x.day.Add(14*time.Hour + 36*time.Minute)) {
		x.day = x.day.AddDate(0, 0, -1)
	}
	x.bought()
	x.asks()
	x.comes()
	x.isPaid()
}

// on plans what the steps added by plan do, from a time of a day so many days before the last on.
func (x tale) on(days int, clock string, plan func()) {
	hour, _ := time.Parse("15:04", clock)
	at := x.day.AddDate(0, 0, -days).Add(time.Duration(hour.Hour()*60+hour.Minute()) * time.Minute)
	from := len(x.steps)
	plan()
	for i, step := range x.steps[from:] {
		x.shop.at(at.Add(time.Duration(i)*time.Second), step.do)
	}
	x.steps = x.steps[:from]
}

func (x tale) bought() {
	x.on(10, "11:48", func() {
		x.outside(0, func(now time.Time) (err error) {
			x.order, err = x.shop.order(x.chance, x.buyer, x.basket, now.Add(-28*time.Minute))
			return err
		})
	})
}

func (x tale) asks() {
	w := x.words
	x.on(5, "16:02", func() {
		x.desk(0, func(now time.Time) error { return x.open(ticket.Marketplace, now, now) })
		x.does(0, func() (app.TicketDetail, error) {
			return x.shop.tickets.ReplyOut(ticket.ReplyOut{Ticket: x.ticket, Text: w.Ack, Auto: true})
		})
	})
	x.on(5, "16:20", func() { x.taken(0) })
	x.on(4, "15:14", func() { x.replies(0, w.Reply, "") })
	x.on(4, "15:20", func() {
		x.desk(0, func(time.Time) error {
			got, err := by(x.shop, x.agent, func() (app.ReturnDetail, error) { return x.shop.returns.Request(x.requested()) })
			x.ret = got.Return.ID
			x.shop.made.Returns++
			return err
		})
		x.does(0, func() (app.TicketDetail, error) {
			return x.shop.tickets.Wait(ticket.Wait{Ticket: x.ticket, For: ticket.WaitingForCustomer, Reason: w.Waits})
		})
	})
	x.on(4, "15:34", func() {
		x.back(0, x.shop.head(), func() (app.ReturnDetail, error) {
			return x.shop.returns.Approve(returns.Approve{Return: x.ret})
		})
	})
	x.on(4, "17:26", func() { x.writes(0, w.Yes) })
	x.on(4, "17:40", func() { x.replies(0, w.Also, ticket.WaitingForThirdParty) })
}

func (x tale) requested() returns.Request {
	return returns.Request{
		Order: x.order.ID, Ticket: x.ticket, Fault: returns.Merchant, Method: returns.DoorPickUp, Remarks: x.words.Remarks,
		Lines: []returns.RequestedLine{
			{OrderLine: 1, Quantity: 1, Reason: returns.QualityFault, Opened: true},
			{OrderLine: 2, Quantity: 3, Reason: returns.QualityFault, Opened: true},
			{OrderLine: 3, Quantity: 1, Reason: returns.ChangeOfMind, Opened: true, Confirmed: true},
		},
	}
}

func (x tale) comes() {
	w := x.words
	ret := func(days int, clock, who string, do func() (app.ReturnDetail, error)) {
		x.on(days, clock, func() { x.back(0, who, do) })
	}
	ret(3, "09:42", x.agent, func() (app.ReturnDetail, error) {
		return x.shop.returns.ShipBack(returns.ShipBack{
			Return: x.ret, Carrier: w.Carrier, Number: w.Parcel, PickUp: true, Contactless: true, Gear: true,
		})
	})
	ret(3, "18:10", x.agent, func() (app.ReturnDetail, error) {
		return x.shop.returns.Track(returns.Track{Return: x.ret, To: returns.InTransit})
	})
	ret(1, "10:12", w.Quality, func() (app.ReturnDetail, error) {
		return x.shop.returns.Receive(returns.Receive{
			Return: x.ret, Lines: []returns.ReceivedLine{{Line: 1, Quantity: 1}, {Line: 2, Quantity: 2}}, Note: w.Arrived,
		})
	})
	x.on(1, "10:40", func() { x.notes(0, x.agent, w.Kept) })
	ret(1, "11:40", w.Quality, func() (app.ReturnDetail, error) { return x.disinfect(2) })
	ret(1, "15:52", w.Quality, func() (app.ReturnDetail, error) {
		return x.shop.returns.Inspect(returns.Inspect{Return: x.ret, Line: 2, Grade: "A", Accepted: 2, Checks: checked(), Note: w.Found})
	})
	ret(0, "11:08", w.Quality, func() (app.ReturnDetail, error) { return x.disinfect(1) })
	x.on(0, "11:10", func() {
		x.notes(0, w.Quality, w.Note)
		x.resumes(0)
	})
}

func (x tale) disinfect(line int) (app.ReturnDetail, error) {
	return x.shop.returns.Disinfect(returns.Disinfect{
		Return: x.ret, Lines: []int{line}, Method: "ultraviolet", Agent: "UV-C 253.7 nm", Minutes: 30,
	})
}

func checked() (out []returns.Check) {
	for _, key := range returns.Checks() {
		out = append(out, returns.Check{Key: key, OK: true})
	}
	return out
}

// isPaid: one filter is paid, the other is claimed and not yet paid; the machine waits for its inspection.
func (x tale) isPaid() {
	one := func(note string) func(returns.Ledger) (returns.Ledger, error) {
		return func(l returns.Ledger) (returns.Ledger, error) {
			price := archive.Line{Quantity: 3, Price: record.Money{Minor: x.shop.product("F5").Price * 3}}.PaidFor(0, 1)
			l, err := x.shop.returns.ProposeRefund(returns.ProposeRefund{
				Ledger: l.ID, Return: x.ret, Lines: []returns.RefundLine{{OrderLine: 2, Units: 1, Minor: price.Minor}}, Note: note,
			})
			if err == nil {
				x.refund = l.Refunds[len(l.Refunds)-1].ID
			}
			return l, err
		}
	}
	pay := func(days int, clock string, do func(returns.Ledger) (returns.Ledger, error)) {
		x.on(days, clock, func() { x.pays(0, do) })
	}
	approve := func(l returns.Ledger) (returns.Ledger, error) {
		if err := x.shop.as(x.shop.head()); err != nil {
			return l, err
		}
		return x.shop.returns.ApproveRefund(returns.ApproveRefund{Ledger: l.ID, Refund: x.refund})
	}
	pay(1, "16:15", one(""))
	pay(1, "16:17", approve)
	pay(1, "16:18", x.holds)
	pay(1, "16:20", func(l returns.Ledger) (returns.Ledger, error) {
		return x.shop.returns.ExecuteRefund(returns.ExecuteRefund{Ledger: l.ID, Refund: x.refund, Channel: "alipay", Reference: x.shop.clock.Format("20060102") + "8841"})
	})
	pay(0, "11:02", one(x.words.Hold))
	pay(0, "11:04", approve)
	pay(0, "11:05", x.holds)
	// The answer is due within two hours of work; of a history that ends in the morning it was asked for later.
	asked := x.day.Add(14*time.Hour + 18*time.Minute)
	if late := workBefore(x.shop.end, 78*time.Minute); late.After(asked) {
		asked = late
	}
	x.on(0, asked.Format("15:04"), func() { x.writes(0, x.words.When) })
}
