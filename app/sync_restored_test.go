package app

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// After a hub was restored, payments wait for every workstation that was paired, also for one that never synced as
// far as anybody knows: what the hub forgot may be that it did, and paid. Nobody but itself can say.
func TestAfterARestoreAPaymentWaitsForWhoWasPaired(t *testing.T) {
	a := founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	rounds(t, a)
	pair, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}
	b := workstation(t)
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

	err = pays(t, a)
	var wait exchange.Wait
	if !errors.As(err, &wait) || !slices.Equal(wait.For, []record.ID{identityOf(t, b).Workstation}) || wait.Since.IsZero() {
		t.Fatalf("a payment before the other has synced: %v", err)
	}
	if p := a.desk.waitsFor(wait); p.Params["names"] != string(wait.For[0]) {
		t.Errorf("told: %+v", p)
	}
	rounds(t, b, b, a)
	if p := a.desk.waitsFor(wait); p.Params["names"] != "后仓" {
		t.Errorf("told by its name: %+v", p)
	}
	if err := pays(t, a); err != nil {
		t.Errorf("after it has synced: %v", err)
	}
}

// pays asks the shared log for the money of some order by the last entry that was written here.
func pays(t *testing.T, a *App) error {
	t.Helper()
	me := identityOf(t, a)
	tips, err := a.desk.store.Tips(t.Context())
	if err != nil || len(tips[me.Log]) != 1 {
		t.Fatalf("%v, %v", tips, err)
	}
	at, ok := a.desk.sync.venue.(*encounter)
	if !ok {
		t.Fatal("the place is not open")
	}
	_, err = at.rounds.Pay(t.Context(), exchange.Payment{
		Order: record.KeyID("order"), Refund: record.KeyID("refund"), Log: me.Log, Tip: tips[me.Log][0],
	}, func(context.Context, []exchange.Hold) error { return nil })
	return err
}
