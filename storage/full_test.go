//go:build linux

package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// On a full disk writing stops at once and says why, reading, search and export go on, nothing acknowledged is
// lost, and with room again the desk is opened and writes on.
func TestFullDiskStopsWriting(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=640k"); err != nil {
		t.Skipf("no small disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(disk, unix.MNT_DETACH) }) // the folder goes away with it
	path := filepath.Join(disk, "desk.db")
	o := options(1)
	s, err := Create(path, o)
	ok(t, err)
	var told error
	s.OnStop(func(why error) { told = why })
	saved := 0
	for ; saved < 5000; saved++ {
		err = s.Change("", noon, func(tx *Tx) error {
			return tx.Append(openBox(saved, "red"), boxes.Did(boxID(saved), "noted", nil, noted{strings.Repeat("满", 200)}))
		})
		if err != nil {
			break
		}
	}
	if !errors.Is(err, ErrFull) || !errors.Is(err, ErrReadOnly) || !errors.Is(told, ErrFull) {
		t.Fatalf("after %d saves: %v, told %v", saved, err, told)
	}
	if err := addCoin(s, 0); !errors.Is(err, ErrFull) {
		t.Errorf("written on: %v", err)
	}
	if got := getBox(t, s, saved-1); got.Colour != "red" {
		t.Errorf("the last box is %+v", got)
	}
	if hasBox(s, saved) {
		t.Error("what was refused is there")
	}
	ok(t, s.Export(context.Background(), io.Discard))
	if err := Writable(disk); !errors.Is(err, ErrFull) {
		t.Errorf("the full disk is said to be writable: %v", err)
	}
	if err := s.Backup(context.Background(), filepath.Join(disk, "backup")); !errors.Is(err, ErrFull) {
		t.Errorf("a backup was begun: %v", err)
	}
	ok(t, s.Close())
	ok(t, unix.Mount("", disk, "", unix.MS_REMOUNT, fmt.Sprintf("size=%dm", 64)))
	ok(t, Writable(disk))
	s, err = Open(path, o)
	ok(t, err)
	defer s.Close()
	clean(t, s)
	do(t, s, openBox(saved, "blue"))
	if st, err := s.Stats(); err != nil || st.Changes != saved+1 {
		t.Errorf("%d changes of %d, %v", st.Changes, saved+1, err)
	}
	t.Logf("a disk of 640 KiB took %d saves, then stopped; none was lost, and with room it went on", saved)
}

func hasBox(s *Store, n int) (there bool) {
	_ = s.View(context.Background(), func(tx *Tx) error {
		there = Has(tx, boxes.Ref(boxID(n)))
		return nil
	})
	return there
}
