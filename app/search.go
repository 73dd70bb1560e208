package app

import (
	"bytes"
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

// Finds is what the palette shows for some words, the newest first and an exact number before all.
type Finds struct {
	Tickets   TicketFinds   `json:"tickets"`
	Returns   ReturnFinds   `json:"returns"`
	Customers CustomerFinds `json:"customers"`
}

// TicketFinds are the first tickets found.
type TicketFinds struct {
	Rows  []ticket.Brief `json:"rows"`
	Total int            `json:"total"`
	More  bool           `json:"more"` // there are more than Total
}

// ReturnFinds are the first returns found.
type ReturnFinds struct {
	Rows  []returns.Brief `json:"rows"`
	Total int             `json:"total"`
	More  bool            `json:"more"`
}

// CustomerFinds are the first customers found: by their own details, then by what they bought.
type CustomerFinds struct {
	Rows  []CustomerFind `json:"rows"`
	Total int            `json:"total"`
	More  bool           `json:"more"`
}

// CustomerFind is a customer, and what they bought when that was found.
type CustomerFind struct {
	ID       record.ID `json:"id"`
	Name     string    `json:"name"`
	Phone    string    `json:"phone"`
	Order    record.ID `json:"order"`  // empty: found by their own details
	Bought   string    `json:"bought"` // the goods of that order that were found, else its number
	SignedAt time.Time `json:"signedAt" ts_type:"string"`
	Tickets  int       `json:"tickets"`
}

const (
	findsShown   = 5   // of each kind
	findsCounted = 100 // how far they are counted
)

// Find looks for words in tickets, returns and customers. "#" before them asks for tickets and returns alone,
// "@" for customers.
func (s *Desk) Find(words string) (Finds, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, now time.Time) (Finds, error) {
		words := strings.TrimSpace(words)
		numbers, only := strings.CutPrefix(words, "#")
		people, onlyPeople := strings.CutPrefix(words, "@")
		out := Finds{TicketFinds{Rows: []ticket.Brief{}}, ReturnFinds{Rows: []returns.Brief{}}, CustomerFinds{Rows: []CustomerFind{}}}
		var err error
		if !onlyPeople {
			if out.Tickets, err = ticketFinds(tx, numbers, now); err != nil {
				return out, err
			}
			if out.Returns, err = returnFinds(tx, numbers, now); err != nil {
				return out, err
			}
		}
		if !only {
			out.Customers, err = customerFinds(tx, people)
		}
		return out, err
	})
}

func ticketFinds(tx *storage.Tx, words string, now time.Time) (out TicketFinds, err error) {
	found, next, err := findTickets(tx, words, "", findsCounted)
	if err != nil {
		return out, err
	}
	out.Total, out.More = len(found), next != ""
	out.Rows, err = ticketRows(tx, found[:min(len(found), findsShown)], now)
	return out, err
}

func returnFinds(tx *storage.Tx, words string, now time.Time) (ReturnFinds, error) {
	out := ReturnFinds{Rows: []returns.Brief{}}
	found, next, err := finding[returns.Return]{returns.Returns, "number", returnPlace}.page(tx, words, "", findsCounted)
	if err != nil {
		return out, err
	}
	out.Total, out.More = len(found), next != ""
	for _, r := range found[:min(len(found), findsShown)] {
		b, _, err := card(tx, r, ReturnAsk{}, now)
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, b)
	}
	return out, nil
}

func customerFinds(tx *storage.Tx, words string) (CustomerFinds, error) {
	out := CustomerFinds{Rows: []CustomerFind{}}
	if words = strings.TrimSpace(words); words == "" {
		return out, nil
	}
	known := map[record.ID]bool{}
	add := func(c archive.Customer, o archive.Order) error {
		if known[c.ID] {
			return nil
		}
		known[c.ID] = true
		if out.Total++; out.Total > findsShown {
			return nil
		}
		n, err := storage.Count(tx, ticket.Tickets.Name, storage.Span{Index: ticket.IndexCustomer, Prefix: record.Key(c.ID)})
		row := CustomerFind{ID: c.ID, Name: c.Name, Order: o.ID, Bought: bought(o, words), SignedAt: o.SignedAt, Tickets: n}
		if len(c.Phones) > 0 {
			row.Phone = c.Phones[0]
		}
		out.Rows = append(out.Rows, row)
		return err
	}
	own, err := findCustomers(tx, words)
	for _, c := range own {
		if err == nil {
			err = add(c, archive.Order{})
		}
	}
	if err != nil {
		return out, err
	}
	orders, next, err := tx.Search(archive.Orders.Name, words, "", findsCounted)
	out.More = next != "" || len(own) == foundLimit
	for _, id := range orders {
		if err != nil {
			return out, err
		}
		err = addBuyer(tx, id, add)
	}
	return out, err
}

func addBuyer(tx *storage.Tx, id record.ID, add func(archive.Customer, archive.Order) error) error {
	o, err := storage.Get(tx, archive.Orders, id)
	if err != nil {
		return err
	}
	c, err := maybe(tx, archive.Customers, o.Customer)
	if err != nil || c.ID == "" {
		return err
	}
	return add(c, o)
}

// bought names the goods of an order that the words stand in, else its number.
func bought(o archive.Order, words string) string {
	for _, l := range o.Lines {
		if slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool { return matches(w, l.Name, l.SKU) }) {
			return l.Name
		}
	}
	return o.Number
}

// findTickets gives a page of the tickets that words find, newest first.
func findTickets(tx *storage.Tx, words string, from storage.Cursor, n int) ([]ticket.Ticket, storage.Cursor, error) {
	return finding[ticket.Ticket]{ticket.Tickets, ticket.IndexNumber, ticketPlace}.page(tx, words, from, n)
}

func ticketPlace(t ticket.Ticket) (record.Tuple, record.ID) { return record.Key(t.CreatedAt), t.ID }

func returnPlace(r returns.Return) (record.Tuple, record.ID) { return record.Key(r.RequestedAt), r.ID }

// finding looks for records by their number, their own words and the customers whom the words find.
type finding[T any] struct {
	kind   record.Kind[T]
	number string                            // the index of numbers
	place  func(T) (record.Tuple, record.ID) // in the order of the kind's search
}

func (f finding[T]) page(tx *storage.Tx, words string, from storage.Cursor, n int) ([]T, storage.Cursor, error) {
	if strings.TrimSpace(words) == "" {
		return []T{}, "", nil
	}
	if from == "" {
		exact, err := f.numbered(tx, words)
		if err != nil || len(exact) > 0 {
			return exact, "", err
		}
	}
	ids, next, err := tx.Search(f.kind.Name, words, from, n)
	if err != nil {
		return nil, "", err
	}
	found, err := f.ofCustomers(tx, words, from, n+1)
	if err != nil {
		return nil, "", err
	}
	for _, id := range ids {
		t, err := storage.Get(tx, f.kind, id)
		if err != nil {
			return nil, "", err
		}
		found = append(found, t)
	}
	slices.SortFunc(found, f.compare)
	found = slices.CompactFunc(found, func(a, b T) bool { return f.compare(a, b) == 0 })
	if len(found) <= n && next == "" {
		return found, "", nil
	}
	found = found[:min(n, len(found))]
	return found, storage.CursorAfter(f.place(found[len(found)-1])), nil
}

// compare puts the newest first.
func (f finding[T]) compare(a, b T) int {
	at, aID := f.place(a)
	bt, bID := f.place(b)
	if c := bytes.Compare(bt, at); c != 0 {
		return c
	}
	return strings.Compare(string(bID), string(aID))
}

// numbered finds by the number itself, however its letters are written.
func (f finding[T]) numbered(tx *storage.Tx, words string) ([]T, error) {
	words = strings.TrimSpace(words)
	for _, number := range []string{strings.ToLower(words), strings.ToUpper(words)} {
		found, err := all(tx, f.kind, storage.Span{Index: f.number, Prefix: record.Key(number)})
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return []T{}, nil
}

// ofCustomers gives the newest records of each customer whom the words find, from a cursor on.
func (f finding[T]) ofCustomers(tx *storage.Tx, words string, from storage.Cursor, n int) ([]T, error) {
	out := []T{}
	customers, _, err := tx.Search(archive.Customers.Name, words, "", foundLimit)
	for _, id := range customers {
		if err != nil {
			return nil, err
		}
		after := storage.Cursor("")
		if from != "" {
			tuple, last, err := from.Place()
			if err != nil {
				return nil, err
			}
			after = storage.CursorAfter(slices.Concat(record.Key(id), tuple), last)
		}
		var page storage.Page[T]
		page, err = storage.List(tx, f.kind, storage.Span{Index: "customer", Prefix: record.Key(id), Reverse: true}, after, n)
		out = append(out, page.Records...)
	}
	return out, err
}

// findCustomers finds by phone, e-mail and order number at once, then by words of their details.
func findCustomers(tx *storage.Tx, words string) ([]archive.Customer, error) {
	out, err := exactCustomers(tx, words)
	if err != nil {
		return nil, err
	}
	ids, _, err := tx.Search(archive.Customers.Name, words, "", foundLimit)
	if err != nil {
		return nil, err
	}
	exact := len(out)
	for _, id := range ids {
		if slices.ContainsFunc(out, func(c archive.Customer) bool { return c.ID == id }) || len(out) == foundLimit {
			continue
		}
		c, err := storage.Get(tx, archive.Customers, id)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out[exact:], func(a, b archive.Customer) int {
		return strings.Compare(archive.NameKey(a.Name), archive.NameKey(b.Name))
	})
	return out, nil
}

func exactCustomers(tx *storage.Tx, words string) ([]archive.Customer, error) {
	out := []archive.Customer{}
	add := func(c archive.Customer) {
		if !slices.ContainsFunc(out, func(o archive.Customer) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	for _, by := range [][2]string{{"phone", archive.PhoneKey(words)}, {"email", archive.EmailKey(words)}} {
		if by[1] == "" {
			continue
		}
		found, err := all(tx, archive.Customers, storage.Span{Index: by[0], Prefix: record.Key(by[1])})
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			add(c)
		}
	}
	orders, err := all(tx, archive.Orders, storage.Span{Index: "number", Prefix: record.Key(strings.TrimSpace(words))})
	if err != nil {
		return nil, err
	}
	for _, o := range orders {
		c, err := storage.Get(tx, archive.Customers, o.Customer)
		if err == nil {
			add(c)
		} else if !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
	}
	return out, nil
}
