package ticket

import (
	"strings"
	"time"
	"unicode/utf8"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Limits of what a person may type, in characters.
const (
	maxSubject  = 200
	maxCategory = 60
	maxText     = 20000
)

// Open begins a ticket with what the customer said.
type Open struct {
	Kind        Kind      `json:"kind"`
	Channel     Channel   `json:"channel"`
	Priority    Priority  `json:"priority"` // empty: normal
	Subject     string    `json:"subject"`
	Description string    `json:"description"` // the customer's first message
	Customer    record.ID `json:"customer"`
	Order       record.ID `json:"order"`
	Lines       []string  `json:"lines"`
	Category    string    `json:"category"`
	At          time.Time `json:"at,omitzero" ts_type:"string"` // when the customer wrote, if entered later
}

// Events opens the ticket id under number, judged by the given version of the standard ("" for none).
func (c Open) Events(id record.ID, number string, who training.Actor, standard record.ID, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Technician, training.Supervisor); err != nil {
		return nil, err
	}
	c = c.tidy()
	if err := c.check(now); err != nil {
		return nil, err
	}
	return []record.Event{Tickets.Did(id, didOpen,
		openedData{number, c.Kind, c.Category, c.Channel, c.Priority, c.Customer, c.Order, c.Lines, standard},
		openedPrivate{c.Subject, c.Description}).At(c.At)}, nil
}

func (c Open) tidy() Open {
	c.Subject, c.Category = strings.TrimSpace(c.Subject), strings.TrimSpace(c.Category)
	c.Description = strings.TrimSpace(c.Description)
	if c.Priority == "" {
		c.Priority = Normal
	}
	return c
}

func (c Open) check(now time.Time) error {
	return firstProblem(
		oneOf("kind", c.Kind, kinds),
		oneOf("channel", c.Channel, channels),
		oneOf("priority", c.Priority, priorities),
		words("subject", c.Subject, maxSubject),
		atMost("description", c.Description, maxText),
		atMost("category", c.Category, maxCategory),
		notLater("at", c.At, now),
	)
}

func firstProblem(problems ...error) error {
	for _, p := range problems {
		if p != nil {
			return p
		}
	}
	return nil
}

func oneOf[V ~string](field string, v V, list []V) error {
	if v == "" {
		return record.Missing(field)
	}
	for _, known := range list {
		if v == known {
			return nil
		}
	}
	return record.Wrong(field, "field.unknownValue", record.Params{"value": string(v)})
}

func words(field, s string, limit int) error {
	if strings.TrimSpace(s) == "" {
		return record.Missing(field)
	}
	return atMost(field, s, limit)
}

func atMost(field, s string, limit int) error {
	if utf8.RuneCountInString(s) > limit {
		return record.Wrong(field, "field.tooLong", record.Params{"limit": itoa(limit)})
	}
	return nil
}

func notLater(field string, at, now time.Time) error {
	if at.After(now) {
		return record.Wrong(field, "field.inFuture", nil)
	}
	return nil
}
