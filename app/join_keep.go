package app

import (
	"errors"
	"fmt"
	"os"
)

// How much of a snapshot's file is made safe at once, in bytes: what is fetched after that is fetched again when the
// program is killed.
const safeEvery = 64 << 20

// keeping makes a file that is being fetched safe on the disk, while what follows comes.
type keeping struct {
	file *os.File
	note func(parts int) error // notes how many parts are safe
	busy chan error            // of what is being made safe now; nil when nothing is
}

// begin makes safe what has come so far, once what was begun before is safe. Its own error is told by whatever is
// called next.
func (k *keeping) begin(parts int) error {
	if err := k.wait(); err != nil {
		return err
	}
	busy := make(chan error, 1)
	k.busy = busy
	go func() {
		err := k.file.Sync()
		if err == nil {
			err = k.note(parts)
		}
		if err != nil {
			err = fmt.Errorf("make the snapshot safe: %w", err)
		}
		busy <- err
	}()
	return nil
}

func (k *keeping) wait() error {
	if k.busy == nil {
		return nil
	}
	err := <-k.busy
	k.busy = nil
	return err
}

// end waits for what is being made safe, and lets the file go; of none it does nothing.
func (k *keeping) end() error {
	if k == nil {
		return nil
	}
	return errors.Join(k.wait(), k.file.Close())
}
