package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"mendesk/app/record"
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
		if twin.me.Log == log || twin.me.LogLetter != "B" || int(twin.me.N) != int(round)+1 {
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

// A copy writes as a workstation of its own, from its first change on, or as soon as it is told to.
func TestACopyIsAnotherWorkstation(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "desk.db")
	o := options(1)
	o.TokenDir = filepath.Join(dir, "config")
	s := createAt(t, path, o)
	do(t, s, openBox(1, "red"))
	first, err := s.Identity()
	ok(t, err)
	ok(t, s.Close())
	open := func(name, config string, seed uint64) *Store {
		t.Helper()
		twin := filepath.Join(dir, name, "desk.db")
		copyFile(t, path, twin)
		copyFile(t, sidecarPath(path), sidecarPath(twin))
		o := options(seed)
		o.TokenDir = filepath.Join(dir, config)
		c, err := Open(twin, o)
		ok(t, err)
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	written := open("written", "other", 2)
	if now, err := written.Identity(); err != nil || now != first || !written.Copied() {
		t.Errorf("a copy that wrote nothing is already another: %+v, %v", now, err)
	}
	do(t, written, coin(1, 1))
	now, err := written.Identity()
	ok(t, err)
	if written.Copied() || now.Workstation == first.Workstation || now.Letter != "B" || now.Log == first.Log || now.Desk != first.Desk {
		t.Errorf("%+v after %+v", now, first)
	}
	logs, err := written.Logs(t.Context())
	ok(t, err)
	if logs[now.Log].Workstation != now.Workstation || logs[now.Log].Letter != now.Letter {
		t.Errorf("its log begins with %+v", logs[now.Log])
	}
	told := open("told", "third", 3)
	ok(t, told.SetLocal("x", []byte("1"))) // no change: it stays a copy
	if !told.Copied() {
		t.Error("a copy that noted something is none any more")
	}
	other := record.KeyID("other")
	ok(t, told.BeWorkstation(other, "told", "Z"))
	if now, err := told.Identity(); err != nil || told.Copied() || now.Workstation != other || now.Letter != "Z" {
		t.Errorf("%+v, %v", now, err)
	}
	if same := open("same", "config", 4); same.Copied() { // of one user: whoever writes first goes on
		t.Error("a copy that nobody has outrun yet")
	}
}
