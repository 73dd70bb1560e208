package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

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

// Refund proposes, approves and holds the refund id at once, when the actor's limit allows it; alone as in [Ledger.Hold].
func (l Ledger) Refund(c RefundNow, id record.ID, who training.Actor, limit Limit, alone bool, now time.Time) ([]record.Event, error) {
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
	return append(events, Ledgers.Did(c.Ledger, approved, approval, nil), Ledgers.Did(c.Ledger, holdWord(alone), m, nil)), nil
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
	if asked == 0 {
		return record.Problem{Code: "ledger.nothingEntitled"}
	}
	return record.Problem{Code: "ledger.overEntitled", Field: "lines", Params: record.Params{
		"available": record.Money{Currency: l.Currency}.Plain(), "requested": record.Money{Minor: asked, Currency: l.Currency}.Plain(),
		"currency": l.Currency, "availableUnits": "0", "requestedUnits": strconv.Itoa(units),
	}}
}
