package schedule

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"mendesk/app/record"
)

const day = 24 * time.Hour

// Three months with a change of the clock in them: the nightly chore on every day once, the monthly one on
// every first, and after two weeks off each job's own policy.
func TestThreeMonths(t *testing.T) {
	for _, c := range []struct {
		zone, start, jump string
		jumped            string // how the run on the day of the jump is written
	}{
		{"Europe/Berlin", "2026-03-01 12:00", "2026-03-29", "2026-03-29 03:30 CEST"},
		{"Europe/Berlin", "2026-09-15 12:00", "2026-10-25", "2026-10-25 02:30 CEST"},
		{"America/New_York", "2026-02-20 12:00", "2026-03-08", "2026-03-08 03:30 EDT"},
		{"America/New_York", "2026-10-01 12:00", "2026-11-01", "2026-11-01 02:30 EST"},
		{"Asia/Shanghai", "2026-10-01 12:00", "2026-11-01", "2026-11-01 02:30 CST"},
	} {
		t.Run(c.zone+" "+c.start, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, c.zone, c.start)
				nightly, monthly, skipping := &diary{w: w}, &diary{w: w}, &diary{w: w}
				jobs := []Job{
					{Key: "nightly", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: nightly.do},
					{Key: "monthly", Spec: "15 6 1 * *", On: true, Missed: RunOnce, Do: monthly.do},
					{Key: "skipping", Spec: "0 4 * * *", On: true, Missed: Skip, Do: skipping.do},
				}
				first := record.DayOf(w.now(), w.zone).Add(1)
				s := w.on(jobs...)
				time.Sleep(60 * day)
				s.Stop()
				off := record.DayOf(w.now(), w.zone)

				for d := first; d < off; d = d.Add(1) {
					if n, m := nightly.count(string(d)), skipping.count(string(d)); n != 1 || m != 1 {
						t.Errorf("on %s the chores ran %d and %d times", d, n, m)
					}
				}
				if nightly.count(c.jumped) != 1 {
					t.Errorf("on %s the chore ran at %s", c.jump, nightly.all())
				}

				time.Sleep(14 * day)
				ran, ran4 := len(nightly.all()), len(skipping.all())
				s = w.on(jobs...)
				time.Sleep(time.Hour)
				list := s.List()
				if got := list[0].Log[0]; len(nightly.all()) != ran+1 || got.Cause != Late || got.Result != OK {
					t.Errorf("after two weeks off the chore ran %d times: %+v", len(nightly.all())-ran, got)
				}
				if got := list[2].Log[0]; len(skipping.all()) != ran4 || got.Result != Passed || !list[2].Ran || list[2].Last.Result != OK {
					t.Errorf("after two weeks off a job that skips ran %d times: %+v", len(skipping.all())-ran4, got)
				}
				for _, st := range list {
					if !st.Next.After(w.now()) || len(st.Log) > LogSize {
						t.Errorf("%s is due %s, its log has %d runs", st.Key, st.Next, len(st.Log))
					}
				}
				time.Sleep(31 * day)
				s.Stop()
				firsts := 0
				for d := first; d < record.DayOf(w.now(), w.zone); d = d.Add(1) {
					if d[8:] == "01" {
						firsts++
						// One that fell into the two weeks was made up for when they were over.
						if n := monthly.count(string(d)); n != 1 && (d < off || d > off.Add(14)) {
							t.Errorf("on %s the monthly chore ran %d times", d, n)
						}
					}
				}
				if len(monthly.all()) != firsts || firsts < 3 {
					t.Errorf("in a span with %d firsts the monthly chore ran %s", firsts, monthly.all())
				}
				if len(w.failed) > 0 {
					t.Error(w.failed)
				}
			})
		})
	}
}

func TestARunNeverOverlapsItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "Asia/Shanghai", "2026-11-20 09:00")
		var now, most, runs atomic.Int32
		slow := func(ctx context.Context) (record.Params, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			runs.Add(1)
			select {
			case <-time.After(25 * time.Minute):
			case <-ctx.Done():
			}
			return nil, ctx.Err()
		}
		s := w.on(Job{Key: "slow", Spec: "*/10 * * * *", On: true, Missed: Skip, Do: slow}, Job{Key: "other", Spec: "*/10 * * * *", On: true, Missed: RunOnce, Do: slow})
		time.Sleep(30 * time.Minute)
		if err := s.Begin("slow"); !isProblem(err, "jobs.running") {
			t.Errorf("a running job was begun: %v", err)
		}
		time.Sleep(10 * time.Hour)
		s.Stop()
		if most.Load() != 1 || runs.Load() < 20 {
			t.Errorf("%d runs, %d at once", runs.Load(), most.Load())
		}
	})
}

func isProblem(err error, code string) bool {
	p, ok := record.AsProblem(err)
	return ok && p.Code == code
}

func TestARunCutOffIsOwed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "Asia/Shanghai", "2026-11-20 02:00")
		var began, ended int
		job := Job{Key: "backup", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: func(ctx context.Context) (record.Params, error) {
			began++
			select {
			case <-time.After(10 * time.Minute):
				ended++
				return nil, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}}
		s := w.on(job)
		time.Sleep(32 * time.Minute)
		s.Stop()
		if st := s.List()[0]; st.Last.Result != Stopped || st.Running || began != 1 {
			t.Fatalf("stopped in the middle: %+v", st)
		}
		if err := s.Begin("backup"); !isProblem(err, "desk.notOpen") {
			t.Errorf("a job began after the end: %v", err)
		}
		time.Sleep(3 * time.Hour)
		s = w.on(job)
		time.Sleep(15 * time.Minute)
		if st := s.List()[0]; st.Last.Result != OK || st.Last.Cause != Late || ended != 1 {
			t.Errorf("after the next start: %+v", st)
		}
		s.Stop()
	})
}

func TestWhatGoesWrongIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "Asia/Shanghai", "2026-11-20 09:00")
		full := record.Problem{Code: "disk.full", Params: record.Params{"folder": "backups"}}
		s := w.on(
			Job{Key: "panics", Spec: "@daily", On: true, Do: func(context.Context) (record.Params, error) { panic("no chair") }},
			Job{Key: "fails", Spec: "@daily", On: true, Do: func(context.Context) (record.Params, error) { return nil, errDisk }},
			Job{Key: "refuses", Spec: "@daily", On: true, Do: func(context.Context) (record.Params, error) { return nil, full }},
			Job{Key: "hangs", Spec: "@daily", On: true, Limit: 10 * time.Minute, Do: func(ctx context.Context) (record.Params, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}},
		)
		for key, want := range map[string]string{"panics": "unexpected", "fails": "unexpected", "refuses": "disk.full", "hangs": "jobs.tooLong"} {
			r, err := s.Run(t.Context(), key)
			if err != nil || r.Result != Failed || r.Code != want || r.Cause != Person || len(r.Params) == 0 {
				t.Errorf("%s ended as %+v, %v", key, r, err)
			}
		}
		if len(w.failed) != 2 {
			t.Errorf("logged: %v", w.failed)
		}
		if _, err := s.Run(t.Context(), "sings"); !isProblem(err, "jobs.unknown") {
			t.Errorf("an unknown job: %v", err)
		}
		s.Stop()
	})
}

func TestSwitching(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "Asia/Shanghai", "2026-11-20 09:00")
		d := &diary{w: w}
		job := Job{Key: "nightly", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: d.do}
		s := w.on(job)
		if err := s.Switch("nightly", false); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * day)
		s.Stop()
		s = w.on(job)
		if st := s.List()[0]; st.On || !st.Next.IsZero() || len(d.all()) != 0 {
			t.Fatalf("switched off it is %+v and ran %s", st, d.all())
		}
		if err := s.Switch("nightly", true); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		if st := s.List()[0]; !st.On || len(d.all()) != 0 {
			t.Errorf("switched on again it owes nothing, but is %+v and ran %s", st, d.all())
		}
		time.Sleep(2 * day)
		if !slices.Equal(d.all(), []string{"2026-11-26 02:30 CST", "2026-11-27 02:30 CST"}) {
			t.Errorf("it ran %s", d.all())
		}
		if err := s.Switch("sings", true); !isProblem(err, "jobs.unknown") {
			t.Errorf("an unknown job: %v", err)
		}
		s.Stop()
	})
}

// A clock that was years ahead for a moment must not silence the jobs until then, and another zone moves them.
func TestNextFollowsTheClockAndTheZone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "Asia/Shanghai", "2030-01-01 09:00")
		d := &diary{w: w}
		s := w.on(Job{Key: "nightly", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: d.do})
		time.Sleep(time.Hour)
		s.Stop()
		w.ahead -= 3 * 365 * day
		s = w.on(Job{Key: "nightly", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: d.do})
		time.Sleep(day)
		if len(d.all()) != 1 {
			t.Errorf("with the clock put back it ran %s", d.all())
		}
		s.Stop()
		w.zone, _ = time.LoadLocation("Europe/Berlin")
		s = w.on(Job{Key: "nightly", Spec: "45 2 * * *", On: true, Missed: RunOnce, Do: d.do})
		time.Sleep(day)
		s.Stop()
		if n := d.count("2027-01-04 02:45 CET"); n != 1 {
			t.Errorf("in another zone it ran %s", d.all())
		}
	})
}

func TestAStateThatCannotBeKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "Asia/Shanghai", "2026-11-20 09:00")
		w.kept["nightly"] = []byte("{")
		w.broken = errDisk
		d := &diary{w: w}
		s := w.on(Job{Key: "nightly", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: d.do})
		time.Sleep(3 * day)
		s.Stop()
		if len(d.all()) != 3 || len(w.failed) == 0 {
			t.Errorf("it ran %s, logged %v", d.all(), w.failed)
		}
		w.broken = nil
		s = w.on(Job{Key: "nightly", Spec: "30 2 * * *", On: true, Missed: RunOnce, Do: d.do})
		if st := s.List()[0]; !st.On || len(st.Log) != 0 || !st.Next.After(w.now()) {
			t.Errorf("from a damaged state it is %+v", st)
		}
		s.Stop()
	})
}

func TestABadPlanIsRefused(t *testing.T) {
	if _, err := New(Options{Store: newWorld(t, "UTC", "2026-11-20 09:00")}, Job{Key: "x", Spec: "at night"}); err == nil {
		t.Error("a job without a plan was taken")
	}
}
