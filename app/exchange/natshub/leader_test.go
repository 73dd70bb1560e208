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

// stations makes workstations of a new desk on the cluster. An authority of the test's signs who they are.
func (c *cluster) stations(n, contended int) (out []fleet.Station) {
	c.t.Helper()
	public, authority, err := ed25519.GenerateKey(rand.Reader)
	ok(c.t, err)
	pays := make([]bool, n)
	for i := range pays {
		pays[i] = true
	}
	var names [][]byte
	for i, link := range c.desk(pays...) {
		s, err := keys.New(rand.Reader)
		ok(c.t, err)
		link.Authority = public
		name, err := exchange.Name{Desk: link.Desk, Workstation: link.Workstation, Key: natshub.SigningOf(s), Pays: true, When: time.Now()}.Sign(authority)
		ok(c.t, err)
		names = append(names, name)
		out = append(out, fleet.Station{Dir: c.t.TempDir(), Link: link, Secret: s, Orders: contended, Seed: uint64(i + 1)})
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
	c := startCluster(t, 3, 1)
	stations := c.stations(3, 4+2*kills)
	watch := place(t, stations[0].Link)
	f := fleet.New(t, stations...)
	for i := range stations {
		f.Start(i)
	}
	var waits []time.Duration
	for range kills {
		more(t, f, 20)
		i := c.leader(watch)
		c.kill(i)
		waits = append(waits, writesAgain(t, watch, stations[0]))
		more(t, f, 20)
		c.start(i)
	}
	took := f.Settle()
	t.Logf("%d edits, leader killed %d times, %d orders paid; writes went on after %v; at rest after %v", f.Written(), kills, len(f.Paid), waits, took.Round(10*time.Millisecond))
	if len(f.Paid) == 0 {
		t.Error("nothing was paid: the test does not test")
	}
}

// leader waits until the cluster has one and gives its place among the nodes.
func (c *cluster) leader(p *natshub.Place) int {
	c.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		name, err := p.Leader(within(c.t))
		for i, n := range c.nodes {
			if err == nil && n.Name == name && c.children[i] != nil {
				return i
			}
		}
	}
	c.t.Fatal("the cluster has no leader")
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
