package returns

import (
	"strconv"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// View is the account as the side panel shows it. rs are the returns of the order: what they still may
// entitle to is what is missing below the full cap.
func (l Ledger) View(rs ...Return) LedgerView {
	v := LedgerView{Currency: l.Currency, Lines: []LedgerViewLine{}, Why: []Explain{}}
	for _, line := range l.Lines {
		v.Lines = append(v.Lines, l.viewLine(line))
	}
	for _, r := range rs {
		if v.Currency == "" {
			v.Currency = r.Currency
		}
		for _, rl := range r.Lines {
			v = l.awaited(v, r, rl)
		}
	}
	for _, x := range v.Lines {
		v.Cap, v.Units, v.Missing = v.Cap+x.Cap, v.Units+x.Units, v.Missing+x.Missing
		v.Executed, v.Held, v.Waiting = v.Executed+x.Executed, v.Held+x.Held, v.Waiting+x.Waiting
		v.RefundableNow += x.RefundableNow
	}
	for _, f := range l.Refunds {
		if f.State.Open() && !claims(f) {
			v.Open += f.Minor
		}
	}
	v.Over, v.Full = l.over(), v.Cap+v.Missing
	return v
}

func (l Ledger) viewLine(line LedgerLine) LedgerViewLine {
	x := LedgerViewLine{OrderLine: line.OrderLine, Title: line.Title, Units: line.Units(), Cap: line.Cap()}
	_, x.Executed = l.used(line.OrderLine, func(f Refund) bool { return f.State == RefundExecuted })
	_, x.Held = l.used(line.OrderLine, func(f Refund) bool { return f.State == RefundHeld })
	_, x.Waiting = l.used(line.OrderLine, func(f Refund) bool { return f.State == RefundWaiting })
	taken, _ := l.used(line.OrderLine, claims)
	x.RefundableNow = max(x.Cap-x.Executed-x.Held-x.Waiting, 0)
	x.Refundable = max(x.Units-taken, 0)
	return x
}

// awaited adds what a line of a return would entitle to when everything of it that is still open is accepted.
func (l Ledger) awaited(v LedgerView, r Return, rl ReturnLine) LedgerView {
	open := r.openUnits(rl) - max(l.entitlement(r.ID, rl).Units()-rl.Accepted, 0)
	if open <= 0 {
		return v
	}
	i := lineOfView(v, rl)
	if i < 0 {
		i = len(v.Lines)
		v.Lines = append(v.Lines, LedgerViewLine{OrderLine: rl.OrderLine, Title: rl.Title})
	}
	x := &v.Lines[i]
	sold := archive.Line{Quantity: rl.Ordered, Price: record.Money{Minor: rl.Paid}, ShippingPaid: record.Money{Minor: rl.Shipping}}
	missing := sold.PaidFor(x.Units+x.Awaited, open).Minor
	if rl.fault(r.Fault) != Buyer {
		missing += sold.ShippingFor(x.Units+x.Awaited, open).Minor
	}
	x.Missing, x.Awaited = x.Missing+missing, x.Awaited+open
	v.Why = append(v.Why, Explain{Key: "returns.missing." + string(rl.stage()), Params: record.Params{
		"title": rl.Title, "units": strconv.Itoa(open), "count": strconv.Itoa(open),
		"amount": record.Money{Minor: missing, Currency: v.Currency}.Plain(), "currency": v.Currency,
	}})
	return v
}

func lineOfView(v LedgerView, rl ReturnLine) int {
	for i, x := range v.Lines {
		if x.OrderLine == rl.OrderLine {
			return i
		}
	}
	return -1
}

// openUnits are the units of a line that may still be accepted.
func (r Return) openUnits(l ReturnLine) int {
	if r.State.Ended() || l.Inspections > 0 {
		return 0
	}
	switch l.stage() {
	case StageReceive:
		return l.Approved
	case StageDisinfect, StageInspect:
		return l.Received
	}
	return 0
}
