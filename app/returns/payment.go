package returns

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Approve approves a proposed refund; limit is what the actor may approve, and the event carries it.
func (l Ledger) Approve(c ApproveRefund, who training.Actor, limit Limit, _ time.Time) ([]record.Event, error) {
	f, err := l.find(c.Refund, who, RefundProposed, "refund.notProposed")
	if err != nil {
		return nil, err
	}
	if !limit.Allows(f.Minor) {
		return nil, overLimit(f, limit, l.Currency)
	}
	if p, over := l.overdrawn(f, f.ID); over {
		return nil, p
	}
	m := l.movement(f)
	m.Limit = limit
	return []record.Event{Ledgers.Did(l.ID, approved, m, nil)}, nil
}

// Decline ends a refund that was not paid.
func (l Ledger) Decline(c DeclineRefund, who training.Actor, _ time.Time) ([]record.Event, error) {
	f, err := l.refund(c.Refund, who)
	switch {
	case err != nil:
		return nil, err
	case !f.State.Open():
		return nil, record.Problem{Code: "refund.notOpen"}
	case strings.TrimSpace(c.Reason) == "":
		return nil, record.Missing("reason")
	}
	return []record.Event{Ledgers.Did(l.ID, declined, l.movement(f), wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

// Execute records that a held refund was paid, with the reference of the payment service.
func (l Ledger) Execute(c ExecuteRefund, who training.Actor, _ time.Time) ([]record.Event, error) {
	f, err := l.find(c.Refund, who, RefundHeld, "refund.notHeld")
	switch {
	case err != nil && f.State == RefundWaiting:
		return nil, record.Problem{Code: "refund.notConfirmed"}
	case err != nil:
		return nil, err
	case !slices.Contains(Channels(), c.Channel):
		return nil, record.Missing("channel")
	case strings.TrimSpace(c.Reference) == "":
		return nil, record.Missing("reference")
	}
	m := l.movement(f)
	m.Channel, m.Reference = c.Channel, strings.TrimSpace(c.Reference)
	return []record.Event{Ledgers.Did(l.ID, executed, m, nil)}, nil
}

// Fail records that a held refund could not be paid; its money is free until it is held again.
func (l Ledger) Fail(c FailRefund, who training.Actor, _ time.Time) ([]record.Event, error) {
	f, err := l.find(c.Refund, who, RefundHeld, "refund.notHeld")
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, record.Missing("reason")
	}
	return []record.Event{Ledgers.Did(l.ID, failed, l.movement(f), wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

// Reverse records that a paid refund came back; only a supervisor may.
func (l Ledger) Reverse(c ReverseRefund, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	f, err := l.find(c.Refund, who, RefundExecuted, "refund.notExecuted")
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, record.Missing("reason")
	}
	return []record.Event{Ledgers.Did(l.ID, reversed, l.movement(f), wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

func (l Ledger) movement(f Refund) movement {
	return movement{Refund: f.ID, Return: f.Return, Currency: l.Currency, Lines: f.Lines}
}

// refund finds a refund for somebody who may work on refunds.
func (l Ledger) refund(id record.ID, who training.Actor) (Refund, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return Refund{}, err
	}
	i := slices.IndexFunc(l.Refunds, func(f Refund) bool { return f.ID == id })
	if i < 0 {
		return Refund{}, record.Problem{Code: "refund.unknown", Field: "refund"}
	}
	return l.Refunds[i], nil
}

func (l Ledger) find(id record.ID, who training.Actor, want RefundState, code string) (Refund, error) {
	f, err := l.refund(id, who)
	if err == nil && f.State != want {
		err = record.Problem{Code: code, Params: record.Params{"state": string(f.State)}}
	}
	return f, err
}
