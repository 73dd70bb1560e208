package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Grant entitles units of a return's line without inspection, or that will never be inspected. The ledger
// may be zero when nothing was entitled in the order yet.
func (l Ledger) Grant(c Grant, r Return, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	line, err := r.line(c.Line, "line")
	if err != nil {
		return nil, err
	}
	if !slices.Contains(GrantKinds(), c.Kind) {
		return nil, record.Missing("kind")
	}
	if r.Review != Approved {
		return nil, record.Problem{Code: "return.notApproved", Params: record.Params{"state": string(r.State)}}
	}
	if room := l.grantable(c.Kind, r.ID, line); c.Units < 0 || c.Units > room {
		return nil, record.Wrong("units", "grant.tooMany", record.Params{"available": strconv.Itoa(room)})
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, record.Missing("reason")
	}
	d := grantedData{Account: r.account(line), Kind: c.Kind, Units: c.Units}
	return []record.Event{Ledgers.Did(r.Order, granted, d, wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

// grantable units of a kind: an advance may reach all approved units, the others what was not accepted.
func (l Ledger) grantable(kind GrantKind, ret record.ID, line ReturnLine) int {
	e := l.entitlement(ret, line)
	switch kind {
	case KeepTheGoods:
		return max(line.Approved-e.Accepted-e.Lost, 0)
	case LostOnTheWay:
		return max(line.Approved-e.Accepted-e.Kept, 0)
	}
	return line.Approved
}

func (l Ledger) entitlement(ret record.ID, line ReturnLine) Entitlement {
	if i := l.account(line.OrderLine); i >= 0 {
		for _, e := range l.Lines[i].Entitlements {
			if e.Return == ret && e.Line == line.N {
				return e
			}
		}
	}
	return Entitlement{}
}

// Propose proposes the refund id. It is refused when its lines, beside every refund that is still open, pass
// what the units entitled were paid with: the same units are not refunded twice.
func (l Ledger) Propose(c ProposeRefund, id record.ID, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if err := checkRefundLines(c.Lines); err != nil {
		return nil, err
	}
	if p, over := l.overdrawnBeside(c.Lines, unfinished); over {
		return nil, p
	}
	m := movement{Refund: id, Return: c.Return, Currency: l.Currency, Lines: c.Lines}
	return []record.Event{Ledgers.Did(c.Ledger, proposed, m, wordsPrivate{strings.TrimSpace(c.Note)})}, nil
}

// unfinished are the refunds that count, and those that still may.
func unfinished(f Refund) bool { return f.State.Open() || f.State == RefundExecuted }

func checkRefundLines(lines []RefundLine) error {
	if len(lines) == 0 {
		return record.Missing("lines")
	}
	seen := []int{}
	for i, x := range lines {
		switch {
		case slices.Contains(seen, x.OrderLine):
			return record.Wrong(field("lines", i, "orderLine"), "return.lineTwice", nil)
		case x.Units < 0:
			return record.Missing(field("lines", i, "units"))
		case x.Minor <= 0:
			return record.Wrong(field("lines", i, "minor"), "refund.notPositive", nil)
		}
		seen = append(seen, x.OrderLine)
	}
	return nil
}

// Proposal is what may be proposed for a return now: for each line of it the units entitled by it that no
// refund took yet, with all the money that is left for them.
func (l Ledger) Proposal(ret record.ID) []RefundLine {
	out := []RefundLine{}
	for _, line := range l.Lines {
		mine := 0
		for _, e := range line.Entitlements {
			if e.Return == ret {
				mine += e.Units()
			}
		}
		taken, _ := l.used(line.OrderLine, func(f Refund) bool { return f.Return == ret && unfinished(f) })
		units, minor := l.used(line.OrderLine, unfinished)
		free := line.Units() - units
		take := min(mine-taken, free)
		if take <= 0 {
			continue
		}
		if sum := (line.Cap() - minor) * int64(take) / int64(free); sum > 0 {
			out = append(out, RefundLine{OrderLine: line.OrderLine, Units: take, Minor: sum})
		}
	}
	return out
}

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

// Hold claims the money of an approved refund, or of a failed one to try it again.
func (l Ledger) Hold(c HoldRefund, who training.Actor, _ time.Time) ([]record.Event, error) {
	f, err := l.refund(c.Refund, who)
	switch {
	case err != nil:
		return nil, err
	case f.State != RefundApproved && f.State != RefundFailed:
		return nil, record.Problem{Code: "refund.notApproved"}
	}
	if p, over := l.overdrawn(f, f.ID); over {
		return nil, p
	}
	return []record.Event{Ledgers.Did(l.ID, held, l.movement(f), nil)}, nil
}

// Execute records that a held refund was paid, with the reference of the payment service.
func (l Ledger) Execute(c ExecuteRefund, who training.Actor, _ time.Time) ([]record.Event, error) {
	f, err := l.find(c.Refund, who, RefundHeld, "refund.notHeld")
	switch {
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

// Refund proposes, approves and holds the refund id at once, when the actor's limit allows it.
func (l Ledger) Refund(c RefundNow, id record.ID, who training.Actor, limit Limit, now time.Time) ([]record.Event, error) {
	if len(c.Lines) == 0 {
		if c.Lines = l.Proposal(c.Return); len(c.Lines) == 0 {
			return nil, l.nothingLeft(c.Return)
		}
	}
	events, err := l.Propose(ProposeRefund(c), id, who, now)
	if err != nil {
		return nil, err
	}
	m := movement{Refund: id, Return: c.Return, Currency: l.Currency, Lines: c.Lines}
	if !limit.Allows(m.minor()) {
		return nil, overLimit(Refund{Minor: m.minor()}, limit, l.Currency)
	}
	approval := m
	approval.Limit = limit
	return append(events, Ledgers.Did(c.Ledger, approved, approval, nil), Ledgers.Did(c.Ledger, held, m, nil)), nil
}

// nothingLeft is the problem of a refund for which no unit is left.
func (l Ledger) nothingLeft(ret record.ID) record.Problem {
	var asked int64
	units := 0
	for _, f := range l.Refunds {
		if f.Return == ret && unfinished(f) {
			asked += f.Minor
			for _, x := range f.Lines {
				units += x.Units
			}
		}
	}
	return record.Problem{Code: "ledger.overEntitled", Field: "lines", Params: record.Params{
		"available": record.Money{Currency: l.Currency}.Plain(), "requested": record.Money{Minor: asked, Currency: l.Currency}.Plain(),
		"currency": l.Currency, "availableUnits": "0", "requestedUnits": strconv.Itoa(units),
	}}
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
