package app

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// TicketAsk asks for a page of a view, or for what words find in all tickets.
type TicketAsk struct {
	View   string `json:"view"`
	Words  string `json:"words"` // number, customer or any words of a ticket
	Cursor string `json:"cursor"`
}

// TicketPage is a page of tickets.
type TicketPage struct {
	Rows []ticket.Brief `json:"rows"`
	Next string         `json:"next"` // empty on the last page
}

// ViewCount is a view with the number of tickets in it.
type ViewCount struct {
	Key   string `json:"key"`
	Count int    `json:"count"`
}

// TicketDetail is everything that the page of one ticket shows.
type TicketDetail struct {
	Ticket   ticket.Ticket    `json:"ticket"`
	State    ticket.State     `json:"state"` // as it counts now: a resolved ticket closes by time alone
	Brief    ticket.Brief     `json:"brief"`
	Clocks   []ticket.Clock   `json:"clocks"`
	Standard ticket.Standard  `json:"standard"`
	Lines    []record.Line    `json:"lines"` // oldest first
	Customer archive.Customer `json:"customer"`
	Counts   CustomerCounts   `json:"counts"`
	Order    archive.Order    `json:"order"`
	Returns  []returns.Brief  `json:"returns"`
}

// CustomerCounts is how much the desk has of a customer.
type CustomerCounts struct {
	Orders  int `json:"orders"`
	Tickets int `json:"tickets"`
	Returns int `json:"returns"`
}

func spanOf(v ticket.View) storage.Span {
	return storage.Span{Index: v.Index, Prefix: v.Prefix, From: v.From, To: v.To, Reverse: v.Reverse}
}

// Views lists the saved views with their counts.
func (s *Tickets) Views() ([]ViewCount, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) ([]ViewCount, error) {
		out := []ViewCount{}
		for _, v := range ticket.Views(who.ID, now) {
			n, err := storage.Count(tx, ticket.Tickets.Name, spanOf(v))
			if err != nil {
				return nil, err
			}
			out = append(out, ViewCount{v.Key, n})
		}
		return out, nil
	})
}

// List gives a page of a view, or what the words find.
func (s *Tickets) List(ask TicketAsk) (TicketPage, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (TicketPage, error) {
		if words := strings.TrimSpace(ask.Words); words != "" {
			found, next, err := findTickets(tx, words, storage.Cursor(ask.Cursor), pageSize)
			if err != nil {
				return TicketPage{}, err
			}
			rows, err := ticketRows(tx, found, now)
			return TicketPage{rows, string(next)}, err
		}
		v, err := ticket.ViewOf(ask.View, who.ID, now)
		if err != nil {
			return TicketPage{}, err
		}
		page, err := storage.List(tx, ticket.Tickets, spanOf(v), storage.Cursor(ask.Cursor), pageSize)
		if err != nil {
			return TicketPage{}, err
		}
		rows, err := ticketRows(tx, page.Records, now)
		return TicketPage{rows, string(page.Next)}, err
	})
}

// ticketRows joins customers and owners to tickets. What many of them share is read once.
func ticketRows(tx *storage.Tx, tickets []ticket.Ticket, now time.Time) ([]ticket.Brief, error) {
	b, err := neighboursOf(tx, tickets)
	if err != nil {
		return nil, err
	}
	out := []ticket.Brief{}
	for _, t := range tickets {
		s := b.standards[t.Standard]
		row := t.Brief(s, b.calendars[s.Calendar], now)
		row.CustomerName, row.OwnerName = b.customers[t.Customer].Name, b.owners[t.Owner].Name
		out = append(out, row)
	}
	return out, nil
}

// neighbours are the records that stand beside tickets in a list.
type neighbours struct {
	standards map[record.ID]ticket.Standard
	calendars map[record.ID]ticket.Calendar
	customers map[record.ID]archive.Customer
	owners    map[record.ID]training.Person
}

func neighboursOf(tx *storage.Tx, tickets []ticket.Ticket) (b neighbours, err error) {
	if b.standards, err = someOf(tx, ticket.Standards, tickets, func(t ticket.Ticket) record.ID { return t.Standard }); err != nil {
		return b, err
	}
	standards := slices.Collect(maps.Values(b.standards))
	if b.calendars, err = someOf(tx, ticket.Calendars, standards, func(s ticket.Standard) record.ID { return s.Calendar }); err != nil {
		return b, err
	}
	if b.customers, err = someOf(tx, archive.Customers, tickets, func(t ticket.Ticket) record.ID { return t.Customer }); err != nil {
		return b, err
	}
	b.owners, err = someOf(tx, training.People, tickets, func(t ticket.Ticket) record.ID { return t.Owner })
	return b, err
}

// someOf reads the records that others name.
func someOf[T, By any](tx *storage.Tx, k record.Kind[T], by []By, name func(By) record.ID) (map[record.ID]T, error) {
	ids := make([]record.ID, len(by))
	for i, b := range by {
		ids[i] = name(b)
	}
	return storage.Some(tx, k, ids...)
}

// judges are the standard and calendar that a ticket is judged by; zero values when it has none.
func judges(tx *storage.Tx, t ticket.Ticket) (s ticket.Standard, c ticket.Calendar, err error) {
	if s, err = maybe(tx, ticket.Standards, t.Standard); err != nil {
		return s, c, err
	}
	c, err = maybe(tx, ticket.Calendars, s.Calendar)
	return s, c, err
}

// maybe reads a record that may be unknown here; its zero value then.
func maybe[T any](tx *storage.Tx, k record.Kind[T], id record.ID) (T, error) {
	var none T
	if id == "" {
		return none, nil
	}
	t, err := storage.Get(tx, k, id)
	if errors.Is(err, storage.ErrNotFound) {
		return none, nil
	}
	return t, err
}

// Get shows one ticket with its timeline and everything beside it.
func (s *Tickets) Get(id record.ID) (TicketDetail, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, now time.Time) (TicketDetail, error) {
		var out TicketDetail
		t, err := storage.Get(tx, ticket.Tickets, id)
		if err != nil {
			return out, err
		}
		standard, calendar, err := judges(tx, t)
		if err != nil {
			return out, err
		}
		rows, err := ticketRows(tx, []ticket.Ticket{t}, now)
		if err != nil {
			return out, err
		}
		out = TicketDetail{Ticket: t, State: t.StateAt(standard, now), Brief: rows[0], Clocks: ticket.Clocks(t, standard, calendar, now), Standard: standard}
		if out.Lines, err = ticketLines(tx, id); err != nil {
			return out, err
		}
		if out.Order, err = maybe(tx, archive.Orders, t.Order); err != nil {
			return out, err
		}
		if out.Returns, err = briefsOf(tx, storage.Span{Index: "ticket", Prefix: record.Key(id)}, now); err != nil {
			return out, err
		}
		if out.Customer, err = maybe(tx, archive.Customers, t.Customer); err != nil {
			return out, err
		}
		whole(&out.Customer, &out.Order, &out.Standard)
		if out.Customer.ID == "" {
			return out, nil
		}
		row, err := customerRow(tx, out.Customer)
		out.Counts = CustomerCounts{row.Orders, row.Tickets, row.Returns}
		return out, err
	})
}

// ticketLines is the timeline of a ticket. Files that came with words are no lines of their own: the ticket's
// files name the entry that brought them.
func ticketLines(tx *storage.Tx, id record.ID) ([]record.Line, error) {
	lines, err := timeline(tx, ticket.Tickets.Ref(id), ticket.Line)
	said := map[record.Hash]bool{}
	for _, l := range lines {
		said[l.Entry] = said[l.Entry] || ticket.Told(l)
	}
	return slices.DeleteFunc(lines, func(l record.Line) bool { return l.What == record.Attached && said[l.Entry] }), err
}
