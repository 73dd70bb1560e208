package returns

import (
	"slices"

	"mendesk/app/record"
)

// After folds one event into the ledger. Approving and holding above the cap are refused; a payment that
// was made counts whatever it does to the cap.
func (l Ledger) After(h record.Happened) (Ledger, error) {
	next, err := l.opened(h).fold(h)
	if err != nil {
		return l, err
	}
	return next.flagIf(next.over() > 0, "overRefund").watched(h), nil
}

// opened makes the ledger with the first event that comes.
func (l Ledger) opened(h record.Happened) Ledger {
	if l.ID != "" {
		return l
	}
	return Ledger{ID: h.Of.ID, Order: h.Of.ID, Lines: []LedgerLine{}, Refunds: []Refund{}, Flags: []string{}}
}

func (l Ledger) fold(h record.Happened) (Ledger, error) {
	switch h.What {
	case entitled:
		return l.afterEntitled(h)
	case granted:
		return l.afterGranted(h)
	case proposed:
		return l.afterProposed(h)
	case approved:
		return l.afterApproved(h)
	case declined:
		return l.afterDeclined(h)
	case held:
		return l.afterHeld(h)
	case holdAsked:
		return l.afterAsked(h)
	case holdConfirmed:
		return l.afterConfirmed(h)
	case holdWithdrawn:
		return l.afterWithdrawn(h)
	case holdLost:
		return l.afterLost(h)
	case holdOverridden:
		return l.afterOverridden(h)
	case incidentSettled:
		return l.afterIncidentSettled(h)
	case executed:
		return l.afterExecuted(h)
	case failed:
		return l.afterFailed(h)
	case reversed:
		return l.afterReversed(h)
	case record.Erased:
		return l, nil
	}
	return l, record.ErrUnknownEvent
}

func (l Ledger) afterEntitled(h record.Happened) (Ledger, error) {
	d, err := record.Read[entitledData](h)
	return l.entitle(d.Account, func(e *Entitlement) { e.Accepted = d.Units }), err
}

func (l Ledger) afterGranted(h record.Happened) (Ledger, error) {
	d, err := record.Read[grantedData](h)
	if err != nil {
		return l, err
	}
	return l.entitle(d.Account, func(e *Entitlement) {
		switch d.Kind {
		case Advance:
			e.Advance = d.Units
		case KeepTheGoods:
			e.Kept = d.Units
		case LostOnTheWay:
			e.Lost = d.Units
		}
	}), nil
}

// entitle changes the entry of one line of a return, making the line's account when it is the first.
func (l Ledger) entitle(a account, change func(*Entitlement)) Ledger {
	l.Customer = a.Customer
	l = l.inCurrency(a.Currency)
	l.Lines = slices.Clone(l.Lines)
	i := l.account(a.OrderLine)
	if i < 0 {
		i = len(l.Lines)
		l.Lines = append(l.Lines, LedgerLine{OrderLine: a.OrderLine, Entitlements: []Entitlement{}})
	}
	line := &l.Lines[i]
	line.SKU, line.Title, line.Ordered, line.Paid, line.Shipping = a.SKU, a.Title, a.Ordered, a.Paid, a.Shipping
	line.Entitlements = slices.Clone(line.Entitlements)
	j := slices.IndexFunc(line.Entitlements, func(e Entitlement) bool { return e.Return == a.Return && e.Line == a.Line })
	if j < 0 {
		j = len(line.Entitlements)
		line.Entitlements = append(line.Entitlements, Entitlement{Return: a.Return, Line: a.Line})
	}
	line.Entitlements[j].Shipping = a.PaysShipping
	change(&line.Entitlements[j])
	return l
}

// inCurrency takes the first currency heard of; another one is flagged, for amounts of two are never added.
func (l Ledger) inCurrency(currency string) Ledger {
	if l.Currency == "" {
		l.Currency = currency
	}
	return l.flagIf(l.Currency != currency || slices.Contains(l.Flags, "currencies"), "currencies")
}

func (l Ledger) afterProposed(h record.Happened) (Ledger, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return l, err
	}
	l, i := l.heardOf(m)
	if l.Refunds[i].ProposedAt.IsZero() {
		l.Refunds[i].ProposedAt, l.Refunds[i].ProposedBy = h.When, h.By
	}
	return l, nil
}

// heardOf gives the ledger with its own copy of the refunds, and the place of the refund that moves, which
// is added when it is new.
func (l Ledger) heardOf(m movement) (Ledger, int) {
	l = l.inCurrency(m.Currency)
	l.Refunds = slices.Clone(l.Refunds)
	i := slices.IndexFunc(l.Refunds, func(f Refund) bool { return f.ID == m.Refund })
	if i < 0 {
		i = len(l.Refunds)
		l.Refunds = append(l.Refunds, Refund{
			ID: m.Refund, N: i + 1, Return: m.Return, Lines: slices.Concat([]RefundLine{}, m.Lines), Minor: m.minor(), State: RefundProposed,
		})
	}
	return l, i
}

func (l Ledger) afterApproved(h record.Happened) (Ledger, error) {
	m, i, err := l.decided(h)
	if err != nil {
		return l, err
	}
	f := l.Refunds[i]
	switch {
	case f.State != RefundProposed:
		return l, record.Refuse("refund.notProposed")
	case !m.Limit.Allows(f.Minor):
		return l, record.Refused{Reason: overLimit(f, m.Limit, l.Currency)}
	}
	if p, over := l.overdrawn(f, f.ID); over {
		return l, record.Refused{Reason: p}
	}
	return l.changed(i, func(f *Refund) {
		f.State, f.ApprovedAt, f.ApprovedBy, f.Limit = RefundApproved, h.When, h.By, m.Limit
	}), nil
}

func (l Ledger) afterHeld(h record.Happened) (Ledger, error) {
	_, i, err := l.decided(h)
	if err != nil {
		return l, err
	}
	f := l.Refunds[i]
	if !f.State.holdable() {
		return l, record.Refuse("refund.notApproved")
	}
	if p, over := l.overdrawn(f, f.ID); over {
		return l, record.Refused{Reason: p}
	}
	return l.changed(i, func(f *Refund) { f.State, f.HeldAt, f.HeldBy = RefundHeld, h.When, h.By }), nil
}

func (l Ledger) afterDeclined(h record.Happened) (Ledger, error) {
	_, i, err := l.decided(h)
	if err != nil {
		return l, err
	}
	if !l.Refunds[i].State.Open() {
		return l, record.Refuse("refund.notOpen")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	return l.changed(i, func(f *Refund) { f.State, f.Why = RefundDeclined, p.Words }), err
}

// decided reads a decision on a refund that must be known.
func (l Ledger) decided(h record.Happened) (movement, int, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return m, 0, err
	}
	i := slices.IndexFunc(l.Refunds, func(f Refund) bool { return f.ID == m.Refund })
	if i < 0 {
		return m, 0, record.Refuse("refund.unknown")
	}
	return m, i, nil
}

func (l Ledger) changed(i int, change func(*Refund)) Ledger {
	l.Refunds = slices.Clone(l.Refunds)
	change(&l.Refunds[i])
	return l
}

func (l Ledger) afterExecuted(h record.Happened) (Ledger, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return l, err
	}
	l, i := l.heardOf(m)
	f := &l.Refunds[i]
	switch f.State {
	case RefundHeld:
	case RefundExecuted:
		return l.paidAgain(i, m), nil
	default:
		l = l.flagIf(true, "paidWithoutHold")
	}
	f.State, f.ExecutedAt, f.ExecutedBy, f.Channel, f.Reference = RefundExecuted, h.When, h.By, m.Channel, m.Reference
	return l, nil
}

// paidAgain takes in a payment that was recorded before: the same reference is the same payment, written
// down on two workstations; another one is money that left twice.
func (l Ledger) paidAgain(i int, m movement) Ledger {
	if l.Refunds[i].Reference == m.Reference {
		return l
	}
	l.Refunds[i].Again++
	return l.flagIf(true, "paidTwice")
}

func (l Ledger) afterFailed(h record.Happened) (Ledger, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return l, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	l, i := l.heardOf(m)
	f := &l.Refunds[i]
	if f.State == RefundExecuted || f.State == RefundReversed {
		return l.flagIf(true, "failedAfterPaid"), err
	}
	f.State, f.Failures, f.Why = RefundFailed, f.Failures+1, p.Words
	return l, err
}

func (l Ledger) afterReversed(h record.Happened) (Ledger, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return l, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	l, i := l.heardOf(m)
	f := &l.Refunds[i]
	f.ReversedAt, f.ReversedBy, f.Why = h.When, h.By, p.Words
	if f.State == RefundExecuted && f.Again > 0 {
		f.Again--
		return l.flagIf(slices.ContainsFunc(l.Refunds, func(f Refund) bool { return f.Again > 0 }), "paidTwice"), err
	}
	if f.State != RefundExecuted && f.State != RefundReversed {
		l = l.flagIf(true, "reversedUnpaid")
	}
	f.State = RefundReversed
	return l, err
}

func (l Ledger) flagIf(on bool, flag string) Ledger {
	has := slices.Contains(l.Flags, flag)
	switch {
	case on && !has:
		l.Flags = append(slices.Clip(l.Flags), flag)
	case !on && has:
		l.Flags = slices.DeleteFunc(slices.Clone(l.Flags), func(f string) bool { return f == flag })
	}
	return l
}
