package quality

import "sync"

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
