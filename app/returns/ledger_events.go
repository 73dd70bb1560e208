package returns

import "mendesk/app/record"

// What can happen to a ledger. "approved" is a word of both kinds.
const (
	entitled = "entitled"
	granted  = "granted"
	proposed = "proposed"
	declined = "declined"
	held     = "held"
	executed = "executed"
	failed   = "failed"
	reversed = "reversed"

	holdAsked       = "holdAsked"
	holdConfirmed   = "holdConfirmed"
	holdWithdrawn   = "holdWithdrawn"
	holdLost        = "holdLost"
	holdOverridden  = "holdOverridden"
	incidentSettled = "incidentSettled"
)

// Ledgers is the kind of the accounts of refunds, one for each order.
var Ledgers = record.Kind[Ledger]{
	Name: "ledger", Version: 2,
	Events: record.Vocabulary{
		entitled: record.Fact, granted: record.Decision, proposed: record.Fact, approved: record.Decision,
		declined: record.Decision, held: record.Decision, executed: record.Fact, failed: record.Fact, reversed: record.Fact,
		holdAsked: record.Decision, holdConfirmed: record.Decision, holdWithdrawn: record.Decision, holdLost: record.Fact,
		holdOverridden: record.Fact, incidentSettled: record.Decision, record.Erased: record.Fact,
	},
	After: Ledger.After,
	Indexes: []record.Index[Ledger]{
		{Name: "customer", Keys: func(l Ledger, _ record.Versions) []record.Tuple { return one(l.Customer) }},
		{Name: "unpaid", Keys: byUnpaid},
		{Name: "flag", Keys: byFlag},
		{Name: "incident", Keys: byIncident},
	},
}

// byUnpaid finds ledgers with refunds that still may be paid, by their state and since when they are in it.
func byUnpaid(l Ledger, _ record.Versions) []record.Tuple {
	out := []record.Tuple{}
	for _, f := range l.Refunds {
		if f.State.Open() {
			out = append(out, record.Key(string(f.State), later(later(later(f.ProposedAt, f.ApprovedAt), f.AskedAt), f.HeldAt), f.ID))
		}
	}
	return out
}

// byIncident finds ledgers whose money went out twice and that nobody settled yet, the oldest first.
func byIncident(l Ledger, _ record.Versions) []record.Tuple {
	if in, open := l.OpenIncident(); open {
		return []record.Tuple{record.Key(in.OpenedAt)}
	}
	return nil
}

func byFlag(l Ledger, _ record.Versions) []record.Tuple {
	return flagged(l.Flags)
}

func flagged(flags []string) []record.Tuple {
	out := []record.Tuple{}
	for _, f := range flags {
		out = append(out, record.Key(f))
	}
	return out
}

// account carries every fact of a line that the ledger's rule needs.
type account struct {
	Customer     record.ID `json:"customer"`
	Currency     string    `json:"currency"`
	Return       record.ID `json:"return"`
	Line         int       `json:"line"`
	OrderLine    int       `json:"orderLine"`
	SKU          string    `json:"sku"`
	Title        string    `json:"title"`
	Ordered      int       `json:"ordered"`
	Paid         int64     `json:"paid"`
	Shipping     int64     `json:"shipping"`
	PaysShipping bool      `json:"paysShipping"`
}

type entitledData struct {
	Account account `json:"account"`
	Units   int     `json:"units"` // accepted of the return's line in all
}

type grantedData struct {
	Account account   `json:"account"`
	Kind    GrantKind `json:"kind"`
	Units   int       `json:"units"` // granted of this kind in all
}

// movement carries what a payment moves in each of its steps, so that a step whose predecessor was refused
// still counts right.
type movement struct {
	Refund    record.ID    `json:"refund"`
	Return    record.ID    `json:"return,omitempty"`
	Currency  string       `json:"currency"`
	Lines     []RefundLine `json:"lines"`
	Limit     Limit        `json:"limit,omitzero"`      // of the approver
	Channel   string       `json:"channel,omitempty"`   // of an executed payment
	Reference string       `json:"reference,omitempty"` // of an executed payment, as the payment service names it
	Ask       record.Hash  `json:"ask,omitempty"`       // the change that asked for the hold, in what became of it
	Winner    record.ID    `json:"winner,omitempty"`    // of a lost hold: the refund whose hold was first
}

func (m movement) minor() int64 {
	var sum int64
	for _, l := range m.Lines {
		sum += l.Minor
	}
	return sum
}
