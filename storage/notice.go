package storage

import (
	"sync"

	"mendesk/app/record"
)

// notices are those who want to know what changed.
type notices struct {
	mu  sync.Mutex
	fns []func(map[string][]record.ID)
}

// OnChange has fn called after every commit with the records that are different now, by kind. It is called
// outside the transaction, on the goroutine that wrote.
func (s *Store) OnChange(fn func(changed map[string][]record.ID)) {
	s.notices.mu.Lock()
	defer s.notices.mu.Unlock()
	s.notices.fns = append(s.notices.fns, fn)
}

func (n *notices) tell(changed map[string][]record.ID) {
	if len(changed) == 0 {
		return
	}
	n.mu.Lock()
	fns := n.fns
	n.mu.Unlock()
	for _, fn := range fns {
		fn(changed)
	}
}
