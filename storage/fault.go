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
		err = fmt.Errorf("the database file cannot be read (%v): %w", p, ErrDamaged)
	}()
	return do()
}

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
