package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Backup writes a copy of the desk to path while work goes on. The copy is read through, every sum checked
// and its records compared with the desk's, before it gets its name; a file that was there is replaced.
func (s *Store) Backup(ctx context.Context, path string) error {
	tmp := path + ".new"
	want := ""
	err := s.View(ctx, func(tx *Tx) (err error) {
		if err := Room(filepath.Dir(path), tx.b.Size()); err != nil {
			return err
		}
		if want, err = digest(ctx, tx.b); err != nil {
			return err
		}
		return copyTo(ctx, tmp, tx.b)
	})
	if err == nil {
		err = s.verify(ctx, tmp, want)
	}
	if err == nil {
		err = moveFile(tmp, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("back up: %w", err), removeIfThere(tmp))
	}
	return nil
}

// Copy writes the file as it stands to path while work goes on, without looking at what is in it.
func (s *Store) Copy(ctx context.Context, path string) error {
	err := s.View(ctx, func(tx *Tx) error {
		if err := Room(filepath.Dir(path), tx.b.Size()); err != nil {
			return err
		}
		return copyTo(ctx, path, tx.b)
	})
	if err != nil {
		return errors.Join(fmt.Errorf("copy: %w", err), removeIfThere(path))
	}
	return nil
}

func copyTo(ctx context.Context, path string, from io.WriterTo) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = from.WriteTo(cancellable{ctx, f})
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// cancellable stops a copy when ctx ends.
type cancellable struct {
	ctx context.Context
	w   io.Writer
}

func (c cancellable) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}

func (s *Store) verify(ctx context.Context, path, want string) error {
	return reading(path, s.o, func(btx *bbolt.Tx) error {
		got, err := sound(ctx, btx)
		if err == nil && got != want {
			err = fmt.Errorf("the copy has other records than the desk: %w", ErrDamaged)
		}
		return err
	})
}

// sound checks what a copy stands on: who it is, every change of the journal, the sum of every record,
// whose digest it gives.
func sound(ctx context.Context, btx *bbolt.Tx) (string, error) {
	if _, err := readSelf(btx); err != nil {
		return "", err
	}
	journal := btx.Bucket([]byte(inJournal))
	if journal == nil {
		return "", fmt.Errorf("the copy has no journal: %w", ErrDamaged)
	}
	c := journal.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if _, err := decodeEntry(k, v); err != nil {
			return "", err
		}
	}
	return digest(ctx, btx)
}

// reading opens a database that nobody holds, without writing to it.
func reading(path string, o Options, do func(*bbolt.Tx) error) error {
	o.readOnly = true
	db, err := openBolt(path, o)
	if err != nil {
		return err
	}
	return errors.Join(guarded(func() error { return db.View(do) }), closeBolt(db))
}

// Restore makes a desk at path from a backup. Nothing may be there yet. The backup stays as it is; the
// restored desk is the same desk and workstation, but begins a new log, with the next generation of its
// letter, at its first write: others may know entries of the old log that the backup does not have.
func Restore(ctx context.Context, backup, path string, o Options) error {
	o = o.filled()
	if size, there, err := fileSize(backup); err != nil || !there || size == 0 {
		return errors.Join(fmt.Errorf("restore: the backup %s has nothing in it: %w", filepath.Base(backup), ErrEmpty), err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	lock, err := takeLock(path+".lock", os.O_CREATE|os.O_RDWR, o.LockWait)
	if err != nil {
		return err
	}
	err = restore(ctx, backup, path, o)
	if err != nil {
		err = fmt.Errorf("restore: %w", err)
	}
	return errors.Join(err, lock.release())
}

func restore(ctx context.Context, backup, path string, o Options) error {
	if err := absent(path); err != nil {
		return err
	}
	if err := Room(filepath.Dir(path), bytesOf(backup)); err != nil {
		return err
	}
	tmp := path + ".new"
	me, err := copyWhole(ctx, backup, tmp, o)
	if err == nil {
		me.Mint = true
		err = fill(tmp, o, me.write)
	}
	if err == nil {
		err = settle(tmp, path, me.Desk)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(tmp))
	}
	return nil
}

type file struct{ *os.File }

func (f file) WriteTo(w io.Writer) (int64, error) { return io.Copy(w, struct{ io.Reader }{f.File}) }

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
