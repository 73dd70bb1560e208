package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestRemainsOfAWholeFileAreEverything(t *testing.T) {
	l := aLife(t)
	ctx := context.Background()
	r, err := ReadRemains(ctx, l.path, nil)
	ok(t, err)
	if !r.Complete() || r.Changes() != l.changes || r.Last.IsZero() {
		t.Errorf("%d changes, %d lost, last %v", r.Changes(), r.Lost(), r.Last)
	}
	b, err := ReadRemains(ctx, l.backup, nil)
	ok(t, err)
	if kept, lost := r.Beyond(b); kept != l.since || lost != 0 || b.Desk != r.Desk {
		t.Errorf("beyond the backup are %d and %d", kept, lost)
	}
	if kept, lost := b.Beyond(r); kept != 0 || lost != 0 {
		t.Errorf("the backup is beyond by %d, %d", kept, lost)
	}
}

func TestMendingWithoutABackupLosesNothing(t *testing.T) {
	l := aLife(t)
	tearDerived(t, l.path)
	if _, how := inspected(t, l.path); how == "clean" {
		t.Error("the damage was not noticed")
	}
	got, r := l.mended(t, Mending{})
	if !r.Complete() || got.Brought != l.changes {
		t.Errorf("brought %d of %d, %d lost", got.Brought, l.changes, r.Lost())
	}
	s, err := Open(l.path, options(9))
	ok(t, err)
	defer s.Close()
	if draft, err := s.Local("draft"); err != nil || string(draft) != "half a letter" {
		t.Errorf("the draft is %q, %v", draft, err)
	}
	log := s.me.Log
	do(t, s, coin(1, 1))
	if s.me.Log == log || s.me.LogLetter != "A2" {
		t.Errorf("writes on in its old log as %s", s.me.LogLetter)
	}
}

// tearDerived overwrites every page of the folded records.
func tearDerived(t testing.TB, path string) {
	t.Helper()
	f, err := os.Open(path)
	ok(t, err)
	defer f.Close()
	p, err := readPages(f)
	ok(t, err)
	var torn []uint64
	ok(t, p.each(p.root, func(e element) error {
		if string(e.key) == inRecord("box") {
			torn = append(torn, native.Uint64(e.value))
		}
		return nil
	}))
	for _, id := range torn {
		overwrite(t, path, int64(id)*p.page, make([]byte, p.page))
	}
	if len(torn) == 0 || torn[0] == 0 {
		t.Fatal("nothing was torn")
	}
}

func TestMendingFromABackup(t *testing.T) {
	life := aLife(t)
	for name, c := range map[string]struct {
		spoil   func(path string)
		brought int
	}{
		"gone":    {func(p string) { ok(t, os.Remove(p)) }, 0},
		"emptied": {func(p string) { ok(t, os.Truncate(p, 0)) }, 0},
		"text":    {func(p string) { ok(t, os.WriteFile(p, []byte("hello"), 0o600)) }, 0},
		"torn":    {func(p string) { tearDerived(t, p) }, life.since},
	} {
		t.Run(name, func(t *testing.T) {
			l := life.twin(t)
			c.spoil(l.path)
			got, err := Mend(context.Background(), l.path, Mending{Backup: l.backup, Salvage: true}, options(7))
			ok(t, err)
			if got.Brought != c.brought || (got.Kept == "") != (name == "gone") {
				t.Errorf("%+v", got)
			}
			s, err := Open(l.path, options(8))
			ok(t, err)
			defer s.Close()
			clean(t, s)
			if st, err := s.Stats(); err != nil || st.Changes != l.changes-l.since+c.brought {
				t.Errorf("%d changes, %v", st.Changes, err)
			}
		})
	}
}

func TestAnotherDesksBackupIsRefused(t *testing.T) {
	l, other := aLife(t), newDesk(t, 99)
	foreign := filepath.Join(t.TempDir(), "backup")
	ok(t, other.Backup(context.Background(), foreign))
	ok(t, os.Truncate(l.path, 0))
	if _, err := Mend(context.Background(), l.path, Mending{Backup: foreign}, options(2)); !errors.Is(err, ErrOtherDesk) {
		t.Errorf("got %v", err)
	}
	if size, there, _ := fileSize(l.path); !there || size != 0 || pending(l.path) {
		t.Error("something was done")
	}
}

func TestTornBackupMendsNothing(t *testing.T) {
	l := aLife(t)
	torn := filepath.Join(t.TempDir(), "backup")
	copyFile(t, l.backup, torn)
	ok(t, os.Truncate(torn, bytesOf(torn)/2))
	before := filesIn(t, filepath.Dir(l.path))
	if _, err := Mend(context.Background(), l.path, Mending{Backup: torn}, options(2)); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
	same(t, before, filesIn(t, filepath.Dir(l.path)))
}

// A kill at any step of putting a desk in place leaves the old one, or one that the next opening ends.
func TestKilledWhilePutInPlace(t *testing.T) {
	life := aLife(t)
	for name, step := range map[string]func(l lived){
		"before anything":        func(lived) {},
		"after the old was kept": func(l lived) { _, err := keepAside(l.path); ok(t, err) },
		"with no file in place":  func(l lived) { _, err := keepAside(l.path); ok(t, err); ok(t, os.Remove(l.path)) },
	} {
		t.Run(name, func(t *testing.T) {
			l := life.twin(t)
			ok(t, os.Truncate(l.path, 5000))
			_, err := copyWhole(context.Background(), l.backup, l.path+".new", options(3))
			ok(t, err)
			ok(t, ready(context.Background(), l.path+".new", options(3)))
			ok(t, moveFile(l.path+".new", restoredPath(l.path)))
			step(l)
			s, err := Open(l.path, options(4))
			ok(t, err)
			defer s.Close()
			clean(t, s)
			kept, err := filepath.Glob(l.path + ".damaged-*")
			if err != nil || len(kept) != 1 || bytesOf(kept[0]) != 5000 || pending(l.path) {
				t.Errorf("kept %v, %v", kept, err)
			}
		})
	}
}
