package archive

import (
	"iter"
	"slices"
	"strings"

	"mendesk/app/record"
)

// What can happen to a customer. All they carry is private.
const (
	customerSeen   = "seen"
	customerEdited = "edited"
)

type valuePrivate struct {
	Value string `json:"value"`
}

// After folds one event into the customer.
func (c Customer) After(h record.Happened) (Customer, error) {
	switch h.What {
	case customerSeen:
		return c.afterSeen(h)
	case customerEdited:
		return c.afterEdited(h)
	case record.Erased:
		return c.afterErased(h), nil
	}
	return c, record.ErrUnknownEvent
}

func (c Customer) afterSeen(h record.Happened) (Customer, error) {
	p, err := record.ReadPrivate[PutCustomer](h)
	if err != nil {
		return c, err
	}
	if c.ID == "" {
		c = Customer{ID: h.Of.ID, OtherNames: []string{}, Phones: []string{}, Emails: []string{}, Accounts: []Account{}, FirstSeen: h.When, Edits: record.Edits{}}
	}
	if h.When.Before(c.FirstSeen) {
		c.FirstSeen = h.When
	}
	return c.with(p), nil
}

// afterErased forgets which values were edited: what they said is gone, so nothing of it can compete.
func (c Customer) afterErased(h record.Happened) Customer {
	if c.ID == "" {
		c = Customer{ID: h.Of.ID, OtherNames: []string{}, Phones: []string{}, Emails: []string{}, Accounts: []Account{}, FirstSeen: h.When}
	}
	c.Edits, c.ErasedAt, c.ErasedBy = record.Edits{}, h.When, h.By
	return c
}

// with adds what a file or a contact knows. What is known already stays, so that two rows about one customer
// do not change it back and forth; another name is kept beside the first.
func (c Customer) with(p PutCustomer) Customer {
	take := func(field, old, seen string) string {
		if old != "" || c.Edits.Last(field) != "" {
			return old
		}
		return seen
	}
	if p.Name != "" && c.Name != "" && NameKey(p.Name) != NameKey(c.Name) {
		c.OtherNames = union(c.OtherNames, []string{p.Name}, NameKey)
	}
	c.Name = take("name", c.Name, p.Name)
	c.Language = take("language", c.Language, p.Language)
	c.Country = take("country", c.Country, p.Country)
	c.Notes = take("notes", c.Notes, p.Notes)
	c.Phones = union(c.Phones, p.Phones, PhoneKey)
	c.Emails = union(c.Emails, p.Emails, EmailKey)
	c.Accounts = append([]Account{}, c.Accounts...)
	for _, a := range p.Accounts {
		if !slices.Contains(c.Accounts, a) {
			c.Accounts = append(c.Accounts, a)
		}
	}
	return c
}

// union adds what is not there yet, comparing normalised values.
func union(have, more []string, normal func(string) string) []string {
	out := append([]string{}, have...)
	for _, m := range more {
		same := func(h string) bool { return h == m || (normal(m) != "" && normal(h) == normal(m)) }
		if !slices.ContainsFunc(out, same) {
			out = append(out, m)
		}
	}
	return out
}

func (c Customer) equal(o Customer) bool {
	return c.Name == o.Name && c.Language == o.Language && c.Country == o.Country && c.Notes == o.Notes &&
		slices.Equal(c.OtherNames, o.OtherNames) && slices.Equal(c.Phones, o.Phones) && slices.Equal(c.Emails, o.Emails) && slices.Equal(c.Accounts, o.Accounts)
}

func (c Customer) afterEdited(h record.Happened) (Customer, error) {
	d, err := record.Read[record.Edit](h)
	if err != nil {
		return c, err
	}
	p, err := record.ReadPrivate[valuePrivate](h)
	c.Edits = c.Edits.After(h, d, p.Value)
	switch d.Field {
	case "name":
		c.Name = p.Value
	case "phones":
		c.Phones = lines(p.Value)
	case "emails":
		c.Emails = lines(p.Value)
	case "language":
		c.Language = p.Value
	case "country":
		c.Country = p.Value
	case "notes":
		c.Notes = p.Value
	}
	return c, err
}

func lines(s string) []string {
	if s == "" {
		return []string{}
	}
	return strings.Split(s, "\n")
}

func customerWords(c Customer, _ iter.Seq[record.Happened]) []string {
	out := append([]string{c.Name, c.Notes}, c.Phones...)
	out = append(append(out, c.Emails...), c.OtherNames...)
	for _, a := range c.Accounts {
		out = append(out, a.ID)
	}
	return out
}
