package natshub_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"os"
	"strconv"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/clustertest"
	"mendesk/app/exchange/fleet"
	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
)

// soak is how much longer the long form of a test is.
func soak() int {
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil && n > 0 {
		return n
	}
	return 1
}

// stations makes workstations of a new desk on a cluster. An authority of the test's signs who they are.
func stations(t *testing.T, a clustertest.Account, n, contended int) (out []fleet.Station) {
	t.Helper()
	public, authority, err := ed25519.GenerateKey(rand.Reader)
	ok(t, err)
	pays := make([]bool, n)
	for i := range pays {
		pays[i] = true
	}
	var names [][]byte
	for i, link := range a.Links(pays...) {
		s, err := keys.New(rand.Reader)
		ok(t, err)
		link.Authority = public
		name, err := exchange.Name{Desk: link.Desk, Workstation: link.Workstation, Key: natshub.SigningOf(s), Pays: true, When: time.Now()}.Sign(authority)
		ok(t, err)
		names = append(names, name)
		out = append(out, fleet.Station{Dir: t.TempDir(), Link: link, Secret: s, Orders: contended, Seed: uint64(i + 1)})
	}
	for i := range out {
		out[i].Names = names
	}
	return out
}

// Three stores over a cluster of three, whose leader is killed again and again while they push and contend for
// payments: nothing acknowledged is lost, nothing is paid twice, and writes go on by themselves.
func TestLeadersAreKilled(t *testing.T) {
	kills := 1
	if n := soak(); n > 1 {
		kills = max(10, n/5)
	}
	c := clustertest.Start(t, 3, 1)
	desk := stations(t, c.Account(), 3, 4+2*kills)
	watch := place(t, desk[0].Link)
	f := fleet.New(t, desk...)
	for i := range desk {
		f.Start(i)
	}
	var waits []time.Duration
	for range kills {
		more(t, f, 20)
		i := leader(t, c, watch)
		c.Kill(i)
		waits = append(waits, writesAgain(t, watch, desk[0]))
		more(t, f, 20)
		c.Run(i)
	}
	took := f.Settle()
	t.Logf("%d edits, leader killed %d times, %d orders paid; writes went on after %v; at rest after %v", f.Written(), kills, len(f.Paid), waits, took.Round(10*time.Millisecond))
	if len(f.Paid) == 0 {
		t.Error("nothing was paid: the test does not test")
	}
}

// leader waits until the cluster has one and gives its place among the nodes.
func leader(t *testing.T, c *clustertest.Cluster, p *natshub.Place) int {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		name, err := p.Leader(within(t))
		if i := c.Running(name); err == nil && i >= 0 {
			return i
		}
	}
	t.Fatal("the cluster has no leader")
	return 0
}

// writesAgain measures how long the cluster acknowledges nothing. What is written is a last word, which no
// record hangs on.
func writesAgain(t *testing.T, p *natshub.Place, s fleet.Station) time.Duration {
	t.Helper()
	began := time.Now()
	for {
		ctx, cancel := context.WithTimeout(within(t), 2*time.Second)
		_, err := p.Push(ctx, exchange.Batch{Messages: []exchange.Message{{
			Subject: exchange.Subject{Kind: exchange.Relay, Of: s.Link.Workstation}, Data: []byte("not a pack: everybody passes over it"),
		}}})
		cancel()
		if err == nil {
			return time.Since(began).Round(10 * time.Millisecond)
		}
		if exchange.Code(err) == "fault" || time.Since(began) > patience {
			t.Fatalf("writes do not go on: %v", err)
		}
		if !errors.Is(err, exchange.ErrUnclear) && !errors.Is(err, exchange.ErrUnreachable) && !errors.Is(err, exchange.ErrBusy) {
			t.Logf("meanwhile: %v", err)
		}
	}
}

// more waits until so many more edits were acknowledged.
func more(t *testing.T, f *fleet.Fleet, n int) {
	t.Helper()
	want := f.Written() + n
	for end := time.Now().Add(patience); f.Written() < want && !t.Failed(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("no edits in time")
		}
	}
}
