package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/storage"
)

// payer confirms holds in the log that the workstations of a desk share; the sync service is one. A desk that nobody
// shares has none: its own log is the shared log.
type payer interface {
	// Hold puts a hold behind those of its order. Once all that these name is merged here, may says whether the
	// money is still free, given the entries of the earlier ones; a hold that the log took before is asked again.
	// nil: the log has it, and may agreed. errTaken: may refused. Any other error: nobody knows yet, the refund waits.
	Hold(ctx context.Context, h hold, may func(earlier []record.Hash) error) error
}

// errTaken means a hold was not taken because other holds of the same money stand before it.
var errTaken = errors.New("another refund holds this money")

// hold asks for the money of one refund: entry is place n of log, the change that asked for it.
type hold struct {
	Order  record.ID
	Refund record.ID
	Log    record.LogID
	N      uint64
	Entry  record.Hash
}

// shared tells whether other workstations share the open desk, so that holds have to be confirmed.
func (a *App) shared() bool {
	d, err := a.open()
	return err == nil && d.payerNow() != nil
}

// holdsDone counts what became of the holds that waited.
type holdsDone struct{ Confirmed, Lost, Waiting int }

// confirmHolds asks the shared log for every hold that this workstation waits for, and writes down what became of
// it: the sync service calls it after each round. err is the first reason why a hold still waits, or that payments wait for
// other workstations, which somebody can decide about.
func (d *desk) confirmHolds(ctx context.Context) (done holdsDone, err error) {
	waiting, err := d.waitingHolds(ctx)
	payer := d.payerNow()
	if err != nil || payer == nil {
		return done, err
	}
	var why error
	for _, h := range waiting {
		var winner record.ID
		err := payer.Hold(ctx, h, func(earlier []record.Hash) (err error) {
			winner, err = d.confirmable(ctx, h, earlier)
			return err
		})
		d.answers.forget(h.Refund)
		switch {
		case err == nil:
			done.Confirmed++
			err = d.settleHold(h, func(l returns.Ledger) []record.Event { return l.Confirmed(h.Entry) })
			if _, refused := record.AsProblem(err); refused { // the money went by other ways, as by an override
				done.Confirmed, done.Lost = done.Confirmed-1, done.Lost+1
				winner, _ = d.confirmable(ctx, h, nil)
				err = d.settleHold(h, func(l returns.Ledger) []record.Event { return l.Lost(h.Entry, winner) })
			}
		case errors.Is(err, errTaken):
			done.Lost++
			err = d.settleHold(h, func(l returns.Ledger) []record.Event { return l.Lost(h.Entry, winner) })
		default:
			done.Waiting++
			d.answers.keep(h.Refund, err)
		}
		if err != nil && (why == nil || errors.Is(err, exchange.ErrWaiting)) {
			why = fmt.Errorf("hold of refund %s: %w", h.Refund, err)
		}
	}
	return done, why
}

// confirmable asks the ledger as it stands now; a refund that waits no more gives its hold up too.
func (d *desk) confirmable(ctx context.Context, h hold, earlier []record.Hash) (winner record.ID, err error) {
	viewing := d.store.View(ctx, func(tx *storage.Tx) error {
		l, e := storage.Get(tx, returns.Ledgers, h.Order)
		if e == nil {
			winner, err = l.Confirmable(h.Entry, earlier)
		}
		return e
	})
	return winner, errors.Join(viewing, err)
}

// settleHold writes what became of a hold in the name of who asked for it.
func (d *desk) settleHold(h hold, events func(returns.Ledger) []record.Event) error {
	by := record.ID("")
	if err := d.store.View(context.Background(), func(tx *storage.Tx) error {
		l, err := storage.Get(tx, returns.Ledgers, h.Order)
		if f, ok := l.Waits(h.Entry); ok {
			by = f.AskedBy
		}
		return err
	}); err != nil {
		return err
	}
	return d.store.Change(by, d.app.now(), func(tx *storage.Tx) error {
		l, err := storage.Get(tx, returns.Ledgers, h.Order)
		if err != nil {
			return err
		}
		return tx.Append(events(l)...)
	})
}

// waitingHolds are the holds that this workstation asked for, in any of its logs, and that are not confirmed.
func (d *desk) waitingHolds(ctx context.Context) ([]hold, error) {
	out := []hold{}
	logs, err := d.store.Logs(ctx)
	if err != nil {
		return nil, err
	}
	me, err := d.me()
	if err != nil {
		return nil, err
	}
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		for l, err := range storage.Each(tx, returns.Ledgers, storage.Span{Index: "unpaid", Prefix: record.Key(string(returns.RefundWaiting))}) {
			if err != nil {
				return err
			}
			for _, f := range l.Refunds {
				if f.State != returns.RefundWaiting || logs[f.AskedIn].Workstation != me.Workstation {
					continue
				}
				n, err := tx.EntryOf(returns.Ledgers.Ref(l.ID), f.Ask)
				if err != nil {
					return err
				}
				h := hold{Order: l.ID, Refund: f.ID, Log: f.AskedIn, N: n, Entry: f.Ask}
				if !slices.Contains(out, h) {
					out = append(out, h)
				}
			}
		}
		return nil
	})
	return out, err
}
