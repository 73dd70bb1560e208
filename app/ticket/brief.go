package ticket

import (
	"time"

	"mendesk/app/record"
)

// Brief is a ticket as one row of a list, as it stands at a moment.
type Brief struct {
	ID           record.ID `json:"id"`
	Number       string    `json:"number"`
	Subject      string    `json:"subject"`
	Kind         Kind      `json:"kind"`
	Channel      Channel   `json:"channel"`
	Priority     Priority  `json:"priority"`
	State        State     `json:"state"`
	StateSince   time.Time `json:"stateSince" ts_type:"string"`
	Customer     record.ID `json:"customer"`
	CustomerName string    `json:"customerName"` // whoever joins the archive to the list fills it
	Order        record.ID `json:"order"`
	Owner        record.ID `json:"owner"`
	OwnerName    string    `json:"ownerName"` // whoever joins the staff to the list fills it
	OwnerWords   string    `json:"ownerWords"`
	Awaiting     bool      `json:"awaiting"` // a message of the customer has no answer
	Reopened     int       `json:"reopened"`
	CreatedAt    time.Time `json:"createdAt" ts_type:"string"`
	LastAt       time.Time `json:"lastAt" ts_type:"string"`
	Clock        Clock     `json:"clock"` // the one to show; see Next
	Odd          bool      `json:"odd"`
	Conflict     bool      `json:"conflict"` // two values compete for one field
}

// Brief makes the row of a list. Without the standard (its zero value) the row shows no clock.
func (t Ticket) Brief(s Standard, c Calendar, now time.Time) Brief {
	clock, _ := Next(Clocks(t, s, c, now))
	return Brief{
		ID: t.ID, Number: t.Number, Subject: t.Subject, Kind: t.Kind, Channel: t.Channel, Priority: t.Priority,
		State: t.StateAt(s, now), StateSince: t.StateSince, Customer: t.Customer, Order: t.Order,
		Owner: t.Owner, OwnerWords: t.OwnerWords, Awaiting: !t.AwaitingSince.IsZero() && !t.State.Dismissed(), Reopened: t.Reopened,
		CreatedAt: t.CreatedAt, LastAt: t.LastAt, Clock: clock, Odd: len(t.Odd) > 0, Conflict: len(t.Edits.Competing()) > 0,
	}
}
