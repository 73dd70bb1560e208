package app

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// ledgerRule makes the events of a command on an order's ledger; limit is what the actor may approve.
type ledgerRule func(tx *storage.Tx, l returns.Ledger, limit returns.Limit, who training.Actor, now time.Time) ([]record.Event, error)

// money takes an order's ledger through the door. The ledger may be zero: nothing was entitled yet.
func (s *Returns) money(order record.ID, do ledgerRule) (returns.Ledger, error) {
	return change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (returns.Ledger, error) {
		l, err := maybe(tx, returns.Ledgers, order)
		if err != nil {
			return l, err
		}
		limit, err := limitOf(tx, who)
		if err != nil {
			return l, err
		}
		events, err := do(tx, l, limit, who, now)
		if err != nil {
			return l, err
		}
		if err := tx.Append(events...); err != nil {
			return l, err
		}
		return storage.Get(tx, returns.Ledgers, order)
	})
}

// limitOf is how much the actor may approve for one refund, by the shop's limits.
func limitOf(tx *storage.Tx, who training.Actor) (returns.Limit, error) {
	s, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return returns.Limit{}, err
	}
	roles := make([]string, len(who.Roles))
	for i, r := range who.Roles {
		roles[i] = string(r)
	}
	most, unlimited := s.LimitOf(roles...)
	return returns.Limit{Minor: most.Minor, Unlimited: unlimited}, nil
}

// Grant is a supervisor's decision that units may be refunded without an inspection that accepted them.
func (s *Returns) Grant(c returns.Grant) (returns.Ledger, error) {
	return change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (returns.Ledger, error) {
		r, err := storage.Get(tx, returns.Returns, c.Return)
		if err != nil {
			return returns.Ledger{}, err
		}
		l, err := maybe(tx, returns.Ledgers, r.Order)
		if err != nil {
			return l, err
		}
		return append1(tx, returns.Ledgers, r.Order, func() ([]record.Event, error) { return l.Grant(c, r, who, now) })
	})
}

// ProposeRefund proposes a refund.
func (s *Returns) ProposeRefund(c returns.ProposeRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(tx *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		id, err := tx.NewID()
		if err != nil {
			return nil, err
		}
		return l.Propose(c, id, who, now)
	})
}

// ApproveRefund approves a proposed refund within the approver's limit.
func (s *Returns) ApproveRefund(c returns.ApproveRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, limit returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Approve(c, who, limit, now)
	})
}

// DeclineRefund ends a refund that was not paid, and sets its money free.
func (s *Returns) DeclineRefund(c returns.DeclineRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Decline(c, who, now)
	})
}

// HoldRefund claims the money of an approved refund, or of a failed one to try again.
func (s *Returns) HoldRefund(c returns.HoldRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Hold(c, who, !s.app.shared(), now)
	})
}

// WithdrawHold takes back a hold that was asked for and is not confirmed.
func (s *Returns) WithdrawHold(c returns.WithdrawHold) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Withdraw(c, who, now)
	})
}

// OverrideHold lets a refund be paid although its hold could not be confirmed, up to the shop's limit for that.
func (s *Returns) OverrideHold(c returns.OverrideHold) (returns.Ledger, error) {
	return s.money(c.Ledger, func(tx *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		of, err := storage.Get(tx, shop.Shops, shop.ID)
		if err != nil {
			return nil, err
		}
		return l.Override(c, who, returns.Limit{Minor: of.MostUnconfirmed()}, now)
	})
}

// SettleIncident ends an incident: a supervisor says which payment stands and what came back.
func (s *Returns) SettleIncident(c returns.SettleIncident) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.SettleIncident(c, who, now)
	})
}

// ExecuteRefund records that a held refund was paid.
func (s *Returns) ExecuteRefund(c returns.ExecuteRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Execute(c, who, now)
	})
}

// FailRefund records that a held refund could not be paid.
func (s *Returns) FailRefund(c returns.FailRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Fail(c, who, now)
	})
}

// ReverseRefund records that a paid refund came back.
func (s *Returns) ReverseRefund(c returns.ReverseRefund) (returns.Ledger, error) {
	return s.money(c.Ledger, func(_ *storage.Tx, l returns.Ledger, _ returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		return l.Reverse(c, who, now)
	})
}

// Refund proposes, approves and holds a refund in one step, when the actor's limit allows.
func (s *Returns) Refund(c returns.RefundNow) (returns.Ledger, error) {
	return s.money(c.Ledger, func(tx *storage.Tx, l returns.Ledger, limit returns.Limit, who training.Actor, now time.Time) ([]record.Event, error) {
		id, err := tx.NewID()
		if err != nil {
			return nil, err
		}
		return l.Refund(c, id, who, limit, !s.app.shared(), now)
	})
}
