package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// stopped is why a store writes no more.
type stopped struct{ err error }

// Stopped is nil while the desk can be written. Else it is ErrReadOnly together with the reason: ErrFull,
// ErrProtected, ErrMoved, ErrDamaged, or the disk's own error. Reading goes on either way; only opening the
// desk again lets it write again.
func (s *Store) Stopped() error {
	if why := s.broken.Load(); why != nil {
		return why.err
	}
	return nil
}

func (s *Store) halted() bool { return s.broken.Load() != nil }

// OnStop has fn called once when writing stops, on the goroutine that met the reason. A store that was stopped
// when it was opened calls nobody.
func (s *Store) OnStop(fn func(why error)) { s.onStop.Store(&fn) }

// stop ends all writing for the reason in err. What the mapped file shows after a failed write is not what was
// acknowledged, so nothing may be built on it.
func (s *Store) stop(err error) error {
	why := &stopped{stopError(err)}
	if !s.broken.CompareAndSwap(nil, why) {
		return s.broken.Load().err
	}
	if fn := s.onStop.Load(); fn != nil {
		(*fn)(why.err)
	}
	return why.err
}

func stopError(err error) error {
	for _, known := range []error{ErrFull, ErrProtected, ErrMoved} {
		if errors.Is(err, known) {
			return fmt.Errorf("%w: %w", ErrReadOnly, err)
		}
	}
	switch {
	case isFull(err):
		return fmt.Errorf("%w: %w: %w", ErrReadOnly, ErrFull, err)
	case isProtected(err):
		return fmt.Errorf("%w: %w: %w", ErrReadOnly, ErrProtected, err)
	}
	return fmt.Errorf("%w: %w", ErrReadOnly, err)
}

// bbolt passes some errors of the system on as words only.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || isQuota(err) || strings.Contains(err.Error(), syscall.ENOSPC.Error())
}

func isProtected(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// inPlace fails with ErrMoved when the file that is held is not the one at the desk's path any more: what is
// written to it would be lost to whoever opens the path next.
func (s *Store) inPlace() error {
	if s.file == nil {
		return nil
	}
	at, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrMoved
	}
	if err != nil {
		return err
	}
	held, err := s.file.Stat()
	if err != nil {
		return err
	}
	if !os.SameFile(at, held) {
		return ErrMoved
	}
	return nil
}
