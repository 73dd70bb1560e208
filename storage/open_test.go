package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mendesk/app/record"
)

func TestOpenTellsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  error
	}{
		"nothing there":    {func(t *testing.T, path string) { ok(t, os.Remove(path)); ok(t, os.Remove(sidecarPath(path))) }, ErrNoDesk},
		"database gone":    {func(t *testing.T, path string) { ok(t, os.Remove(path)) }, ErrMissing},
		"database emptied": {func(t *testing.T, path string) { ok(t, os.Truncate(path, 0)) }, ErrEmpty},
		"no database":      {func(t *testing.T, path string) { ok(t, os.WriteFile(path, []byte("hello"), 0o600)) }, ErrDamaged},
		"page headers torn": {func(t *testing.T, path string) {
			overwrite(t, path, 0, make([]byte, 2*os.Getpagesize()))
		}, ErrDamaged},
		"another desk": {func(t *testing.T, path string) {
			ok(t, sidecar{record.KeyID("other")}.write(path))
		}, ErrOtherDesk},
		"newer schema": {func(t *testing.T, path string) {
			s, err := Open(path, options(3))
			ok(t, err)
			ok(t, s.update(false, func(b *batch) error { b.me.Schema, b.dirty = schema+1, true; return nil }))
			ok(t, s.Close())
		}, ErrNewer},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "desk.db")
			s := createAt(t, path, options(1))
			do(t, s, openBox(1, "red"))
			ok(t, s.Close())
			c.spoil(t, path)
			o := options(2)
			o.LockWait = time.Millisecond
			if s, err := Open(path, o); !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
				if err == nil {
					ok(t, s.Close())
				}
			}
		})
	}
}

func overwrite(t testing.TB, path string, at int64, with []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	ok(t, err)
	_, err = f.WriteAt(with, at)
	ok(t, err)
	ok(t, f.Close())
}

func TestCreateNeverWritesOver(t *testing.T) {
	s := newDesk(t, 1)
	ok(t, s.Close())
	if _, err := Create(s.path, options(2)); !errors.Is(err, ErrExists) {
		t.Errorf("over a desk: %v", err)
	}
	ok(t, os.Remove(s.path))
	if _, err := Create(s.path, options(2)); !errors.Is(err, ErrExists) {
		t.Errorf("over what a desk left: %v", err)
	}
}

func TestDeskIsHeldByOne(t *testing.T) {
	s := newDesk(t, 1)
	o := options(2)
	o.LockWait = time.Millisecond
	if _, err := Open(s.path, o); !errors.Is(err, ErrLocked) {
		t.Errorf("a second holder: %v", err)
	}
	// The lock holds even when the database file is replaced under the holder.
	copied := filepath.Join(t.TempDir(), "copy")
	ok(t, s.Backup(context.Background(), copied))
	ok(t, os.Rename(copied, s.path))
	if _, err := Open(s.path, o); !errors.Is(err, ErrLocked) {
		t.Errorf("over a replaced file: %v", err)
	}
	ok(t, s.Close())
	again, err := Open(s.path, o)
	ok(t, err)
	ok(t, again.Close())
}

// A file that is cut shorter under a running desk, or before it is opened, is an error and not a crash.
func TestTruncatedFileIsAnError(t *testing.T) {
	fill := func(t *testing.T) *Store {
		s := createAt(t, filepath.Join(t.TempDir(), "desk.db"), options(1))
		for i := range 200 {
			do(t, s, openBox(i, "red"), boxes.Did(boxID(i), "noted", nil, noted{string(make([]byte, 500))}))
		}
		return s
	}
	for _, share := range []int64{2, 3, 5, 10} {
		s := fill(t)
		ok(t, s.Close())
		size, _, err := fileSize(s.path)
		ok(t, err)
		ok(t, os.Truncate(s.path, size/share))
		if s, err := Open(s.path, options(2)); err == nil {
			if err := readAll(s); !errors.Is(err, ErrDamaged) {
				t.Errorf("a file cut to 1/%d was read: %v", share, err)
			}
			_ = guarded(s.db.Close)
		} else if !errors.Is(err, ErrDamaged) {
			t.Errorf("1/%d: %v", share, err)
		}
	}
	s := fill(t)
	ok(t, os.Truncate(s.path, int64(os.Getpagesize())*2))
	if err := readAll(s); !errors.Is(err, ErrDamaged) {
		t.Errorf("under a running desk: %v", err)
	}
	err := s.Change("", noon, func(tx *Tx) error { return tx.Append(coin(1, 1)) })
	if err == nil {
		t.Error("written on")
	}
}

func readAll(s *Store) error {
	faults, err := s.Check(context.Background(), nil)
	if err == nil && len(faults) > 0 {
		return ErrDamaged
	}
	return err
}

func TestFlippedBitsAreNoticed(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "vermilion"), coin(1, 5))
	ok(t, s.Close())
	raw, err := os.ReadFile(s.path)
	ok(t, err)
	found := 0
	for at := range raw {
		if string(raw[at:min(at+9, len(raw))]) != "vermilion" {
			continue
		}
		found++
		overwrite(t, s.path, int64(at), []byte("V"))
		s, err := Open(s.path, options(2))
		ok(t, err)
		if err := readAll(s); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d was flipped and nothing noticed: %v", at, err)
		}
		ok(t, s.Close())
		overwrite(t, s.path, int64(at), []byte("v"))
	}
	if found < 3 { // journal, record, index, and older copies of pages
		t.Errorf("only %d places", found)
	}
}

// When a write of the disk fails, nothing more is written until the desk is opened again; what was
// acknowledged is there then.
func TestFailedWriteMakesReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := createAt(t, path, options(1))
	do(t, s, openBox(1, "red"))
	ok(t, s.Close())
	o := options(2)
	var opened *os.File
	o.openFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag, mode)
		opened = f
		return f, err
	}
	s, err := Open(path, o)
	ok(t, err)
	do(t, s, coin(1, 1))
	ok(t, opened.Close())
	add := func() error {
		return s.Change("", noon, func(tx *Tx) error { return tx.Append(coin(1, 1)) })
	}
	if err := add(); !errors.Is(err, ErrReadOnly) {
		t.Errorf("first: %v", err)
	}
	if err := add(); !errors.Is(err, ErrReadOnly) || s.Stopped() == nil {
		t.Errorf("second: %v", err)
	}
	_ = s.Close() // its file is closed already
	s, err = Open(path, options(3))
	ok(t, err)
	defer s.Close()
	if got := getBox(t, s, 1).Coins; got != 1 {
		t.Errorf("%d coins", got)
	}
	clean(t, s)
}

func TestOpeningAndReadingWriteNothing(t *testing.T) {
	dir := t.TempDir()
	o := options(1)
	o.TokenDir = filepath.Join(dir, "config")
	path := filepath.Join(dir, "desk.db")
	s := createAt(t, path, o)
	do(t, s, openBox(1, "red"))
	ok(t, s.Close())
	before := filesIn(t, dir)
	s, err := Open(path, o)
	ok(t, err)
	getBox(t, s, 1)
	clean(t, s)
	ok(t, s.Change("", noon, func(*Tx) error { return nil }))
	ok(t, s.Close())
	after := filesIn(t, dir)
	same(t, before, after)
}

func filesIn(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	ok(t, filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			raw, err := os.ReadFile(path)
			ok(t, err)
			out[path] = string(record.HashOf(raw))
		}
		return err
	}))
	return out
}

func TestLocalIsNoRecord(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	before := digestOf(t, s)
	ok(t, s.SetLocal("draft", []byte("half a letter")))
	got, err := s.Local("draft")
	if err != nil || string(got) != "half a letter" {
		t.Errorf("%q, %v", got, err)
	}
	ok(t, s.SetLocal("draft/2", []byte("")))
	ok(t, s.SetLocal("drafu", []byte("no draft")))
	if all, err := s.Locals("draft/"); err != nil || len(all) != 1 || all["2"] == nil {
		t.Errorf("%q, %v", all, err)
	}
	ok(t, s.SetLocal("draft", nil))
	if got, err := s.Local("draft"); err != nil || got != nil {
		t.Errorf("%q, %v", got, err)
	}
	if st, err := s.Stats(); err != nil || st.Changes != 1 || digestOf(t, s) != before {
		t.Errorf("%+v, %v", st, err)
	}
}

// What a power cut during the creation leaves behind does not stand in the way.
func TestUnfinishedCreationIsForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	ok(t, os.WriteFile(path+".new", []byte("half a page"), 0o600))
	if _, err := Open(path, options(1)); !errors.Is(err, ErrNoDesk) {
		t.Errorf("opened: %v", err)
	}
	s := createAt(t, path, options(1))
	do(t, s, openBox(1, "red"))
	clean(t, s)
}

func TestEveryFlippedByteBreaksTheSum(t *testing.T) {
	good := summed([]byte("some value"))
	if got, err := unsummed(good, "it"); err != nil || string(got) != "some value" {
		t.Fatalf("%q, %v", got, err)
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if _, err := unsummed(bad, "it"); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d: %v", i, err)
		}
	}
	for n := range 4 {
		if _, err := unsummed(good[:n], "it"); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
