package app

import (
	"os"
	"path/filepath"
	"testing"

	"mendesk/storage"
)

// copyOf is a copied desk's folder, opened in a window by a user of its own, or by the one who has config.
func copyOf(t *testing.T, a *App, config string) *App {
	t.Helper()
	b := workstation(t)
	if err := os.CopyFS(b.options.Dir, os.DirFS(a.options.Dir)); err != nil {
		t.Fatal(err)
	}
	if config != "" {
		b.options.ConfigDir = config
	}
	b.live = true
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	b.desk.sync.stop() // rounds when the test asks
	s, err := b.newSyncer(b.desk)
	if err != nil {
		t.Fatal(err)
	}
	b.desk.sync = s
	if err := b.ActAs("luo"); err != nil {
		t.Fatal(err)
	}
	return b
}

func identityOf(t *testing.T, a *App) storage.Identity {
	t.Helper()
	me, err := a.desk.me()
	if err != nil {
		t.Fatal(err)
	}
	return me
}

func TestACopiedDeskBecomesAWorkstationOfItsOwn(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	i := shareIn(t, a, dir)
	rounds(t, a)
	a.desk.sync.leave()
	b := copyOf(t, a, "")
	was, is := identityOf(t, a), identityOf(t, b)
	if is.Workstation == was.Workstation || is.Letter != "B" || is.Name != was.Name+" 2" || is.Desk != was.Desk {
		t.Fatalf("%+v after %+v", is, was)
	}
	st := syncStatusOf(t, b)
	if st.Copied == nil || st.Copied.Params["name"] != was.Name || st.Copied.Params["own"] != is.Name {
		t.Errorf("nobody is told: %+v", st.Copied)
	}
	if _, err := b.SyncNow(t.Context()); code(err) != "keys.noDeskKey" {
		t.Errorf("without the key: %v", err)
	}
	if _, err := (&Sync{b}).Connect(Pairing{Folder: dir, Invitation: i.Text}); err != nil {
		t.Fatal(err)
	}
	rename1(t, a, "栖木一店")
	rounds(t, a, b, a)
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
	if st := syncStatusOf(t, a); len(st.Peers) != 2 || st.Peers[1].Letter != "B" || st.Copied != nil {
		t.Errorf("%+v", st)
	}
	if st, err := (&Sync{b}).ReadCopied(); err != nil || st.Copied != nil {
		t.Errorf("%+v, %v", st.Copied, err)
	}
}

func TestACopyOfOneUserGoesOnByItself(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	shareIn(t, a, dir)
	rounds(t, a)
	a.Shutdown()
	twin := filepath.Join(t.TempDir(), "twin")
	if err := os.CopyFS(twin, os.DirFS(a.options.Dir)); err != nil {
		t.Fatal(err)
	}
	if err := a.Open(); err != nil { // the original is opened again and writes: from here on the copy is behind
		t.Fatal(err)
	}
	if err := a.ActAs(""); err != nil {
		t.Fatal(err)
	}
	rename1(t, a, "栖木一店")
	from := &App{options: a.options, person: a.person}
	from.options.Dir = twin
	b := copyOf(t, from, a.options.ConfigDir)
	if is, was := identityOf(t, b), identityOf(t, a); is.Workstation == was.Workstation {
		t.Fatal("it speaks for the original")
	}
	rounds(t, a, b, a, b)
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
}

func TestACopyPairsAnewWithItsHub(t *testing.T) {
	a := founded(t)
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	rounds(t, a)
	b := copyOf(t, a, "")
	if _, err := b.SyncNow(t.Context()); code(err) != "keys.none" {
		t.Errorf("as the original: %v", err)
	}
	pair, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&Sync{b}).Connect(Pairing{Hub: page.Addresses[0], Code: pair.Code}); err != nil {
		t.Fatal(err)
	}
	rename1(t, a, "栖木一店")
	rounds(t, b, a, b)
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
}

// A shop works on one computer alone, moves its folder to another, and only there shares the desk.
func TestAMovedDeskSharesWhatTheOriginalWrote(t *testing.T) {
	for _, where := range []string{LinkFolder, LinkHub} {
		t.Run(where, func(t *testing.T) {
			a := founded(t)
			rename1(t, a, "栖木一店")
			a.Shutdown()
			b, c := copyOf(t, a, ""), workstation(t)
			into := Pairing{Name: "后仓", Folder: t.TempDir()}
			if where == LinkFolder {
				into.Invitation = shareIn(t, b, into.Folder).Text
			} else {
				into = Pairing{Name: "后仓", Hub: runsHub(t, b), Code: pairingCode(t, b)}
			}
			rounds(t, b)
			if _, err := (&Desk{c}).Join(into); err != nil {
				t.Fatal(err)
			}
			rounds(t, c, b, c, b, c)
			if x, y := digestOf(t, b), digestOf(t, c); x != y {
				t.Errorf("%s and %s", x, y)
			}
			if st := syncStatusOf(t, b); st.ToGo != 0 || st.Peers[1].Behind != 0 {
				t.Errorf("%+v", st)
			}
			if s, err := c.desk.shop(); err != nil || s.Name != "栖木一店" {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}

// The computer of a shared desk breaks before it could send its last change; its folder is opened on another.
func TestACopySendsWhatTheOriginalNeverCould(t *testing.T) {
	a := founded(t)
	hub := runsHub(t, a)
	rounds(t, a)
	b := workstation(t)
	if err := join(b, hub, pairingCode(t, a), "后仓"); err != nil {
		t.Fatal(err)
	}
	rounds(t, b, b, a, b)
	if err := b.ActAs("luo"); err != nil {
		t.Fatal(err)
	}
	rename1(t, b, "栖木二店") // which is never sent
	b.Shutdown()
	c := copyOf(t, b, "")
	if _, err := (&Sync{c}).Connect(Pairing{Hub: hub, Code: pairingCode(t, a)}); err != nil {
		t.Fatal(err)
	}
	rounds(t, c, a, c, a)
	if x, y := digestOf(t, a), digestOf(t, c); x != y {
		t.Errorf("%s and %s", x, y)
	}
	if s, err := a.desk.shop(); err != nil || s.Name != "栖木二店" {
		t.Errorf("%+v, %v", s, err)
	}
}

func runsHub(t *testing.T, a *App) string {
	t.Helper()
	page, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	return page.Addresses[0]
}

func pairingCode(t *testing.T, a *App) string {
	t.Helper()
	c, err := (&Sync{a}).Code(OpenCode{Pays: true})
	if err != nil {
		t.Fatal(err)
	}
	return c.Code
}
