package app

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
)

// door is a place that a test holds: what a round finds there, and whether anybody answers.
type door struct {
	mu     sync.Mutex
	opened int
	rounds []time.Time
	err    error         // of every round
	lasts  time.Duration // of every round
	inside int           // rounds at once
	most   int
	finds  met
}

func (d *door) open(context.Context, syncSettings) (venue, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened++
	return d, nil
}

func (d *door) close() {}

func (d *door) carry(context.Context, syncSettings) error { return nil }

func (d *door) round(ctx context.Context, report func(Progress)) (met, error) {
	d.mu.Lock()
	d.rounds = append(d.rounds, time.Now())
	d.inside++
	d.most = max(d.most, d.inside)
	err, lasts, finds := d.err, d.lasts, d.finds
	d.mu.Unlock()
	report(Progress{1, 2})
	select {
	case <-time.After(lasts):
	case <-ctx.Done():
		err = ctx.Err()
	}
	d.mu.Lock()
	d.inside--
	d.mu.Unlock()
	return finds, err
}

func (d *door) held() []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]time.Time(nil), d.rounds...)
}

func (d *door) set(err error, lasts time.Duration) {
	d.mu.Lock()
	d.err, d.lasts = err, lasts
	d.mu.Unlock()
}

// linked is a desk in a synctest bubble whose place is a door.
func linked(t *testing.T) (*App, *syncer, *door) {
	t.Helper()
	a := New(Options{Dir: filepath.Join(t.TempDir(), "desk"), Fast: true, Version: "test"})
	t.Cleanup(a.Shutdown)
	if err := a.Found(Found{Shop: "栖木", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴", Login: "luo"}); err != nil {
		t.Fatal(err)
	}
	at := &door{}
	s := a.desk.sync
	s.open = at.open
	if _, err := s.keep(func(set *syncSettings) { set.Kind, set.NATS.URLs = LinkHub, []string{"tls://hub:1"} }); err != nil {
		t.Fatal(err)
	}
	return a, s, at
}

func syncStatusOf(t *testing.T, a *App) SyncStatus {
	t.Helper()
	st, err := a.SyncStatus()
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func rename1(t *testing.T, a *App, name string) {
	t.Helper()
	if _, err := (&Settings{a}).ChangeShop(shop.Change{Name: name, Zone: "Asia/Shanghai", Language: "zh-CN"}); err != nil {
		t.Fatal(err)
	}
}

func TestRoundsComeByPlanAndAfterChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, s, at := linked(t)
		s.start()
		time.Sleep(time.Second)
		if n := len(at.held()); n != 1 {
			t.Fatalf("%d rounds just after the start", n)
		}
		time.Sleep(time.Hour)
		if n := len(at.held()); n < 12 || n > 13 {
			t.Errorf("%d rounds after an hour", n)
		}
		before, began := len(at.held()), time.Now()
		rename1(t, a, "栖木生活")
		time.Sleep(time.Minute)
		rounds := at.held()
		if len(rounds) == before || rounds[before].Sub(began) > 4*time.Second {
			t.Errorf("after a change no round: %v", rounds[before:])
		}
		if at.opened != 1 {
			t.Errorf("the place was greeted %d times", at.opened)
		}
		a.Shutdown()
	})
}

func TestAPlaceThatDoesNotAnswerIsTriedLessAndLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, s, at := linked(t)
		at.set(record.Problem{Code: "sync.unreachable"}, 0)
		s.start()
		time.Sleep(time.Hour)
		n := len(at.held())
		if n < 13 || n > 30 {
			t.Errorf("%d rounds in an hour without an answer", n)
		}
		st := syncStatusOf(t, a)
		if !st.Offline || st.Trouble.Code != "sync.unreachable" || st.Since.IsZero() || !st.Last.At.IsZero() {
			t.Errorf("the status is %+v", st)
		}
		if len(st.Rounds) > 2 {
			t.Errorf("one long silence is told in %d lines", len(st.Rounds))
		}
		at.set(nil, 0)
		began := time.Now()
		time.Sleep(6 * time.Minute)
		st = syncStatusOf(t, a)
		if st.Offline || st.Trouble.Code != "" || st.Last.At.Before(began) || !st.Since.IsZero() {
			t.Errorf("after it answered again the status is %+v", st)
		}
		a.Shutdown()
	})
}

func TestOneRoundAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, s, at := linked(t)
		at.set(nil, 20*time.Second)
		s.start()
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if _, err := a.SyncNow(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(time.Second)
		if st := syncStatusOf(t, a); !st.Running || st.Progress != (Progress{1, 2}) {
			t.Errorf("during a round the status is %+v", st)
		}
		wg.Wait()
		if at.most != 1 || len(at.held()) < 4 {
			t.Errorf("%d rounds, %d at once", len(at.held()), at.most)
		}
		a.Shutdown()
	})
}

func TestShutdownCutsARoundOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, s, at := linked(t)
		at.set(nil, 24*time.Hour)
		s.start()
		time.Sleep(time.Second)
		began := time.Now()
		a.Shutdown()
		if took := time.Since(began); took > time.Second {
			t.Errorf("the end took %s", took)
		}
		if _, err := a.SyncNow(t.Context()); code(err) != "desk.notOpen" {
			t.Errorf("after the end: %v", err)
		}
		// What was cut off is no trouble.
		b := New(a.options)
		defer b.Shutdown()
		if err := errors.Join(b.Open(), b.ActAs("luo")); err != nil {
			t.Fatal(err)
		}
		if st := syncStatusOf(t, b); st.Trouble.Code != "" || st.Link.Address != "hub:1" {
			t.Errorf("opened again the status is %+v", st)
		}
	})
}

func TestAPanicOfARoundIsATroubleWithANumber(t *testing.T) {
	a, s, _ := linked(t)
	s.open = func(context.Context, syncSettings) (venue, error) { panic("torn") }
	if _, err := a.SyncNow(t.Context()); err == nil {
		t.Error("no error")
	}
	if st := syncStatusOf(t, a); st.Trouble.Code != "unexpected" || st.Trouble.Ref == "" || st.Offline {
		t.Errorf("the status is %+v", st)
	}
}

func TestWhatThePlaceLacksIsCounted(t *testing.T) {
	a, s, at := linked(t)
	st := syncStatusOf(t, a)
	if st.ToGo != st.Changes || st.Own != st.Changes || st.ToGo == 0 || st.Oldest.IsZero() {
		t.Errorf("before any round %+v", st)
	}
	tips, err := a.desk.store.Tips(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at.finds.known = map[record.LogID]uint64{}
	for log, heads := range tips {
		at.finds.known[log] = heads[0].N
	}
	at.finds.peers = []Peer{{ID: "01", Behind: 3}}
	if _, err := a.SyncNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st = syncStatusOf(t, a); st.ToGo != 0 || !st.Oldest.IsZero() || len(st.Peers) != 2 || !st.Peers[0].Me || st.Peers[0].Name == "" {
		t.Errorf("after a round %+v", st)
	}
	rename1(t, a, "栖木生活")
	if st = syncStatusOf(t, a); st.ToGo != 1 {
		t.Errorf("after a change %d to go", st.ToGo)
	}
	if _, err := s.keep(func(set *syncSettings) { set.Kind = "" }); err != nil {
		t.Fatal(err)
	}
	if st = syncStatusOf(t, a); st.ToGo != 0 || st.Last.At.IsZero() == false {
		t.Errorf("not shared: %+v", st)
	}
	if _, err := a.SyncNow(t.Context()); code(err) != "sync.notLinked" {
		t.Errorf("a round nowhere: %v", err)
	}
}

func TestARhythmThatCannotBeIsRefused(t *testing.T) {
	a, _, _ := linked(t)
	for name, c := range map[string]struct {
		is    SetRhythm
		field string
	}{
		"no plan":   {SetRhythm{"often", 3}, "spec"},
		"at once":   {SetRhythm{"*/5 * * * *", 0}, "nudge"},
		"far later": {SetRhythm{"*/5 * * * *", 3600}, "nudge"},
	} {
		_, err := (&Sync{a}).SetRhythm(c.is)
		if p, _ := record.AsProblem(err); p.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	st, err := (&Sync{a}).SetRhythm(SetRhythm{" */10 8-20 * * * ", 5})
	if err != nil || st.Spec != "*/10 8-20 * * *" || st.Nudge != 5 {
		t.Errorf("%+v, %v", st, err)
	}
	agent(t, a)
	if err := a.ActAs("chen"); err != nil {
		t.Fatal(err)
	}
	if _, err := (&Sync{a}).SetRhythm(SetRhythm{"", 5}); code(err) != "right.missing" {
		t.Errorf("an agent: %v", err)
	}
}
