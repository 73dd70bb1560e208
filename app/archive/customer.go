package archive

import (
	"time"

	"mendesk/app/record"
)

// Customer is somebody who bought or asked.
type Customer struct {
	ID         record.ID    `json:"id"`
	Name       string       `json:"name"`
	OtherNames []string     `json:"otherNames"` // by which files and contacts also call them
	Phones     []string     `json:"phones"`     // as they were written
	Emails     []string     `json:"emails"`
	Accounts   []Account    `json:"accounts"` // ids on platforms
	Language   string       `json:"language"` // zh-CN, en or empty
	Country    string       `json:"country"`  // ISO 3166, or empty
	Notes      string       `json:"notes"`
	FirstSeen  time.Time    `json:"firstSeen" ts_type:"string"`
	Edits      record.Edits `json:"edits"`
	ErasedAt   time.Time    `json:"erasedAt,omitzero" ts_type:"string"` // when all that was known until then was erased
	ErasedBy   record.ID    `json:"erasedBy,omitempty"`
}

// Account is a customer's id on a platform.
type Account struct {
	Platform string `json:"platform"`
	ID       string `json:"id"`
}

// Customers is the kind of those who bought or asked.
var Customers = record.Kind[Customer]{
	Name: "customer", Version: 2,
	Events: record.Vocabulary{customerSeen: record.Fact, customerEdited: record.Fact, record.Erased: record.Fact},
	After:  Customer.After,
	Indexes: []record.Index[Customer]{
		{Name: "name", Keys: func(c Customer, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(NameKey(c.Name))}
		}},
		{Name: "phone", Keys: func(c Customer, _ record.Versions) []record.Tuple { return keysOf(c.Phones, PhoneKey) }},
		{Name: "email", Keys: func(c Customer, _ record.Versions) []record.Tuple { return keysOf(c.Emails, EmailKey) }},
		{Name: "account", Keys: func(c Customer, _ record.Versions) []record.Tuple {
			out := []record.Tuple{}
			for _, a := range c.Accounts {
				out = append(out, record.Key(a.Platform, a.ID))
			}
			return out
		}},
		{Name: record.IndexCompeting, Keys: func(c Customer, _ record.Versions) []record.Tuple { return c.Edits.CompetingKeys() }},
	},
	Words: customerWords,
}

func keysOf(values []string, normal func(string) string) []record.Tuple {
	out := []record.Tuple{}
	for _, v := range values {
		if k := normal(v); k != "" {
			out = append(out, record.Key(k))
		}
	}
	return out
}
