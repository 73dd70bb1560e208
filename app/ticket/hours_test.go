package ticket

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

// plainIntervals are those of a day that stands for itself.
func plainIntervals(t *rapid.T) []Interval {
	out := anyIntervals(t)
	for i := range out {
		out[i].To = min(out[i].To, 24*60)
	}
	return out
}

// Over years, through exceptions and changes of the clocks, reckoning by whole weeks gives what walking over every
// day gives, to the nanosecond, and pauses are taken out of it.
func TestReckonedHoursAreThoseWalked(t *testing.T) {
	zones := slices.Sorted(maps.Keys(around))
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(zones).Draw(t, "zone")
		near, _ := time.Parse(time.RFC3339, rapid.SampledFrom(around[name]).Draw(t, "near"))
		intervals := rapid.SampledFrom([]func(*rapid.T) []Interval{plainIntervals, plainIntervals, anyIntervals}).Draw(t, "intervals")
		c := Calendar{Zone: name}
		for d := range 7 {
			c.Week = append(c.Week, Weekday{d, intervals(t)})
		}
		for range rapid.IntRange(0, 12).Draw(t, "exceptions") { // one day may come twice
			day := record.DayOf(near, time.UTC).Add(rapid.IntRange(-600, 600).Draw(t, "exception"))
			c.Exceptions = append(c.Exceptions, Exception{Day: day, Intervals: intervals(t)})
		}
		start := near.Add(-time.Duration(rapid.Int64Range(0, int64(700*24*time.Hour)).Draw(t, "before")))
		end := start.Add(time.Duration(rapid.Int64Range(0, int64(1400*24*time.Hour)).Draw(t, "long")))
		pauses := spansOf(anyPauses(t, near))
		table := c.hours().(*timetable)
		if got, want := table.between(start, end), table.walked(start, end); got != want {
			t.Fatalf("%v of working time, walked %v", got, want)
		}
		want := time.Duration(0)
		for s := range table.from(start) {
			if !s.from.Before(end) {
				break
			}
			for active := range without(span{s.from, earlier(s.to, end)}, pauses) {
				want += active.to.Sub(active.from)
			}
		}
		if got := spent(table, start, end, pauses); got != want {
			t.Fatalf("%v of working time outside the pauses, walked %v", got, want)
		}
	})
}

func BenchmarkHoursOfYears(b *testing.B) {
	c := weekly("Asia/Shanghai", lunch...)
	start := time.Date(2023, 11, 20, 10, 0, 0, 0, time.UTC)
	for b.Loop() {
		c.Between(start, start.AddDate(3, 0, 0))
	}
}
