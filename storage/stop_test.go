package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func addCoin(s *Store, n int) error {
	return s.Change("", noon, func(tx *Tx) error { return tx.Append(coin(n, 1)) })
}

// Whoever holds a file that is not at its path any more writes nothing: it would be lost to the next holder.
func TestReplacedOrMovedFileIsNotWritten(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, s *Store){
		"replaced": func(t *testing.T, s *Store) {
			copied := filepath.Join(t.TempDir(), "copy")
			ok(t, s.Backup(context.Background(), copied))
			ok(t, os.Rename(copied, s.path))
		},
		"moved":   func(t *testing.T, s *Store) { ok(t, os.Rename(s.path, s.path+".elsewhere")) },
		"deleted": func(t *testing.T, s *Store) { ok(t, os.Remove(s.path)) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newDesk(t, 1)
			do(t, s, openBox(1, "red"), coin(1, 1))
			var told error
			s.OnStop(func(why error) { told = why })
			spoil(t, s)
			if err := addCoin(s, 1); !errors.Is(err, ErrMoved) || !errors.Is(err, ErrReadOnly) {
				t.Errorf("written: %v", err)
			}
			if !errors.Is(told, ErrMoved) || !errors.Is(s.Stopped(), ErrMoved) {
				t.Errorf("told %v, stopped by %v", told, s.Stopped())
			}
			if got := getBox(t, s, 1).Coins; got != 1 {
				t.Errorf("reads %d coins", got)
			}
		})
	}
}

// Two never write one file, even when the lock beside it is gone or the file was moved to another name.
func TestTwoNeverHoldOneFile(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	o := options(2)
	o.LockWait = time.Millisecond
	ok(t, os.Remove(s.path+".lock"))
	if _, err := Open(s.path, o); !errors.Is(err, ErrLocked) {
		t.Errorf("without its lock: %v", err)
	}
	moved := filepath.Join(t.TempDir(), "desk.db")
	ok(t, os.Rename(s.path, moved))
	if _, err := Open(moved, o); !errors.Is(err, ErrLocked) {
		t.Errorf("under another name: %v", err)
	}
}

// In a folder that may not be written, a desk is opened for reading, and says why it writes nothing.
func TestProtectedDeskIsRead(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), coin(1, 3))
	ok(t, s.Close())
	o := options(2)
	o.openFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		if flag&os.O_RDWR != 0 {
			return nil, &os.PathError{Op: "open", Path: name, Err: syscall.EROFS}
		}
		return os.OpenFile(name, flag, mode)
	}
	r, err := Open(s.path, o)
	ok(t, err)
	defer r.Close()
	if got := getBox(t, r, 1).Coins; got != 3 {
		t.Errorf("reads %d coins", got)
	}
	if err := addCoin(r, 1); !errors.Is(err, ErrProtected) || !errors.Is(err, ErrReadOnly) {
		t.Errorf("written: %v", err)
	}
	clean(t, r)
}

// The marker tells of an opening that wrote and was not closed, and of no other.
func TestUncleanEndIsNoticed(t *testing.T) {
	s := newDesk(t, 1)
	if Unclean(s.path) {
		t.Error("marked before the first write")
	}
	do(t, s, openBox(1, "red"))
	if !Unclean(s.path) {
		t.Error("not marked while it writes")
	}
	left := filepath.Join(t.TempDir(), "desk.db")
	copyFile(t, s.path, left)
	copyFile(t, markerPath(s.path), markerPath(left))
	ok(t, s.Close())
	if Unclean(s.path) {
		t.Error("marked after it was closed")
	}
	s, err := Open(left, options(2))
	ok(t, err)
	getBox(t, s, 1)
	if !Unclean(left) {
		t.Error("forgotten while it is open")
	}
	ok(t, s.Close())
	if Unclean(left) {
		t.Error("not forgotten after a clean end")
	}
}

// A write that failed leaves the marker: the next opening looks at the file first.
func TestFailedWriteLeavesTheMarker(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	_ = s.stop(syscall.EIO)
	ok(t, s.Close())
	if !Unclean(s.path) {
		t.Error("the marker is gone")
	}
	if s.Stopped() == nil || !errors.Is(s.Stopped(), syscall.EIO) {
		t.Errorf("stopped by %v", s.Stopped())
	}
}

func TestBigWriteAsksForRoom(t *testing.T) {
	dir := t.TempDir()
	ok(t, Room(dir, 1))
	err := Room(filepath.Join(dir, "not", "there"), 1<<60)
	var none NoRoom
	if !errors.Is(err, ErrFull) || !errors.As(err, &none) || none.Need < 1<<60 || none.Free <= 0 {
		t.Errorf("got %v", err)
	}
	ok(t, Writable(dir))
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}
