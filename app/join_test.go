package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mendesk/app/record"
)

// workstation is a program with a folder and a user of its own.
func workstation(t *testing.T) *App {
	t.Helper()
	t.Setenv("MENDESK_KEYRING", "file")
	dir := t.TempDir()
	a := New(Options{Dir: filepath.Join(dir, "desk"), ConfigDir: filepath.Join(dir, "config"), Fast: true, Version: "test"})
	t.Cleanup(a.Shutdown)
	return a
}

func founded(t *testing.T) *App {
	t.Helper()
	a := workstation(t)
	if err := a.Found(Found{Shop: "栖木", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴", Login: "luo", PIN: "402817"}); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestASecondWorkstationJoinsThroughTheHub(t *testing.T) {
	a := founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil || !page.Running || len(page.Members) != 1 || !page.Members[0].Me {
		t.Fatalf("%+v, %v", page, err)
	}
	if st := syncStatusOf(t, a); st.Link.Kind != LinkHub {
		t.Fatalf("%+v", st.Link)
	}
	pair, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}

	b := workstation(t)
	if err := join(b, page.Addresses[0], "ACDEF-GHJKM", "后仓"); code(err) != "pair.wrongCode" {
		t.Errorf("another code: %v", err)
	}
	if b.Exists() {
		t.Error("a refused joining left a desk")
	}
	if err := join(b, page.Addresses[0], pair.Code, "后仓"); err != nil {
		t.Fatal(err)
	}
	if st, err := (&Desk{b}).State(); err != nil || st.State != StateJoining {
		t.Fatalf("%+v, %v", st, err)
	}
	// Nothing is there yet: it goes on waiting.
	if _, err := b.SyncNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st, _ := (&Desk{b}).State(); st.State != StateJoining {
		t.Fatalf("%+v", st)
	}
	for _, each := range []*App{a, b, b, a, b} {
		if _, err := each.SyncNow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	st, err := (&Desk{b}).State()
	if err != nil || st.State != StateSignIn || st.Station != (Station{"后仓", "B"}) || st.Shop.Name != "栖木" {
		t.Fatalf("%+v, %v", st, err)
	}
	if err := b.signIn(SignIn{Person: a.person, PIN: "402817"}); err != nil {
		t.Errorf("the PIN of the other workstation: %v", err)
	}
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
	if st := syncStatusOf(t, a); len(st.Peers) != 2 || st.Peers[1].Letter != "B" {
		t.Errorf("%+v", st.Peers)
	}
	if st := syncStatusOf(t, b); st.ToGo != 0 || st.Place.Millis == 0 || !st.Place.Holds || st.Peers[1].Behind != 0 || st.Peers[1].Seen.IsZero() {
		t.Errorf("%+v", st)
	}
	if page, err = (&Sync{a}).RevokeAtHub(syncStatusOf(t, b).Station); err != nil || !page.Members[1].Revoked {
		t.Errorf("%+v, %v", page, err)
	}
	if _, err := b.SyncNow(t.Context()); code(err) != "sync.revoked" {
		t.Errorf("revoked: %v", err)
	}
	if st := syncStatusOf(t, b); st.Offline || st.Trouble.Code != "sync.revoked" {
		t.Errorf("%+v", st.Trouble)
	}
	if _, err := (&Sync{a}).StopHub(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.SyncNow(t.Context()); code(err) != "sync.unreachable" || !syncStatusOf(t, a).Offline {
		t.Errorf("with no hub: %v", err)
	}
}

func join(a *App, hub, pair, name string) error {
	_, err := (&Desk{a}).Join(Pairing{Hub: hub, Code: pair, Name: name})
	return err
}

func removeAll(pattern string) error {
	found, err := filepath.Glob(pattern)
	for _, path := range found {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func digestOf(t *testing.T, a *App) string {
	t.Helper()
	d, err := a.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What one writes is at the other within seconds, long before its plan says.
func TestOthersAreHeardAtOnce(t *testing.T) {
	a := founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}
	b := workstation(t)
	if err := join(b, page.Addresses[0], pair.Code, "后仓"); err != nil {
		t.Fatal(err)
	}
	rounds(t, a, b, b, a)
	for _, x := range []*App{a, b} {
		if _, err := x.desk.sync.keep(func(set *syncSettings) { set.Spec, set.Nudge = "0 0 1 1 *", 1 }); err != nil {
			t.Fatal(err)
		}
		x.desk.sync.start()
		x.desk.sync.soon()
	}
	eventually(t, "nobody listens", func() bool { return syncStatusOf(t, a).Hears && syncStatusOf(t, b).Hears })
	rename1(t, a, "栖木一店")
	if st := syncStatusOf(t, a); st.ToGo == 0 {
		t.Error("nothing waits to go")
	}
	eventually(t, "it did not come by itself", func() bool { s, err := b.desk.shop(); return err == nil && s.Name == "栖木一店" })
	if _, err := (&Sync{a}).StopHub(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it still listens to a hub that is gone", func() bool { return !syncStatusOf(t, b).Hears })
}

func eventually(t *testing.T, otherwise string, so func() bool) {
	t.Helper()
	for stop := time.Now().Add(2 * time.Minute); !so(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(stop) {
			t.Fatal(otherwise)
		}
	}
}

func TestAJoiningThatWasCutOffGoesOn(t *testing.T) {
	a := founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := (&Sync{a}).Code(OpenCode{})
	if err != nil {
		t.Fatal(err)
	}
	b := workstation(t)
	if err := join(b, page.Addresses[0], pair.Code, "后仓"); err != nil {
		t.Fatal(err)
	}
	me, err := b.desk.store.Identity()
	if err != nil {
		t.Fatal(err)
	}
	// As if killed after the hub had let it in: the file is there, with or without the desk.
	was, err := recall[Joined](b.desk, localJoined)
	if err != nil {
		t.Fatal(err)
	}
	j := joining{me.Workstation, "后仓", page.Addresses[0], &was}
	if err := b.keepJoining(j); err != nil {
		t.Fatal(err)
	}
	b.Shutdown()
	for range 2 {
		c := New(b.options)
		if !c.admitted() {
			t.Fatal("not admitted any more")
		}
		if err := c.Open(); err != nil {
			t.Fatal(err)
		}
		if st, err := (&Desk{c}).State(); err != nil || st.State != StateJoining {
			t.Errorf("%+v, %v", st, err)
		}
		if now, err := c.desk.store.Identity(); err != nil || now != me {
			t.Errorf("%+v, %v", now, err)
		}
		if c.admitted() {
			t.Error("the file stayed")
		}
		c.Shutdown()
		if err := errors.Join(removeAll(filepath.Join(b.options.Dir, "desk.bolt*")), b.keepJoining(j)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatCannotBeJoinedNamesTheField(t *testing.T) {
	for field, c := range map[string]Pairing{
		"name": {Hub: "x", Code: "ACDEF-GHJKM"},
		"code": {Hub: "x", Code: "O0", Name: "n"},
		"hub":  {Hub: " ", Code: "ACDEF-GHJKM", Name: "n"},
	} {
		_, err := (&Desk{workstation(t)}).Join(c)
		if p, _ := record.AsProblem(err); p.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	a := founded(t)
	if err := join(a, "x", "ACDEF-GHJKM", "n"); code(err) != "desk.exists" {
		t.Errorf("over a desk: %v", err)
	}
}
