package schedule

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"time"

	"mendesk/app/record"
)

// begin runs a job in the background. The caller holds the lock, and the job is not running.
func (s *Schedule) begin(e *entry, r Run) {
	e.running = true
	s.wg.Go(func() { s.carry(s.ctx, e, r) })
}

// carry waits for its turn, does a job's work and records how it went.
func (s *Schedule) carry(ctx context.Context, e *entry, r Run) Run {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
	}
	r.At = s.now()
	params, err := record.Params{}, ctx.Err()
	if err == nil {
		params, err = e.work(ctx)
	}
	r = s.judge(ctx, r, params, err)
	r.Millis = max(s.now().Sub(r.At).Milliseconds(), 0)
	s.done(e, r)
	return r
}

const usualLimit = time.Hour

var errTooLong = errors.New("took too long")

// work does the job within its time and survives its panic.
func (e *entry) work(ctx context.Context) (params record.Params, err error) {
	limit := e.job.Limit
	if limit == 0 {
		limit = usualLimit
	}
	ctx, stop := context.WithTimeoutCause(ctx, limit, errTooLong)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("job %s: panic: %v\n%s", e.job.Key, p, debug.Stack())
		}
		if err != nil && errors.Is(context.Cause(ctx), errTooLong) {
			err = record.Problem{Code: "jobs.tooLong", Params: record.Params{"minutes": strconv.Itoa(int(limit.Minutes()))}}
		}
	}()
	return e.job.Do(ctx)
}

// judge puts the end of a run into words that can be kept.
func (s *Schedule) judge(ctx context.Context, r Run, params record.Params, err error) Run {
	switch p, known := record.AsProblem(err); {
	case err == nil:
		r.Result, r.Params = OK, params
	case ctx.Err() != nil:
		r.Result = Stopped
	case known:
		r.Result, r.Code, r.Params = Failed, p.Code, p.Params
	default:
		p = s.o.Unexpected(err)
		r.Result, r.Code, r.Params = Failed, p.Code, p.Params
	}
	if r.Params == nil {
		r.Params = record.Params{}
	}
	return r
}

// done records a run. One that was cut off stays due, so that the job's policy decides at the next start;
// any other settles what was owed.
func (s *Schedule) done(e *entry, r Run) {
	s.mu.Lock()
	e.running = false
	e.add(r)
	if now := s.now(); r.Result != Stopped && !e.Next.IsZero() && !e.Next.After(now) {
		e.Next = e.plan.Next(now, s.o.Zone())
	}
	s.save(e)
	s.mu.Unlock()
	s.o.Changed(e.job.Key)
	s.nudge()
}

// Run runs a job now and waits for its end.
func (s *Schedule) Run(ctx context.Context, key string) (Run, error) {
	e, err := s.claim(key)
	if err != nil {
		return Run{}, err
	}
	defer s.wg.Done()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(s.ctx, stop)()
	s.o.Changed(key)
	return s.carry(ctx, e, Run{Cause: Person}), nil
}

// Begin runs a job now, in the background.
func (s *Schedule) Begin(key string) error {
	e, err := s.claim(key)
	if err != nil {
		return err
	}
	s.o.Changed(key)
	go func() {
		defer s.wg.Done()
		s.carry(s.ctx, e, Run{Cause: Person})
	}()
	return nil
}

// claim marks a job as running, and the schedule as not to be left before it ends.
func (s *Schedule) claim(key string) (*entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, err := s.find(key)
	switch {
	case err != nil:
		return nil, err
	case e.running:
		return nil, record.Problem{Code: "jobs.running"}
	case s.stopped:
		return nil, record.Problem{Code: "desk.notOpen"}
	}
	e.running = true
	s.wg.Add(1)
	return e, nil
}

func (s *Schedule) find(key string) (*entry, error) {
	for _, e := range s.entries {
		if e.job.Key == key {
			return e, nil
		}
	}
	return nil, record.Wrong("key", "jobs.unknown", record.Params{"key": key})
}
