package storage

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// How many steps a worker takes at once; fewer than two such portions are not worth a second one.
const stepsAtOnce = 64

// inParallel does n steps that do not touch each other, on a few processors. After an error the steps that
// have not begun may be left out; of several errors it gives the first by step.
func inParallel(n int, do func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), 4, (n+stepsAtOnce-1)/stepsAtOnce)
	if workers < 2 {
		return steps(0, n, do)
	}
	var next, failed atomic.Int64
	errs := make([]error, (n+stepsAtOnce-1)/stepsAtOnce)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for failed.Load() == 0 {
				portion := int(next.Add(1)) - 1
				if portion >= len(errs) {
					return
				}
				// What is read may lie in the mapped file, and a fault there is damage on every goroutine.
				errs[portion] = guarded(func() error { return steps(portion*stepsAtOnce, min(n, (portion+1)*stepsAtOnce), do) })
				if errs[portion] != nil {
					failed.Store(1)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func steps(from, to int, do func(i int) error) error {
	for i := from; i < to; i++ {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}
