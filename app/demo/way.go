package demo

import (
	"fmt"
	"strings"
	"time"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

// way is how far and by which turns goods come back.
type way struct {
	stop      stop // the last thing that happens
	asks      bool // something is missing to decide
	customs   bool
	short     bool // one unit fewer comes than was approved
	partly    bool // the second line is still on its way
	lost      bool // nothing comes; a supervisor grants the money
	worthless bool // inspection accepts nothing
	unfit     bool // cannot be disinfected
	fails     bool // the first payment fails
	keeps     bool // the customer sends nothing after all
	unworn    bool // the box was never opened
	hygiene   bool // opened hygiene goods, confirmed when buying, after a change of mind
}

// stop is a stage at which the story of a return can end.
type stop int

const (
	requested stop = iota
	questioned
	approved
	shipped
	travelling
	atCustoms
	received
	disinfected
	inspected
	disposed
	proposed
	held
	paid
	settled
	rejected
	cancelled
)

// usualWay draws how a return goes: most come to their end.
func usualWay(m *matter) way {
	w := way{stop: settled, asks: m.likely(15), customs: m.buyer.lang == english, unworn: m.likely(30)}
	switch n := m.IntN(100); {
	case n < 14 && m.Fault == returns.Buyer:
		w.stop = rejected
	case n < 18:
		w.stop = cancelled
	case n < 23:
		w.keeps = true
	case n < 26:
		w.lost = true
	case n < 31:
		w.worthless = true
	case n < 33:
		w.fails = true
	case n < 35:
		w.unfit = true
	}
	return w
}

// comesBack plans the return of a ticket along its way, and the end of the ticket.
func (c *thread) comesBack(w way) {
	p := c.shop.Phrases
	c.answered("")
	c.asked(12*time.Minute, w)
	if w.stop == requested {
		return
	}
	if w.asks || w.stop == questioned {
		c.missing(w.stop)
		if w.stop == questioned {
			return
		}
	}
	switch w.stop {
	case rejected:
		c.refused(w)
		return
	case cancelled:
		c.withdrawn(c.around(5 * time.Hour))
		return
	}
	c.allowed()
	if w.stop == approved {
		return
	}
	if w.keeps {
		c.expires()
		return
	}
	c.travels(w)
	if w.stop < received {
		return
	}
	if w.lost {
		c.lost()
	} else {
		c.arrives(w)
		if w.stop < proposed {
			return
		}
	}
	if !w.worthless {
		c.refunded(w)
	}
	if w.stop < settled {
		return
	}
	c.back(30*time.Minute, c.agent, func() (app.ReturnDetail, error) {
		return c.shop.returns.Settle(returns.Settle{Return: c.ret})
	})
	c.replies(10*time.Minute, c.phrase(p.Refunded), "")
	c.ends()
}

// back plans something that somebody does with the return.
func (c *thread) back(after time.Duration, who string, do func() (app.ReturnDetail, error)) {
	c.desk(after, func(time.Time) error { return c.withReturn(who, do) })
}

func (c *thread) withReturn(who string, do func() (app.ReturnDetail, error)) error {
	if err := done(c.shop, who, do); err != nil {
		return fmt.Errorf("return of %q: %w", c.Subject, err)
	}
	return nil
}

func (c *thread) asked(after time.Duration, w way) {
	c.desk(after, func(time.Time) error {
		got, err := by(c.shop, c.agent, func() (app.ReturnDetail, error) { return c.shop.returns.Request(c.request(w)) })
		if err != nil {
			return fmt.Errorf("ask for the return of %q: %w", c.Subject, err)
		}
		c.ret = got.Return.ID
		c.shop.made.Returns++
		return nil
	})
}

func (c *thread) request(w way) returns.Request {
	out := returns.Request{
		Order: c.order.ID, Ticket: c.ticket, Fault: c.Fault, Method: returns.DoorPickUp, Remarks: c.say(c.Ask),
		Lines: []returns.RequestedLine{{OrderLine: 1, Quantity: c.basket.lines[0].Quantity, Reason: c.Reason, Opened: !w.unworn}},
	}
	if c.buyer.lang == english {
		out.Method = returns.OverseasWarehouse
	} else if c.basket.variant < 25 {
		out.Method = returns.DropOff
	}
	if w.hygiene {
		out.Lines[0].Opened, out.Lines[0].Confirmed = true, true
	}
	if w.partly && len(c.basket.lines) > 1 {
		out.Lines = append(out.Lines, returns.RequestedLine{OrderLine: 2, Quantity: c.basket.lines[1].Quantity, Reason: c.Reason, Opened: !w.unworn})
	}
	return out
}

// missing plans the question to the customer and, unless the story ends with it, the answer.
func (c *thread) missing(end stop) {
	p := c.shop.Phrases
	question := c.phrase(p.Question)
	c.back(25*time.Minute, c.agent, func() (app.ReturnDetail, error) {
		return c.shop.returns.AskInformation(returns.AskInformation{Return: c.ret, Question: question})
	})
	c.replies(time.Minute, question, ticket.WaitingForCustomer)
	if end == questioned {
		return
	}
	answer := c.phrase(p.Answer)
	c.writes(c.around(6*time.Hour), answer)
	c.back(c.around(40*time.Minute), c.agent, func() (app.ReturnDetail, error) {
		return c.shop.returns.GiveInformation(returns.GiveInformation{Return: c.ret, Answer: answer})
	})
}

func (c *thread) refused(w way) {
	words, clause := c.shop.Phrases.Rejected[c.buyer.lang], "2.1"
	said := words[1]
	if w.hygiene {
		said, clause = words[0], "3.2"
	}
	c.back(c.around(time.Hour), c.shop.head(), func() (app.ReturnDetail, error) {
		return c.shop.returns.Reject(returns.Reject{Return: c.ret, Clause: clause, Reason: c.say(said)})
	})
	c.replies(c.around(15*time.Minute), said, "")
	c.ends()
}

func (c *thread) withdrawn(after time.Duration) {
	words := c.phrase(c.shop.Phrases.Withdrawn)
	c.writes(after, words)
	c.back(c.around(30*time.Minute), c.agent, func() (app.ReturnDetail, error) {
		return c.shop.returns.Cancel(returns.Cancel{Return: c.ret, Reason: words})
	})
	c.ends()
}

func (c *thread) allowed() {
	c.desk(c.around(90*time.Minute), func(time.Time) error {
		err := c.withReturn(c.agent, c.approval(""))
		if p, is := record.AsProblem(err); is && strings.HasPrefix(p.Code, "return.") { // against the policy: the head decides
			return c.withReturn(c.shop.head(), c.approval(c.shop.Phrases.Overrule))
		}
		return err
	})
	c.replies(5*time.Minute, c.phrase(c.shop.Phrases.Pickup), ticket.WaitingForCustomer)
}

// expires plans that nothing is sent: when the time for it is over the customer says why.
func (c *thread) expires() {
	c.withdrawn(8 * 24 * time.Hour)
}

// approval lets everything come back that is asked for; a reason makes it an overruling.
func (c *thread) approval(reason string) func() (app.ReturnDetail, error) {
	a := returns.Approve{Return: c.ret, Reason: reason}
	if reason != "" {
		a.Lines = []returns.ApprovedLine{{Line: 1, Quantity: c.basket.lines[0].Quantity}}
	}
	return func() (app.ReturnDetail, error) { return c.shop.returns.Approve(a) }
}

// travels plans the parcel's way, over customs from abroad.
func (c *thread) travels(w way) {
	number := fmt.Sprintf("SF13%02d %04d %04d", c.IntN(100), c.IntN(10000), c.IntN(10000))
	ship := returns.ShipBack{Carrier: pick(c.chance, c.shop.Shop.Carriers), Number: number}
	if c.buyer.lang == english {
		ship.Carrier = c.shop.Shop.CarrierOut
	} else if c.basket.variant >= 25 {
		ship.PickUp, ship.Contactless, ship.Gear = true, true, true
	}
	c.back(c.around(20*time.Hour), c.agent, func() (app.ReturnDetail, error) {
		ship.Return = c.ret
		return c.shop.returns.ShipBack(ship)
	})
	c.waits(time.Minute, ticket.WaitingForThirdParty)
	if w.stop == shipped {
		return
	}
	c.tracked(c.around(7*time.Hour), returns.InTransit)
	if w.stop == travelling || !w.customs && w.stop != atCustoms {
		return
	}
	c.tracked(c.around(60*time.Hour), returns.CustomsHold)
	if w.stop == atCustoms {
		return
	}
	c.tracked(c.around(90*time.Hour), returns.InTransit)
}

func (c *thread) tracked(after time.Duration, to returns.State) {
	c.outside(after, func(time.Time) error {
		return c.withReturn(c.agent, func() (app.ReturnDetail, error) {
			return c.shop.returns.Track(returns.Track{Return: c.ret, To: to})
		})
	})
}

// inspector who may inspect; of those, whoever comes first.
func (c *thread) inspect(do func() (app.ReturnDetail, error)) error {
	var err error
	who := c.shop.with(training.Inspector, c.shop.clock)
	first := c.basket.variant % len(who)
	for i := range who {
		err = c.withReturn(who[(first+i)%len(who)], do)
		if p, is := record.AsProblem(err); !is || !strings.HasPrefix(p.Code, "certificate.") {
			return err
		}
	}
	return err
}

func (c *thread) inspector() string {
	who := c.shop.with(training.Inspector, c.shop.start.AddDate(0, 0, 1))
	return who[c.basket.variant%len(who)]
}

// arrives plans reception, disinfection, inspection and disposition.
func (c *thread) arrives(w way) {
	units := c.basket.lines[0].Quantity
	if w.short {
		units--
	}
	who := c.inspector()
	c.back(c.around(40*time.Hour), who, func() (app.ReturnDetail, error) {
		return c.shop.returns.Receive(returns.Receive{Return: c.ret, Lines: []returns.ReceivedLine{{Line: 1, Quantity: units}}})
	})
	c.waits(10*time.Minute, ticket.WaitingForColleagues)
	if w.stop == received {
		return
	}
	c.back(c.around(2*time.Hour), who, func() (app.ReturnDetail, error) {
		return c.shop.returns.Disinfect(returns.Disinfect{
			Return: c.ret, Method: "ultraviolet", Agent: "UV-C 253.7 nm", Minutes: 30 + 5*c.IntN(3), Unfit: w.unfit,
		})
	})
	if w.stop == disinfected {
		return
	}
	c.found(w, units)
	if w.stop == inspected {
		return
	}
	c.back(c.around(50*time.Minute), who, func() (app.ReturnDetail, error) {
		return c.shop.returns.Dispose(returns.Dispose{Return: c.ret, Line: 1, To: c.disposition(w)})
	})
	if w.stop == disposed {
		return
	}
	c.resumes(20 * time.Minute)
	c.replies(10*time.Minute, c.phrase(c.shop.Phrases.Parcel), "")
}

func (c *thread) disposition(w way) returns.Disposition {
	switch {
	case w.worthless:
		return returns.BackToCustomer
	case w.unfit:
		return returns.Scrap
	case c.Fault == returns.Merchant:
		return pick(c.chance, []returns.Disposition{returns.Refurbish, returns.ToRepair, returns.ToVendor})
	case c.Fault == returns.Carrier:
		return returns.Scrap
	}
	return returns.Restock
}

// found plans the inspection.
func (c *thread) found(w way, units int) {
	p := c.shop.Phrases
	i := returns.Inspect{Line: 1, Grade: "A", Accepted: units, Note: pick(c.chance, p.Found)}
	switch {
	case w.worthless:
		i.Grade, i.Accepted, i.Rejected, i.Note = "D", 0, units, pick(c.chance, p.Refused)
	case c.Fault == returns.Merchant || c.Fault == returns.Carrier:
		i.Grade, i.Note = pick(c.chance, []string{"B", "B", "C"}), pick(c.chance, p.Faulty)
	}
	for _, key := range returns.Checks() {
		bad := w.worthless && key != "serial" || i.Grade != "A" && key == "working"
		i.Checks = append(i.Checks, returns.Check{Key: key, OK: !bad})
	}
	c.desk(c.around(5*time.Hour), func(time.Time) error {
		i.Return = c.ret
		return c.inspect(func() (app.ReturnDetail, error) { return c.shop.returns.Inspect(i) })
	})
}

// lost plans that nothing comes, and the supervisor's decision.
func (c *thread) lost() {
	c.back(c.around(120*time.Hour), c.inspector(), func() (app.ReturnDetail, error) {
		return c.shop.returns.Receive(returns.Receive{Return: c.ret, Lines: []returns.ReceivedLine{{Line: 1, As: returns.Lost}}})
	})
	c.desk(c.around(3*time.Hour), func(time.Time) error {
		return done(c.shop, c.shop.head(), func() (returns.Ledger, error) {
			return c.shop.returns.Grant(returns.Grant{
				Return: c.ret, Line: 1, Kind: returns.LostOnTheWay, Units: c.basket.lines[0].Quantity, Reason: c.shop.Phrases.Grant,
			})
		})
	})
	c.resumes(20 * time.Minute)
}
