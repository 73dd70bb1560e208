package app

import (
	"errors"
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

// Customers is the service of customers and their orders.
type Customers struct{ app *App }

// CustomerAsk asks for a page of customers: all by name, or those that Words finds.
type CustomerAsk struct {
	Words  string `json:"words"` // name, phone, e-mail, account or order number
	Cursor string `json:"cursor"`
}

// CustomerPage is a page of customers.
type CustomerPage struct {
	Rows []CustomerRow `json:"rows"`
	Next string        `json:"next"` // empty on the last page
}

// CustomerRow is a customer in the list.
type CustomerRow struct {
	Customer archive.Customer `json:"customer"`
	Orders   int              `json:"orders"`
	Tickets  int              `json:"tickets"`
	Returns  int              `json:"returns"`
}

// CustomerDetail is everything about one customer.
type CustomerDetail struct {
	Customer archive.Customer `json:"customer"`
	Orders   []archive.Order  `json:"orders"` // newest first
	Tickets  []ticket.Brief   `json:"tickets"`
	Returns  []returns.Brief  `json:"returns"`
}

const (
	pageSize   = 50
	foundLimit = 50 // how many customers words find at most
)

// List gives a page of customers.
func (s *Customers) List(ask CustomerAsk) (CustomerPage, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) (CustomerPage, error) {
		words := strings.ToLower(strings.TrimSpace(ask.Words))
		out := CustomerPage{Rows: []CustomerRow{}}
		var found []archive.Customer
		if words != "" {
			var err error
			if found, err = findCustomers(tx, words); err != nil {
				return out, err
			}
		} else {
			page, err := storage.List(tx, archive.Customers, storage.Span{Index: "name"}, storage.Cursor(ask.Cursor), pageSize)
			if err != nil {
				return out, err
			}
			found, out.Next = page.Records, string(page.Next)
		}
		for _, c := range found {
			row, err := customerRow(tx, c)
			if err != nil {
				return out, err
			}
			out.Rows = append(out.Rows, row)
		}
		return out, nil
	})
}

func customerRow(tx *storage.Tx, c archive.Customer) (CustomerRow, error) {
	row := CustomerRow{Customer: c}
	of := storage.Span{Index: "customer", Prefix: record.Key(c.ID)}
	var err error
	if row.Orders, err = storage.Count(tx, archive.Orders.Name, of); err != nil {
		return row, err
	}
	if row.Tickets, err = storage.Count(tx, ticket.Tickets.Name, of); err != nil {
		return row, err
	}
	row.Returns, err = storage.Count(tx, returns.Returns.Name, of)
	return row, err
}

// Get shows one customer with orders, tickets and returns.
func (s *Customers) Get(id record.ID) (CustomerDetail, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, now time.Time) (CustomerDetail, error) {
		out := CustomerDetail{Orders: []archive.Order{}, Tickets: []ticket.Brief{}, Returns: []returns.Brief{}}
		var err error
		if out.Customer, err = storage.Get(tx, archive.Customers, id); err != nil {
			return out, err
		}
		of := storage.Span{Index: "customer", Prefix: record.Key(id)}
		if out.Orders, err = all(tx, archive.Orders, of); err != nil {
			return out, err
		}
		slices.SortStableFunc(out.Orders, func(x, y archive.Order) int { return y.PlacedAt.Compare(x.PlacedAt) })
		tickets, err := all(tx, ticket.Tickets, of)
		if err != nil {
			return out, err
		}
		slices.SortStableFunc(tickets, func(x, y ticket.Ticket) int { return y.CreatedAt.Compare(x.CreatedAt) })
		if out.Tickets, err = ticketRows(tx, tickets, now); err != nil {
			return out, err
		}
		out.Returns, err = briefsOf(tx, of, now)
		return out, err
	})
}

// Put makes a customer known; one with the same account, e-mail or phone is brought up to date.
func (s *Customers) Put(c archive.PutCustomer) (archive.Customer, error) {
	return change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (archive.Customer, error) {
		id := archive.CustomerID(c)
		if id == "" {
			var err error
			if id, err = tx.NewID(); err != nil {
				return archive.Customer{}, err
			}
		}
		return append1(tx, archive.Customers, id, func() ([]record.Event, error) {
			old, err := storage.Get(tx, archive.Customers, id)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return nil, err
			}
			return old.Put(c, id, who, now)
		})
	})
}

// Change edits a customer.
func (s *Customers) Change(c archive.ChangeCustomer) (archive.Customer, error) {
	return carry(s.app, archive.Customers, c.Customer, func(_ *storage.Tx, old archive.Customer, who training.Actor, now time.Time) ([]record.Event, error) {
		return old.Change(c, who, now)
	})
}

// Order shows one order.
func (s *Customers) Order(id record.ID) (archive.Order, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) (archive.Order, error) {
		return storage.Get(tx, archive.Orders, id)
	})
}

// FindOrders finds orders whose number or tracking number is words, or begins with them, then those of the
// customers that words find.
func (s *Customers) FindOrders(words string) ([]archive.Order, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) ([]archive.Order, error) {
		words = strings.TrimSpace(words)
		if words == "" {
			return []archive.Order{}, nil
		}
		out, err := ordersNumbered(tx, words)
		if err != nil {
			return nil, err
		}
		customers, err := findCustomers(tx, strings.ToLower(words))
		if err != nil {
			return nil, err
		}
		for _, c := range customers {
			theirs, err := all(tx, archive.Orders, storage.Span{Index: "customer", Prefix: record.Key(c.ID)})
			if err != nil {
				return nil, err
			}
			for _, o := range theirs {
				if len(out) < foundLimit && !slices.ContainsFunc(out, func(x archive.Order) bool { return x.ID == o.ID }) {
					out = append(out, o)
				}
			}
		}
		return out, nil
	})
}

func ordersNumbered(tx *storage.Tx, words string) ([]archive.Order, error) {
	out := []archive.Order{}
	for _, index := range []string{"number", "tracking"} {
		from, to := record.Key(words), record.Key(words+"\U0010FFFF")
		page, err := storage.List(tx, archive.Orders, storage.Span{Index: index, From: from[:len(from)-2], To: to}, "", pageSize)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Records...)
	}
	return out, nil
}

// PutOrder enters an order by hand, or brings one up to date.
func (s *Customers) PutOrder(c archive.PutOrder) (archive.Order, error) {
	return change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (archive.Order, error) {
		id := archive.OrderID(c.Platform, c.Number)
		return append1(tx, archive.Orders, id, func() ([]record.Event, error) {
			old, err := storage.Get(tx, archive.Orders, id)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return nil, err
			}
			return old.Put(c, who, now)
		})
	})
}

// MarkLine says what a line of an order is: its category, attributes, serial number and warranty.
func (s *Customers) MarkLine(c archive.MarkLine) (archive.Order, error) {
	return carry(s.app, archive.Orders, c.Order, func(_ *storage.Tx, o archive.Order, who training.Actor, now time.Time) ([]record.Event, error) {
		return o.Mark(c, who, now)
	})
}

// RecordDelivery says when an order was signed for, when the platform did not.
func (s *Customers) RecordDelivery(c archive.RecordDelivery) (archive.Order, error) {
	return carry(s.app, archive.Orders, c.Order, func(_ *storage.Tx, o archive.Order, who training.Actor, now time.Time) ([]record.Event, error) {
		return o.Deliver(c, who, now)
	})
}

// LinkCustomer says whose order it is.
func (s *Customers) LinkCustomer(c archive.LinkCustomer) (archive.Order, error) {
	return carry(s.app, archive.Orders, c.Order, func(_ *storage.Tx, o archive.Order, who training.Actor, now time.Time) ([]record.Event, error) {
		return o.Link(c, who, now)
	})
}
