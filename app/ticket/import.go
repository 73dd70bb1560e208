package ticket

import (
	"fmt"
	"slices"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// What can be odd about an imported row. An odd row is imported all the same.
const (
	CreatedUnknown         = "createdUnknown"         // no creation time: the earliest known time places it
	ResolvedBeforeReply    = "resolvedBeforeReply"    // an impossible time
	ReplyBeforeCreation    = "replyBeforeCreation"    // an impossible time
	ResolvedBeforeCreation = "resolvedBeforeCreation" // an impossible time
	TimeInFuture           = "timeInFuture"           // an impossible time
	KindUnknown            = "kindUnknown"            // the kind's word became the category
	ChannelUnknown         = "channelUnknown"         // taken as web form
	PriorityUnknown        = "priorityUnknown"        // taken as normal
	RatingUnknown          = "ratingUnknown"          // no number from 1 to 5: left away
	CustomerUnknown        = "customerUnknown"        // nobody is named
	OrderUnknown           = "orderUnknown"           // the order is not in the archive
)

// Oddities lists every code of an odd row. Figures rows keep the place in this list: new ones go at its end.
func Oddities() []string { return slices.Clone(oddities) }

var oddities = []string{
	CreatedUnknown, ResolvedBeforeReply, ReplyBeforeCreation, ResolvedBeforeCreation, TimeInFuture,
	KindUnknown, ChannelUnknown, PriorityUnknown, RatingUnknown, CustomerUnknown, OrderUnknown,
}

// these leave a ticket out of every figure about time
var timeOddities = []string{CreatedUnknown, ResolvedBeforeReply, ReplyBeforeCreation, ResolvedBeforeCreation, TimeInFuture}

// Import is one row of another desk's export, with its words already understood and its times in UTC.
type Import struct {
	Source       string    `json:"source"`
	Number       string    `json:"number"`
	Kind         Kind      `json:"kind"`
	Category     string    `json:"category"`
	Channel      Channel   `json:"channel"`
	Priority     Priority  `json:"priority"`
	Subject      string    `json:"subject"`
	Description  string    `json:"description"`
	Customer     record.ID `json:"customer"`
	Order        record.ID `json:"order"`
	SKU          string    `json:"sku"`
	CreatedAt    time.Time `json:"createdAt,omitzero" ts_type:"string"`
	FirstReplyAt time.Time `json:"firstReplyAt,omitzero" ts_type:"string"`
	ResolvedAt   time.Time `json:"resolvedAt,omitzero" ts_type:"string"`
	Rating       int       `json:"rating"` // 0 for none
	OwnerWords   string    `json:"ownerWords"`
	Owner        record.ID `json:"owner"` // the person that the words name, if known
	Odd          []string  `json:"odd"`   // what the importer found odd; see also Oddities

	Department training.Department `json:"department"` // the owner's, if known
}

// ImportID is the id of the ticket that source calls number: the same on every workstation.
func ImportID(source, number string) record.ID { return record.KeyID(source, number) }

// Oddities gives what is odd about the row, the importer's findings and the impossible times, in the
// order of the list [Oddities].
func (c Import) Oddities(now time.Time) []string {
	found := slices.Clone(c.Odd)
	add := func(code string, is bool) {
		if is {
			found = append(found, code)
		}
	}
	both := func(a, b time.Time) bool { return !a.IsZero() && !b.IsZero() && b.Before(a) }
	add(CreatedUnknown, c.CreatedAt.IsZero())
	add(ResolvedBeforeReply, both(c.FirstReplyAt, c.ResolvedAt))
	add(ReplyBeforeCreation, both(c.CreatedAt, c.FirstReplyAt))
	add(ResolvedBeforeCreation, both(c.CreatedAt, c.ResolvedAt))
	limit := now.Add(24 * time.Hour)
	add(TimeInFuture, c.CreatedAt.After(limit) || c.FirstReplyAt.After(limit) || c.ResolvedAt.After(limit))
	out := []string{}
	for _, code := range oddities {
		if slices.Contains(found, code) {
			out = append(out, code)
		}
	}
	return out
}

// Events brings the row into t, the ticket with the id [ImportID] (its zero value when there is none yet).
// The row that was imported last gives no events again. What was edited here stands over the row.
func (c Import) Events(t Ticket, who training.Actor, standard record.ID, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	c = c.tidy()
	if err := c.check(); err != nil {
		return nil, err
	}
	digest, err := c.digest()
	if err != nil {
		return nil, err
	}
	if t.Imported == digest {
		return nil, nil
	}
	odd := c.Oddities(now)
	placed := c.placed(now)
	if t.State != "" && c.CreatedAt.IsZero() && c.FirstReplyAt.IsZero() && c.ResolvedAt.IsZero() {
		placed = t.CreatedAt
	}
	return []record.Event{Tickets.Did(ImportID(c.Source, c.Number), didImport, importedData{
		Source: c.Source, Number: c.Number, Kind: c.Kind, Category: c.Category, Channel: c.Channel, Priority: c.Priority,
		Customer: c.Customer, Order: c.Order, SKU: c.SKU, Owner: c.Owner, Department: c.Department,
		CreatedAt: c.CreatedAt, PlacedAt: placed, FirstReplyAt: c.FirstReplyAt, ResolvedAt: c.ResolvedAt, Rating: c.Rating,
		Odd: odd, LeftOut: leftOut(odd), Standard: standard,
	}, importedPrivate{c.Subject, c.Description, c.OwnerWords, digest}).At(now)}, nil
}

func (c Import) tidy() Import {
	c.Source, c.Number, c.SKU = trimmed(c.Source), trimmed(c.Number), trimmed(c.SKU)
	c.Subject, c.Category, c.Description = trimmed(c.Subject), trimmed(c.Category), trimmed(c.Description)
	c.OwnerWords = trimmed(c.OwnerWords)
	c.CreatedAt, c.FirstReplyAt, c.ResolvedAt = record.Instant(c.CreatedAt), record.Instant(c.FirstReplyAt), record.Instant(c.ResolvedAt)
	if c.Priority == "" {
		c.Priority = Normal
	}
	if c.Channel == "" {
		c.Channel = WebForm
	}
	if c.Kind == "" {
		c.Kind = Enquiry
	}
	return c
}

func (c Import) check() error {
	if c.Rating != 0 {
		if err := rating("rating", c.Rating); err != nil {
			return err
		}
	}
	return firstProblem(
		words("source", c.Source, maxCategory),
		words("number", c.Number, maxCategory),
		oneOf("kind", c.Kind, kinds),
		oneOf("channel", c.Channel, channels),
		oneOf("priority", c.Priority, priorities),
		atMost("subject", c.Subject, maxSubject),
		atMost("description", c.Description, maxText),
		atMost("category", c.Category, maxCategory),
		atMost("sku", c.SKU, maxSubject),
		atMost("ownerWords", c.OwnerWords, maxSubject),
	)
}

// digest tells rows apart. A field that is added to Import must be left away while it is empty, else every
// row of an old export would count as changed.
func (c Import) digest() (record.Hash, error) {
	c.Owner, c.Department = "", "" // what this desk knows of the words, not what the row says
	b, err := record.Encode(c)
	if err != nil {
		return "", fmt.Errorf("import ticket %s: %w", c.Number, err)
	}
	return record.HashOf(b), nil
}

// placed is the moment that places the row in a period.
func (c Import) placed(now time.Time) time.Time {
	if !c.CreatedAt.IsZero() {
		return c.CreatedAt
	}
	at := record.Instant(now)
	for _, known := range []time.Time{c.FirstReplyAt, c.ResolvedAt} {
		if !known.IsZero() && known.Before(at) {
			at = known
		}
	}
	return at
}

func leftOut(odd []string) bool {
	return slices.ContainsFunc(odd, func(code string) bool { return slices.Contains(timeOddities, code) })
}
