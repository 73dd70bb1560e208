package ticket

import (
	"flag"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

var long = flag.Bool("long", false, "compare the walk with the reference over longer stretches")

func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v.UTC()
}

func weekly(zone string, in ...Interval) Calendar {
	c := Calendar{ID: "C", Zone: zone, Years: []int{2024, 2025, 2026, 2027}}
	for d := range 7 {
		c.Week = append(c.Week, Weekday{d, in})
	}
	return c
}

var lunch = []Interval{{9 * 60, 12 * 60}, {13*60 + 30, 18 * 60}}

func TestDueIsWalkedOverTheCalendar(t *testing.T) {
	shop := weekly("Asia/Shanghai", lunch...)
	holiday := shop
	holiday.Exceptions = []Exception{
		{Day: "2026-10-01", Intervals: []Interval{}},
		{Day: "2026-10-02", Intervals: []Interval{{10 * 60, 11 * 60}}},
	}
	weekdays := Calendar{
		Zone: "Asia/Shanghai", Week: []Weekday{{1, lunch}, {2, lunch}, {3, lunch}, {4, lunch}, {5, lunch}},
		Exceptions: []Exception{{Day: "2026-10-10", Intervals: lunch}},
	} // a Saturday worked instead
	night := weekly("Asia/Shanghai", Interval{22 * 60, 30 * 60})
	round := func(zone string) Calendar { return weekly(zone, Interval{0, 1440}) }
	for _, c := range []struct {
		name     string
		calendar Calendar
		start    string
		minutes  int
		pauses   []Spell
		want     string
	}{
		{"within the morning", shop, "2026-11-20T09:10:00+08:00", 60, nil, "2026-11-20T10:10:00+08:00"},
		{"over lunch", shop, "2026-11-20T11:30:00+08:00", 60, nil, "2026-11-20T14:00:00+08:00"},
		{"ends exactly at lunch", shop, "2026-11-20T11:00:00+08:00", 60, nil, "2026-11-20T12:00:00+08:00"},
		{"begins in the night", shop, "2026-11-20T03:00:00+08:00", 30, nil, "2026-11-20T09:30:00+08:00"},
		{"to the next day", shop, "2026-11-20T17:30:00+08:00", 60, nil, "2026-11-21T09:30:00+08:00"},
		{"keeps odd seconds", shop, "2026-11-20T17:59:30+08:00", 1, nil, "2026-11-21T09:00:30+08:00"},
		{"a day off and a short day", holiday, "2026-09-30T17:30:00+08:00", 120, nil, "2026-10-03T09:30:00+08:00"},
		{"a weekend day off", weekdays, "2026-11-20T17:30:00+08:00", 60, nil, "2026-11-23T09:30:00+08:00"},
		{"a weekend day worked", weekdays, "2026-10-09T17:30:00+08:00", 60, nil, "2026-10-10T09:30:00+08:00"},
		{"a shift over midnight", night, "2026-11-20T05:30:00+08:00", 60, nil, "2026-11-20T22:30:00+08:00"},
		{"into a shift over midnight", night, "2026-11-20T23:30:00+08:00", 180, nil, "2026-11-21T02:30:00+08:00"},
		{"a half-hour zone", weekly("Asia/Kolkata", lunch...), "2026-11-20T11:30:00+05:30", 60, nil, "2026-11-20T14:00:00+05:30"},
		{"a day of 23 hours", round("Europe/Berlin"), "2026-03-29T00:00:00+01:00", 23 * 60, nil, "2026-03-30T00:00:00+02:00"},
		{"a day of 25 hours", round("Europe/Berlin"), "2026-10-25T00:00:00+02:00", 25 * 60, nil, "2026-10-26T00:00:00+01:00"},
		{"hours that a clock skips", weekly("Europe/Berlin", Interval{60, 180}), "2026-03-29T00:00:00+01:00", 61, nil, "2026-03-30T01:01:00+02:00"},
		{"a shift on the night of 25 hours", weekly("Europe/Berlin", Interval{22 * 60, 30 * 60}), "2026-10-24T22:00:00+02:00", 9 * 60, nil, "2026-10-25T06:00:00+01:00"},
		{"a pause in working time", shop, "2026-11-20T09:00:00+08:00", 60, []Spell{{WaitingForCustomer, at(t, "2026-11-20T09:30:00+08:00"), at(t, "2026-11-20T10:30:00+08:00")}}, "2026-11-20T11:00:00+08:00"},
		{"a pause in closed hours", shop, "2026-11-20T11:30:00+08:00", 60, []Spell{{WaitingForCustomer, at(t, "2026-11-20T12:05:00+08:00"), at(t, "2026-11-20T13:25:00+08:00")}}, "2026-11-20T14:00:00+08:00"},
		{"a pause that begins at due", shop, "2026-11-20T09:00:00+08:00", 60, []Spell{{WaitingForCustomer, at(t, "2026-11-20T10:00:00+08:00"), time.Time{}}}, "2026-11-20T10:00:00+08:00"},
		{"pauses that overlap count once", shop, "2026-11-20T09:00:00+08:00", 60, []Spell{
			{WaitingForThirdParty, at(t, "2026-11-20T09:40:00+08:00"), at(t, "2026-11-20T10:30:00+08:00")},
			{WaitingForCustomer, at(t, "2026-11-20T09:30:00+08:00"), at(t, "2026-11-20T10:00:00+08:00")},
		}, "2026-11-20T11:00:00+08:00"},
		{"waiting to waiting", shop, "2026-11-20T09:00:00+08:00", 60, []Spell{
			{WaitingForCustomer, at(t, "2026-11-20T09:30:00+08:00"), at(t, "2026-11-20T10:00:00+08:00")},
			{WaitingForThirdParty, at(t, "2026-11-20T10:00:00+08:00"), at(t, "2026-11-20T10:30:00+08:00")},
		}, "2026-11-20T11:00:00+08:00"},
		{"nothing promised is due at once", shop, "2026-11-20T03:00:00+08:00", 0, nil, "2026-11-20T03:00:00+08:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.calendar.Add(at(t, c.start), c.minutes, c.pauses); !got.Equal(at(t, c.want)) {
				t.Errorf("due %s, want %s", got, at(t, c.want))
			}
		})
	}
}

func TestDueIsUnknownWhilePaused(t *testing.T) {
	shop := weekly("Asia/Shanghai", lunch...)
	pause := []Spell{{WaitingForCustomer, at(t, "2026-11-20T09:59:00+08:00"), time.Time{}}}
	if got := shop.Add(at(t, "2026-11-20T09:00:00+08:00"), 60, pause); !got.IsZero() {
		t.Errorf("due %s although the pause has no end", got)
	}
}

func TestCalendarWithoutHoursIsNeverDue(t *testing.T) {
	if got := (Calendar{Zone: "UTC"}).Add(at(t, "2026-11-20T09:00:00Z"), 1, nil); !got.IsZero() {
		t.Errorf("due %s in a calendar without working time", got)
	}
}

func TestUncoveredYearIsNoticed(t *testing.T) {
	c := weekly("Asia/Shanghai", lunch...)
	c.Years = []int{2026}
	eve := at(t, "2026-12-31T23:00:00+08:00")
	if !c.Covers(eve, eve.Add(59*time.Minute)) || c.Covers(eve, eve.Add(time.Hour)) {
		t.Error("the turn of the year is not where the zone has it")
	}
	if got := c.Add(eve, 60, nil); !got.Equal(at(t, "2027-01-01T10:00:00+08:00")) {
		t.Errorf("due %s: the weekly pattern does not count in an uncovered year", got)
	}
}

// reference walks minute by minute and knows nothing of offsets: it asks the clock on the wall.
type reference struct {
	c     Calendar
	zone  *time.Location
	first map[int64]int64 // local minute → first minute (since 1970) at which the wall shows it or later
}

func (r *reference) wall(minute int64) int64 {
	if m, ok := r.first[minute]; ok {
		return m
	}
	m := minute - 26*60
	for r.local(m) < minute {
		m++
	}
	r.first[minute] = m
	return m
}

func (r *reference) local(minute int64) int64 {
	t := time.Unix(minute*60, 0).In(r.zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC).Unix() / 60
}

func (r *reference) intervals(day time.Time) []Interval {
	for _, e := range r.c.Exceptions {
		if string(e.Day) == day.Format("2006-01-02") {
			return e.Intervals
		}
	}
	for _, w := range r.c.Week {
		if w.Day == int(day.Weekday()) {
			return w.Intervals
		}
	}
	return nil
}

// spans are the working spans of the days around from, as minutes since 1970.
func (r *reference) spans(from time.Time, days int) [][2]int64 {
	var out [][2]int64
	y, m, d := from.In(r.zone).Date()
	for n := -3; n < days; n++ {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		for _, i := range r.intervals(day) {
			out = append(out, [2]int64{r.wall(day.Unix()/60 + int64(i.From)), r.wall(day.Unix()/60 + int64(i.To))})
		}
	}
	return out
}

func (r *reference) counts(minute int64, spans [][2]int64, pauses []Spell) bool {
	for _, p := range pauses {
		if minute*60 >= p.From.Unix() && (p.To.IsZero() || minute*60 < p.To.Unix()) {
			return false
		}
	}
	return slices.ContainsFunc(spans, func(s [2]int64) bool { return s[0] <= minute && minute < s[1] })
}

// due walks until minutes were counted, for at most days; ok is false when they were not.
func (r *reference) due(start time.Time, minutes int, pauses []Spell, days int) (time.Time, bool) {
	spans := r.spans(start, days+3)
	for m := start.Unix() / 60; m < start.Unix()/60+int64(days)*1440; m++ {
		if !r.counts(m, spans, pauses) {
			continue
		}
		if minutes--; minutes == 0 {
			return time.Unix((m+1)*60, 0).UTC(), true
		}
	}
	return time.Time{}, false
}

// around are moments near which zones changed their clocks, or skipped or repeated odd amounts.
var around = map[string][]string{
	"Asia/Shanghai":       {"2026-11-20T00:00:00Z"},
	"Asia/Kathmandu":      {"2026-01-01T00:00:00Z"},
	"Asia/Kolkata":        {"2024-02-29T00:00:00Z"},
	"Europe/Berlin":       {"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"},
	"America/New_York":    {"2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"},
	"Australia/Lord_Howe": {"2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"},
	"America/Sao_Paulo":   {"2018-11-04T03:00:00Z", "2018-02-18T02:00:00Z"}, // at midnight
	"Africa/Cairo":        {"2024-04-25T22:00:00Z", "2024-10-31T21:00:00Z"}, // at midnight
	"Pacific/Apia":        {"2011-12-30T10:00:00Z"},                         // a day that never was
	"Asia/Pyongyang":      {"2018-05-04T15:00:00Z"},
}

func anyIntervals(t *rapid.T) []Interval {
	out, from := []Interval{}, 0
	for range rapid.IntRange(0, 3).Draw(t, "intervals") {
		from += rapid.IntRange(0, 500).Draw(t, "gap")
		if from >= 1440 {
			break
		}
		to := from + rapid.IntRange(1, 700).Draw(t, "length")
		out = append(out, Interval{from, min(to, 2880)})
		from = to
	}
	return out
}

func anyCalendar(t *rapid.T, zone string, near time.Time) Calendar {
	c := Calendar{Zone: zone}
	for d := range 7 {
		c.Week = append(c.Week, Weekday{d, anyIntervals(t)})
	}
	seen := map[record.Day]bool{}
	for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
		day := record.DayOf(near, time.UTC).Add(rapid.IntRange(-3, 6).Draw(t, "exception"))
		if !seen[day] {
			c.Exceptions = append(c.Exceptions, Exception{Day: day, Intervals: anyIntervals(t)})
		}
		seen[day] = true
	}
	return c
}

func anyPauses(t *rapid.T, start time.Time) []Spell {
	var out []Spell
	from := start.Add(time.Duration(rapid.IntRange(-600, 600).Draw(t, "first pause")) * time.Minute)
	for range rapid.IntRange(0, 4).Draw(t, "pauses") {
		to := from.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "pause")) * time.Minute)
		out = append(out, Spell{WaitingForCustomer, from, to})
		from = to.Add(time.Duration(rapid.IntRange(-300, 900).Draw(t, "work")) * time.Minute)
	}
	if rapid.IntRange(0, 5).Draw(t, "open") == 0 {
		out = append(out, Spell{WaitingForCustomer, from, time.Time{}})
	}
	return out
}

func TestWalkAgreesWithMinuteByMinute(t *testing.T) {
	days := 8
	if *long {
		days = 40
	}
	names := []string{}
	for name := range around {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "zone")
		near, _ := time.Parse(time.RFC3339, rapid.SampledFrom(around[name]).Draw(t, "near"))
		start := near.Add(time.Duration(rapid.IntRange(-4000, 600).Draw(t, "start")) * time.Minute)
		c := anyCalendar(t, name, near)
		r := &reference{c, zoneOf(name), map[int64]int64{}}
		pauses := anyPauses(t, start)
		minutes := rapid.IntRange(1, 4000).Draw(t, "minutes")
		got := c.Add(start, minutes, pauses)
		want, ok := r.due(start, minutes, pauses, days)
		horizon := start.Add(time.Duration(days) * 24 * time.Hour)
		if ok && !got.Equal(want) || !ok && !got.IsZero() && !got.After(horizon) {
			t.Fatalf("due %v, minute by minute %v (%v)", got, want, ok)
		}
		if !ok {
			return
		}
		spans, sum := r.spans(start, days+3), 0
		for m := start.Unix() / 60; m < want.Unix()/60; m++ {
			if r.counts(m, spans, nil) {
				sum++
			}
		}
		if between := c.Between(start, want); between != time.Duration(sum)*time.Minute {
			t.Fatalf("%v of working time, minute by minute %d min", between, sum)
		}
	})
}

func BenchmarkDue(b *testing.B) {
	c := weekly("Europe/Berlin", lunch...)
	start := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	for b.Loop() {
		c.Add(start, 1350, nil)
	}
}
