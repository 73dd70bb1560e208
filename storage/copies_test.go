package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(from)
	ok(t, err)
	ok(t, os.MkdirAll(filepath.Dir(to), 0o700))
	ok(t, os.WriteFile(to, raw, 0o600))
}

func letters(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	view(t, s, func(tx *Tx) (err error) {
		out, err = lettersIn(tx.b)
		return err
	})
	return out
}

func TestBackupAndRestoreGiveTheSameDesk(t *testing.T) {
	dir := t.TempDir()
	s := newDesk(t, 1)
	for i := range 50 {
		do(t, s, openBox(i, "red"), coin(i, 3))
	}
	backup := filepath.Join(dir, "backup")
	ok(t, s.Backup(context.Background(), backup))
	want, letter := digestOf(t, s), s.me.LogLetter
	do(t, s, coin(1, 1)) // forgotten by the backup

	path := filepath.Join(dir, "new", "desk.db")
	ok(t, Restore(context.Background(), backup, path, options(2)))
	r, err := Open(path, options(3))
	ok(t, err)
	defer r.Close()
	if digestOf(t, r) != want || r.me.Desk != s.me.Desk {
		t.Error("another desk came back")
	}
	clean(t, r)
	if got := letters(t, r); len(got) != 1 {
		t.Errorf("restoring wrote a log: %v", got)
	}
	do(t, r, coin(2, 1))
	if r.me.Log == s.me.Log || r.me.LogLetter != "A2" || letter != "A" {
		t.Errorf("writes on as %s in %s", r.me.LogLetter, r.me.Log)
	}
	// It takes its forgotten entry back like anybody's, and writes on where it was.
	log := r.me.Log
	if got := merge(t, r, changesOf(t, s)...); got.Added != 1 || len(got.Forks) != 0 {
		t.Errorf("got %+v", got)
	}
	do(t, r, coin(2, 1))
	if r.me.Log != log {
		t.Error("minted another log")
	}
	if err := Restore(context.Background(), backup, path, options(4)); !errors.Is(err, ErrExists) && !errors.Is(err, ErrLocked) {
		t.Errorf("restored over a desk: %v", err)
	}
}

func TestTornBackupIsNotRestored(t *testing.T) {
	dir := t.TempDir()
	s := newDesk(t, 1)
	for i := range 100 {
		do(t, s, openBox(i, "red"), coin(i, 3))
	}
	backup := filepath.Join(dir, "backup")
	ok(t, s.Backup(context.Background(), backup))
	size, _, err := fileSize(backup)
	ok(t, err)
	for name, spoil := range map[string]func(string){
		"cut":     func(p string) { ok(t, os.Truncate(p, size/2)) },
		"emptied": func(p string) { ok(t, os.Truncate(p, 0)) },
		"text":    func(p string) { ok(t, os.WriteFile(p, []byte("not a database at all"), 0o600)) },
	} {
		torn := filepath.Join(dir, name)
		copyFile(t, backup, torn)
		spoil(torn)
		to := filepath.Join(dir, "to-"+name, "desk.db")
		if err := Restore(context.Background(), torn, to, options(2)); !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrEmpty) {
			t.Errorf("%s: %v", name, err)
		}
		if _, there, _ := fileSize(to); there {
			t.Errorf("%s: something was restored", name)
		}
	}
}

func TestCancelledBackupLeavesNothing(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "backup")
	if err := s.Backup(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	for _, p := range []string{path, path + ".new"} {
		if _, there, _ := fileSize(p); there {
			t.Errorf("%s is there", p)
		}
	}
}

// With tokens a copied folder is noticed: whoever opens second begins a log of its own.
func TestCopiedFolderMintsItsOwnLog(t *testing.T) {
	dir := t.TempDir()
	o := options(1)
	o.TokenDir = filepath.Join(dir, "config")
	path, twinPath := filepath.Join(dir, "a", "desk.db"), filepath.Join(dir, "b", "desk.db")
	s := createAt(t, path, o)
	do(t, s, openBox(1, "red"))
	log := s.me.Log
	ok(t, s.Close())
	copyFile(t, path, twinPath)
	copyFile(t, sidecarPath(path), sidecarPath(twinPath))

	write := func(path string, seed uint64) *Store {
		o := options(seed)
		o.TokenDir = filepath.Join(dir, "config")
		s, err := Open(path, o)
		ok(t, err)
		do(t, s, coin(1, 1))
		ok(t, s.Close())
		return s
	}
	for round := range uint64(3) { // the one stays in its log, and so does the other, however often they open
		if got := write(path, 10+round); got.me.Log != log {
			t.Errorf("round %d: the first left its log", round)
		}
		twin := write(twinPath, 20+round)
		if twin.me.Log == log || twin.me.LogLetter != "A2" || int(twin.me.N) != int(round)+1 {
			t.Errorf("round %d: the copy writes %s %d", round, twin.me.LogLetter, twin.me.N)
		}
	}
}

// A kill between the token's file and the database mints nothing: the file accepts both tokens.
func TestKillBetweenTokensMintsNothing(t *testing.T) {
	dir := t.TempDir()
	o := options(1)
	o.TokenDir = filepath.Join(dir, "config")
	path := filepath.Join(dir, "desk.db")
	s := createAt(t, path, o)
	do(t, s, openBox(1, "red"))
	log := s.me.Log
	ok(t, s.Close())
	before, err := os.ReadFile(path)
	ok(t, err)
	me := s.me
	_, err = rotateToken(o.TokenDir, newChance(5), &me, false)
	ok(t, err)
	ok(t, os.WriteFile(path, before, 0o600))
	s, err = Open(path, o)
	ok(t, err)
	defer s.Close()
	do(t, s, coin(1, 1))
	if s.me.Log != log {
		t.Error("a log was minted")
	}
}
