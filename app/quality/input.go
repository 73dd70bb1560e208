package quality

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
)

// Input is everything that figures are made of, read at one moment.
type Input struct {
	Shop       shop.Shop
	Lang       string      // of names that exist in two languages; empty: the shop's
	Tickets    record.Rows // of ticket.Tickets
	Orders     record.Rows // of archive.Orders
	Returns    record.Rows // of returns.Returns
	Staff      Staff
	ReturnDays int // days after signature within which goods may come back; 0: [DefaultReturnDays]
}

// DefaultReturnDays is the return window of a shop that publishes none: seven days without reason.
const DefaultReturnDays = 7

func (in Input) returnDays() int {
	if in.ReturnDays > 0 {
		return in.ReturnDays
	}
	return DefaultReturnDays
}

// Sheet computes the figures of the period as they are known at asOf, against the period before and the
// targets in force at the period's end.
func (in Input) Sheet(p Period, asOf time.Time) (Sheet, error) {
	if err := p.Err(); err != nil {
		return Sheet{}, err
	}
	before := p.Before()
	figures := in.compared(in.measure(p, asOf).figures, in.measure(before, asOf).figures, in.targets(p))
	return Sheet{p.From, p.To, record.Instant(asOf), p.Zone.String(), before.Span(), figures}, nil
}

func (in Input) targets(p Period) shop.Targets {
	return in.Shop.TargetsAt(p.End().Add(-time.Millisecond))
}

func (in Input) compared(now, before []Figure, targets shop.Targets) []Figure {
	out := make([]Figure, len(now))
	for i, f := range now {
		out[i] = f.against(targets).since(before[i])
	}
	return out
}

// measured is one period, walked once.
type measured struct {
	period  Period
	tickets *ticketTallies
	returns *returnTallies
	figures []Figure // in the order of Keys, without targets and the period before
}

func (in Input) measure(p Period, asOf time.Time) measured {
	w := p.window(asOf)
	orders := ordersOf(in.Orders, w, in.returnDays(), asOf, p.Zone)
	m := measured{period: p, tickets: ticketsOf(in.Tickets, w), returns: returnsOf(in.Returns, w, orders, in.Shop.Currency)}
	m.figures = append(m.tickets.figures(orders.orders), m.returns.figures()...)
	m.figures = append(m.figures, certifiedCoverage(in.Staff.matrix(p, asOf)))
	return m
}
