package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// The fields that Edit can change.
const (
	FieldKind     = "kind"
	FieldPriority = "priority"
	FieldSeverity = "severity"
	FieldCategory = "category"
	FieldChannel  = "channel"
	FieldSubject  = "subject"
)

// Edit gives one field of a ticket another value.
type Edit struct {
	Ticket record.ID `json:"ticket"`
	Field  string    `json:"field"` // kind, priority, severity, category, channel or subject
	Value  string    `json:"value"`
}

// Edit changes a field. standard is the version that now applies to the ticket (see PickStandard for the
// ticket With the new value); when a kind, channel or priority brings another one, the clocks
// are bound again from the original start.
// A value that is there already changes nothing, unless another competes with it: then the edit settles it.
func (t Ticket) Edit(c Edit, who training.Actor, standard record.ID, now time.Time) ([]record.Event, error) {
	if err := firstProblem(who.Must(training.Agent, training.Technician, training.Supervisor), t.exists()); err != nil {
		return nil, err
	}
	c.Value = trimmed(c.Value)
	if err := c.check(); err != nil {
		return nil, err
	}
	next := t.Edits.Next(c.Field)
	over, losers := next.Over, next.Also
	if t.value(c.Field) == c.Value && len(losers) == 0 {
		return nil, nil
	}
	var events []record.Event
	if c.Field == FieldSubject {
		events = append(events, Tickets.Did(t.ID, didEdit, editedData{c.Field, over, losers, ""}, editedPrivate{c.Value}).At(now))
	} else {
		events = append(events, Tickets.Did(t.ID, didEdit, editedData{c.Field, over, losers, c.Value}, nil).At(now))
	}
	scoped := c.Field == FieldKind || c.Field == FieldChannel || c.Field == FieldPriority
	if scoped && standard != "" && standard != t.Standard {
		events = append(events, Tickets.Did(t.ID, didBind, boundData{standard}, nil).At(now))
	}
	return events, nil
}

func (c Edit) check() error {
	switch c.Field {
	case FieldKind:
		return oneOf("value", Kind(c.Value), kinds)
	case FieldPriority:
		return oneOf("value", Priority(c.Value), priorities)
	case FieldSeverity:
		return oneOf("value", Severity(c.Value), severities)
	case FieldChannel:
		return oneOf("value", Channel(c.Value), channels)
	case FieldCategory:
		return atMost("value", c.Value, maxCategory)
	case FieldSubject:
		return words("value", c.Value, maxSubject)
	}
	return record.Wrong("field", "field.unknownValue", record.Params{"value": c.Field})
}

// With gives the ticket as it would be with another value in field.
func (t Ticket) With(field, value string) Ticket {
	switch field {
	case FieldKind:
		t.Kind = Kind(value)
	case FieldPriority:
		t.Priority = Priority(value)
	case FieldSeverity:
		t.Severity = Severity(value)
	case FieldChannel:
		t.Channel = Channel(value)
	case FieldCategory:
		t.Category = value
	case FieldSubject:
		t.Subject = value
	}
	return t
}

func (t Ticket) value(field string) string {
	switch field {
	case FieldKind:
		return string(t.Kind)
	case FieldPriority:
		return string(t.Priority)
	case FieldSeverity:
		return string(t.Severity)
	case FieldChannel:
		return string(t.Channel)
	case FieldCategory:
		return t.Category
	}
	return t.Subject
}
