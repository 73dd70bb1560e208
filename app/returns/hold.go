package returns

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// A hold (认领) claims the money of a refund, so that nobody else pays it. On a desk of one workstation its own log
// is the shared log, and the hold counts at once. Where several share a desk it is asked for first; the refund then
// waits, unpaid, until the shared log has put the hold behind no other hold of the same money. Only a confirmed hold
// counts, so what two workstations ask for apart never clashes before it is paid.

// Hold claims the money of an approved refund, or of one that failed or lost its hold to try it again. alone: nobody
// shares the desk, so the hold is confirmed by being written.
func (l Ledger) Hold(c HoldRefund, who training.Actor, alone bool, _ time.Time) ([]record.Event, error) {
	f, err := l.refund(c.Refund, who)
	switch {
	case err != nil:
		return nil, err
	case !f.State.holdable():
		return nil, record.Problem{Code: "refund.notApproved"}
	}
	if p, over := l.overdrawnBeside(f.Lines, func(other Refund) bool { return other.ID != f.ID && claims(other) }); over {
		return nil, p
	}
	return []record.Event{Ledgers.Did(l.ID, holdWord(alone), l.movement(f), nil)}, nil
}

// holdWord is the event that claims money: at once, or once the shared log has confirmed it.
func holdWord(alone bool) string {
	if alone {
		return held
	}
	return holdAsked
}

// claims are the refunds whose money nobody else should ask for: held, paid, or waiting for their hold.
func claims(f Refund) bool { return f.State.Counts() || f.State == RefundWaiting }

// Withdraw takes back a hold that was asked for and is not confirmed.
func (l Ledger) Withdraw(c WithdrawHold, who training.Actor, _ time.Time) ([]record.Event, error) {
	f, err := l.find(c.Refund, who, RefundWaiting, "refund.notWaiting")
	if err != nil {
		return nil, err
	}
	return []record.Event{Ledgers.Did(l.ID, holdWithdrawn, l.asked(f), nil)}, nil
}

// Override lets a refund be paid whose hold nobody could confirm: a supervisor's decision within limit, which is the
// shop's for payments without confirmation. When another workstation pays the same money, an incident tells of it.
func (l Ledger) Override(c OverrideHold, who training.Actor, limit Limit, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	f, err := l.find(c.Refund, who, RefundWaiting, "refund.notWaiting")
	switch {
	case err != nil:
		return nil, err
	case !limit.Allows(f.Minor):
		p := overLimit(f, limit, l.Currency)
		p.Code = "refund.overOverride"
		return nil, p
	case strings.TrimSpace(c.Reason) == "":
		return nil, record.Missing("reason")
	}
	if p, over := l.overdrawn(f, f.ID); over {
		return nil, p
	}
	m := l.asked(f)
	m.Limit = limit
	return []record.Event{Ledgers.Did(l.ID, holdOverridden, m, wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

// Waits finds the refund that the change entry asked a hold for and that still waits for it.
func (l Ledger) Waits(entry record.Hash) (Refund, bool) {
	i := slices.IndexFunc(l.Refunds, func(f Refund) bool { return f.State == RefundWaiting && f.Ask == entry })
	if i < 0 {
		return Refund{}, false
	}
	return l.Refunds[i], true
}

// Confirmable tells why the hold that entry asked for cannot be confirmed, with the refund that is in its way; nil
// when it can. earlier are the entries whose holds of this order stand before it in the shared log: their money
// counts although their confirmation may not be here yet.
func (l Ledger) Confirmable(entry record.Hash, earlier []record.Hash) (winner record.ID, err error) {
	f, waits := l.Waits(entry)
	if !waits {
		return "", record.Problem{Code: "refund.notWaiting"}
	}
	first := func(other Refund) bool {
		return other.ID != f.ID && (counts(other) || other.State == RefundWaiting && slices.Contains(earlier, other.Ask))
	}
	p, over := l.overdrawnBeside(f.Lines, first)
	if !over {
		return "", nil
	}
	for _, other := range l.Refunds {
		if first(other) && sharesLine(other, f) {
			winner = other.ID
		}
	}
	return winner, p
}

func sharesLine(a, b Refund) bool {
	return slices.ContainsFunc(a.Lines, func(x RefundLine) bool {
		return slices.ContainsFunc(b.Lines, func(y RefundLine) bool { return x.OrderLine == y.OrderLine })
	})
}

// Confirmed records that the shared log took the hold that entry asked for; nothing when it does not wait any more.
func (l Ledger) Confirmed(entry record.Hash) []record.Event {
	f, waits := l.Waits(entry)
	if !waits {
		return nil
	}
	return []record.Event{Ledgers.Did(l.ID, holdConfirmed, l.asked(f), nil)}
}

// Lost records that another refund's hold was first: the refund goes back to its people, unpaid.
func (l Ledger) Lost(entry record.Hash, winner record.ID) []record.Event {
	f, waits := l.Waits(entry)
	if !waits {
		return nil
	}
	m := l.asked(f)
	m.Winner = winner
	return []record.Event{Ledgers.Did(l.ID, holdLost, m, nil)}
}

// asked is the movement of a refund that names the hold it waits for.
func (l Ledger) asked(f Refund) movement {
	m := l.movement(f)
	m.Ask = f.Ask
	return m
}
