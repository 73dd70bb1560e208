package app

import (
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/training"
	"mendesk/storage"
)

// Returns is the service of returned goods; the money that goes back for them is in refunds.go.
type Returns struct{ app *App }

// goods is a rule that needs nothing but the return.
func (s *Returns) goods(id record.ID, do func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error)) (ReturnDetail, error) {
	return s.shown(carry(s.app, returns.Returns, id, func(_ *storage.Tx, r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return do(r, who, now)
	}))
}

// shown gives the return as its page shows it after a command.
func (s *Returns) shown(r returns.Return, err error) (ReturnDetail, error) {
	if err != nil {
		return ReturnDetail{}, err
	}
	return s.Get(r.ID)
}

// asked is what a request is judged by: the order, its other returns and the policy in force.
type asked struct {
	order  archive.Order
	others []returns.Return
	policy returns.Policy
}

func askedOf(tx *storage.Tx, c returns.Request, now time.Time) (a asked, err error) {
	if a.order, err = maybe(tx, archive.Orders, c.Order); err != nil {
		return a, err
	}
	if a.others, err = all(tx, returns.Returns, storage.Span{Index: "order", Prefix: record.Key(c.Order)}); err != nil {
		return a, err
	}
	policies, err := all(tx, returns.Policies, storage.Span{})
	a.policy, _ = returns.InForce(policies, now)
	return a, err
}

// Preview tells what the policy would say of a request; nothing is written.
func (s *Returns) Preview(c returns.Request) (returns.Decision, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (returns.Decision, error) {
		a, err := askedOf(tx, c, now)
		if err != nil {
			return returns.Decision{}, err
		}
		return c.Preview(who, a.order, a.others, a.policy, now)
	})
}

// Request opens a return for lines of an order.
func (s *Returns) Request(c returns.Request) (ReturnDetail, error) {
	return s.shown(begin(s.app, returns.Returns, func(tx *storage.Tx, id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
		a, err := askedOf(tx, c, now)
		if err != nil {
			return nil, err
		}
		number, err := tx.Number("R", record.DayOf(now, who.Zone))
		if err != nil {
			return nil, err
		}
		return c.Events(id, number, who, a.order, a.others, a.policy, now)
	}))
}

// Approve lets units come back.
func (s *Returns) Approve(c returns.Approve) (ReturnDetail, error) {
	return s.shown(carry(s.app, returns.Returns, c.Return, func(tx *storage.Tx, r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		policy, err := maybe(tx, returns.Policies, r.Policy)
		if err != nil {
			return nil, err
		}
		return r.Approve(c, who, policy, now)
	}))
}

// Reject refuses the whole request by a clause of the policy.
func (s *Returns) Reject(c returns.Reject) (ReturnDetail, error) {
	return s.shown(carry(s.app, returns.Returns, c.Return, func(tx *storage.Tx, r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		policy, err := maybe(tx, returns.Policies, r.Policy)
		if err != nil {
			return nil, err
		}
		return r.Reject(c, who, policy, now)
	}))
}

// AskInformation asks the customer for what is missing to decide.
func (s *Returns) AskInformation(c returns.AskInformation) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.AskInformation(c, who, now)
	})
}

// GiveInformation records the customer's answer.
func (s *Returns) GiveInformation(c returns.GiveInformation) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.GiveInformation(c, who, now)
	})
}

// Cancel ends a return before anything of it was received.
func (s *Returns) Cancel(c returns.Cancel) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.Cancel(c, who, now)
	})
}

// ShipBack records the parcel with which the goods come back.
func (s *Returns) ShipBack(c returns.ShipBack) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.ShipBack(c, who, now)
	})
}

// Track records where the parcel is.
func (s *Returns) Track(c returns.Track) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.Track(c, who, now)
	})
}

// Attach puts photos and papers on a return.
func (s *Returns) Attach(c returns.Attach) (ReturnDetail, error) {
	var err error
	if c.Files, err = s.app.kept(c.Files); err != nil {
		return ReturnDetail{}, s.app.closing(nil, err)
	}
	return s.goods(c.Return, func(r returns.Return, who training.Actor, _ time.Time) ([]record.Event, error) {
		return r.Attach(c, who)
	})
}

// Detach takes a photo or paper off a return.
func (s *Returns) Detach(c returns.Detach) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, _ time.Time) ([]record.Event, error) {
		return r.Detach(c, who)
	})
}

// Receive records what arrived of each line.
func (s *Returns) Receive(c returns.Receive) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.Receive(c, who, now)
	})
}

// Disinfect records the disinfection of lines.
func (s *Returns) Disinfect(c returns.Disinfect) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.Disinfect(c, who, now)
	})
}

// Inspect records what an inspector found on one line, and entitles what was accepted.
func (s *Returns) Inspect(c returns.Inspect) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.Inspect(c, who, now)
	})
}

// Dispose says where the goods of a line go.
func (s *Returns) Dispose(c returns.Dispose) (ReturnDetail, error) {
	return s.goods(c.Return, func(r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		return r.Dispose(c, who, now)
	})
}

// Settle ends a return of which every unit was decided, disposed of and paid.
func (s *Returns) Settle(c returns.Settle) (ReturnDetail, error) {
	return s.shown(carry(s.app, returns.Returns, c.Return, func(tx *storage.Tx, r returns.Return, who training.Actor, now time.Time) ([]record.Event, error) {
		ledger, err := maybe(tx, returns.Ledgers, r.Order)
		if err != nil {
			return nil, err
		}
		return r.Settle(c, ledger, who, now)
	}))
}
