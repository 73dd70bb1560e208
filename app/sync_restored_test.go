package app

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/training"
)

// restoredHub is a workstation with a hub that was restored from an old copy, and one that was paired there and never
// synced. now is the clock of all.
func restoredHub(t *testing.T, now func() time.Time) (a, b *App) {
	t.Helper()
	a = workstation(t)
	a.options.Now = now
	if err := a.Found(Found{Shop: "栖木", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴", Login: "luo", PIN: "402817"}); err != nil {
		t.Fatal(err)
	}
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	rounds(t, a)
	pair, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}
	b = workstation(t)
	b.options.Now = now
	if err := join(b, page.Addresses[0], pair.Code, "后仓"); err != nil {
		t.Fatal(err)
	}
	restart := func(between func()) {
		t.Helper()
		if _, err := (&Sync{a}).StopHub(); err != nil {
			t.Fatal(err)
		}
		between()
		if _, err := (&Sync{a}).RunHub(RunHub{Listen: page.Addresses[0]}); err != nil {
			t.Fatal(err)
		}
		a.desk.sync.leave()
		b.desk.sync.leave()
	}
	old := t.TempDir()
	restart(func() {
		if err := os.CopyFS(old, os.DirFS(a.hubDir())); err != nil {
			t.Fatal(err)
		}
	})
	rename1(t, a, "栖木一店")
	rounds(t, a)
	restart(func() {
		if err := errors.Join(os.RemoveAll(a.hubDir()), os.CopyFS(a.hubDir(), os.DirFS(old))); err != nil {
			t.Fatal(err)
		}
	})
	rounds(t, a, a)
	return a, b
}

// After a hub was restored, payments wait for every workstation that was paired, also for one that never synced as
// far as anybody knows: what the hub forgot may be that it did, and paid. Nobody but itself can say.
func TestAfterARestoreAPaymentWaitsForWhoWasPaired(t *testing.T) {
	w := &twoDesks{t: t, now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	var b *App
	w.a, b = restoredHub(t, func() time.Time { return w.now })
	w.sell()
	f := w.refund(w.a)
	rounds(t, w.a)
	waits := syncStatusOf(t, w.a).Waits
	if len(waits.For) != 1 || waits.For[0] != (Awaited{ID: identityOf(t, b).Workstation}) || waits.From.Sub(waits.Since) != 24*time.Hour {
		t.Fatalf("before the other has synced: %+v", waits)
	}
	if got := w.find(w.a, f.ID); got.State != returns.RefundWaiting {
		t.Errorf("it is %s", got.State)
	}
	rounds(t, b, b, w.a)
	if waits := syncStatusOf(t, w.a).Waits; len(waits.For) != 0 {
		t.Errorf("after it has synced: %+v", waits)
	}
	if got := w.find(w.a, f.ID); got.State != returns.RefundHeld {
		t.Errorf("it is %s", got.State)
	}
}

// A day after the loss a supervisor decides, not before, and only while the hub answers; the decision is kept.
func TestASupervisorGoesOnWithoutWhoStaysAway(t *testing.T) {
	w := &twoDesks{t: t, now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	a, b := restoredHub(t, func() time.Time { return w.now })
	w.a = a
	away := shop.PassOver{Away: []record.ID{identityOf(t, b).Workstation}}
	pass := func(want string) SyncStatus {
		t.Helper()
		st, err := (&Sync{a}).PassOver(away)
		if code(err) != want {
			t.Fatalf("%v, want %q", err, want)
		}
		return st
	}
	pass("sync.nobodyAwaited")
	w.sell()
	f := w.refund(a)
	rounds(t, a)
	pass("sync.passTooEarly")
	w.now = w.now.Add(25 * time.Hour)
	if _, err := (&Sync{a}).StopHub(); err != nil {
		t.Fatal(err)
	}
	a.desk.sync.leave()
	pass("sync.passOffline")
	if _, err := (&Sync{a}).RunHub(RunHub{Listen: syncStatusOf(t, a).Link.Address}); err != nil {
		t.Fatal(err)
	}
	if _, err := (&Training{a}).AddPerson(training.AddPerson{Login: "chen", Name: "陈思远", Roles: []training.Role{training.Agent}, Department: training.CustomerService}); err != nil {
		t.Fatal(err)
	}
	luo := a.signedIn()
	if err := a.ActAs("chen"); err != nil {
		t.Fatal(err)
	}
	pass("right.missing")
	a.setPerson(luo)
	st := pass("")
	if got := w.find(a, f.ID); got.State != returns.RefundHeld || len(st.Waits.For) != 0 {
		t.Errorf("it is %s; %+v", got.State, st.Waits)
	}
	i := slices.IndexFunc(st.Peers, func(p Peer) bool { return p.ID == away.Away[0] })
	if i < 0 || st.Peers[i].PassedOver == nil || st.Peers[i].PassedOver.By != luo {
		t.Errorf("who decided: %+v", st.Peers)
	}
	if raw, err := os.ReadFile(a.logFile.Path()); err != nil || !strings.Contains(string(raw), "by="+string(luo)) {
		t.Errorf("the log says nothing: %v", err)
	}
	rounds(t, b, b, b, a)
	if st := syncStatusOf(t, a); slices.ContainsFunc(st.Peers, func(p Peer) bool { return p.PassedOver != nil }) {
		t.Errorf("after it has synced: %+v", st.Peers)
	}
}
