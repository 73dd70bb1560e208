package app

import (
	"slices"
	"time"

	"mendesk/app/archive"
	"mendesk/app/clash"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// settle writes the verdict, and with it the value of a field on which two workstations differed.
func (s *Conflicts) settle(tx *storage.Tx, c SettleConflict, who training.Actor, now time.Time) error {
	list, err := openConflicts(tx, now)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(list, func(x Conflict) bool { return x.ID == c.Conflict })
	if n < 0 {
		return record.Problem{Code: "conflict.settled"}
	}
	x := list[n]
	loser := record.Hash("")
	switch x.What {
	case ConflictIncident, ConflictLost:
		return record.Problem{Code: "conflict.atTheReturn"}
	case ConflictRefused:
		loser = x.Mine[0].Line.Entry
	case ConflictEdit:
		for _, side := range x.Sides {
			if side.Value != c.Value {
				loser = side.Entry
			}
		}
	}
	verdict, err := clash.Give(x.ID, x.Of, x.What, loser, c.Reason)
	if err != nil {
		return err
	}
	var events []record.Event
	if x.What == ConflictEdit {
		if events, err = settleEdit(tx, x, c.Value, who, now); err != nil {
			return err
		}
	} else if err := who.Must(training.Agent, training.Inspector, training.Technician, training.Supervisor); err != nil {
		return err
	}
	return tx.Append(append(events, verdict...)...)
}

func settleEdit(tx *storage.Tx, x Conflict, value string, who training.Actor, now time.Time) ([]record.Event, error) {
	id := x.Of.ID
	switch x.Of.Kind {
	case ticket.Tickets.Name:
		t, err := storage.Get(tx, ticket.Tickets, id)
		if err != nil {
			return nil, err
		}
		standard, err := standardFor(tx, t.With(x.Field, value), t.CreatedAt)
		if err != nil {
			return nil, err
		}
		return t.Edit(ticket.Edit{Ticket: id, Field: x.Field, Value: value}, who, standard, now)
	case archive.Customers.Name:
		c, err := storage.Get(tx, archive.Customers, id)
		if err != nil {
			return nil, err
		}
		return c.Settle(x.Field, value, who)
	case training.People.Name:
		p, err := storage.Get(tx, training.People, id)
		if err != nil {
			return nil, err
		}
		return p.Settle(x.Field, value, who)
	case shop.Shops.Name:
		of, err := storage.Get(tx, shop.Shops, id)
		if err != nil {
			return nil, err
		}
		return of.Settle(x.Field, value, who)
	case shop.Workstations.Name:
		w, err := storage.Get(tx, shop.Workstations, id)
		if err != nil {
			return nil, err
		}
		return w.Settle(x.Field, value, who)
	}
	return nil, record.Problem{Code: "conflict.settled"}
}

// name finds how people call the record, and where its page is.
func (f *finder) name(c *Conflict) error {
	switch c.Of.Kind {
	case ticket.Tickets.Name:
		t, err := maybe(f.tx, ticket.Tickets, c.Of.ID)
		c.Number, c.Title, c.Link = t.Number, t.Subject, "/tickets/all/"+string(t.ID)
		return err
	case returns.Returns.Name:
		r, err := maybe(f.tx, returns.Returns, c.Of.ID)
		return f.nameReturn(c, r, err)
	case returns.Ledgers.Name:
		of, err := all(f.tx, returns.Returns, storage.Span{Index: "order", Prefix: record.Key(c.Of.ID)})
		if err != nil || len(of) == 0 {
			return err
		}
		return f.nameReturn(c, of[len(of)-1], nil)
	case archive.Customers.Name:
		p, err := maybe(f.tx, archive.Customers, c.Of.ID)
		c.Title, c.Link = p.Name, "/customers/"+string(p.ID)
		return err
	case training.People.Name:
		p, err := maybe(f.tx, training.People, c.Of.ID)
		c.Title, c.Link = p.Name, "/training"
		return err
	case shop.Shops.Name, shop.Workstations.Name:
		w, err := maybe(f.tx, shop.Workstations, c.Of.ID)
		if c.Title = w.Name; c.Title == "" {
			var of shop.Shop
			of, err = maybe(f.tx, shop.Shops, shop.ID)
			c.Title = of.Name
		}
		c.Link = "/settings"
		return err
	}
	return nil
}

func (f *finder) nameReturn(c *Conflict, r returns.Return, err error) error {
	if err != nil {
		return err
	}
	c.Number, c.Link = r.Number, "/returns/"+string(r.ID)
	if len(r.Lines) > 0 {
		c.Title = r.Lines[0].Title
	}
	if c.At.IsZero() {
		c.At = r.Since
	}
	return nil
}
