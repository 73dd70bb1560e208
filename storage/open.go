package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"mendesk/app/record"
)

// Open opens the desk at path and holds it. It fails with ErrLocked, ErrNoDesk, ErrMissing, ErrEmpty,
// ErrOtherDesk, ErrNewer, ErrForeign or ErrDamaged, each of which asks for something else from the user. Where
// nothing can be written it opens for reading alone: Stopped says why. When a kind folds differently than when
// the desk was last open, its records are derived again first, with progress. Apart from that, and from what an
// unclean end or an interrupted restore left to do, opening writes nothing.
func Open(path string, o Options) (*Store, error) {
	o = o.filled()
	if err := present(path); err != nil && !pending(path) { // before the lock, so that a mistyped path leaves no file
		return nil, err
	}
	lock, why, err := lockDesk(path, o)
	if err != nil {
		return nil, err
	}
	if why == nil {
		why = recovered(path, o)
	}
	return openLocked(path, o, lock, why)
}

// lockDesk takes the lock; in a folder that may not be written it says so as why, and holds what is there.
func lockDesk(path string, o Options) (lock *fileLock, why, err error) {
	lock, err = takeLock(path+".lock", os.O_CREATE|os.O_RDWR, o.LockWait)
	if err == nil || !isProtected(err) {
		return lock, nil, err
	}
	why = err
	lock, err = takeLock(path+".lock", os.O_RDONLY, o.LockWait)
	if errors.Is(err, ErrLocked) {
		return nil, nil, err
	}
	return lock, why, nil // nobody else can write there either
}

// recovered does what the last holder left to do; why not is a reason to write nothing.
func recovered(path string, o Options) (why error) {
	if why := finishRestore(path); why != nil {
		return why
	}
	if !o.NoSync && Unclean(path) {
		return settleMeta(path)
	}
	return nil
}

// openLocked opens what is held; a reason why nothing can be written makes it a desk to read.
func openLocked(path string, o Options, lock *fileLock, why error) (*Store, error) {
	o.readOnly = why != nil
	s, err := openStore(path, o, lock)
	if !o.readOnly && isProtected(err) {
		why, o.readOnly = err, true
		s, err = openStore(path, o, lock)
	}
	if err != nil {
		return nil, errors.Join(err, lock.release())
	}
	if why != nil {
		_ = s.stop(why) // nobody listens yet
	}
	if why == nil {
		if err := s.compact(context.Background()); err != nil {
			return nil, errors.Join(err, s.Close())
		}
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
	s := &Store{path: path, o: o, lock: lock, kinds: kinds, looks: map[string]bool{}, seen: map[record.Ref]any{}, marked: Unclean(path)}
	o.openFile = s.opens()
	if s.db, err = openBolt(path, o); err != nil {
		return nil, err
	}
	if err := guarded(func() error { return s.db.View(s.greet) }); err != nil {
		return nil, errors.Join(err, closeBolt(s.db))
	}
	return s, nil
}

// opens opens the database's file and remembers it.
func (s *Store) opens() func(string, int, os.FileMode) (*os.File, error) {
	open := s.o.openFile
	if open == nil {
		open = os.OpenFile
	}
	return func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := open(name, flag, mode)
		if s.file = f; err == nil {
			scattered(f)
		}
		return f, err
	}
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
	s.copied = !own && !me.Mint // a backup that was just restored is nobody's copy
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
		if !looksLikeOurs(path) {
			return nil, fmt.Errorf("%w: %w: %w", ErrForeign, ErrDamaged, err)
		}
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
