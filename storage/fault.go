package storage

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// guarded runs what reads the mapped file. A truncated or torn file shows as a memory fault or as a panic
// of bbolt: both become ErrDamaged instead of ending the program. Any other panic goes on.
func guarded(do func() error) (err error) {
	before := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(before)
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if !isDamage(p) {
			panic(p)
		}
		err = fmt.Errorf("%w (%v)", errTorn, p)
	}()
	return do()
}

// errTorn means that pages of the file, not only values in them, make no sense.
var errTorn = fmt.Errorf("the database file cannot be read: %w", ErrDamaged)

func isDamage(p any) bool {
	if _, fault := p.(interface{ Addr() uintptr }); fault {
		return true
	}
	text := fmt.Sprint(p)
	for _, start := range []string{"assertion failed", "page ", "invalid page", "freelist"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
