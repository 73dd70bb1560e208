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

// lists lends lists that grow to tens of thousands while a year is reckoned, so that the next reckoning need not grow its
// own. Whoever took one gives it back when nothing refers to it any more, or never.
type lists[T any] struct{ pool sync.Pool }

var (
	durations lists[int64] // milliseconds
	stretches lists[Case]
)

func (l *lists[T]) take() []T {
	if list, ok := l.pool.Get().(*[]T); ok {
		return (*list)[:0]
	}
	return nil
}

func (l *lists[T]) give(list []T) {
	if cap(list) > 0 {
		l.pool.Put(&list)
	}
}

// pushed appends and doubles when it must grow: lists of a period come to tens of thousands.
func pushed[T any](list []T, x T) []T {
	if len(list) == cap(list) {
		grown := make([]T, len(list), max(2*len(list), 256))
		copy(grown, list)
		list = grown
	}
	return append(list, x)
}
