package schedule

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

// Plan is when a job is due, read from five fields of cron (minute, hour, day, month, weekday) or from words
// such as @daily and @every 5m.
type Plan struct {
	cron  cron.Schedule
	fixed bool // names hours of the day
}

// anyHour is the bit with which cron marks a field that was a star.
const anyHour = 1 << 63

// ParsePlan reads a plan.
func ParsePlan(spec string) (Plan, error) {
	s, err := cron.ParseStandard(spec)
	if err != nil {
		return Plan{}, fmt.Errorf("read the plan %q: %w", spec, err)
	}
	fields, ok := s.(*cron.SpecSchedule)
	return Plan{s, ok && fields.Hour&anyHour == 0}, nil
}

// Next is the first moment after a moment at which the plan is due in zone; zero when it never is again.
//
// A plan that names hours is due once a day at each of them, whatever the clock does: an hour that comes
// twice counts the first time, and one that is left out is made up for as much later as the clock jumped.
// (cron itself would run such a job twice in autumn and not at all in spring.)
func (p Plan) Next(after time.Time, zone *time.Location) time.Time {
	if !p.fixed {
		return p.cron.Next(after.In(zone)).UTC()
	}
	// A jump may have put the moment that after itself stands for an hour before after on the wall.
	for wall := p.cron.Next(onWall(after, zone).Add(-maxJump)); !wall.IsZero(); wall = p.cron.Next(wall) {
		if t := offWall(wall, zone); t.After(after) {
			return t
		}
	}
	return time.Time{}
}

// maxJump is more than any clock was ever put on or back at once.
const maxJump = 3 * time.Hour

// onWall is what a clock in zone shows at t, written as if it were UTC, where no hour is missing or comes twice.
func onWall(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// offWall is the first moment at which a clock in zone shows wall; where it never does, the moment as long
// after the jump as wall lies after its start.
func offWall(wall time.Time, zone *time.Location) time.Time {
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	_, later := wall.Add(24 * time.Hour).In(zone).Zone()
	early := wall.Add(-time.Duration(max(before, later)) * time.Second)
	late := wall.Add(-time.Duration(min(before, later)) * time.Second)
	if onWall(early, zone).Equal(wall) {
		return early
	}
	return late
}
