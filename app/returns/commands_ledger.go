package returns

import "mendesk/app/record"

// Grant is a supervisor's decision that units may be refunded without an inspection that accepted them.
type Grant struct {
	Return record.ID `json:"return"`
	Line   int       `json:"line"`
	Kind   GrantKind `json:"kind"`
	Units  int       `json:"units"`
	Reason string    `json:"reason"`
}

// ProposeRefund proposes a refund. Lines name lines of the order; see [Ledger.Proposal] for what may be proposed.
type ProposeRefund struct {
	Ledger record.ID    `json:"ledger"` // the order's id
	Return record.ID    `json:"return"`
	Lines  []RefundLine `json:"lines"`
	Note   string       `json:"note"`
}

// ApproveRefund approves a proposed refund within the approver's limit.
type ApproveRefund struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
}

// DeclineRefund ends a refund that was not paid, and sets its money free.
type DeclineRefund struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
	Reason string    `json:"reason"`
}

// HoldRefund claims the money of an approved refund, or of a failed one to try again, so that nobody pays it twice.
type HoldRefund struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
}

// WithdrawHold takes back a hold that was asked for and is not confirmed.
type WithdrawHold struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
}

// OverrideHold lets a refund be paid although its hold could not be confirmed.
type OverrideHold struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
	Reason string    `json:"reason"`
}

// SettleIncident ends an incident: which payment stands, what came back, and what happened in words.
type SettleIncident struct {
	Ledger    record.ID `json:"ledger"`
	Incident  int       `json:"incident"`
	Stands    record.ID `json:"stands"`
	Recovered int64     `json:"recovered"` // minor units
	Words     string    `json:"words"`
}

// ExecuteRefund records that a held refund was paid.
type ExecuteRefund struct {
	Ledger    record.ID `json:"ledger"`
	Refund    record.ID `json:"refund"`
	Channel   string    `json:"channel"`
	Reference string    `json:"reference"` // of the payment service
}

// FailRefund records that a held refund could not be paid.
type FailRefund struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
	Reason string    `json:"reason"`
}

// ReverseRefund records that a paid refund came back.
type ReverseRefund struct {
	Ledger record.ID `json:"ledger"`
	Refund record.ID `json:"refund"`
	Reason string    `json:"reason"`
}

// RefundNow proposes, approves and holds a refund in one step, when the actor's limit allows. Empty Lines
// take everything that may be refunded for the return now.
type RefundNow struct {
	Ledger record.ID    `json:"ledger"`
	Return record.ID    `json:"return"`
	Lines  []RefundLine `json:"lines"`
	Note   string       `json:"note"`
}
