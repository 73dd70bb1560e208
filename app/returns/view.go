package returns

import (
	"time"

	"mendesk/app/record"
)

// Decision is what a policy says of a return, and why.
type Decision struct {
	Allowed     bool           `json:"allowed"` // at least one line may come back
	Lines       []LineDecision `json:"lines"`
	Steps       []Explain      `json:"steps"` // the window, then what the lines say, then who pays
	WindowDays  int            `json:"windowDays"`
	Day         int            `json:"day"`         // day of the request, n of WindowDays; 0: the day of signature or before
	CountedFrom record.Day     `json:"countedFrom"` // day 1; empty while the order is not signed for
	LastDay     record.Day     `json:"lastDay"`
	WhoPays     Fault          `json:"whoPays"` // for the way back
	Policy      record.ID      `json:"policy"`
	Version     int            `json:"version"`
}

// LineDecision is what a policy says of one line.
type LineDecision struct {
	Line    int       `json:"line"`
	Allowed bool      `json:"allowed"`
	Clause  string    `json:"clause"` // the clause that refuses; empty when allowed
	Steps   []Explain `json:"steps"`
}

// Explain is one step of a decision as a text: its key, its places and the clause it rests on.
type Explain struct {
	OK     bool          `json:"ok"`
	Key    string        `json:"key"`
	Params record.Params `json:"params"`
	Clause string        `json:"clause"`
}

// Pace says how a card stands against the limit of its column.
type Pace string

// The paces: slow from the limit on, stuck from twice the limit on.
const (
	OnPace Pace = "onPace"
	Slow   Pace = "slow"
	Stuck  Pace = "stuck"
)

// Brief is a return as a card of the board shows it.
type Brief struct {
	ID           record.ID     `json:"id"`
	Number       string        `json:"number"`
	Title        string        `json:"title"` // of the first line that comes back
	Units        int           `json:"units"`
	More         bool          `json:"more"` // there are other lines
	Customer     record.ID     `json:"customer"`
	CustomerName string        `json:"customerName"` // whoever joins the archive to the board fills it
	Amount       record.Money  `json:"amount"`       // paid for the units concerned
	State        State         `json:"state"`
	Method       Method        `json:"method"`
	Stage        Stage         `json:"stage"`
	Column       Column        `json:"column"`
	Since        time.Time     `json:"since" ts_type:"string"` // in the column
	Waiting      Party         `json:"waiting"`
	Pace         Pace          `json:"pace"`
	Limit        int64         `json:"limit"`  // seconds in the column that are all right
	WhyKey       string        `json:"whyKey"` // what is the matter in one line; empty when nothing is
	WhyParams    record.Params `json:"whyParams"`
	Owner        record.ID     `json:"owner,omitempty"` // who worked on it last
	Ticket       record.ID     `json:"ticket,omitempty"`
	Expires      time.Time     `json:"expires,omitzero" ts_type:"string"`
	Incident     bool          `json:"incident"` // its money went out twice, and nobody settled it; the ledger fills it
}

// RailStep is one of the eight steps at the head of a return.
type RailStep struct {
	Stage Stage     `json:"stage"`
	Mark  Mark      `json:"mark"`
	At    time.Time `json:"at,omitzero" ts_type:"string"` // when it was done, or began
	Spent int64     `json:"spent"`                        // seconds so far, of the current step
	Limit int64     `json:"limit"`                        // seconds that are all right; 0: none
}

// Mark is how a step or a part of a chip stands.
type Mark string

// The marks.
const (
	Done       Mark = "done"
	Current    Mark = "current"
	Todo       Mark = "todo"
	Differs    Mark = "differs" // done, not as it should be
	NotApplied Mark = "notApplied"
)

// Part is one part of a line's chip: reception, hygiene or inspection.
type Part struct {
	Mark   Mark          `json:"mark"`
	Key    string        `json:"key"`
	Params record.Params `json:"params"`
}

// LineParts is the three-part chip of one line.
type LineParts struct {
	Line       int  `json:"line"`
	Reception  Part `json:"reception"`
	Hygiene    Part `json:"hygiene"`
	Inspection Part `json:"inspection"`
}

// LedgerView is the account of an order as its side panel shows it; amounts in minor units.
type LedgerView struct {
	Currency      string           `json:"currency"`
	Cap           int64            `json:"cap"`   // for the units entitled
	Units         int              `json:"units"` // entitled
	Executed      int64            `json:"executed"`
	Held          int64            `json:"held"`
	Waiting       int64            `json:"waiting"` // its hold was asked for and is not confirmed
	Open          int64            `json:"open"`    // proposed, approved or failed: it claims nothing yet
	RefundableNow int64            `json:"refundableNow"`
	Missing       int64            `json:"missing"` // for units on their way or not inspected yet
	Full          int64            `json:"full"`    // the cap when all of them are accepted
	Over          int64            `json:"over"`    // executed and held above the cap; 0 unless a fact did so
	Lines         []LedgerViewLine `json:"lines"`
	Why           []Explain        `json:"why"` // what is missing, line by line
}

// LedgerViewLine is the account of one line of the order.
type LedgerViewLine struct {
	OrderLine     int    `json:"orderLine"`
	Title         string `json:"title"`
	Units         int    `json:"units"` // entitled
	Cap           int64  `json:"cap"`
	Executed      int64  `json:"executed"`
	Held          int64  `json:"held"`
	Waiting       int64  `json:"waiting"`
	RefundableNow int64  `json:"refundableNow"`
	Refundable    int    `json:"refundable"` // units that were not refunded yet
	Awaited       int    `json:"awaited"`    // units that may still become entitled
	Missing       int64  `json:"missing"`
}

// Gate is something that would refuse a step now, or soon will.
type Gate struct {
	Step   string        `json:"step"`   // shipBack, receive, disinfect, inspect, dispose or refund
	Blocks bool          `json:"blocks"` // false: it is only a warning
	Key    string        `json:"key"`
	Params record.Params `json:"params"`
}
