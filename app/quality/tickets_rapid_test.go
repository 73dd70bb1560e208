package quality

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/ticket"
)

// spread draws a number from 0 to most, none likelier than another: drawn ranges lean to their ends, and
// times that all lie on the first day meet no edge of a period.
func spread(t *rapid.T, label string, most int) int {
	return int(rapid.Uint64().Draw(t, label) * 0x9E3779B97F4A7C15 >> 20 % uint64(most+1))
}

// drawTicket makes a ticket of autumn 2026, with all that may be odd about one.
func drawTicket(t *rapid.T) ticket.Ticket {
	minutes := func(label string, most int) time.Duration { return time.Duration(spread(t, label, most)) * time.Minute }
	x := ticket.Ticket{
		Kind: rapid.SampledFrom(ticket.Kinds()).Draw(t, "kind"), Priority: ticket.Normal, State: ticket.Opened,
		CreatedAt: at("10-15 00:00").Add(minutes("created", 60*24*60)), Standard: standard,
	}
	if rapid.IntRange(0, 9).Draw(t, "promised") == 0 {
		x.Standard = ""
	}
	if rapid.Bool().Draw(t, "replied") {
		x.FirstReplyAt = x.CreatedAt.Add(minutes("reply", 48*60))
	}
	if rapid.Bool().Draw(t, "resolved") {
		x.State, x.ResolvedAt = ticket.Resolved, x.CreatedAt.Add(minutes("resolution", 10*24*60))
		if rapid.Bool().Draw(t, "rated") {
			x.Rating, x.RatedAt = rapid.IntRange(1, 5).Draw(t, "rating"), x.ResolvedAt.Add(minutes("answer", 5*24*60))
		}
	}
	switch rapid.IntRange(0, 9).Draw(t, "odd") {
	case 0:
		x.State = ticket.Spam
	case 1:
		x.Source, x.LeftOut, x.Odd = "old", true, []string{ticket.CreatedUnknown}
	case 2:
		x.Source, x.LeftOut, x.Odd = "old", true, []string{ticket.ResolvedBeforeReply}
	case 3:
		x.Source = "old"
	}
	return x
}

func drawAsOf(t *rapid.T) time.Time {
	return at("11-01 00:00").Add(time.Duration(spread(t, "asOf", 60*24*60)) * time.Minute)
}

// TestColumnsEqualAScan compares figures over rows with the definitions read off the folded tickets.
func TestColumnsEqualAScan(t *testing.T) {
	calendar := versions()[ticket.Calendars.Ref("CALENDAR")].(ticket.Calendar)
	promised := versions()[ticket.Standards.Ref(standard)].(ticket.Standard)
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(drawTicket), 0, 30).Draw(t, "tickets")
		asOf := drawAsOf(t)
		figures := must(ticketsOf(ticketRows(all...), november.window(asOf)))[0].figures(0)

		var met, due, solved, created, content, answered, complaints int64
		var replies []int64
		for _, x := range all {
			if x.State == ticket.Spam || x.CreatedAt.After(asOf) {
				continue
			}
			if x.Rating > 0 && inNovember(x.RatedAt) && !x.RatedAt.After(asOf) {
				answered++
				if x.Rating > 3 {
					content++
				}
			}
			if !inNovember(x.CreatedAt) {
				continue
			}
			created++
			end := november.End()
			if asOf.Before(end) {
				end = asOf.Add(time.Millisecond)
			}
			if !x.ResolvedAt.IsZero() && x.ResolvedAt.Before(end) {
				solved++
			}
			if x.Kind == ticket.Complaint {
				complaints++
			}
			unknown := x.Source != "" && x.FirstReplyAt.IsZero() && !x.ResolvedAt.IsZero() && !x.ResolvedAt.After(asOf)
			if x.LeftOut || unknown {
				continue
			}
			if !x.FirstReplyAt.IsZero() && !x.FirstReplyAt.After(asOf) {
				replies = append(replies, x.FirstReplyAt.Sub(x.CreatedAt).Milliseconds())
			} else {
				x.FirstReplyAt = time.Time{}
			}
			if x.Standard == "" {
				continue
			}
			switch ticket.Clocks(x, promised, calendar, asOf)[0].State {
			case ticket.Met:
				met, due = met+1, due+1
			case ticket.Breached:
				due++
			}
		}
		for _, c := range []struct {
			key                    string
			numerator, denominator int64
		}{
			{FirstReplyInTime, met, due},
			{ResolutionRate, solved, created},
			{CSAT, content, answered},
			{ComplaintShare, complaints, created},
		} {
			if f := find(t, figures, c.key); f.Numerator != c.numerator || f.Denominator != c.denominator {
				t.Fatalf("%s: %d/%d over rows, %d/%d by a scan", c.key, f.Numerator, f.Denominator, c.numerator, c.denominator)
			}
		}
		f := find(t, figures, FirstReplyTime)
		if slices.Sort(replies); f.N != len(replies) || f.N > 0 && *f.Value != float64(Percentile(replies, 0.5))/1000 {
			t.Fatalf("first reply: %s of %d over rows, %v by a scan", show(f.Value), f.N, replies)
		}
	})
}

func inNovember(t time.Time) bool { return !t.Before(november.Start()) && t.Before(november.End()) }

func TestPartsOfAPeriodAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := ticketRows(rapid.SliceOfN(rapid.Custom(drawTicket), 0, 40).Draw(t, "tickets")...)
		asOf := drawAsOf(t)
		cut := november.From.Add(rapid.IntRange(0, 28).Draw(t, "cut"))
		whole := must(ticketsOf(rows, november.window(asOf)))[0].figures(0)
		first := must(ticketsOf(rows, Period{november.From, cut, shanghai}.window(asOf)))[0].figures(0)
		rest := must(ticketsOf(rows, Period{cut.Add(1), november.To, shanghai}.window(asOf)))[0].figures(0)
		for i, f := range whole {
			a, b := first[i], rest[i]
			if f.LeftOut != a.LeftOut+b.LeftOut || f.Denominator != a.Denominator+b.Denominator {
				t.Fatalf("%s: %d of which %d left out; parts %d and %d, left out %d and %d", f.Key,
					f.Denominator, f.LeftOut, a.Denominator, b.Denominator, a.LeftOut, b.LeftOut)
			}
			if f.Unit == Ratio && f.Key != ResolutionRate && f.Numerator != a.Numerator+b.Numerator {
				t.Fatalf("%s: %d is not %d and %d", f.Key, f.Numerator, a.Numerator, b.Numerator)
			}
		}
	})
}

func TestAValueIsItsFractionAndOddRowsDoNotMoveIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(drawTicket), 0, 30).Draw(t, "tickets")
		asOf := drawAsOf(t)
		before := must(ticketsOf(ticketRows(all...), november.window(asOf)))[0].figures(0)
		odd := drawTicket(t)
		odd.Source, odd.LeftOut, odd.Odd = "old", true, []string{ticket.ResolvedBeforeReply}
		after := must(ticketsOf(ticketRows(append(all, odd)...), november.window(asOf)))[0].figures(0)
		for i, f := range before {
			if f.Unit == Ratio && f.Value != nil && *f.Value != float64(f.Numerator)/float64(f.Denominator) {
				t.Fatalf("%s is %v, not %d / %d", f.Key, *f.Value, f.Numerator, f.Denominator)
			}
			if (f.Value == nil) != (f.Denominator == 0) {
				t.Fatalf("%s of %d is %s", f.Key, f.Denominator, show(f.Value))
			}
			if slices.Contains([]string{FirstReplyInTime, FirstReplyTime, ResolvedInTime, ResolutionTime}, f.Key) && show(f.Value) != show(after[i].Value) {
				t.Fatalf("%s went from %s to %s by a row that is left out", f.Key, show(f.Value), show(after[i].Value))
			}
		}
	})
}
