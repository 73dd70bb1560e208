package demo

import (
	"container/heap"
	"time"

	"mendesk/app/record"
)

// story is a course of events that belong together, such as one ticket from the order on. Each step comes a
// while after the one before.
type story struct {
	chance
	shop  *shop
	steps []step
}

type step struct {
	after time.Duration
	staff bool // done by the team, in its working hours
	do    func(now time.Time) error
}

// desk adds something that the team does.
func (s *story) desk(after time.Duration, do func(now time.Time) error) {
	s.steps = append(s.steps, step{after, true, do})
}

// outside adds something that happens at any hour, as customers write and parcels arrive.
func (s *story) outside(after time.Duration, do func(now time.Time) error) {
	s.steps = append(s.steps, step{after, false, do})
}

// from lets the story begin at a moment.
func (s *story) from(at time.Time) {
	for _, step := range s.steps {
		at = at.Add(step.after)
		if step.staff {
			at = s.inTheMorning(at)
		}
		s.shop.at(at, step.do)
	}
}

// inTheMorning is at, or some time after the next shift began: work that has piled up is not done at its stroke.
func (s *story) inTheMorning(at time.Time) time.Time {
	shift := atWork(at)
	if later := shift.Add(s.between(0, 80*time.Minute)); shift.After(at) && !later.After(s.shop.end) {
		return later
	}
	return shift
}

// lateInShift is at, or some time before the shift before it ended.
func (s *story) lateInShift(at time.Time) time.Time {
	shift := lastAtWork(at)
	if shift.Before(at) {
		return shift.Add(-s.between(0, 80*time.Minute))
	}
	return shift
}

// lastAt lets the story happen so that its last step came at a moment. The last step may be done after hours,
// though not at night.
func (s *story) lastAt(at time.Time) {
	times := make([]time.Time, len(s.steps))
	for i := len(s.steps) - 1; i >= 0; i-- {
		late := i == len(s.steps)-1 && at.Hour() >= 8 && at.Hour() < 22
		if s.steps[i].staff && !late {
			at = s.lateInShift(at)
		}
		times[i] = at
		at = at.Add(-max(s.steps[i].after, time.Minute))
	}
	for i, step := range s.steps {
		s.shop.at(times[i], step.do)
	}
}

// Everything that is to happen, the earliest first; of equal times what was planned first.
type agenda []planned

type planned struct {
	at    time.Time
	order int
	do    func(now time.Time) error
}

func (a agenda) Len() int      { return len(a) }
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].order < a[j].order
}

// Push is for package heap.
func (a *agenda) Push(x any) { *a = append(*a, x.(planned)) }

// Pop is for package heap.
func (a *agenda) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

// at plans something; what lies after the end of the history does not happen.
func (s *shop) at(at time.Time, do func(now time.Time) error) {
	if at = record.Instant(at); at.After(s.end) {
		return
	}
	s.planned++
	heap.Push(&s.agenda, planned{at, s.planned, do})
}

// run lets everything happen in its order, with the clock at its time.
func (s *shop) run() error {
	for s.agenda.Len() > 0 {
		p := heap.Pop(&s.agenda).(planned)
		s.clock = p.at
		if err := p.do(p.at); err != nil {
			return err
		}
	}
	return nil
}
