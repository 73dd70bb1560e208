package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"mendesk/app/record"
)

// joinIn makes one more workstation of a desk that is shared in a folder.
func joinIn(t *testing.T, first *App, i Invitation, dir, name string) *App {
	t.Helper()
	b := workstation(t)
	if _, err := (&Desk{b}).Join(Pairing{Folder: dir, Invitation: i.Text, Name: name}); err != nil {
		t.Fatal(err)
	}
	rounds(t, b, b, first)
	b.setPerson(first.signedIn())
	return b
}

// At a shared folder an admin revokes: the workstation hears it in its next round, and what it writes before it hears
// that, nobody takes, whenever they look.
func TestARevokedWorkstationIsBelievedNoMoreAtAFolder(t *testing.T) {
	a, dir := founded(t), filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	i := shareIn(t, a, dir)
	rounds(t, a)
	b, c := joinIn(t, a, i, dir, "后仓"), joinIn(t, a, i, dir, "门店")
	rename1(t, b, "栖木二店")
	rounds(t, b, a, c, a)
	station := identityOf(t, b).Workstation
	behind := unheard(t, dir)

	if _, err := (&Sync{a}).Revoke(identityOf(t, a).Workstation); code(err) != "sync.revokeSelf" {
		t.Errorf("itself: %v", err)
	}
	if _, err := (&Sync{a}).Revoke(record.KeyID("nobody")); code(err) != "sync.noPeer" {
		t.Errorf("nobody: %v", err)
	}
	st, err := (&Sync{a}).Revoke(station)
	if err != nil || !revokedIn(st, station) || st.Trouble.Code != "" {
		t.Fatalf("%+v, %v", st.Peers, err)
	}
	if _, err := (&Sync{a}).Revoke(station); code(err) != "sync.revokedBefore" {
		t.Errorf("again: %v", err)
	}

	behind(func() { // what it writes where the news has not come yet
		rename1(t, b, "偷来的店")
		rounds(t, b)
	})
	rounds(t, c, a, c)
	d := joinIn(t, a, i, dir, "新店")
	for name, app := range map[string]*App{"who revoked": a, "another": c, "a newcomer": d} {
		if s, err := app.desk.shop(); err != nil || s.Name != "栖木二店" {
			t.Errorf("%s has %q, %v", name, s.Name, err)
		}
		if st := syncStatusOf(t, app); !revokedIn(st, station) {
			t.Errorf("%s: %+v", name, st.Peers)
		}
	}
	if _, err := b.SyncNow(t.Context()); code(err) != "sync.revoked" {
		t.Errorf("itself: %v", err)
	}
	rounds(t, c, a, d, c, a)
	if x, y, z := digestOf(t, a), digestOf(t, c), digestOf(t, d); x != y || y != z {
		t.Errorf("%s, %s and %s", x, y, z)
	}
}

// unheard gives a way to do something in the folder as it is now, whose files then lie there beside what came since.
func unheard(t *testing.T, dir string) func(do func()) {
	t.Helper()
	old, since := t.TempDir(), dir+".since"
	if err := os.CopyFS(old, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return func(do func()) {
		t.Helper()
		if err := errors.Join(os.Rename(dir, since), os.CopyFS(dir, os.DirFS(old))); err != nil {
			t.Fatal(err)
		}
		do()
		changed := 0
		err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			within, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			now, err := os.ReadFile(path)
			if before, err := os.ReadFile(filepath.Join(old, within)); err == nil && string(before) == string(now) {
				return nil
			}
			changed++
			return errors.Join(err, os.MkdirAll(filepath.Dir(filepath.Join(since, within)), 0o700), os.WriteFile(filepath.Join(since, within), now, 0o600))
		})
		if err := errors.Join(err, os.RemoveAll(dir), os.Rename(since, dir)); err != nil || changed == 0 {
			t.Fatalf("%d files, %v", changed, err)
		}
	}
}

func revokedIn(st SyncStatus, workstation record.ID) bool {
	for _, p := range st.Peers {
		if p.ID == workstation {
			return p.Revoked
		}
	}
	return false
}
