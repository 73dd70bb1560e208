package archive

import (
	"strings"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Settle ends the competition of two edits of a customer's field: value is one of theirs, or a merged one.
func (c Customer) Settle(field, value string, who training.Actor) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	value = strings.TrimSpace(value)
	edit, err := c.Edits.Settle(field, value, field != "language" && field != "country")
	if err != nil {
		return nil, err
	}
	if field == "emails" {
		for _, e := range lines(value) {
			if EmailKey(e) == "" {
				return nil, record.Wrong("value", "customer.emailWrong", record.Params{"value": e})
			}
		}
	}
	return []record.Event{Customers.Did(c.ID, customerEdited, edit, valuePrivate{value})}, nil
}
