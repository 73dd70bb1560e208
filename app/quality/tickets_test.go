package quality

import (
	"testing"

	"mendesk/app/ticket"
)

func TestTicketFigures(t *testing.T) {
	imported := func(x ticket.Ticket, odd ...string) ticket.Ticket {
		x.Source, x.Odd, x.LeftOut = "old desk", odd, len(odd) > 0
		return x
	}
	rated := func(rating int, on string) func(*ticket.Ticket) {
		return func(x *ticket.Ticket) { x.Rating, x.RatedAt = rating, at(on) }
	}
	for _, c := range []struct {
		name    string
		tickets []ticket.Ticket
		asOf    string // empty: the end of the year
		key     string
		value   string
		n       int
		left    string // the one reason for what is left out
		leftN   int
		waiting int
	}{
		{
			name: "a reply exactly at due is in time", key: FirstReplyInTime, value: "1", n: 1,
			tickets: []ticket.Ticket{ended("11-05 10:00", "11-06 10:00", "")},
		},
		{
			name: "a reply a minute later is not", key: FirstReplyInTime, value: "0", n: 1,
			tickets: []ticket.Ticket{ended("11-05 10:00", "11-06 10:01", "")},
		},
		{
			name: "no reply at due is not due yet", key: FirstReplyInTime, value: "no data", left: notDue, leftN: 1, asOf: "11-06 10:00",
			tickets: []ticket.Ticket{ended("11-05 10:00", "", "")},
		},
		{
			name: "no reply after due counts, though still open", key: FirstReplyInTime, value: "0", n: 1, waiting: 1, asOf: "11-06 10:01",
			tickets: []ticket.Ticket{ended("11-05 10:00", "", "")},
		},
		{
			name: "a reply after asOf has not happened", key: FirstReplyInTime, value: "no data", left: notDue, leftN: 1, asOf: "11-05 12:00",
			tickets: []ticket.Ticket{ended("11-05 10:00", "11-05 13:00", "")},
		},
		{
			name: "a ticket after asOf does not exist", key: FirstReplyInTime, value: "no data", asOf: "11-05 09:00",
			tickets: []ticket.Ticket{ended("11-05 10:00", "11-05 13:00", "")},
		},
		{
			name: "the first and the last moment of the month are in it", key: FirstReplyInTime, value: "1", n: 2,
			tickets: []ticket.Ticket{
				ended("11-01 00:00", "11-01 01:00", ""), ended("11-30 23:59", "12-01 00:10", ""),
				ended("10-31 23:59", "11-01 01:00", ""), ended("12-01 00:00", "12-01 01:00", ""),
			},
		},
		{
			name: "without a standard nothing is promised", key: FirstReplyInTime, value: "no data", left: noStandard, leftN: 1,
			tickets: []ticket.Ticket{with(ended("11-05 10:00", "11-05 11:00", ""), func(x *ticket.Ticket) { x.Standard = "" })},
		},
		{
			name: "spam is no work", key: FirstReplyInTime, value: "1", n: 1, left: dropped, leftN: 1,
			tickets: []ticket.Ticket{
				ended("11-05 10:00", "11-05 11:00", ""),
				with(ended("11-05 10:00", "", ""), func(x *ticket.Ticket) { x.State = ticket.Spam }),
			},
		},
		{
			name: "impossible times are left out", key: FirstReplyInTime, value: "1", n: 1, left: impossibleTimes, leftN: 2,
			tickets: []ticket.Ticket{
				ended("11-05 10:00", "11-05 11:00", ""),
				imported(ended("11-05 10:00", "11-05 12:00", "11-05 11:00"), ticket.ResolvedBeforeReply),
				imported(ended("11-05 10:00", "11-05 12:00", "11-05 11:00"), ticket.CreatedUnknown, ticket.ResolvedBeforeReply),
			},
		},
		{
			name: "an unknown creation is left out", key: ResolutionTime, value: "no data", left: unknownStart, leftN: 1,
			tickets: []ticket.Ticket{imported(ended("11-05 10:00", "11-05 10:00", "11-05 11:00"), ticket.CreatedUnknown)},
		},
		{
			name: "resolved without a reply is a breach, but nobody waits", key: FirstReplyInTime, value: "0", n: 1,
			tickets: []ticket.Ticket{ended("11-05 10:00", "", "11-09 11:00")},
		},
		{
			name: "an import that does not know the reply proves no breach", key: FirstReplyInTime, value: "no data", left: unknownReply, leftN: 1,
			tickets: []ticket.Ticket{imported(ended("11-05 10:00", "", "11-09 11:00"))},
		},

		{
			name: "the median is a time that occurred, late ones too", key: FirstReplyTime, value: "7200", n: 3, waiting: 1,
			tickets: []ticket.Ticket{
				ended("11-05 10:00", "11-05 11:00", ""), ended("11-05 10:00", "11-05 12:00", ""),
				ended("11-05 10:00", "11-09 12:00", ""), ended("11-05 10:00", "", ""),
			},
		},
		{
			name: "of two the lower is the median", key: FirstReplyTime, value: "3600", n: 2,
			tickets: []ticket.Ticket{ended("11-05 10:00", "11-05 11:00", ""), ended("11-05 10:00", "11-05 12:00", "")},
		},

		{
			name: "ten working hours to resolve, met at the last minute", key: ResolvedInTime, value: "0.5", n: 2,
			tickets: []ticket.Ticket{ended("11-05 15:00", "11-05 16:00", "11-06 15:00"), ended("11-05 15:00", "11-05 16:00", "11-06 15:01")},
		},
		{
			name: "a paused clock is not due", key: ResolvedInTime, value: "no data", left: notDue, leftN: 1,
			tickets: []ticket.Ticket{with(ended("11-05 15:00", "11-05 16:00", ""), func(x *ticket.Ticket) {
				x.State, x.StateSince = ticket.WaitingForCustomer, at("11-05 16:00")
			})},
		},
		{
			name: "a breach of an open ticket counts", key: ResolvedInTime, value: "0", n: 1, waiting: 1,
			tickets: []ticket.Ticket{ended("11-05 15:00", "11-05 16:00", "")},
		},

		{
			name: "pauses are taken off the resolution time", key: ResolutionTime, value: "3600", n: 1,
			tickets: []ticket.Ticket{with(ended("11-05 10:00", "11-05 10:30", "11-05 15:00"), func(x *ticket.Ticket) {
				x.Spells = []ticket.Spell{{State: ticket.WaitingForCustomer, From: at("11-05 10:30"), To: at("11-05 14:30")}}
			})},
		},
		{
			name: "a reopened ticket is not resolved", key: ResolutionRate, value: "0.5", n: 2, waiting: 1,
			tickets: []ticket.Ticket{
				ended("11-05 10:00", "11-05 11:00", "11-05 12:00"),
				with(ended("11-05 10:00", "11-05 11:00", "11-05 12:00"), func(x *ticket.Ticket) { x.State, x.Reopened = ticket.Opened, 1 }),
			},
		},
		{
			name: "resolved after the period is not resolved in it", key: ResolutionRate, value: "0", n: 1, waiting: 1,
			tickets: []ticket.Ticket{ended("11-30 10:00", "11-30 11:00", "12-01 00:00")},
		},
		{
			name: "odd times do not touch the resolution rate", key: ResolutionRate, value: "1", n: 1,
			tickets: []ticket.Ticket{imported(ended("11-05 10:00", "11-05 12:00", "11-05 11:00"), ticket.ResolvedBeforeReply)},
		},

		{
			name: "4 and 5 are content", key: CSAT, value: "0.5", n: 4,
			tickets: []ticket.Ticket{
				with(ended("11-05 10:00", "", "11-06 10:00"), rated(5, "11-07 10:00")), with(ended("11-05 10:00", "", "11-06 10:00"), rated(4, "11-07 10:00")),
				with(ended("11-05 10:00", "", "11-06 10:00"), rated(3, "11-07 10:00")), with(ended("11-05 10:00", "", "11-06 10:00"), rated(1, "11-07 10:00")),
			},
		},
		{
			name: "an answer counts on its own day", key: CSAT, value: "1", n: 1,
			tickets: []ticket.Ticket{
				with(ended("10-05 10:00", "", "10-06 10:00"), rated(5, "11-07 10:00")),
				with(ended("11-05 10:00", "", "11-06 10:00"), rated(1, "12-01 00:00")),
			},
		},
		{
			name: "an unanswered survey is no bad answer", key: CSAT, value: "no data",
			tickets: []ticket.Ticket{ended("11-05 10:00", "", "11-06 10:00")},
		},
		{
			name: "an unreadable rating is left out", key: CSAT, value: "no data", left: notRated, leftN: 1,
			tickets: []ticket.Ticket{with(ended("11-05 10:00", "", "11-06 10:00"), func(x *ticket.Ticket) { x.Odd = []string{ticket.RatingUnknown} })},
		},

		{
			name: "an imported reply that came after asOf is known, and missing until then", key: FirstReplyInTime, value: "0", n: 1, asOf: "11-08 00:00",
			tickets: []ticket.Ticket{with(ended("11-05 10:00", "11-09 10:00", "11-06 10:00"), func(x *ticket.Ticket) { x.Source = "old" })},
		},
		{
			name: "complaints among tickets", key: ComplaintShare, value: "0.5", n: 2,
			tickets: []ticket.Ticket{ended("11-05 10:00", "", ""), with(ended("11-05 10:00", "", ""), func(x *ticket.Ticket) { x.Kind = ticket.Complaint })},
		},
		{
			name: "complaints without orders have no rate", key: ComplaintRate, value: "no data",
			tickets: []ticket.Ticket{with(ended("11-05 10:00", "", ""), func(x *ticket.Ticket) { x.Kind = ticket.Complaint })},
		},
	} {
		if c.asOf == "" {
			c.asOf = "12-31 00:00"
		}
		walked := must(ticketsOf(ticketRows(c.tickets...), november.window(at(c.asOf))))[0]
		f := find(t, walked.figures(0), c.key)
		if show(f.Value) != c.value || f.N != c.n || f.Waiting != c.waiting || f.LeftOut != c.leftN || leftFor(f, c.left) != c.leftN {
			t.Errorf("%s: value %s n %d waiting %d left out %v, want %s %d %d %s×%d",
				c.name, show(f.Value), f.N, f.Waiting, f.Left, c.value, c.n, c.waiting, c.left, c.leftN)
		}
	}
}

func TestSatisfactionShowsMeanResponseAndEveryRating(t *testing.T) {
	rated := func(rating int) ticket.Ticket {
		return with(ended("11-05 10:00", "", "11-06 10:00"), func(x *ticket.Ticket) { x.Rating, x.RatedAt = rating, at("11-07 10:00") })
	}
	walked := must(ticketsOf(ticketRows(rated(5), rated(5), rated(2), ended("11-05 10:00", "", "11-06 10:00")), november.window(at("12-31 00:00"))))[0]
	f := find(t, walked.figures(0), CSAT)
	if show(f.Mean) != "4" || show(f.Response) != "0.75" {
		t.Errorf("mean %s, response %s", show(f.Mean), show(f.Response))
	}
	counts := walked.ratingCounts()
	if len(counts) != 5 || counts[0] != (RatingCount{5, 2}) || counts[3] != (RatingCount{2, 1}) || counts[4].N != 0 {
		t.Errorf("ratings %v", counts)
	}
}

func TestBacklogHoldsWhatBeganBefore(t *testing.T) {
	rows := ticketRows(ended("09-05 10:00", "", ""), ended("10-05 10:00", "", "11-02 10:00"), ended("11-05 10:00", "", ""),
		ended("11-05 10:00", "", "12-02 10:00"), ended("12-05 10:00", "", ""))
	f := find(t, must(ticketsOf(rows, november.window(at("12-31 00:00"))))[0].figures(0), ResolutionRate)
	if f.Backlog != 3 || f.Waiting != 2 {
		t.Errorf("backlog %d, of them from the period %d; want 3 and 2", f.Backlog, f.Waiting)
	}
}

func TestBreachesAreThoseThatTheFiguresCount(t *testing.T) {
	rows := ticketRows(
		ended("11-05 10:00", "11-06 12:00", "11-06 13:00"), // reply 2 h late, resolution 3 h of 10 too many: due 11-06 10:00
		ended("11-05 10:00", "11-05 11:00", ""),            // resolution open
		ended("11-05 10:00", "11-05 11:00", "11-05 12:00"), // all in time
		ended("10-05 10:00", "", ""),                       // another month
		ended("11-05 10:00", "11-06 10:00", "11-05 12:00"), // the reply exactly at due
	)
	asOf := at("11-08 10:00")
	all, total, err := Breaches(rows, november, asOf, MaxBreached)
	if err != nil || total != len(all) {
		t.Fatalf("%d of %d breaches, %v", len(all), total, err)
	}
	figures := must(ticketsOf(rows, november.window(asOf)))[0].figures(0)
	missed := int64(0)
	for _, key := range []string{FirstReplyInTime, ResolvedInTime} {
		f := find(t, figures, key)
		missed += f.Denominator - f.Numerator
	}
	if int64(len(all)) != missed || len(all) != 3 {
		t.Fatalf("%d breaches listed, %d counted: %+v", len(all), missed, all)
	}
	if b := all[0]; !b.Open || b.Ticket != "T0000001" || b.Metric != "resolve" || b.Late != 2*24*3600 {
		t.Errorf("the open one comes first: %+v", b)
	}
	if b := all[1]; b.Open || b.Late != 3*3600 || b.Metric != "resolve" {
		t.Errorf("then the latest: %+v", b)
	}
}
