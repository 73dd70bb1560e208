package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// The words of a ticket's history.
const (
	didOpen    = "opened"
	didImport  = "imported"
	didReply   = "replied"
	didReceive = "messageReceived"
	didNote    = "noted"
	didAssign  = "assigned"
	didWait    = "waited"
	didResume  = "resumed"
	didResolve = "resolved"
	didClose   = "closed"
	didReopen  = "reopened"
	didDismiss = "dismissed"
	didEdit    = "edited"
	didRate    = "rated"
	didBind    = "bound"
	didPublish = "published" // standards and calendars
	didRetire  = "retired"   // standards and calendars
)

// What was said or done with a customer happened, whatever the state; moves between states are decisions.
var ticketEvents = record.Vocabulary{
	didOpen: record.Fact, didImport: record.Fact, didReply: record.Fact, didReceive: record.Fact, didNote: record.Fact,
	didAssign: record.Fact, didEdit: record.Fact, didRate: record.Fact, didBind: record.Fact,
	didWait: record.Decision, didResume: record.Decision, didResolve: record.Decision, didClose: record.Decision,
	didReopen: record.Decision, didDismiss: record.Decision,
	record.Attached: record.Fact, record.Detached: record.Fact, record.Erased: record.Fact,
}

type openedData struct {
	Number   string    `json:"number"`
	Kind     Kind      `json:"kind"`
	Category string    `json:"category,omitempty"`
	Channel  Channel   `json:"channel"`
	Priority Priority  `json:"priority"`
	Customer record.ID `json:"customer,omitempty"`
	Order    record.ID `json:"order,omitempty"`
	Lines    []string  `json:"lines,omitempty"`
	Standard record.ID `json:"standard,omitempty"`
}

type openedPrivate struct {
	Subject     string `json:"subject"`
	Description string `json:"description,omitempty"`
}

type importedData struct {
	Source       string    `json:"source"`
	Number       string    `json:"number"`
	Kind         Kind      `json:"kind"`
	Category     string    `json:"category,omitempty"`
	Channel      Channel   `json:"channel"`
	Priority     Priority  `json:"priority"`
	Customer     record.ID `json:"customer,omitempty"`
	Order        record.ID `json:"order,omitempty"`
	SKU          string    `json:"sku,omitempty"`
	Owner        record.ID `json:"owner,omitempty"`
	CreatedAt    time.Time `json:"createdAt,omitzero"`
	PlacedAt     time.Time `json:"placedAt"` // createdAt, or the earliest time known
	FirstReplyAt time.Time `json:"firstReplyAt,omitzero"`
	ResolvedAt   time.Time `json:"resolvedAt,omitzero"`
	Rating       int       `json:"rating,omitzero"`
	Odd          []string  `json:"odd,omitempty"`
	LeftOut      bool      `json:"leftOut,omitzero"`
	Standard     record.ID `json:"standard,omitempty"`

	Department training.Department `json:"department,omitempty"`
}

type importedPrivate struct {
	Subject     string      `json:"subject"`
	Description string      `json:"description,omitempty"`
	OwnerWords  string      `json:"ownerWords,omitempty"`
	Digest      record.Hash `json:"digest"` // private because it could be guessed from the words
}

type messageData struct {
	Channel Channel `json:"channel"`
	Auto    bool    `json:"auto,omitzero"` // an automatic acknowledgement, which answers nothing
}

type wordsPrivate struct {
	Text string `json:"text"`
}

type reasonPrivate struct {
	Reason string `json:"reason"`
}

type assignedData struct {
	Owner      record.ID           `json:"owner,omitempty"`
	Department training.Department `json:"department,omitempty"`
}

type movedData struct {
	To   State `json:"to"`
	From State `json:"from"`
}

type editedData struct {
	Field string        `json:"field"`
	Over  record.Hash   `json:"over,omitempty"`
	Also  []record.Hash `json:"also,omitempty"`  // competing edits that this one settles
	Value string        `json:"value,omitempty"` // of a field with a fixed list of values
}

type editedPrivate struct {
	Value string `json:"value"` // of a field with words of a person
}

type ratedData struct {
	Rating int `json:"rating"`
}

type boundData struct {
	Standard record.ID `json:"standard"`
}
