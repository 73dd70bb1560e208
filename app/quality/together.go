package quality

import (
	"errors"
	"sync"
)

// together runs parts of one reckoning at the same time and waits for all of them. A panic of one is the
// caller's panic, so that it reaches whoever guards the call.
func together(parts ...func() error) error {
	errs := make([]error, len(parts))
	panics := make([]any, len(parts))
	var running sync.WaitGroup
	for i, part := range parts {
		running.Go(func() {
			defer func() { panics[i] = recover() }()
			errs[i] = part()
		})
	}
	running.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
	return errors.Join(errs...)
}
