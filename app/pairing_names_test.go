package app

import (
	"os"
	"testing"
)

// A workstation that stays behind when the desk moves is believed at the next place too: who joins there has all that
// it wrote.
func TestWhoStaysBehindIsBelievedAtTheNextPlace(t *testing.T) {
	folder := func(t *testing.T, a *App) func(name string) *App {
		dir := t.TempDir()
		i := shareIn(t, a, dir)
		rounds(t, a)
		return func(name string) *App { return joinIn(t, a, i, dir, name) }
	}
	hub := func(t *testing.T, a *App) func(name string) *App {
		if _, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"}); err != nil {
			t.Fatal(err)
		}
		pair := func() (at, code string) {
			page, err := (&Sync{a}).Hub()
			if err != nil {
				t.Fatal(err)
			}
			c, err := (&Sync{a}).Code(OpenCode{Pays: true})
			if err != nil {
				t.Fatal(err)
			}
			return page.Addresses[0], c.Code
		}
		at, code := pair()
		if _, err := (&Sync{a}).Connect(Pairing{Hub: at, Code: code}); err != nil {
			t.Fatal(err)
		}
		rounds(t, a)
		return func(name string) *App {
			b := workstation(t)
			at, code := pair()
			if err := join(b, at, code, name); err != nil {
				t.Fatal(err)
			}
			rounds(t, b, b, a)
			b.setPerson(a.signedIn())
			return b
		}
	}
	anotherHub := func(t *testing.T, a *App) func(name string) *App { // the first was lost
		if _, err := (&Sync{a}).StopHub(); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(a.hubDir()); err != nil {
			t.Fatal(err)
		}
		return hub(t, a)
	}
	type place func(*testing.T, *App) func(name string) *App
	for name, way := range map[string][2]place{
		"from a hub to a folder": {hub, folder}, "from a folder to a hub": {folder, hub}, "from a hub to another": {hub, anotherHub},
	} {
		t.Run(name, func(t *testing.T) {
			a := founded(t)
			b := way[0](t, a)("后仓")
			rename1(t, b, "栖木二店")
			rounds(t, b, a)
			c := way[1](t, a)("新店")
			rounds(t, c, a, c)
			if x, y := digestOf(t, a), digestOf(t, c); x != y {
				t.Errorf("%s and %s", x, y)
			}
			if st := syncStatusOf(t, c); len(st.Notes) > 0 || st.ToGo > 0 {
				t.Errorf("%+v", st)
			}
		})
	}
}

// After a computer was stolen the others move to a folder with a new key: the old key opens nothing there, who was
// revoked stays it, and what it had written before is there.
func TestAFolderWithANewKey(t *testing.T) {
	a, old, dir := founded(t), t.TempDir(), t.TempDir()
	i := shareIn(t, a, old)
	rounds(t, a)
	b, c := joinIn(t, a, i, old, "后仓"), joinIn(t, a, i, old, "门店")
	rename1(t, b, "栖木二店")
	rounds(t, b, a)
	stolen := identityOf(t, b).Workstation
	if _, err := (&Sync{a}).Revoke(stolen); err != nil {
		t.Fatal(err)
	}
	rename1(t, c, "栖木三店") // goes to the old folder before it moves
	anew := Pairing{Folder: dir, NewKey: true}
	if _, err := (&Sync{a}).Connect(Pairing{Folder: old, NewKey: true}); code(err) != "sync.newKeyElsewhere" {
		t.Errorf("in the old folder: %v", err)
	}
	if _, err := (&Sync{a}).Connect(anew); err != nil {
		t.Fatal(err)
	}
	rounds(t, a)
	fresh, err := (&Sync{a}).Invite()
	if err != nil || fresh.Text == i.Text {
		t.Fatalf("the same key: %v", err)
	}
	for _, with := range []Pairing{{Folder: dir}, {Folder: dir, Invitation: i.Text}} {
		if _, err := (&Sync{b}).Connect(with); code(err) != "sync.invitationNeeded" {
			t.Errorf("with the old key: %v", err)
		}
	}
	if _, err := (&Sync{c}).Connect(Pairing{Folder: dir, Invitation: fresh.Text}); err != nil {
		t.Fatal(err)
	}
	d := joinIn(t, a, fresh, dir, "新店")
	rounds(t, c, a, d, c, a, d)
	for name, app := range map[string]*App{"who moved first": a, "who moved then": c, "a newcomer": d} {
		if s, err := app.desk.shop(); err != nil || s.Name != "栖木三店" || !revokedIn(syncStatusOf(t, app), stolen) {
			t.Errorf("%s: %q, %+v, %v", name, s.Name, syncStatusOf(t, app).Peers, err)
		}
	}
	if x, y, z := digestOf(t, a), digestOf(t, c), digestOf(t, d); x != y || y != z {
		t.Errorf("%s, %s and %s", x, y, z)
	}
}
