package ticket

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// Metric is what a clock measures.
type Metric string

// The metrics. FirstReplyTarget stands beside FirstReply where a standard both promises by the wall clock and
// sets a target in working time.
const (
	FirstReply       Metric = "firstReply"
	FirstReplyTarget Metric = "firstReplyTarget"
	NextReply        Metric = "nextReply"
	Resolution       Metric = "resolve"
)

// ClockState is how a clock stands.
type ClockState string

// The states of a clock.
const (
	Running  ClockState = "running"
	Paused   ClockState = "paused"
	Met      ClockState = "met"
	Breached ClockState = "breached" // at due, whether or not it was done later
	NoClock  ClockState = "none"     // nothing is promised, or nothing to wait for
)

// Clock is one clock of a ticket at a moment. It is worked out, never stored.
type Clock struct {
	Metric    Metric     `json:"metric"`
	State     ClockState `json:"state"`
	StartedAt time.Time  `json:"startedAt,omitzero" ts_type:"string"`
	DueAt     time.Time  `json:"dueAt,omitzero" ts_type:"string"` // zero while paused: it moves on
	DoneAt    time.Time  `json:"doneAt,omitzero" ts_type:"string"`
	Target    int64      `json:"target"`    // seconds promised, in the clock's own time
	Spent     int64      `json:"spent"`     // seconds of it that passed, in the clock's own time
	PausedFor int64      `json:"pausedFor"` // seconds of the clock's own time that pauses took
	Left      int64      `json:"left"`      // seconds until due as a wall clock counts, negative when past; while paused, what is left of the target
	Wall      bool       `json:"wall"`      // its own time is the wall clock, not the calendar's working time
	Uncovered bool       `json:"uncovered"` // the calendar does not cover a year it runs through
}

// Clocks works out every clock of the ticket as it stands at now. A ticket that was dismissed, or whose times
// are not to be trusted, has none running.
func Clocks(t Ticket, s Standard, c Calendar, now time.Time) []Clock {
	out := []Clock{}
	for _, r := range reckon(t, s, c) {
		out = append(out, r.at(now, c))
	}
	return out
}

// NextDue is the first moment at which something of the ticket is or was due and still is not done. It does
// not depend on the present; ok is false when nothing is due, as while everything is paused.
func NextDue(t Ticket, s Standard, c Calendar) (due time.Time, ok bool) {
	for _, r := range reckon(t, s, c) {
		if r.done.IsZero() && !r.due.IsZero() && (!ok || r.due.Before(due)) {
			due, ok = r.due, true
		}
	}
	return due, ok
}

// Next is the clock to show where there is room for one: that which is due first and not done; if none is, a
// paused one; else the last that was done.
func Next(clocks []Clock) (Clock, bool) {
	best, rank := Clock{Metric: Resolution, State: NoClock}, 0
	for _, c := range clocks {
		r := c.rank()
		if r > rank || r == rank && r == 4 && c.DueAt.Before(best.DueAt) {
			best, rank = c, r
		}
	}
	return best, rank > 0
}

func (c Clock) rank() int {
	switch {
	case c.State == NoClock:
		return 0
	case !c.DoneAt.IsZero():
		return 1
	case c.State == Paused:
		return 3
	case c.DueAt.IsZero():
		return 2
	}
	return 4
}

// reckoned is what of a clock does not depend on the present.
type reckoned struct {
	metric           Metric
	hours            hours
	wall             bool
	target           time.Duration
	start, due, done time.Time
	left             time.Duration // of the target, when no due is known
	pauses           []span
}

// reckon binds the ticket's facts to the standard: each clock from its original start, with every pause.
func reckon(t Ticket, s Standard, c Calendar) []reckoned {
	if t.State == "" || t.State.Dismissed() || t.LeftOut {
		return nil
	}
	target, working := s.Target(t.Priority), c.hours()
	var out []reckoned
	add := func(m Metric, h hours, minutes int, start, done time.Time, pauses []span) {
		if minutes == 0 || start.IsZero() {
			return
		}
		r := reckoned{metric: m, hours: h, target: time.Duration(minutes) * time.Minute, start: start, done: done, pauses: pauses}
		r.wall = m == FirstReply && target.Promise > 0
		r.due, r.left = walk(h, start, r.target, pauses)
		out = append(out, r)
	}
	if target.Promise > 0 {
		add(FirstReply, wallClock{}, target.Promise, t.CreatedAt, t.FirstReplyAt, nil)
		add(FirstReplyTarget, working, target.FirstReply, t.CreatedAt, t.FirstReplyAt, nil)
	} else {
		add(FirstReply, working, target.FirstReply, t.CreatedAt, t.FirstReplyAt, nil)
	}
	add(NextReply, working, target.NextReply, t.NextReplySince, time.Time{}, nil)
	add(Resolution, working, target.Resolve, t.CreatedAt, t.resolved(), t.pauses(s))
	return out
}

// resolved is when the ticket was resolved, if it still is.
func (t Ticket) resolved() time.Time {
	if t.State == Resolved || t.State == Closed {
		return t.ResolvedAt
	}
	return time.Time{}
}

// pauses are the spells in which the clock to resolve stands still: the waiting states that the standard
// lists, and the times for which the ticket was resolved before it was reopened.
func (t Ticket) pauses(s Standard) []span {
	var spells []Spell
	for _, p := range t.Spells {
		if p.State == Resolved || slices.Contains(s.PausesIn, p.State) {
			spells = append(spells, p)
		}
	}
	if t.State.Waiting() && slices.Contains(s.PausesIn, t.State) {
		spells = append(spells, Spell{State: t.State, From: t.StateSince})
	}
	return spansOf(spells)
}

func (r reckoned) at(now time.Time, c Calendar) Clock {
	now = record.Instant(now)
	end := now
	if !r.done.IsZero() {
		end = r.done
	}
	k := Clock{Metric: r.metric, StartedAt: r.start, DueAt: r.due, DoneAt: r.done, Wall: r.wall, State: r.state(now)}
	active := spent(r.hours, r.start, end, r.pauses)
	k.Target, k.Spent = seconds(r.target), seconds(active)
	if len(r.pauses) > 0 {
		k.PausedFor = seconds(spent(r.hours, r.start, end, nil) - active)
	}
	k.Left = seconds(r.left)
	if !r.due.IsZero() {
		k.Left = seconds(r.due.Sub(end))
		if r.due.After(end) {
			end = r.due
		}
	}
	k.Uncovered = !r.wall && !c.Covers(r.start, end)
	return k
}

// state compares with due: done exactly then is met, and not done later is a breach, noticed or not.
func (r reckoned) state(now time.Time) ClockState {
	switch {
	case !r.done.IsZero() && (r.due.IsZero() || !r.done.After(r.due)):
		return Met
	case !r.done.IsZero():
		return Breached
	case r.due.IsZero() && len(r.pauses) > 0:
		return Paused
	case !r.due.IsZero() && now.After(r.due):
		return Breached
	}
	return Running
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// Judge finds the versions of the standard and the calendar that the ticket is judged by; ok is false while
// one of them is not known here.
func Judge(v record.Versions, t Ticket) (s Standard, c Calendar, ok bool) {
	if t.Standard == "" {
		return s, c, false
	}
	if s, ok = record.Look(v, Standards, t.Standard); !ok {
		return s, c, false
	}
	c, ok = record.Look(v, Calendars, s.Calendar)
	return s, c, ok
}
