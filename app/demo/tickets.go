package demo

import (
	"fmt"
	"time"

	"mendesk/app"
	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/ticket"
)

// brought plans a ticket that begins at a moment and goes its usual way.
func (s *shop) brought(t *story, at time.Time, customers int) {
	for atWork(at.Add(time.Minute)).After(s.end) { // it would not be entered before the end
		at = at.Add(-37 * time.Minute)
	}
	m := t.of(s.buyer(t.IntN(customers)), s.situationOf(t.chance), at)
	c := m.begins()
	if m.Reason != "" {
		c.comesBack(usualWay(m))
		m.from(at)
		return
	}
	if m.Kind == ticket.Enquiry && t.likely(4) {
		c.dismissed(ticket.Cancelled)
		m.from(at)
		return
	}
	c.talks()
	c.ends()
	m.from(at)
}

// thread is the ticket of a matter, and what of it the desk has made.
type thread struct {
	*matter
	ticket record.ID
	order  archive.Order
	ret    record.ID
	refund record.ID
}

// begins plans the order and the ticket's opening. What is written at night is entered in the morning.
func (m *matter) begins() *thread {
	c := &thread{matter: m}
	channel := m.channel()
	var wrote time.Time
	m.outside(0, func(now time.Time) (err error) {
		wrote = now
		c.order, err = m.shop.order(m.chance, m.buyer, m.basket, now.Add(-m.sinceSigned()))
		return err
	})
	m.desk(time.Minute, func(now time.Time) error { return c.open(channel, wrote, now) })
	return c
}

// sinceSigned is how long the customer has had the goods: returns must be asked for within the window.
func (m *matter) sinceSigned() time.Duration {
	const day = 24 * time.Hour
	switch {
	case m.Reason != "":
		return m.between(day, 6*day)
	case m.Kind == ticket.Repair:
		return m.between(20*day, 60*day)
	}
	return m.between(2*time.Hour, 12*day)
}

func (c *thread) open(channel ticket.Channel, wrote, now time.Time) error {
	priority := c.Priority
	if priority == "" {
		priority = ticket.Normal
	}
	got, err := by(c.shop, c.shop.agent(now), func() (app.TicketDetail, error) {
		return c.shop.tickets.Open(ticket.Open{
			Kind: c.Kind, Channel: channel, Priority: priority, Subject: c.say(c.Subject), Description: c.say(c.Ask),
			Customer: c.order.Customer, Order: c.order.ID, Lines: []string{"1"}, Category: c.Category, At: wrote,
		})
	})
	if err != nil {
		return fmt.Errorf("open %q: %w", c.Subject, err)
	}
	c.ticket = got.Ticket.ID
	c.shop.made.Tickets++
	return nil
}

// does plans something that the owner does with the ticket.
func (c *thread) does(after time.Duration, do func() (app.TicketDetail, error)) {
	c.desk(after, func(time.Time) error { return c.now(c.agent, do) })
}

func (c *thread) now(who string, do func() (app.TicketDetail, error)) error {
	if err := done(c.shop, who, do); err != nil {
		return fmt.Errorf("ticket %q: %w", c.Subject, err)
	}
	return nil
}

func (c *thread) taken(after time.Duration) {
	c.does(after, func() (app.TicketDetail, error) {
		return c.shop.tickets.Assign(ticket.Assign{Ticket: c.ticket, Owner: c.shop.people[c.agent]})
	})
}

func (c *thread) replies(after time.Duration, words string, then ticket.State) {
	c.does(after, func() (app.TicketDetail, error) {
		return c.shop.tickets.ReplyOut(ticket.ReplyOut{Ticket: c.ticket, Text: c.say(words), Then: then})
	})
}

func (c *thread) writes(after time.Duration, words string) {
	c.outside(after, func(time.Time) error {
		return c.now(c.agent, func() (app.TicketDetail, error) {
			return c.shop.tickets.MessageIn(ticket.MessageIn{Ticket: c.ticket, Text: c.say(words)})
		})
	})
}

func (c *thread) notes(after time.Duration, who, words string) {
	c.desk(after, func(time.Time) error {
		return c.now(who, func() (app.TicketDetail, error) {
			return c.shop.tickets.Note(ticket.Note{Ticket: c.ticket, Text: c.say(words)})
		})
	})
}

func (c *thread) waits(after time.Duration, state ticket.State) {
	reason := pick(c.chance, c.shop.Phrases.Wait[state])
	c.does(after, func() (app.TicketDetail, error) {
		return c.shop.tickets.Wait(ticket.Wait{Ticket: c.ticket, For: state, Reason: c.say(reason)})
	})
}

// firstReply is how soon: within the promised day but for one ticket in twenty-five or so.
func (c *thread) firstReply() time.Duration {
	if c.likely(3.2) {
		return c.between(25*time.Hour, 44*time.Hour)
	}
	return c.around(50 * time.Minute)
}

// answered plans the first reply, with the owner and perhaps a note before it.
func (c *thread) answered(then ticket.State) {
	first := c.firstReply()
	c.taken(first / 2)
	if c.Note != "" && c.likely(60) {
		c.notes(first/4, c.agent, c.Note)
	} else {
		first += first / 4
	}
	c.replies(first/4, c.Reply, then)
	if c.Severity != "" {
		c.does(10*time.Minute, func() (app.TicketDetail, error) {
			return c.shop.tickets.Edit(ticket.Edit{Ticket: c.ticket, Field: ticket.FieldSeverity, Value: string(c.Severity)})
		})
	}
}

// talks plans what is said until the matter can be settled.
func (c *thread) talks() {
	waits := ticket.State("")
	if c.More != "" {
		waits = ticket.WaitingForCustomer
	}
	c.answered(waits)
	if c.More != "" {
		c.writes(c.around(5*time.Hour), c.More)
		c.replies(c.around(70*time.Minute), c.Answer, "")
	}
	switch {
	case c.Kind == ticket.Claim || c.likely(8):
		c.waits(20*time.Minute, ticket.WaitingForThirdParty)
		c.resumes(c.around(40 * time.Hour))
	case c.Kind == ticket.Repair || c.likely(8):
		c.waits(20*time.Minute, ticket.WaitingForColleagues)
		c.resumes(c.around(7 * time.Hour))
	case c.likely(12):
		c.writes(c.around(6*time.Hour), c.phrase(c.shop.Phrases.Hurry))
		c.replies(c.around(time.Hour), c.phrase(c.shop.Phrases.Soothe), "")
	}
}

func (c *thread) resumes(after time.Duration) {
	c.does(after, func() (app.TicketDetail, error) { return c.shop.tickets.Resume(ticket.Resume{Ticket: c.ticket}) })
}

func (c *thread) resolved(after time.Duration) {
	c.does(after, func() (app.TicketDetail, error) {
		return c.shop.tickets.Resolve(ticket.Resolve{Ticket: c.ticket, Solution: c.say(c.Solution)})
	})
}

// ends plans the solution, the customer's rating, and the end; a few come back once more.
func (c *thread) ends() {
	c.resolved(c.around(2 * time.Hour))
	if c.likely(3.5) {
		c.reopened(c.around(20 * time.Hour))
		c.replies(c.around(80*time.Minute), c.phrase(c.shop.Phrases.Soothe), "")
		c.resolved(c.around(4 * time.Hour))
	}
	if c.likely(36) {
		c.rated(c.around(4 * time.Hour))
	}
	if c.likely(80) {
		c.closed(c.around(30 * time.Hour))
	}
}

func (c *thread) reopened(after time.Duration) {
	reason := c.phrase(c.shop.Phrases.Reopen)
	c.does(after, func() (app.TicketDetail, error) {
		return c.shop.tickets.Reopen(ticket.Reopen{Ticket: c.ticket, Reason: reason})
	})
}

// rated plans the customer's rating: 88 in a hundred give 4 or 5.
func (c *thread) rated(after time.Duration) {
	rating, remarks := 5-c.IntN(10)/7, c.shop.Phrases.Good
	content := 90.0
	if c.Kind == ticket.Complaint {
		content = 52
	}
	if !c.likely(content) {
		rating, remarks = 1+c.IntN(3), c.shop.Phrases.Bad
	}
	remark := ""
	if c.likely(40) && c.buyer.lang == chinese {
		remark = pick(c.chance, remarks)
	}
	c.outside(after, func(time.Time) error {
		return c.now(c.agent, func() (app.TicketDetail, error) {
			return c.shop.tickets.Rate(ticket.Rate{Ticket: c.ticket, Rating: rating, Remark: remark})
		})
	})
}

func (c *thread) closed(after time.Duration) {
	c.does(after, func() (app.TicketDetail, error) { return c.shop.tickets.Close(ticket.Close{Ticket: c.ticket}) })
}

// dismissed plans that the ticket turns out to be no work.
func (c *thread) dismissed(as ticket.State) {
	c.does(c.around(15*time.Minute), func() (app.TicketDetail, error) {
		return c.shop.tickets.Dismiss(ticket.Dismiss{Ticket: c.ticket, As: as})
	})
}
