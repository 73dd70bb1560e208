package ticket

import (
	"iter"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // zones on machines that have no zone files

	"mendesk/app/record"
)

// span is the time from ≤ t < to; a zero to means that it has no end yet.
type span struct{ from, to time.Time }

func (s span) open() bool { return s.to.IsZero() }

// Add walks minutes of working time on from start, leaving the pauses out, and gives the moment at which the
// last of them ends. It is the zero time when that moment is not known: a pause has no end yet, or the
// calendar has no working time.
func (c Calendar) Add(start time.Time, minutes int, pauses []Spell) time.Time {
	due, _ := walk(c.hours(), start, time.Duration(minutes)*time.Minute, spansOf(pauses))
	return due
}

// Between is the working time from a until b; 0 when b is not after a.
func (c Calendar) Between(a, b time.Time) time.Duration {
	return spent(c.hours(), a, b, nil)
}

// Covers tells whether the exceptions of every year that the time from a until b touches in the calendar's
// zone are entered. Where they are not, the weekly pattern counts, and the user should be warned.
func (c Calendar) Covers(a, b time.Time) bool {
	zone := zoneOf(c.Zone)
	for year := a.In(zone).Year(); year <= b.In(zone).Year(); year++ {
		if !slices.Contains(c.Years, year) {
			return false
		}
	}
	return true
}

// hours gives the spans of time that count, in order and apart, from a moment on.
type hours func(from time.Time) iter.Seq[span]

// wallClock counts every minute.
func wallClock(from time.Time) iter.Seq[span] {
	return func(yield func(span) bool) { yield(span{from: from}) }
}

// walk spends want on the hours from start without the pauses. It gives the moment at which nothing is
// left, or the zero time and what is left when the hours end before.
func walk(h hours, start time.Time, want time.Duration, pauses []span) (due time.Time, left time.Duration) {
	if want <= 0 {
		return start, 0
	}
	for s := range h(start) {
		for active := range without(s, pauses) {
			if active.open() || active.to.Sub(active.from) >= want {
				return active.from.Add(want), 0
			}
			want -= active.to.Sub(active.from)
		}
		if len(pauses) > 0 && pauses[len(pauses)-1].open() && !s.from.Before(pauses[len(pauses)-1].from) {
			break
		}
	}
	return time.Time{}, want
}

// spent is how much of the hours from start until end passed outside the pauses.
func spent(h hours, start, end time.Time, pauses []span) (sum time.Duration) {
	for s := range h(start) {
		if !s.from.Before(end) {
			break
		}
		if s.open() || s.to.After(end) {
			s.to = end
		}
		for active := range without(s, pauses) {
			sum += active.to.Sub(active.from)
		}
	}
	return sum
}

// without gives what is left of s outside the pauses, which are in order and apart.
func without(s span, pauses []span) iter.Seq[span] {
	return func(yield func(span) bool) {
		for _, p := range pauses {
			if !p.open() && !p.to.After(s.from) {
				continue
			}
			if !s.open() && !p.from.Before(s.to) {
				break
			}
			if p.from.After(s.from) && !yield(span{s.from, p.from}) {
				return
			}
			if p.open() {
				return
			}
			s.from = p.to
			if !s.open() && !s.from.Before(s.to) {
				return
			}
		}
		yield(s)
	}
}

// spansOf puts spells in order and joins those that touch, so that going from one waiting state to another
// counts no moment twice.
func spansOf(spells []Spell) []span {
	var all []span
	for _, s := range spells {
		if s.To.IsZero() || s.To.After(s.From) {
			all = append(all, span{s.From, s.To})
		}
	}
	slices.SortStableFunc(all, func(a, b span) int { return a.from.Compare(b.from) })
	return joined(all)
}

func joined(all []span) []span {
	var out []span
	for _, s := range all {
		last := len(out) - 1
		switch {
		case last < 0 || !out[last].open() && s.from.After(out[last].to):
			out = append(out, s)
		case !out[last].open() && (s.open() || s.to.After(out[last].to)):
			out[last].to = s.to
		}
	}
	return out
}

// farDays is how far a walk looks: a calendar that offers no working time for so long has none.
const farDays = 4000

// hours reads the calendar once for many days: its days as intervals, by weekday and by exception.
func (c Calendar) hours() hours {
	zone := zoneOf(c.Zone)
	var week [7][]Interval
	for _, w := range c.Week {
		if w.Day >= 0 && w.Day < 7 {
			week[w.Day] = sortedIntervals(w.Intervals)
		}
	}
	special := make(map[int64][]Interval, len(c.Exceptions))
	for _, e := range c.Exceptions {
		special[dayNumber(e.Day)] = sortedIntervals(e.Intervals)
	}
	on := func(day int64) []Interval {
		if ex, ok := special[day]; ok {
			return ex
		}
		return week[(day+4)%7] // 1970-01-01 was a Thursday
	}
	return func(from time.Time) iter.Seq[span] { return workingSpans(zone, on, from) }
}

// workingSpans puts the intervals of day after day behind each other, counting what overlaps once. It begins
// two days early: a shift may have begun before midnight, and a zone may have skipped a day.
func workingSpans(zone *time.Location, on func(day int64) []Interval, from time.Time) iter.Seq[span] {
	return func(yield func(span) bool) {
		end := from
		first := localDay(from, zone) - 2
		for day := first; day < first+farDays; day++ {
			for _, i := range on(day) {
				next := span{wall(zone, day*86400+int64(i.From)*60), wall(zone, day*86400+int64(i.To)*60)}
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

func sortedIntervals(in []Interval) []Interval {
	byStart := func(a, b Interval) int { return a.From - b.From }
	if slices.IsSortedFunc(in, byStart) {
		return in
	}
	return slices.SortedStableFunc(slices.Values(in), byStart)
}

// wall is the first instant at which the zone's clocks show the local time (in seconds since 1970 as if it
// were UTC) or later. Where clocks go back it is the first of the two; where they jump over it, the jump.
func wall(zone *time.Location, local int64) time.Time {
	before, after := offset(zone, local-86400), offset(zone, local+86400)
	if at := local - before; offset(zone, at) == before {
		return time.Unix(at, 0).UTC()
	}
	if at := local - after; offset(zone, at) == after {
		return time.Unix(at, 0).UTC()
	}
	jump, _ := time.Unix(local-before, 0).In(zone).ZoneBounds()
	return jump.UTC()
}

func offset(zone *time.Location, at int64) int64 {
	_, seconds := time.Unix(at, 0).In(zone).Zone()
	return int64(seconds)
}

func localDay(t time.Time, zone *time.Location) int64 {
	return floorDay(t.Unix() + offset(zone, t.Unix()))
}

func floorDay(seconds int64) int64 {
	day := seconds / 86400
	if seconds%86400 < 0 {
		day--
	}
	return day
}

func dayNumber(d record.Day) int64 { return floorDay(d.Start(time.UTC).Unix()) }

var zones sync.Map // name → *time.Location; reading one from disk for each ticket would be slow

// zoneOf finds a zone by its IANA name; UTC when nobody knows it.
func zoneOf(name string) *time.Location {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		z = time.UTC
	}
	zones.Store(name, z)
	return z
}
