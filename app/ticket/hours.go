package ticket

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"time"
)

// farDays is how far a walk looks: a calendar that offers no working time for so long has none.
const farDays = 4000

const day = 24 * 60 * 60 // seconds

// timetable is a calendar read once for many days.
type timetable struct {
	zone    *time.Location
	week    [7][]Interval
	special []specialDay // in order
	plain   bool         // no interval overlaps another or goes on after midnight, so that every day stands for itself
	weekly  int64        // minutes of seven days without exceptions
}

// specialDay is a day with other intervals than its weekday's.
type specialDay struct {
	day       int64
	intervals []Interval
	more      int64 // minutes by which this day and those before it have more than their weekdays
}

func (c Calendar) hours() hours {
	t := &timetable{zone: zoneOf(c.Zone), plain: true}
	for _, w := range c.Week {
		if w.Day >= 0 && w.Day < 7 {
			t.week[w.Day] = t.read(w.Intervals)
		}
	}
	for _, in := range t.week {
		t.weekly += minutesOf(in)
	}
	special := make([]specialDay, 0, len(c.Exceptions))
	for _, e := range c.Exceptions {
		special = append(special, specialDay{day: dayNumber(e.Day), intervals: t.read(e.Intervals)})
	}
	slices.SortStableFunc(special, func(a, b specialDay) int { return cmp.Compare(a.day, b.day) })
	for i, s := range special {
		if i+1 < len(special) && special[i+1].day == s.day {
			continue // of two exceptions for one day the later one stands
		}
		s.more = minutesOf(s.intervals) - minutesOf(t.week[weekday(s.day)])
		if n := len(t.special); n > 0 {
			s.more += t.special[n-1].more
		}
		t.special = append(t.special, s)
	}
	return t
}

// read sorts a day's intervals and notices when the day does not stand for itself.
func (t *timetable) read(in []Interval) []Interval {
	in = sortedIntervals(in)
	end := 0
	for _, i := range in {
		t.plain = t.plain && end <= i.From && i.From <= i.To && i.To <= 24*60
		end = i.To
	}
	return in
}

func sortedIntervals(in []Interval) []Interval {
	byStart := func(a, b Interval) int { return a.From - b.From }
	if slices.IsSortedFunc(in, byStart) {
		return in
	}
	return slices.SortedStableFunc(slices.Values(in), byStart)
}

func minutesOf(in []Interval) (n int64) {
	for _, i := range in {
		n += int64(i.To - i.From)
	}
	return n
}

// weekday of a day that is counted from 1970-01-01, a Thursday.
func weekday(day int64) int64 { return ((day+4)%7 + 7) % 7 }

func (t *timetable) on(day int64) []Interval {
	if i, ok := t.find(day); ok {
		return t.special[i].intervals
	}
	return t.week[weekday(day)]
}

// find gives the place of the first exception on the day or later, and whether it is on the day.
func (t *timetable) find(day int64) (int, bool) {
	return slices.BinarySearchFunc(t.special, day, func(s specialDay, day int64) int { return cmp.Compare(s.day, day) })
}

// from puts the intervals of day after day behind each other, counting what overlaps once. It begins two days
// early: a shift may have begun before midnight, and a zone may have skipped a day.
func (t *timetable) from(at time.Time) iter.Seq[span] {
	return func(yield func(span) bool) {
		end := at
		first := localDay(at, t.zone) - 2
		for d := first; d < first+farDays; d++ {
			for _, i := range t.on(d) {
				next := span{wall(t.zone, d*day+int64(i.From)*60), wall(t.zone, d*day+int64(i.To)*60)}
				next.from = later(next.from, end)
				if !next.to.After(next.from) {
					continue
				}
				if end = next.to; !yield(next) {
					return
				}
			}
		}
	}
}

// between adds up the spans near a change of the zone's clocks, and reckons by whole weeks where the clocks run on
// and every day stands for itself: what a ticket has waited costs the same whether that is a day or years.
func (t *timetable) between(a, b time.Time) (sum time.Duration) {
	const near = 2 * day // days around a change that may be touched by it
	for a.Before(b) {
		offset, since, until := settled(t.zone, a)
		next, calm := b, false
		switch {
		case !t.plain:
		case a.Unix() < since+near:
			next = earlier(b, time.Unix(since+near, 0))
		case a.Unix() < until-near:
			next, calm = earlier(b, time.Unix(until-near, 0)), true
		default:
			next = earlier(b, time.Unix(until, 0))
		}
		if calm {
			sum += t.until(next, offset) - t.until(a, offset)
		} else {
			sum += t.walked(a, next)
		}
		a = next
	}
	return sum
}

// settled is the offset of a zone at a moment, and the stretch (in seconds since 1970) in which it stays so.
func settled(zone *time.Location, at time.Time) (offset, since, until int64) {
	at = at.In(zone)
	_, seconds := at.Zone()
	since, until = math.MinInt64/2, math.MaxInt64/2
	start, end := at.ZoneBounds()
	if !start.IsZero() {
		since = start.Unix()
	}
	if !end.IsZero() {
		until = end.Unix()
	}
	return int64(seconds), since, until
}

// until is the time of the table from a Sunday in 1969 until a moment, as clocks with one offset show it.
func (t *timetable) until(at time.Time, offset int64) time.Duration {
	local := at.Unix() + offset
	d := floorDay(local)
	minutes := (d + 4 - weekday(d)) / 7 * t.weekly // since Sunday, 1969-12-28
	for past := range weekday(d) {
		minutes += minutesOf(t.week[past])
	}
	if i, _ := t.find(d); i > 0 {
		minutes += t.special[i-1].more
	}
	sum := time.Duration(minutes) * time.Minute
	into := time.Duration(local-d*day)*time.Second + time.Duration(at.Nanosecond())
	for _, i := range t.on(d) {
		from, to := time.Duration(i.From)*time.Minute, time.Duration(i.To)*time.Minute
		sum += max(min(into, to)-from, 0)
	}
	return sum
}

func (t *timetable) walked(a, b time.Time) (sum time.Duration) {
	for s := range t.from(a) {
		if !s.from.Before(b) {
			break
		}
		sum += earlier(s.to, b).Sub(s.from)
	}
	return sum
}
