// Package wiretest lays a wire between workstations and a hub for tests: what goes over it can be slowed, counted or lost.
package wiretest

import (
	"net"
	"testing"
)

// Lay listens at an address that workstations are sent to instead of the hub's, until the test ends. For each of their
// connections it makes one to the hub and hands both to carry, which takes what comes from one to the other and back.
func Lay(t testing.TB, hub string, carry func(near, far net.Conn)) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", hub)
			if err != nil {
				_ = near.Close()
				continue
			}
			carry(near, far)
		}
	}()
	return l.Addr().String()
}
