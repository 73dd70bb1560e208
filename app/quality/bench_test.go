package quality

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/ticket"
)

// year is a desk with so many tickets and orders and a tenth as many returns, spread over a year.
func year(n int) Input {
	chance := rand.New(rand.NewPCG(1, 2))
	in := autumn()
	start := at("01-01 00:00")
	some := func(most time.Duration) time.Duration {
		return time.Duration(chance.Int64N(int64(most))).Truncate(time.Millisecond)
	}
	tickets, orders, back := make([]ticket.Ticket, n), make([]archive.Order, n), make([]returns.Return, n/10)
	for i := range tickets {
		x := ticket.Ticket{
			ID: record.ID(fmt.Sprintf("T%025d", i)), Kind: ticket.Kinds()[i%9], State: ticket.Resolved, Standard: standard,
			CreatedAt: start.Add(some(364 * 24 * time.Hour)),
		}
		x.FirstReplyAt = x.CreatedAt.Add(some(30 * time.Hour))
		x.ResolvedAt = x.FirstReplyAt.Add(some(90 * time.Hour))
		x.Rating, x.RatedAt = 1+i%5, x.ResolvedAt
		tickets[i] = x
		orders[i] = archive.Order{ID: orderID(i), SignedAt: start.Add(some(364 * 24 * time.Hour)), Lines: []archive.Line{{Quantity: 1 + i%3}}}
	}
	for i := range back {
		r := returns.Return{
			ID: record.ID(fmt.Sprintf("R%025d", i)), Order: orderID(i * 10), Currency: "CNY", State: returns.Settled, Stage: returns.StageFinished,
			RequestedAt: orders[i*10].SignedAt.Add(some(100 * time.Hour)),
			Lines:       []returns.ReturnLine{{Reason: returns.Reasons()[i%8], Ordered: 1, Paid: 9900, Requested: 1, Received: 1, Accepted: 1}},
		}
		r.SettledAt = r.RequestedAt.Add(some(300 * time.Hour))
		for _, stage := range returns.TimedStages() {
			r.Spent = append(r.Spent, returns.Spent{Stage: stage, Waiting: returns.ForUs, Millis: some(40 * time.Hour).Milliseconds()})
		}
		back[i] = r
	}
	in.Shop = shop.Shop{Currency: "CNY", Targets: []shop.Targets{{Version: 1, List: shop.DefaultTargets()}}}
	in.Tickets, in.Orders, in.Returns = ticketRows(tickets...), orderRows(orders...), returnRows(back...)
	return in
}

// BenchmarkSheet is the figures page: one month against the one before, over 200,000 tickets and orders.
func BenchmarkSheet(b *testing.B) {
	in := year(200_000)
	for b.Loop() {
		if _, err := in.Sheet(november, at("12-31 00:00")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReport is everything that the report prints, twelve periods of trend among it.
func BenchmarkReport(b *testing.B) {
	in := year(200_000)
	for b.Loop() {
		if _, err := in.Report(november, at("12-31 00:00"), described); err != nil {
			b.Fatal(err)
		}
	}
}
