package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"mendesk/app/archive"
	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// HoldWaiting is a refund whose hold was asked for and is not confirmed: approved, and not paid.
type HoldWaiting struct {
	Ledger   record.ID    `json:"ledger"`
	Refund   record.ID    `json:"refund"`
	N        int          `json:"n"`      // counts from 1 within the order
	Number   string       `json:"number"` // of the return, or of the order when nothing comes back for it
	Title    string       `json:"title"`  // of the first of the goods
	Units    int          `json:"units"`  // of all of them; 0 for a further amount
	More     bool         `json:"more"`   // there are other goods
	Customer string       `json:"customer"`
	Amount   record.Money `json:"amount"`
	Since    time.Time    `json:"since" ts_type:"string"`
	By       record.ID    `json:"by"` // who asked for it
	Station  record.ID    `json:"station"`
	Letter   string       `json:"letter"` // of the workstation, which alone asks for it
	Here     bool         `json:"here"`   // it is this one
	Answer   string       `json:"answer"` // as [exchange.Code], what the place last said; empty: it was not asked yet
	Link     string       `json:"link"`   // the page of the return, or of the customer
}

// HoldsWaiting is what waits to be confirmed on this desk, whoever asked for it.
type HoldsWaiting struct {
	Holds       []HoldWaiting  `json:"holds"` // the longest first; the first of them when there are many
	Count       int            `json:"count"`
	Sums        []record.Money `json:"sums"`        // of all, by currency
	Unconfirmed int64          `json:"unconfirmed"` // minor units of one that a supervisor may let be paid nevertheless
}

// mostHolds are told one by one.
const mostHolds = 50

// Holds tells which payments wait to be confirmed, the longest first.
func (s *Sync) Holds() (HoldsWaiting, error) {
	d, err := s.app.open()
	if err != nil {
		return HoldsWaiting{}, err
	}
	me, err := d.me()
	if err != nil {
		return HoldsWaiting{}, err
	}
	answers := d.answers.copy()
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) (out HoldsWaiting, err error) {
		waiting, err := refundsWaiting(tx)
		if err != nil {
			return out, err
		}
		of, err := storage.Get(tx, shop.Shops, shop.ID)
		if err != nil {
			return out, err
		}
		logs, err := tx.Logs()
		if err != nil {
			return out, err
		}
		out.Count, out.Unconfirmed = len(waiting), of.MostUnconfirmed()
		for _, w := range waiting {
			out.Sums = plus(out.Sums, w.amount())
		}
		for _, w := range waiting[:min(len(waiting), mostHolds)] {
			h, err := w.told(tx, logs[w.AskedIn])
			if err != nil {
				return out, err
			}
			h.Here, h.Answer = h.Station == me.Workstation, answers[h.Refund]
			out.Holds = append(out.Holds, h)
		}
		whole(&out)
		return out, nil
	})
}

// plus adds an amount to the sum of its currency.
func plus(sums []record.Money, m record.Money) []record.Money {
	if i := slices.IndexFunc(sums, func(s record.Money) bool { return s.Currency == m.Currency }); i >= 0 {
		sums[i].Minor += m.Minor
		return sums
	}
	return append(sums, m)
}

// refundWaiting is a refund that waits for its hold, in its ledger.
type refundWaiting struct {
	returns.Refund
	of returns.Ledger
}

func (w refundWaiting) amount() record.Money {
	return record.Money{Minor: w.Minor, Currency: w.of.Currency}
}

// refundsWaiting are the refunds of the desk that wait to be confirmed, the longest first. The index has a ledger once
// for each of its refunds.
func refundsWaiting(tx *storage.Tx) ([]refundWaiting, error) {
	out, seen := []refundWaiting{}, map[record.ID]bool{}
	for l, err := range storage.Each(tx, returns.Ledgers, storage.Span{Index: "unpaid", Prefix: record.Key(string(returns.RefundWaiting))}) {
		if err != nil {
			return nil, err
		}
		if seen[l.ID] {
			continue
		}
		seen[l.ID] = true
		for _, f := range l.Refunds {
			if f.State == returns.RefundWaiting {
				out = append(out, refundWaiting{f, l})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b refundWaiting) int {
		return cmp.Or(a.AskedAt.Compare(b.AskedAt), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// holdsWaiting counts them for the status of sync, whoever is signed in.
func (d *desk) holdsWaiting() (n int, err error) {
	err = d.store.View(context.Background(), func(tx *storage.Tx) error {
		waiting, err := refundsWaiting(tx)
		n = len(waiting)
		return err
	})
	return n, err
}

// told names the refund by its return, or by its order when nothing comes back for it.
func (w refundWaiting) told(tx *storage.Tx, asked record.Begins) (HoldWaiting, error) {
	out := HoldWaiting{
		Ledger: w.of.ID, Refund: w.ID, N: w.N, Amount: w.amount(), Since: w.AskedAt, By: w.AskedBy, More: len(w.Lines) > 1,
		Station: asked.Workstation, Letter: asked.Letter,
	}
	for i, x := range w.Lines {
		out.Units += x.Units
		if at := slices.IndexFunc(w.of.Lines, func(l returns.LedgerLine) bool { return l.OrderLine == x.OrderLine }); i == 0 && at >= 0 {
			out.Title = w.of.Lines[at].Title
		}
	}
	customer, err := maybe(tx, archive.Customers, w.of.Customer)
	if err != nil {
		return out, err
	}
	out.Customer, out.Link = customer.Name, "/customers/"+string(w.of.Customer)
	of, err := maybe(tx, returns.Returns, w.Return)
	if err != nil {
		return out, err
	}
	if of.ID != "" {
		out.Number, out.Link = of.Number, "/returns/"+string(of.ID)
		return out, nil
	}
	order, err := maybe(tx, archive.Orders, w.of.Order)
	out.Number = order.Number
	return out, err
}

// answers are what the place last said to each hold that still waits. They are no record: the next round asks again.
type answers struct {
	mu sync.Mutex
	to map[record.ID]string // codes of [exchange.Code], by refund
}

func (a *answers) keep(refund record.ID, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.to == nil {
		a.to = map[record.ID]string{}
	}
	a.to[refund] = exchange.Code(err)
}

func (a *answers) forget(refund record.ID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.to, refund)
}

func (a *answers) copy() map[record.ID]string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.to)
}
