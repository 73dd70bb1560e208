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
