package app

import (
	"time"

	"mendesk/app/archive"
	"mendesk/app/importing"
	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// events are what a row brings, and whether its record was known before.
func (r *importRun) events(tx *storage.Tx, row importing.Row, now time.Time) ([]record.Event, bool, error) {
	if row.Order != nil {
		return r.order(tx, *row.Order, now)
	}
	return r.ticket(tx, *row.Ticket, now)
}

var errErased = record.Problem{Code: "import.erased"}

func (r *importRun) order(tx *storage.Tx, c archive.PutOrder, now time.Time) ([]record.Event, bool, error) {
	old, err := maybe(tx, archive.Orders, archive.OrderID(c.Platform, c.Number))
	if err != nil {
		return nil, false, err
	}
	if !old.ErasedAt.IsZero() { // an export of before would bring back what its customer had erased
		return nil, true, errErased
	}
	events, err := old.Put(c, r.who, now)
	return events, old.ID != "", err
}

// ticket completes an imported ticket by its customer, order and owner.
func (r *importRun) ticket(tx *storage.Tx, t importing.Ticket, now time.Time) ([]record.Event, bool, error) {
	c := t.Import
	before, err := maybe(tx, ticket.Tickets, ticket.ImportID(c.Source, c.Number))
	if err == nil && !before.ErasedAt.IsZero() {
		err = errErased
	}
	if err != nil {
		return nil, true, err
	}
	customer, err := r.customer(tx, t, &c, now)
	if err != nil {
		return nil, false, err
	}
	if err := r.complete(tx, t, &c); err != nil {
		return nil, false, err
	}
	old, err := maybe(tx, ticket.Tickets, ticket.ImportID(c.Source, c.Number))
	if err != nil {
		return nil, false, err
	}
	at := c.CreatedAt
	if at.IsZero() {
		at = now
	}
	standard, err := standardFor(tx, ticket.Ticket{Kind: c.Kind, Channel: c.Channel, Priority: c.Priority}, at)
	if err != nil {
		return nil, false, err
	}
	events, err := c.Events(old, r.who, standard, now)
	return append(customer, events...), old.ID != "", err
}

// customer finds who brought the ticket, or makes them known.
func (r *importRun) customer(tx *storage.Tx, t importing.Ticket, c *ticket.Import, now time.Time) ([]record.Event, error) {
	if !t.Named() {
		return nil, nil
	}
	id := archive.CustomerID(t.Customer)
	if id == "" { // only a name: it tells this ticket's customer from nobody else's
		id = record.KeyID("customer", "row", c.Source, c.Number)
	}
	old, err := maybe(tx, archive.Customers, id)
	if err != nil {
		return nil, err
	}
	for _, way := range []struct{ index, key string }{{"email", first(t.Customer.Emails, archive.EmailKey)}, {"phone", first(t.Customer.Phones, archive.PhoneKey)}} {
		if old.ID != "" || way.key == "" {
			continue
		}
		if old, _, err = one(tx, archive.Customers, way.index, record.Key(way.key)); err != nil {
			return nil, err
		}
	}
	if old.ID != "" {
		id = old.ID
		if old.Name != "" { // rows that write one person in two ways would change the name back and forth
			t.Customer.Name = ""
		}
	}
	c.Customer = id
	if !t.Named() {
		return nil, nil
	}
	return old.Put(t.Customer, id, r.who, now)
}

func first(values []string, key func(string) string) string {
	for _, v := range values {
		if k := key(v); k != "" {
			return k
		}
	}
	return ""
}

// complete finds the order and the owner that the row names.
func (r *importRun) complete(tx *storage.Tx, t importing.Ticket, c *ticket.Import) error {
	if t.Order != "" {
		order, ok, err := one(tx, archive.Orders, "number", record.Key(t.Order))
		if err != nil {
			return err
		}
		c.Order = order.ID
		if !ok {
			c.Odd = append(c.Odd[:len(c.Odd):len(c.Odd)], ticket.OrderUnknown)
		}
	}
	if c.OwnerWords == "" {
		return nil
	}
	if owner, ok := r.owner(c.OwnerWords); ok {
		c.Owner, c.Department = owner.ID, owner.Department
	}
	return nil
}

// owner finds the one person whose login or name the words are.
func (r *importRun) owner(words string) (found training.Person, ok bool) {
	for _, p := range r.people {
		if p.Login != training.LoginKey(words) && archive.NameKey(p.Name) != archive.NameKey(words) {
			continue
		}
		if ok { // two people of one name: nobody is guessed
			return training.Person{}, false
		}
		found, ok = p, true
	}
	return found, ok
}
