package quality

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"mendesk/app/record"
)

// Period is a run of calendar days, both ends in it, in one zone. Days of 23 and 25 hours are days.
type Period struct {
	From record.Day
	To   record.Day
	Zone *time.Location
}

// Err is the problem of a period that cannot be: a malformed day, or an end before its start.
func (p Period) Err() error {
	if _, err := record.ParseDay(string(p.From)); err != nil {
		return record.Wrong("from", "day.malformed", record.Params{"value": string(p.From)})
	}
	if _, err := record.ParseDay(string(p.To)); err != nil {
		return record.Wrong("to", "day.malformed", record.Params{"value": string(p.To)})
	}
	if p.To < p.From {
		return record.Wrong("to", "period.backwards", record.Params{"from": string(p.From), "to": string(p.To)})
	}
	return nil
}

// Days is how many calendar days the period has.
func (p Period) Days() int { return p.From.Until(p.To) + 1 }

// Start is the period's first instant.
func (p Period) Start() time.Time { return p.From.Start(p.Zone) }

// End is the first instant after the period.
func (p Period) End() time.Time { return p.To.End(p.Zone) }

// Span is the period without its zone.
func (p Period) Span() Span { return Span{p.From, p.To} }

// Length says what kind of calendar piece the period is, so that the piece before it can be named.
type Length int

// The lengths of periods; Run is any number of days that is none of the others.
const (
	Run Length = iota
	DayLong
	WeekLong // Monday to Sunday
	MonthLong
	QuarterLong
	YearLong
)

// Length of the period.
func (p Period) Length() Length {
	from, to := p.From, p.To
	for _, l := range []struct {
		months int
		is     Length
	}{{1, MonthLong}, {3, QuarterLong}, {12, YearLong}} {
		if firstOf(from, l.months) && from.AddMonths(l.months).Add(-1) == to {
			return l.is
		}
	}
	switch days := p.Days(); {
	case days == 1:
		return DayLong
	case days == 7 && from.Weekday() == time.Monday:
		return WeekLong
	}
	return Run
}

// firstOf tells whether day opens a piece of the calendar that is so many months long.
func firstOf(day record.Day, months int) bool {
	t, err := time.Parse("2006-01-02", string(day))
	return err == nil && t.Day() == 1 && (int(t.Month())-1)%months == 0
}

// Before is the period just before of the same length: the month before a month, the quarter before a
// quarter, otherwise as many days.
func (p Period) Before() Period {
	to := p.From.Add(-1)
	switch p.Length() {
	case MonthLong:
		return Period{p.From.AddMonths(-1), to, p.Zone}
	case QuarterLong:
		return Period{p.From.AddMonths(-3), to, p.Zone}
	case YearLong:
		return Period{p.From.AddMonths(-12), to, p.Zone}
	}
	return Period{p.From.Add(-p.Days()), to, p.Zone}
}

// Last gives n periods of one length in their order, of which p is the last.
func (p Period) Last(n int) []Period {
	out := make([]Period, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = p
		p = p.Before()
	}
	return out
}

// Label names the period as short as it is clear: 2026, 2026-Q4, 2026-11, 2026-W47 (ISO 8601), else its
// first day as 11-21.
func (p Period) Label() string {
	t, err := time.Parse("2006-01-02", string(p.From))
	if err != nil {
		return string(p.From)
	}
	switch p.Length() {
	case YearLong:
		return t.Format("2006")
	case QuarterLong:
		return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
	case MonthLong:
		return t.Format("2006-01")
	case WeekLong:
		year, week := t.ISOWeek()
		return fmt.Sprintf("%d-W%02d", year, week)
	}
	return t.Format("01-02")
}

// window is a period as rows see it: milliseconds, start in, end out, cut at asOf.
type window struct {
	start, end int64 // the period
	asOf       int64 // nothing after it has happened
}

func (p Period) window(asOf time.Time) window {
	return window{p.Start().UnixMilli(), p.End().UnixMilli(), asOf.UnixMilli()}
}

// since is the first moment of all the windows.
func since(windows []window) int64 {
	return slices.MinFunc(windows, func(a, b window) int { return cmp.Compare(a.start, b.start) }).start
}

// finder finds the window in which an instant lies, among windows that do not overlap. Rows come nearly in the order of
// time, so that it most often is the one of the row before.
type finder struct {
	windows []window
	last    int
}

// at gives the place of the window; -1 when the instant lies in none or has not come by asOf. 0 is no instant.
func (f *finder) at(ms int64) int {
	if f.windows[f.last].has(ms) {
		return f.last
	}
	for i, w := range f.windows {
		if w.has(ms) {
			f.last = i
			return i
		}
	}
	return -1
}

// has tells whether the instant lies in the period and has come by asOf; 0 is no instant.
func (w window) has(ms int64) bool {
	return ms != 0 && ms >= w.start && ms < w.end && ms <= w.asOf
}

// cut is the last moment of the period that is known at asOf.
func (w window) cut() int64 { return min(w.end-1, w.asOf) }

// known is the instant if it has come by asOf, else 0.
func (w window) known(ms int64) int64 {
	if ms > w.asOf {
		return 0
	}
	return ms
}
