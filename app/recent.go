package app

import (
	"errors"
	"slices"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// Visit names a record whose page somebody looked at.
type Visit struct {
	Kind string    `json:"kind"` // ticket, return or customer
	ID   record.ID `json:"id"`
}

// Recent is a record that a person looked at here lately, as it is called now.
type Recent struct {
	Kind   string    `json:"kind"`
	ID     record.ID `json:"id"`
	Title  string    `json:"title"`
	Number string    `json:"number"` // of a customer: the first phone
	Who    string    `json:"who"`    // the customer's name; empty for a customer
	State  string    `json:"state"`
}

const mostRecent = 8

// Visited notes that whoever is signed in looked at a record. It is no record itself.
func (s *Desk) Visited(c Visit) error {
	a := s.app
	me, err := a.mustBeSomebody()
	if err != nil {
		return err
	}
	if !slices.Contains([]string{ticket.Tickets.Name, returns.Returns.Name, archive.Customers.Name}, c.Kind) {
		return record.Wrong("kind", "recent.kindUnknown", record.Params{"value": c.Kind})
	}
	_, err = safely(a, func(d *desk) (struct{}, error) {
		before, err := recall[[]Visit](d, localRecent+string(me))
		if err != nil {
			return struct{}{}, err
		}
		after := append([]Visit{c}, slices.DeleteFunc(before, func(v Visit) bool { return v == c })...)
		if len(before) > 0 && before[0] == c {
			return struct{}{}, nil
		}
		return struct{}{}, remember(d, localRecent+string(me), after[:min(len(after), mostRecent)])
	})
	return err
}

// Recent lists what whoever is signed in looked at here, the latest first.
func (s *Desk) Recent() ([]Recent, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) ([]Recent, error) {
		d, err := s.app.open()
		if err != nil {
			return nil, err
		}
		visits, err := recall[[]Visit](d, localRecent+string(who.ID))
		out := []Recent{}
		for _, v := range visits {
			if err != nil {
				return nil, err
			}
			var r Recent
			r, err = called(tx, v, now)
			if errors.Is(err, storage.ErrNotFound) { // it came from another workstation, and this file was restored
				err = nil
				continue
			}
			out = append(out, r)
		}
		return out, err
	})
}

// called says how a visited record is called now.
func called(tx *storage.Tx, v Visit, now time.Time) (Recent, error) {
	out := Recent{Kind: v.Kind, ID: v.ID}
	name := func(id record.ID) error {
		c, err := maybe(tx, archive.Customers, id)
		out.Who = c.Name
		return err
	}
	switch v.Kind {
	case ticket.Tickets.Name:
		t, err := storage.Get(tx, ticket.Tickets, v.ID)
		if err != nil {
			return out, err
		}
		out.Title, out.Number, out.State = t.Subject, t.Number, string(t.State)
		return out, name(t.Customer)
	case returns.Returns.Name:
		r, err := storage.Get(tx, returns.Returns, v.ID)
		if err != nil {
			return out, err
		}
		if len(r.Lines) > 0 {
			out.Title = r.Lines[0].Title
		}
		out.Number, out.State = r.Number, string(r.StateAt(now))
		return out, name(r.Customer)
	}
	c, err := storage.Get(tx, archive.Customers, v.ID)
	out.Title = c.Name
	if len(c.Phones) > 0 {
		out.Number = c.Phones[0]
	}
	return out, err
}
