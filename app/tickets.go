package app

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// Tickets is the service of tickets.
type Tickets struct{ app *App }

// Open takes a new ticket.
func (s *Tickets) Open(c ticket.Open) (TicketDetail, error) {
	t, err := begin(s.app, ticket.Tickets, func(tx *storage.Tx, id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
		number, err := tx.Number("T", record.DayOf(now, who.Zone))
		if err != nil {
			return nil, err
		}
		at := now
		if !c.At.IsZero() {
			at = c.At
		}
		standard, err := standardFor(tx, ticket.Ticket{Kind: c.Kind, Channel: c.Channel, Priority: c.Priority}, at)
		if err != nil {
			return nil, err
		}
		return c.Events(id, number, who, standard, now)
	})
	return s.shown(t, err)
}

// standardFor is the version of the service standard that judges a ticket begun at a moment; empty when none fits.
func standardFor(tx *storage.Tx, t ticket.Ticket, at time.Time) (record.ID, error) {
	standards, err := all(tx, ticket.Standards, storage.Span{Index: "series"})
	if err != nil {
		return "", err
	}
	if t.Priority == "" {
		t.Priority = ticket.Normal
	}
	best, _ := ticket.PickStandard(standards, t.Kind, t.Channel, t.Priority, at)
	return best.ID, nil
}

// shown gives the ticket as its page shows it after a command.
func (s *Tickets) shown(t ticket.Ticket, err error) (TicketDetail, error) {
	if err != nil {
		return TicketDetail{}, err
	}
	return s.Get(t.ID)
}

// plain is a rule that needs nothing but the ticket.
func (s *Tickets) plain(id record.ID, do func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error)) (TicketDetail, error) {
	return s.shown(carry(s.app, ticket.Tickets, id, func(_ *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return do(t, who, now)
	}))
}

// ReplyOut answers the customer.
func (s *Tickets) ReplyOut(c ticket.ReplyOut) (TicketDetail, error) {
	var err error
	if c.Files, err = s.app.kept(c.Files); err != nil {
		return TicketDetail{}, s.app.closing(nil, err)
	}
	return s.shown(carry(s.app, ticket.Tickets, c.Ticket, func(tx *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		events, err := t.ReplyOut(c, who, now)
		if err != nil {
			return nil, err
		}
		used, err := useTemplate(tx, c.Template, now)
		return append(events, used...), err
	}))
}

// MessageIn enters what the customer wrote.
func (s *Tickets) MessageIn(c ticket.MessageIn) (TicketDetail, error) {
	var err error
	if c.Files, err = s.app.kept(c.Files); err != nil {
		return TicketDetail{}, s.app.closing(nil, err)
	}
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.MessageIn(c, who, now)
	})
}

// Note adds an internal remark.
func (s *Tickets) Note(c ticket.Note) (TicketDetail, error) {
	var err error
	if c.Files, err = s.app.kept(c.Files); err != nil {
		return TicketDetail{}, s.app.closing(nil, err)
	}
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Note(c, who, now)
	})
}

// Attach puts files on a ticket without a message.
func (s *Tickets) Attach(c ticket.Attach) (TicketDetail, error) {
	var err error
	if c.Files, err = s.app.kept(c.Files); err != nil {
		return TicketDetail{}, s.app.closing(nil, err)
	}
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, _ time.Time) ([]record.Event, error) {
		return t.Attach(c, who)
	})
}

// Detach takes a file off a ticket; the history tells that it was there.
func (s *Tickets) Detach(c ticket.Detach) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, _ time.Time) ([]record.Event, error) {
		return t.Detach(c, who)
	})
}

// Assign hands the ticket to a person, to a department or to nobody.
func (s *Tickets) Assign(c ticket.Assign) (TicketDetail, error) {
	return s.shown(carry(s.app, ticket.Tickets, c.Ticket, func(tx *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		of, err := departmentOf(tx, c.Owner)
		if err != nil {
			return nil, err
		}
		return t.Assign(c, who, of, now)
	}))
}

// Wait says whom the ticket waits for.
func (s *Tickets) Wait(c ticket.Wait) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Wait(c, who, now)
	})
}

// Resume takes a new or waiting ticket into work.
func (s *Tickets) Resume(c ticket.Resume) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Resume(c, who, now)
	})
}

// Resolve says that the matter is settled, and how.
func (s *Tickets) Resolve(c ticket.Resolve) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Resolve(c, who, now)
	})
}

// Close ends a resolved ticket none of whose returns is open.
func (s *Tickets) Close(c ticket.Close) (TicketDetail, error) {
	return s.shown(carry(s.app, ticket.Tickets, c.Ticket, func(tx *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		of, err := all(tx, returns.Returns, storage.Span{Index: "ticket", Prefix: record.Key(t.ID)})
		if err != nil {
			return nil, err
		}
		var open []record.Ref
		for _, r := range of {
			ledger, err := maybe(tx, returns.Ledgers, r.Order)
			if err != nil {
				return nil, err
			}
			if in, unsettled := ledger.OpenIncident(); unsettled {
				return nil, in.Unsettled()
			}
			if !r.StateAt(now).Ended() {
				open = append(open, returns.Returns.Ref(r.ID))
			}
		}
		return t.Close(c, who, open, now)
	}))
}

// Reopen takes a resolved or closed ticket back into work.
func (s *Tickets) Reopen(c ticket.Reopen) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Reopen(c, who, now)
	})
}

// Dismiss puts a new ticket aside as spam or cancelled.
func (s *Tickets) Dismiss(c ticket.Dismiss) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Dismiss(c, who, now)
	})
}

// Edit gives one field of the ticket another value; its clocks are bound again when another standard applies.
func (s *Tickets) Edit(c ticket.Edit) (TicketDetail, error) {
	return s.shown(carry(s.app, ticket.Tickets, c.Ticket, func(tx *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		standard, err := standardFor(tx, t.With(c.Field, c.Value), t.CreatedAt)
		if err != nil {
			return nil, err
		}
		return t.Edit(c, who, standard, now)
	}))
}

// Rate enters how content the customer was.
func (s *Tickets) Rate(c ticket.Rate) (TicketDetail, error) {
	return s.plain(c.Ticket, func(t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Rate(c, who, now)
	})
}
