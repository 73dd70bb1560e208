//go:build linux

package hub

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"mendesk/app/exchange"
)

// A hub whose disk fills up says so, keeps what it acknowledged, and goes on by itself once there is room.
func TestAFullDiskIsToldAndPasses(t *testing.T) {
	if soak() == 1 {
		t.Skip("long: MENDESK_SOAK=2") // a push into the stopped store is not answered for 15 s
	}
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=72m"); err != nil {
		t.Skipf("no small file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(disk, unix.MNT_DETACH) }) // a folder of the test's own
	ballast := filepath.Join(disk, "ballast")
	ok(t, os.WriteFile(ballast, make([]byte, 50<<20), 0o600))
	h := start(t, Options{Dir: filepath.Join(disk, "hub")})
	s := admit(t, h, newID(t), true)
	var acknowledged []string
	push := func() error {
		var b exchange.Batch
		var data []string
		for range 50 {
			text := make([]byte, 20_000)
			_, _ = rand.Read(text) // never fails
			data = append(data, string(text))
			b.Messages = append(b.Messages, s.log(string(text)))
		}
		_, err := s.place.Push(within(t), b)
		if err == nil {
			acknowledged = append(acknowledged, data...)
		}
		return err
	}
	full := false
	for end := time.Now().Add(patience); !full && time.Now().Before(end); {
		full = errors.Is(push(), exchange.ErrFull)
	}
	if !full {
		t.Fatal("the disk never was full")
	}
	ok(t, os.Remove(ballast))
	waitUntil(t, "the hub takes writes again", func() bool { return push() == nil })
	if n := missingOf(t, s.place, acknowledged); n > 0 {
		t.Errorf("%d of %d acknowledged messages are lost", n, len(acknowledged))
	}
	t.Logf("%d messages acknowledged", len(acknowledged))
}
