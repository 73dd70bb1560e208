package hub

import (
	"net"
	"sync"
	"testing"
	"time"

	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/wiretest"
)

// wire carries bytes between a workstation and its hub until it is told to swallow what lies on it, as the line of a
// computer that slept: nobody hears of its end.
type wire struct {
	address string
	mu      sync.Mutex
	dead    []chan struct{} // one a connection
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	w := &wire{}
	w.address = wiretest.Lay(t, to, func(near, far net.Conn) {
		dead := make(chan struct{})
		w.mu.Lock()
		w.dead = append(w.dead, dead)
		w.mu.Unlock()
		go carry(near, far, dead)
		go carry(far, near, dead)
	})
	return w
}

// swallow makes every connection so far lead nowhere, and gives how many these are.
func (w *wire) swallow() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, dead := range w.dead {
		close(dead)
	}
	n := len(w.dead)
	w.dead = nil
	return n
}

func carry(from, to net.Conn, dead chan struct{}) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		select {
		case <-dead:
			if err != nil {
				return
			}
			continue
		default:
		}
		if _, e := to.Write(buf[:n]); err != nil || e != nil {
			_, _ = from.Close(), to.Close()
			return
		}
	}
}

// A line that leads nowhere any more, as after a computer slept, is made anew in the same round.
func TestALineThatLeadsNowhereIsMadeAnew(t *testing.T) {
	h := start(t, Options{})
	a := join(t, h, newID(t), true)
	w := newWire(t, h.Address())
	link := a.paired.Link
	link.URLs = []string{w.address}
	p, err := natshub.Open(link, a.secret)
	ok(t, err)
	defer p.Close()
	_, err = p.State(within(t))
	ok(t, err)
	if w.swallow() == 0 {
		t.Fatal("the place did not come this way")
	}
	time.Sleep(200 * time.Millisecond) // a line that was used just now is trusted
	if _, err := p.State(within(t)); err != nil {
		t.Errorf("after the line died: %v", err)
	}
}
