package app

import (
	"time"

	"mendesk/app/schedule"
)

// The rhythm of sync where nobody set another.
const (
	usualSyncPlan  = "*/5 * * * *"
	usualSyncNudge = 3 * time.Second

	nudgeAtMost = 4                // nudges that a stream of changes may put a round off
	firstRetry  = 5 * time.Second  // after the first round that failed; doubles from there
	lastRetry   = 5 * time.Minute  // the longest wait for a place that does not answer
	spreadOut   = 10 * time.Second // over which workstations of one plan spread their rounds
	breath      = time.Second      // the shortest pause between two rounds that nobody asked for
)

// rhythm says when this workstation meets the others. It is arithmetic alone: moments and chance are handed
// to it.
type rhythm struct {
	plan  schedule.Plan
	nudge time.Duration // from a change to the round that sends it
}

// beat is what the next round depends on.
type beat struct {
	ended  time.Time // of the last round; before the first one when the desk was opened
	ran    bool      // there was a round since then
	fails  int       // rounds in a row that failed
	chance float64   // in [0, 1), drawn anew after every round
	first  time.Time // the first change made here since the last round; zero: none
	latest time.Time // the latest
}

// next is when the next round is due; zero when none ever is.
//
// The plan comes with a small spread, so that the workstations of a shop do not knock at one door in the
// same second. A change brings a round forward once it was quiet for a nudge, though a stream of changes
// cannot put it off for long. After a failure only the plan and the back-off count: being offline is
// ordinary, and no change makes a place answer that does not.
func (r rhythm) next(b beat, zone *time.Location) time.Time {
	if !b.ran {
		return b.ended
	}
	due := r.plan.Next(b.ended, zone)
	if !due.IsZero() {
		due = due.Add(time.Duration(b.chance * float64(spreadOut)))
	}
	if b.fails > 0 {
		return sooner(due, b.ended.Add(backOff(b.fails, b.chance)))
	}
	if !b.first.IsZero() {
		quiet := sooner(b.latest.Add(r.nudge), b.first.Add(nudgeAtMost*r.nudge))
		due = sooner(due, later(quiet, b.ended.Add(breath)))
	}
	return due
}

// backOff is how long to wait after so many failures: half of it fixed and half left to chance.
func backOff(fails int, chance float64) time.Duration {
	wait := lastRetry
	if n := fails - 1; n < 16 {
		wait = min(firstRetry<<n, lastRetry)
	}
	return wait/2 + time.Duration(chance*float64(wait)/2)
}

// sooner is the earlier of two moments, of which zero means never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
