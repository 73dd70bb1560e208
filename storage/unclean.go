package storage

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// A marker stands beside the database from the first write of an opening until it is closed. Where it is found
// by the next opening, the last one ended uncleanly. Whoever only reads leaves none.
func markerPath(path string) string { return path + ".writing" }

// Unclean tells whether the desk at path was written and not closed: its file is worth a look before it is
// trusted. A clean Close forgets it.
func Unclean(path string) bool {
	_, there, err := fileSize(markerPath(path))
	return err == nil && there
}

// mark puts the marker down before the first write.
func (s *Store) mark() error {
	if s.marked {
		return nil
	}
	f, err := os.OpenFile(markerPath(s.path), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if !s.o.NoSync {
		if err := syncFolder(filepath.Dir(s.path)); err != nil {
			return err
		}
	}
	s.marked = true
	return nil
}

// unmark takes the marker away after everything was written well.
func (s *Store) unmark() error {
	if !s.marked || s.halted() {
		return nil
	}
	return removeIfThere(markerPath(s.path))
}

// settleMeta writes the two pages that say which state of the file counts once more, as they are, and waits for
// the disk. After a sync that failed, the system shows pages that the disk may not hold, and would never write
// them again by itself.
func settleMeta(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	head := make([]byte, 2*os.Getpagesize())
	n, err := f.ReadAt(head, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err == nil {
		_, err = f.WriteAt(head[:n], 0)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
