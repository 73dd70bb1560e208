package quality

import (
	"cmp"
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
)

// Described is what a report says of a ticket beside its clock; rows know ids only.
type Described struct {
	Number, Customer, Subject, Owner, State string
}

// MaxBreached is how many breached tickets a report lists.
const MaxBreached = 20

// ParetoBars is how many bars a Pareto has, "other" among them.
const ParetoBars = 7

// Report computes the quality report of the period as it is known at asOf. describe is asked for the listed
// tickets only.
func (in Input) Report(p Period, asOf time.Time, describe func(ticket record.ID) (Described, error)) (Report, error) {
	if err := p.Err(); err != nil {
		return Report{}, err
	}
	var periods []measured
	var worst []BreachedTicket
	var total int
	err := together(func() (err error) {
		periods, err = in.measure(p.Last(TrendPeriods), p.Before().Start(), asOf)
		return err
	}, func() (err error) {
		worst, total, err = Breaches(in.Tickets, p, asOf, MaxBreached)
		return err
	})
	if err != nil {
		return Report{}, err
	}
	now, before := periods[TrendPeriods-1], periods[TrendPeriods-2]
	targets := in.targets(p)
	r := Report{
		Shop: in.Shop.Name, Currency: in.Shop.Currency, Zone: p.Zone.String(),
		From: p.From, To: p.To, AsOf: record.Instant(asOf), Previous: before.period.Span(),
		Figures:   in.compared(now.figures, before.figures, targets),
		Trends:    trends(periods, targets),
		Ratings:   now.tickets.ratingCounts(),
		Stages:    now.returns.stages(before.returns),
		PaidTwice: in.PaidTwice,
	}
	r.Trend = mainTrend(r.Trends)
	r.Pareto, r.CostPareto = now.returns.pareto(ByCount), now.returns.pareto(ByCost)
	r.Certification = Certification(in.Staff.matrix(p, asOf), in.lang())
	r.Notes = notes(r, p)
	for _, m := range periods {
		m.returns.done()
	}
	r.BreachedTotal = total
	return r.withBreached(worst, describe)
}

func (in Input) lang() string { return cmp.Or(in.Lang, in.Shop.Language, shop.Chinese) }

func (r Report) withBreached(worst []BreachedTicket, describe func(record.ID) (Described, error)) (Report, error) {
	r.Breached = make([]BreachedTicket, 0, len(worst))
	for _, b := range worst {
		d, err := describe(b.Ticket)
		if err != nil {
			return r, err
		}
		b.Number, b.Customer, b.Subject, b.Owner, b.State = d.Number, d.Customer, d.Subject, d.Owner, d.State
		r.Breached = append(r.Breached, b)
	}
	return r, nil
}
