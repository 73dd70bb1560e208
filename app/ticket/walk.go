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

// hours are the time that counts.
type hours interface {
	from(at time.Time) iter.Seq[span]     // its spans, in order and apart, from a moment on
	between(a, b time.Time) time.Duration // how much of it lies from a until b; 0 when b is not after a
}

// wallClock counts every minute.
type wallClock struct{}

func (wallClock) from(at time.Time) iter.Seq[span] {
	return func(yield func(span) bool) { yield(span{from: at}) }
}

func (wallClock) between(a, b time.Time) time.Duration { return max(b.Sub(a), 0) }

// walk spends want on the hours from start without the pauses. It gives the moment at which nothing is
// left, or the zero time and what is left when the hours end before.
func walk(h hours, start time.Time, want time.Duration, pauses []span) (due time.Time, left time.Duration) {
	if want <= 0 {
		return start, 0
	}
	for s := range h.from(start) {
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

// spent is how much of the hours from start until end passed outside the pauses, which are in order and apart.
func spent(h hours, start, end time.Time, pauses []span) time.Duration {
	sum := h.between(start, end)
	for _, p := range pauses {
		if p.open() || p.to.After(end) {
			p.to = end
		}
		sum -= h.between(later(p.from, start), p.to)
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
