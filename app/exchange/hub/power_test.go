//go:build linux

package hub

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/storage/lossy"
)

// soak is how much longer the long form of a test is.
func soak() int {
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil && n > 0 {
		return n
	}
	return 1
}

// A hub whose power fails amid pushes has everything that it acknowledged.
func TestAPowerCutLosesNothing(t *testing.T) {
	lost, rounds := powerCuts(t, false, 2*soak())
	if lost > 0 {
		t.Errorf("%d acknowledged messages were lost in %d rounds", lost, rounds)
	}
}

// Without syncing, what was acknowledged is lost: the test above would notice.
func TestAPowerCutWithoutSyncingLosesSomething(t *testing.T) {
	if lost, rounds := powerCuts(t, true, 1); lost == 0 {
		t.Errorf("nothing was lost in %d rounds that did not sync", rounds)
	}
}

// powerCuts pushes, kills the hub, drops what was not synced, and counts what is missing of what was acknowledged.
func powerCuts(t *testing.T, noSync bool, rounds int) (lost, done int) {
	at := t.TempDir()
	disk, err := lossy.Mount(t.TempDir(), at)
	if err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = disk.Close() }) // what matters was read before
	c := &child{o: childOptions{Dir: filepath.Join(at, "hub"), Listen: fmt.Sprintf("127.0.0.1:%d", freePort(t)), NoSync: noSync}}
	t.Cleanup(c.kill)
	c.start(t)
	s := pairWith(t, c)
	var acknowledged []string
	for range rounds {
		acknowledged = append(acknowledged, pushUntilKilled(t, c, s, len(acknowledged))...)
		unsynced := disk.Unsynced()
		ok(t, disk.PowerCut(rand.New(rand.NewPCG(uint64(done), 7))))
		done++
		t.Logf("%d acknowledged so far, %d writes were not synced", len(acknowledged), unsynced)
		if said := c.begin(t); said != "ready" {
			t.Logf("the hub does not start again: %s", said)
			return len(acknowledged), done
		}
		if lost = missingOf(t, s.place, acknowledged); lost > 0 {
			return lost, done
		}
	}
	return lost, done
}

// pairWith pairs a workstation with a hub in another process.
func pairWith(t *testing.T, c *child) station {
	t.Helper()
	code, err := Remote{Dir: c.o.Dir}.Code(within(t), true)
	ok(t, err)
	s := station{id: newID(t), secret: newSecret(t)}
	s.paired, err = natshub.Pair(within(t), c.o.Listen, code.Code, pairing.Applicant{Workstation: s.id, Name: "front", Desk: newID(t)}, s.secret)
	ok(t, err)
	s.place, err = natshub.Open(s.paired.Link, s.secret)
	ok(t, err)
	t.Cleanup(s.place.Close)
	return s
}

// pushUntilKilled pushes batches, kills the hub amid them, and gives what was acknowledged.
func pushUntilKilled(t *testing.T, c *child, s station, from int) (acknowledged []string) {
	t.Helper()
	killed := make(chan struct{})
	for i := 0; ; i++ {
		if i == 8 {
			go func() {
				time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
				c.kill()
				close(killed)
			}()
		}
		var b exchange.Batch
		var data []string
		for range 20 {
			text := fmt.Sprintf("%d %0500d", from+len(acknowledged)+len(data), i)
			data = append(data, text)
			b.Messages = append(b.Messages, s.log(text))
		}
		_, err := s.place.Push(within(t), b)
		if err == nil {
			acknowledged = append(acknowledged, data...)
			continue
		}
		if !errors.Is(err, exchange.ErrUnclear) && !errors.Is(err, exchange.ErrUnreachable) {
			t.Errorf("push: %v", err)
		}
		<-killed
		return acknowledged
	}
}

func missingOf(t *testing.T, p exchange.Place, want []string) (n int) {
	t.Helper()
	there := map[string]bool{}
	for _, m := range all(t, p) {
		there[string(m.Data)] = true
	}
	for _, text := range want {
		if !there[text] {
			n++
		}
	}
	return n
}
