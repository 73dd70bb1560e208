package returns

import (
	"time"

	"mendesk/app/record"
)

// afterAsked puts a refund where it waits for its hold. The cap is not asked: two workstations may ask for the same
// money apart, and the shared log decides.
func (l Ledger) afterAsked(h record.Happened) (Ledger, error) {
	_, i, err := l.decided(h)
	if err != nil {
		return l, err
	}
	if !l.Refunds[i].State.holdable() {
		return l, record.Refuse("refund.notApproved")
	}
	return l.changed(i, func(f *Refund) {
		f.State, f.AskedAt, f.AskedBy, f.Ask, f.Winner = RefundWaiting, h.When, h.By, h.Entry, ""
		f.AskedIn = writer(h)
		f.OverriddenAt, f.OverriddenBy, f.Allowed = time.Time{}, "", ""
	}), nil
}

// afterConfirmed makes a hold count. What the shared log confirmed may still pass the cap, as after a lost hub: then
// it is refused here as on every desk.
func (l Ledger) afterConfirmed(h record.Happened) (Ledger, error) {
	m, i, err := l.decided(h)
	if err != nil {
		return l, err
	}
	f := l.Refunds[i]
	switch {
	case f.State == RefundWaiting && f.Ask == m.Ask:
	case f.State.Counts() && f.Ask == m.Ask && f.HeldIn == f.AskedIn:
		return l, nil // told twice, or let pass by the same workstation meanwhile
	case f.State.Counts():
		return l.heldTwice(h, f), nil
	default:
		return l, record.Refuse("refund.notWaiting")
	}
	if p, over := l.overdrawn(f, f.ID); over {
		return l, record.Refused{Reason: p}
	}
	return l.changed(i, func(f *Refund) { f.State, f.HeldAt, f.HeldBy, f.HeldIn = RefundHeld, h.When, h.By, f.AskedIn }), nil
}

func (l Ledger) afterWithdrawn(h record.Happened) (Ledger, error) {
	m, i, err := l.decided(h)
	if err != nil {
		return l, err
	}
	if f := l.Refunds[i]; f.State != RefundWaiting || f.Ask != m.Ask {
		return l, record.Refuse("refund.notWaiting")
	}
	return l.changed(i, func(f *Refund) { f.State = RefundApproved }), nil
}

// afterLost gives the refund back to its people. A hold that was asked for anew since is another one.
func (l Ledger) afterLost(h record.Happened) (Ledger, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return l, err
	}
	l, i := l.heardOf(m)
	if f := &l.Refunds[i]; f.State == RefundWaiting && f.Ask == m.Ask {
		f.State, f.Winner = RefundRefused, m.Winner
	}
	return l, nil
}

// afterOverridden lets the money count whatever it does to the cap: from here on somebody may have paid it.
func (l Ledger) afterOverridden(h record.Happened) (Ledger, error) {
	m, err := record.Read[movement](h)
	if err != nil {
		return l, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	if err != nil {
		return l, err
	}
	l, i := l.heardOf(m)
	f := l.Refunds[i]
	if f.State.Counts() && f.HeldIn != writer(h) {
		l = l.heldTwice(h, f)
	}
	return l.changed(i, func(f *Refund) {
		if f.State != RefundExecuted {
			f.State, f.HeldAt, f.HeldBy, f.HeldIn = RefundHeld, h.When, h.By, writer(h)
		}
		f.OverriddenAt, f.OverriddenBy, f.Allowed = h.When, h.By, p.Words
	}), nil
}

// heldTwice tells of one refund that two workstations may pay, each by a right of its own.
func (l Ledger) heldTwice(h record.Happened, f Refund) Ledger {
	return l.flagIf(true, "heldTwice").raise(h, []record.ID{f.ID}, 0)
}

// writer is the log that wrote the event: one writing life of one workstation.
func writer(h record.Happened) record.LogID {
	_, _, log, err := h.At.Parts()
	if err != nil {
		return ""
	}
	return log
}
