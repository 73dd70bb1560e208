package quality

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
)

// Input is everything that figures are made of, read at one moment.
type Input struct {
	PaidTwice  []PaidTwice // incidents that nobody settled
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
	neither := p.End() // a sheet does not tell how returns went and why they came
	measured, err := in.measure([]Period{p, p.Before()}, neither, asOf)
	if err != nil {
		return Sheet{}, err
	}
	for _, m := range measured {
		m.returns.done()
	}
	figures := in.compared(measured[0].figures, measured[1].figures, in.targets(p))
	return Sheet{p.From, p.To, record.Instant(asOf), p.Zone.String(), measured[1].period.Span(), figures}, nil
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

// measure walks the rows once for all the periods. The way of returns and why they came are told of periods that begin
// at told or later.
func (in Input) measure(periods []Period, told, asOf time.Time) ([]measured, error) {
	windows := make([]window, len(periods))
	for i, p := range periods {
		windows[i] = p.window(asOf)
	}
	var tickets []*ticketTallies
	var back []*returnTallies
	var orders []*signed
	err := together(func() (err error) {
		tickets, err = ticketsOf(in.Tickets, windows...)
		return err
	}, func() (err error) {
		var came *cameBack
		back, came, err = returnsOf(in.Returns, in.Shop.Currency, told.UnixMilli(), windows...)
		if err != nil {
			return err
		}
		defer came.done()
		orders, err = ordersOf(in.Orders, came, in.returnDays(), asOf, periods[0].Zone, windows...)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]measured, len(periods))
	each := make([]func() error, len(periods))
	for i, p := range periods {
		each[i] = func() error {
			m := measured{period: p, tickets: tickets[i], returns: back[i]}
			m.figures = append(m.tickets.figures(orders[i].orders), orders[i].units.rate(ReturnRate), m.returns.cycleFigure(),
				certifiedCoverage(in.Staff.matrix(p, asOf)))
			m.tickets.done()
			out[i] = m
			return nil
		}
	}
	if err := together(each...); err != nil {
		return nil, err
	}
	return out, nil
}
