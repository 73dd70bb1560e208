package archive

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// PutCustomer tells what a file or a contact knows of a customer. What it leaves empty stays as it was.
type PutCustomer struct {
	Name     string    `json:"name"`
	Phones   []string  `json:"phones"`
	Emails   []string  `json:"emails"`
	Accounts []Account `json:"accounts"`
	Language string    `json:"language"`
	Country  string    `json:"country"`
	Notes    string    `json:"notes"`
}

// Put brings the customer up to date; the zero Customer is a new one, whose id is id. Numbers, addresses and
// accounts are added, never taken away; a language, country or note fills a blank; another name is kept
// beside the one that is known. Nothing new writes nothing.
func (c Customer) Put(p PutCustomer, id record.ID, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Roles()...); err != nil {
		return nil, err
	}
	p = p.trimmed()
	if p.Name == "" && len(p.Phones)+len(p.Emails)+len(p.Accounts) == 0 {
		return nil, record.Missing("name")
	}
	if c.ID != "" {
		id = c.ID
	}
	if c.ID != "" && c.with(p).equal(c) {
		return nil, nil
	}
	return []record.Event{Customers.Did(id, customerSeen, nil, p)}, nil
}

func (p PutCustomer) trimmed() PutCustomer {
	p.Name, p.Notes = strings.TrimSpace(p.Name), strings.TrimSpace(p.Notes)
	p.Phones, p.Emails = filled(p.Phones), filled(p.Emails)
	p.Accounts = slices.DeleteFunc(slices.Clone(p.Accounts), func(a Account) bool { return a.Platform == "" || a.ID == "" })
	return p
}

func filled(values []string) []string {
	out := []string{}
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// ChangeCustomer gives a customer other details; the whole form is sent, and what stays writes nothing.
type ChangeCustomer struct {
	Customer record.ID `json:"customer"`
	Name     string    `json:"name"`
	Phones   []string  `json:"phones"`
	Emails   []string  `json:"emails"`
	Language string    `json:"language"`
	Country  string    `json:"country"`
	Notes    string    `json:"notes"`
}

// Change by anybody who serves customers.
func (c Customer) Change(to ChangeCustomer, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	phones, emails, name := filled(to.Phones), filled(to.Emails), strings.TrimSpace(to.Name)
	if name == "" && len(phones)+len(emails)+len(c.Accounts) == 0 {
		return nil, record.Missing("name")
	}
	for _, e := range emails {
		if EmailKey(e) == "" {
			return nil, record.Wrong("emails", "customer.emailWrong", record.Params{"value": e})
		}
	}
	var out []record.Event
	edit := func(field, from, value string) {
		if from != value {
			out = append(out, Customers.Did(c.ID, customerEdited, c.Edits.Next(field), valuePrivate{value}))
		}
	}
	edit("name", c.Name, name)
	edit("phones", strings.Join(c.Phones, "\n"), strings.Join(phones, "\n"))
	edit("emails", strings.Join(c.Emails, "\n"), strings.Join(emails, "\n"))
	edit("language", c.Language, to.Language)
	edit("country", c.Country, to.Country)
	edit("notes", c.Notes, strings.TrimSpace(to.Notes))
	return out, nil
}
