package returns

import (
	"time"

	"mendesk/app/record"
)

// Ledger holds every refund of one order; its id is the order's. For each line of the order the sum of what
// is held and executed and not reversed never passes what was paid for the units entitled, unless a payment
// that was really made did so, which raises the flag "overRefund".
type Ledger struct {
	ID       record.ID    `json:"id"`
	Order    record.ID    `json:"order"` // the same as ID
	Customer record.ID    `json:"customer"`
	Currency string       `json:"currency"`
	Lines    []LedgerLine `json:"lines"`
	Refunds  []Refund     `json:"refunds"` // in the order in which they were first heard of
	Flags    []string     `json:"flags"`   // texts at returns.flag.<code>

	Incidents []Incident `json:"incidents,omitempty"` // money that went out twice, oldest first; at most the last is open
	Tolerated int64      `json:"tolerated,omitzero"`  // minor units of it that a person has settled and that are still out
}

// LedgerLine is the account of one line of the order. Amounts are minor units of the ledger's currency.
type LedgerLine struct {
	OrderLine    int           `json:"orderLine"`
	SKU          string        `json:"sku"`
	Title        string        `json:"title"`
	Ordered      int           `json:"ordered"`
	Paid         int64         `json:"paid"`     // for all units ordered
	Shipping     int64         `json:"shipping"` // paid to ship all of them
	Entitlements []Entitlement `json:"entitlements"`
}

// Entitlement is why units of a line may be paid back: one entry for each line of a return. A grant in advance
// is not added to what inspection accepts later; the larger of the two counts.
type Entitlement struct {
	Return   record.ID `json:"return"`
	Line     int       `json:"line"` // N of the return's line
	Accepted int       `json:"accepted"`
	Kept     int       `json:"kept"`     // granted: the customer keeps the goods
	Lost     int       `json:"lost"`     // granted: lost on the way
	Advance  int       `json:"advance"`  // granted before inspection
	Shipping bool      `json:"shipping"` // the shipping share of the units is paid back too: the buyer was not at fault
}

// Units that the entry entitles to.
func (e Entitlement) Units() int { return max(e.Advance, e.Accepted+e.Kept+e.Lost) }

// GrantKind is what a supervisor's recorded decision grants.
type GrantKind string

// The grants.
const (
	Advance      GrantKind = "advance"
	KeepTheGoods GrantKind = "keepTheGoods"
	LostOnTheWay GrantKind = "lostOnTheWay"
)

// GrantKinds lists them in the order in which screens show them.
func GrantKinds() []GrantKind { return []GrantKind{Advance, KeepTheGoods, LostOnTheWay} }

// RefundState is where one refund stands.
type RefundState string

// The states of a refund. Held money counts as gone: it is claimed, not yet paid.
const (
	RefundProposed RefundState = "proposed"
	RefundApproved RefundState = "approved"
	RefundWaiting  RefundState = "waiting" // its hold was asked for and is not confirmed: nothing may be paid
	RefundRefused  RefundState = "refused" // another hold of the same money was first
	RefundHeld     RefundState = "held"
	RefundExecuted RefundState = "executed"
	RefundFailed   RefundState = "failed"
	RefundReversed RefundState = "reversed"
	RefundDeclined RefundState = "declined"
)

// Counts tells whether a refund in this state uses up entitlement.
func (s RefundState) Counts() bool { return s == RefundHeld || s == RefundExecuted }

// Open tells whether a refund in this state may still be paid.
func (s RefundState) Open() bool {
	return s == RefundProposed || s == RefundHeld || s == RefundWaiting || s.holdable()
}

// holdable tells whether the money of a refund in this state may be claimed.
func (s RefundState) holdable() bool {
	return s == RefundApproved || s == RefundFailed || s == RefundRefused
}

// Refund is one payment back to the customer, never overwritten: each step adds its time and author.
type Refund struct {
	ID     record.ID    `json:"id"`
	N      int          `json:"n"` // counts from 1 within the ledger
	Return record.ID    `json:"return,omitempty"`
	Lines  []RefundLine `json:"lines"`
	Minor  int64        `json:"minor"` // sum of the lines
	State  RefundState  `json:"state"`

	ProposedAt time.Time `json:"proposedAt,omitzero" ts_type:"string"`
	ProposedBy record.ID `json:"proposedBy,omitempty"`
	ApprovedAt time.Time `json:"approvedAt,omitzero" ts_type:"string"`
	ApprovedBy record.ID `json:"approvedBy,omitempty"`
	Limit      Limit     `json:"limit"`                             // of the approver, at that moment
	AskedAt    time.Time `json:"askedAt,omitzero" ts_type:"string"` // for the hold, where others share the desk
	AskedBy    record.ID `json:"askedBy,omitempty"`
	HeldAt     time.Time `json:"heldAt,omitzero" ts_type:"string"` // confirmed, or let pass by a supervisor
	HeldBy     record.ID `json:"heldBy,omitempty"`
	ExecutedAt time.Time `json:"executedAt,omitzero" ts_type:"string"`
	ExecutedBy record.ID `json:"executedBy,omitempty"`
	ReversedAt time.Time `json:"reversedAt,omitzero" ts_type:"string"`
	ReversedBy record.ID `json:"reversedBy,omitempty"`
	Channel    string    `json:"channel,omitempty"`   // alipay, wechat, card, bank, cash, platform
	Reference  string    `json:"reference,omitempty"` // of the payment service
	Failures   int       `json:"failures"`
	Again      int       `json:"again"`         // payments made beyond the first, with references of their own
	Why        string    `json:"why,omitempty"` // of the last failure, refusal or reversal

	Ask          record.Hash  `json:"ask,omitempty"`     // the change that asked for the hold
	AskedIn      record.LogID `json:"askedIn,omitempty"` // the log of that change
	HeldIn       record.LogID `json:"heldIn,omitempty"`  // the log whose workstation may pay
	Winner       record.ID    `json:"winner,omitempty"`  // the refund whose hold was first
	OverriddenAt time.Time    `json:"overriddenAt,omitzero" ts_type:"string"`
	OverriddenBy record.ID    `json:"overriddenBy,omitempty"`
	Allowed      string       `json:"allowed,omitempty"` // why a supervisor let it be paid unconfirmed
}

// RefundLine is the part of a refund that belongs to one line of the order. Units is 0 for a further amount
// for units that were refunded in part before.
type RefundLine struct {
	OrderLine int   `json:"orderLine"`
	Units     int   `json:"units"`
	Minor     int64 `json:"minor"`
}

// Limit is how much somebody may approve for one refund.
type Limit struct {
	Minor     int64 `json:"minor"`
	Unlimited bool  `json:"unlimited"`
}

// Allows tells whether minor units are within the limit.
func (l Limit) Allows(minor int64) bool { return l.Unlimited || minor <= l.Minor }

// Channels lists the ways a refund can be paid.
func Channels() []string { return []string{"platform", "alipay", "wechat", "card", "bank", "cash"} }
