package app

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// shareIn shares a desk through a folder and gives the invitation.
func shareIn(t *testing.T, a *App, dir string) Invitation {
	t.Helper()
	if _, err := (&Sync{a}).Connect(Pairing{Folder: dir}); err != nil {
		t.Fatal(err)
	}
	i, err := (&Sync{a}).Invite()
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func rounds(t *testing.T, each ...*App) {
	t.Helper()
	for _, a := range each {
		if _, err := a.SyncNow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASecondWorkstationJoinsThroughAFolder(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	i := shareIn(t, a, dir)
	if i.Link != (Link{LinkFolder, dir}) || i.Text == "" {
		t.Fatalf("%+v", i)
	}
	b := workstation(t)
	into := Pairing{Folder: dir, Invitation: i.Text, Name: "后仓"}
	if _, err := (&Desk{b}).Join(into); code(err) != "sync.folderNothing" || b.Exists() {
		t.Errorf("before the first has written: %v", err)
	}
	rounds(t, a)
	if st, err := (&Desk{b}).Join(into); err != nil || st.State != StateJoining {
		t.Fatalf("%+v, %v", st, err)
	}
	rounds(t, b, b, a, b)
	st, err := (&Desk{b}).State()
	if err != nil || st.State != StateSignIn || st.Station != (Station{"后仓", "B"}) {
		t.Fatalf("%+v, %v", st, err)
	}
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
	if st := syncStatusOf(t, b); st.ToGo != 0 || st.Place.Holds || len(st.Peers) != 2 || st.Peers[1].Behind != 0 {
		t.Errorf("%+v", st)
	}
	// The key lies with the user: neither in a folder of the desk nor in the one that is shared.
	me, err := a.desk.me()
	if err != nil {
		t.Fatal(err)
	}
	key, err := a.deskKey(me.Desk)
	if err != nil {
		t.Fatal(err)
	}
	for _, where := range []string{a.options.Dir, b.options.Dir, dir} {
		nowhere(t, where, key.Secret[:], []byte(base64.StdEncoding.EncodeToString(key.Secret[:])), []byte(i.Text))
	}
}

func nowhere(t *testing.T, dir string, secrets ...[]byte) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(raw, s) {
				t.Errorf("%s holds a secret", path)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestADeskMovesFromAHubToAFolder(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	if _, err := (&Sync{a}).RunHub(RunHub{Listen: "127.0.0.1:0"}); err != nil {
		t.Fatal(err)
	}
	rounds(t, a)
	shareIn(t, a, dir)
	rounds(t, a)
	if st := syncStatusOf(t, a); st.Link.Kind != LinkFolder || st.ToGo != 0 || st.Last.Sent == 0 {
		t.Errorf("%+v", st)
	}
	if _, err := (&Sync{a}).Unlink(false); err != nil {
		t.Fatal(err)
	}
	if _, err := (&Sync{a}).Invite(); code(err) != "sync.notInvited" {
		t.Errorf("not shared: %v", err)
	}
}

func TestAUserWithoutTheKeyIsToldSo(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	i := shareIn(t, a, dir)
	rounds(t, a)
	me, err := a.desk.me()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.keys().Forget(me.Desk); err != nil {
		t.Fatal(err)
	}
	a.desk.sync.leave()
	if _, err := a.SyncNow(t.Context()); code(err) != "keys.noDeskKey" {
		t.Errorf("%v", err)
	}
	if _, err := (&Sync{a}).Connect(Pairing{Folder: dir}); code(err) != "sync.invitationNeeded" {
		t.Errorf("with another key: %v", err)
	}
	if _, err := (&Sync{a}).Connect(Pairing{Folder: dir, Invitation: i.Text}); err != nil {
		t.Fatal(err)
	}
	rounds(t, a)
}
