package storage

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// fileLock holds a desk for one process. It is taken on a file beside the database, so that it holds even
// when the database file is replaced; the file stays, since removing it would let two holders in.
type fileLock struct{ f *os.File }

var errTaken = errors.New("taken")

func takeLock(path string, flag int, wait time.Duration) (*fileLock, error) {
	f, err := os.OpenFile(path, flag, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the desk: %w", err)
	}
	for tries := int(wait / lockPause); ; tries-- {
		err = lockFile(f)
		if err == nil {
			return &fileLock{f}, nil
		}
		if !errors.Is(err, errTaken) || tries <= 0 {
			break
		}
		time.Sleep(lockPause)
	}
	_ = f.Close()
	if errors.Is(err, errTaken) {
		return nil, ErrLocked
	}
	return nil, fmt.Errorf("lock the desk: %w", err)
}

const lockPause = 50 * time.Millisecond

func (l *fileLock) release() error {
	if l == nil {
		return nil
	}
	return errors.Join(unlockFile(l.f), l.f.Close())
}
