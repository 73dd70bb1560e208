package hub

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mendesk/app/exchange/natshub"
)

// The server checks the sums of its messages only when it has no index of them. With one it believes a damaged
// message's head: it gives nothing of what comes after, or fills the places up to a wrong number until the memory is
// used up. So it is never given one of the log: each start reads the log through, some hundred megabytes a second.

// dropIndex takes the index of the log away, which the server then makes anew.
func dropIndex(dir string) error {
	found, err := filepath.Glob(filepath.Join(dir, storeFolder, "jetstream", "*", "streams", natshub.LogStream, "msgs", "index.db"))
	for _, path := range found {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("have the hub's log read through: %w", err)
		}
	}
	return err
}

// errStuck means that reading the log ends before the log does: a message was damaged since the start.
var errStuck = errors.New("the log cannot be read to its end")

// readAll reads the whole log and counts the places that give no message. Of what was damaged since the start the
// server knows nothing before somebody asks. A log of 100,000 tickets is read in a second. errStuck.
func (e *engine) readAll(ctx context.Context) error {
	log, err := e.js.Stream(ctx, natshub.LogStream)
	if err != nil {
		return err
	}
	last := log.CachedInfo().State.LastSeq
	var read, count uint64
	err = natshub.Scan(ctx, e.nc, ">", func(seq uint64, _ string, _ []byte) {
		read = seq
		if seq <= last {
			count++
		}
	})
	if err != nil {
		return err
	}
	e.gaps.Store(last - count)
	if read < last {
		return errStuck
	}
	return nil
}
