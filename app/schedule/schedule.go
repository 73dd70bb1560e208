package schedule

import (
	"context"
	"fmt"
	"sync"
	"time"

	"mendesk/app/record"
)

// Options are what a schedule is told about the world around it.
type Options struct {
	Now   func() time.Time
	Zone  func() *time.Location // the shop's, asked for anew each time
	Store Store
	// Settle is how long after the start the first run may begin, so that opening a desk is not slowed
	// down by what it missed.
	Settle time.Duration
	// Unexpected logs an error that is no problem of the user's and gives the problem to show for it.
	Unexpected func(error) record.Problem
	// Changed tells that a job began, ended or was switched; nil: nobody wants to know.
	Changed func(key string)
}

// Schedule is the jobs of one workstation. Its methods may be called from many goroutines.
type Schedule struct {
	o      Options
	ctx    context.Context // of all runs
	cancel context.CancelFunc
	wake   chan struct{}
	turn   chan struct{} // held by the one run under way: two chores at once would slow people down
	wg     sync.WaitGroup

	mu      sync.Mutex
	entries []*entry
	started bool
	stopped bool
}

// entry is a job with its state.
type entry struct {
	job Job
	kept
	plan    Plan
	running bool
}

// New makes a schedule that does nothing until it is started; its jobs can be run by hand.
func New(o Options, jobs ...Job) (*Schedule, error) {
	if o.Changed == nil {
		o.Changed = func(string) {}
	}
	s := &Schedule{o: o, wake: make(chan struct{}, 1), turn: make(chan struct{}, 1)}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	for _, j := range jobs {
		plan, err := ParsePlan(j.Spec)
		if err != nil {
			return nil, fmt.Errorf("job %s: %w", j.Key, err)
		}
		s.entries = append(s.entries, &entry{job: j, kept: s.load(j), plan: plan})
	}
	return s, nil
}

// Start lets the jobs run when they are due.
func (s *Schedule) Start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started || s.stopped {
		return
	}
	s.started = true
	s.wg.Go(s.watch)
}

// Stop cancels what runs and waits for its end. A run that was cut off is owed.
func (s *Schedule) Stop() {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.cancel()
	s.wg.Wait()
}

// nap is the longest sleep between two looks at the clock: timers stand still while a computer is asleep,
// and a clock may be put right.
const nap = 5 * time.Minute

func (s *Schedule) watch() {
	timer := time.NewTimer(s.o.Settle)
	defer timer.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-timer.C:
		case <-s.wake:
		}
		timer.Reset(s.round())
	}
}

// round begins what is due and tells how long to sleep.
func (s *Schedule) round() time.Duration {
	var changed []string
	defer func() { // with the lock let go: who is told may ask back
		for _, key := range changed {
			s.o.Changed(key)
		}
	}()
	s.mu.Lock()
	defer s.mu.Unlock()
	now, zone := s.now(), s.o.Zone()
	sleep := nap
	for _, e := range s.entries {
		if !e.On || e.running || s.stopped {
			continue
		}
		if e.replan(now, zone) {
			s.save(e)
		}
		if s.due(e, now, zone) {
			changed = append(changed, e.job.Key)
		}
		if !e.running && !e.Next.IsZero() {
			sleep = min(sleep, max(e.Next.Sub(now), time.Millisecond))
		}
	}
	return sleep
}

// grace is how late a run may begin and still count as on time.
const grace = 2 * nap

// due begins a job's run when its time has come, or lets a missed one go, and tells whether it did.
func (s *Schedule) due(e *entry, now time.Time, zone *time.Location) bool {
	late := now.Sub(e.Next)
	switch {
	case e.Next.IsZero() || late < 0:
		return false
	case late > grace && e.job.Missed == Skip:
		e.add(Run{At: now, Planned: e.Next, Cause: Late, Result: Passed, Params: record.Params{}})
		e.Next = e.plan.Next(now, zone)
		s.save(e)
	case late > grace:
		s.begin(e, Run{Planned: e.Next, Cause: Late})
	default:
		s.begin(e, Run{Planned: e.Next, Cause: OnTime})
	}
	return true
}

func (s *Schedule) now() time.Time { return record.Instant(s.o.Now()) }

// nudge lets the watch look at the clock at once.
func (s *Schedule) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
