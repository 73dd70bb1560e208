package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Ticket is what one customer brought to the desk. Times are UTC; a zero time means it did not happen.
type Ticket struct {
	ID          record.ID `json:"id"`
	Number      string    `json:"number"` // what people quote; never a key
	Source      string    `json:"source"` // where it was imported from; empty for one opened here
	Kind        Kind      `json:"kind"`
	Category    string    `json:"category"`
	Channel     Channel   `json:"channel"`
	Priority    Priority  `json:"priority"`
	Severity    Severity  `json:"severity"` // of a complaint; empty until assessed
	Subject     string    `json:"subject"`
	Description string    `json:"description"`

	State      State     `json:"state"`
	StateSince time.Time `json:"stateSince" ts_type:"string"`
	Spells     []Spell   `json:"spells"` // past waits and past times of being resolved, oldest first

	Customer   record.ID           `json:"customer"`
	Order      record.ID           `json:"order"`
	Lines      []string            `json:"lines"` // lines of the order that it is about
	SKU        string              `json:"sku"`   // product named by an import without an order
	Owner      record.ID           `json:"owner"`
	OwnerWords string              `json:"ownerWords"` // owner as an import named him
	Department training.Department `json:"department"`
	Standard   record.ID           `json:"standard"` // version of the service standard that it is judged by

	CreatedAt      time.Time `json:"createdAt" ts_type:"string"` // start of its clocks; see Odd for a guess
	CreatedBy      record.ID `json:"createdBy"`
	FirstReplyAt   time.Time `json:"firstReplyAt,omitzero" ts_type:"string"`
	AwaitingSince  time.Time `json:"awaitingSince,omitzero" ts_type:"string"`  // oldest customer message without an answer
	NextReplySince time.Time `json:"nextReplySince,omitzero" ts_type:"string"` // start of the running next-reply clock
	LastInAt       time.Time `json:"lastInAt,omitzero" ts_type:"string"`
	LastOutAt      time.Time `json:"lastOutAt,omitzero" ts_type:"string"`
	LastAt         time.Time `json:"lastAt" ts_type:"string"` // last thing of any sort
	MessagesIn     int       `json:"messagesIn"`
	Replies        int       `json:"replies"`
	Notes          int       `json:"notes"`

	ResolvedAt         time.Time           `json:"resolvedAt,omitzero" ts_type:"string"` // last resolution; kept when reopened
	Solution           string              `json:"solution"`
	ResolvedOwner      record.ID           `json:"resolvedOwner"` // owner and department as they were at resolution
	ResolvedDepartment training.Department `json:"resolvedDepartment"`
	ClosedAt           time.Time           `json:"closedAt,omitzero" ts_type:"string"`
	Reopened           int                 `json:"reopened"`
	ReopenedAt         time.Time           `json:"reopenedAt,omitzero" ts_type:"string"`
	ReopenReason       string              `json:"reopenReason"`
	Rating             int                 `json:"rating"` // 1–5; 0 for none
	RatedAt            time.Time           `json:"ratedAt,omitzero" ts_type:"string"`
	RatingImported     bool                `json:"ratingImported"`

	Odd      []string     `json:"odd"`      // what was odd about its import: codes, see Oddities
	LeftOut  bool         `json:"leftOut"`  // left out of every figure about time
	Flags    []string     `json:"flags"`    // facts that clashed with its state: codes
	Imported record.Hash  `json:"imported"` // digest of the row last imported
	Edits    record.Edits `json:"edits"`
	Files    record.Files `json:"files,omitempty"`                    // attached, and not taken off again
	ErasedAt time.Time    `json:"erasedAt,omitzero" ts_type:"string"` // when all words until then were erased
}

// Spell is a past stay in a waiting state, or the time for which the ticket was resolved before it was reopened.
type Spell struct {
	State State     `json:"state"`
	From  time.Time `json:"from" ts_type:"string"`
	To    time.Time `json:"to" ts_type:"string"`
}

// Tickets is the kind of record.
var Tickets = record.Kind[Ticket]{
	Name:    "ticket",
	Version: 2,
	Events:  ticketEvents,
	After:   Ticket.After,
	Indexes: ticketIndexes,
	Row:     ticketRow,
	Reach:   Ticket.reach,
	Words:   Ticket.Words,
	Newest:  IndexCreated,
}
