package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"mendesk/app/record"
)

// Open opens the desk at path and holds it. It fails with ErrLocked, ErrNoDesk, ErrMissing, ErrEmpty,
// ErrOtherDesk, ErrNewer or ErrDamaged, each of which asks for something else from the user. When a kind
// folds differently than when the desk was last open, its records are derived again first, with progress.
// Apart from that, opening writes nothing.
func Open(path string, o Options) (*Store, error) {
	o = o.filled()
	if err := present(path); err != nil { // before the lock, so that a mistyped path leaves no file
		return nil, err
	}
	lock, err := takeLock(path+".lock", o.LockWait)
	if err != nil {
		return nil, err
	}
	return openLocked(path, o, lock)
}

func openLocked(path string, o Options, lock *fileLock) (*Store, error) {
	s, err := openStore(path, o, lock)
	if err != nil {
		return nil, errors.Join(err, lock.release())
	}
	if err := s.catchUp(context.Background()); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openStore(path string, o Options, lock *fileLock) (*Store, error) {
	kinds, err := kindsOf(o)
	if err != nil {
		return nil, err
	}
	if err := present(path); err != nil {
		return nil, err
	}
	db, err := openBolt(path, o)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, o: o, db: db, lock: lock, kinds: kinds, looks: map[string]bool{}, seen: map[record.Ref]any{}}
	if err := guarded(func() error { return db.View(s.greet) }); err != nil {
		return nil, errors.Join(err, closeBolt(db))
	}
	return s, nil
}

// greet reads who this database is and whether it is the one it should be.
func (s *Store) greet(btx *bbolt.Tx) error {
	me, err := readSelf(btx)
	if err != nil {
		return err
	}
	beside, named, err := readSidecar(s.path)
	if err != nil {
		return err
	}
	if named && beside.Desk != me.Desk {
		return ErrOtherDesk
	}
	own, err := ownToken(s.o.TokenDir, me)
	if err != nil {
		return err
	}
	if !own {
		me.Mint = true
	}
	if s.o.Workstation != "" {
		me.Name = s.o.Workstation
	}
	if s.o.Letter != "" && s.o.Letter != me.Letter {
		me.Letter, me.Mint = s.o.Letter, true
	}
	s.me = me
	s.readLooks(btx)
	if err := s.loadFinder(btx); err != nil {
		return err
	}
	return s.words.load(btx)
}

func openBolt(path string, o Options) (db *bbolt.DB, err error) {
	err = guarded(func() (err error) {
		defer func() { // of a damaged file bbolt's opening panics in many words
			if p := recover(); p != nil {
				err = fmt.Errorf("the database file cannot be opened (%v): %w", p, ErrDamaged)
			}
		}()
		db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout: o.LockWait + time.Millisecond, ReadOnly: o.readOnly, OpenFile: o.openFile, NoSync: o.NoSync, NoGrowSync: o.NoSync,
			InitialMmapSize: mapped(),
		})
		return err
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrInvalidMapping):
		return nil, fmt.Errorf("the database file cannot be opened: %w: %w", ErrDamaged, err)
	}
	return db, err
}

// mapped is how much address space is taken at once: a file that outgrows it makes its writer wait for all
// views. Windows would make the file itself that large.
func mapped() int {
	if runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	return 1 << 30
}

// closeBolt closes a file that may be too damaged to be closed.
func closeBolt(db *bbolt.DB) error { return guarded(db.Close) }
