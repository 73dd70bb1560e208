package hub

import (
	"errors"
	"fmt"
	"os"
	"time"

	"mendesk/app/record"
)

// folderLock holds a hub's folder for one process.
type folderLock struct{ f *os.File }

var errTaken = errors.New("taken")

// takeLock waits a moment for a process that is just ending.
func takeLock(path string, wait time.Duration) (*folderLock, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the hub's folder: %w", err)
	}
	const pause = 50 * time.Millisecond
	for tries := int(wait / pause); ; tries-- {
		if err = lockFile(f); err == nil {
			return &folderLock{f}, nil
		}
		if !errors.Is(err, errTaken) || tries <= 0 {
			break
		}
		time.Sleep(pause)
	}
	_ = f.Close()
	if errors.Is(err, errTaken) {
		return nil, record.Wrong("data", "hub.running", nil)
	}
	return nil, fmt.Errorf("lock the hub's folder: %w", err)
}

// release gives the lock back before it closes the file: a child that is being started may hold the
// descriptor a moment longer, and the lock with it.
func (l *folderLock) release() error { return errors.Join(unlockFile(l.f), l.f.Close()) }
