package hub

import (
	"crypto/ed25519"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mendesk/app/exchange/fleet"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
)

// aboard makes stations members of a hub that is not started yet: it starts for this moment here.
func aboard(t *testing.T, o Options, n, contended int) (out []fleet.Station) {
	t.Helper()
	h := start(t, o)
	desk := newID(t)
	for i := range n {
		s := newSecret(t)
		login, err := natshub.LoginOf(s)
		ok(t, err)
		id := newID(t)
		ok(t, h.admit(pairing.Applicant{Workstation: id, Name: fmt.Sprint("W", i), Desk: desk, Login: login, Signing: natshub.SigningOf(s)}, true))
		out = append(out, fleet.Station{Dir: t.TempDir(), Secret: s, Orders: contended, Seed: rand.Uint64(), Link: natshub.Link{
			URLs: []string{o.Listen}, Pin: h.Pin(), Hub: h.id.Hub, Authority: h.authority.Public().(ed25519.PublicKey), Desk: desk, Workstation: id,
		}})
	}
	for i := range out {
		for _, m := range h.members.all() {
			out[i].Names = append(out[i].Names, m.Names...)
		}
	}
	ok(t, h.Stop())
	return out
}

// Three workstations over real stores edit and contend for payments while they and the hub are killed, and the
// hub is put back from old copies: all records equal at the end, nothing acknowledged lost, nothing paid twice.
func TestWorkstationsConvergeThroughKills(t *testing.T) {
	kills, restores := 6, 1
	if n := soak(); n > 1 {
		kills, restores = max(50, n), max(5, n/10)
	}
	dir := filepath.Join(t.TempDir(), "hub")
	o := Options{Dir: dir, ConfigDir: t.TempDir(), Listen: fmt.Sprintf("127.0.0.1:%d", freePort(t))}
	stations := aboard(t, o, 3, 4+kills/2)
	c := &child{o: childOptions{Dir: dir, Listen: o.Listen, ConfigDir: o.ConfigDir}}
	t.Cleanup(c.kill)
	c.start(t)
	f := fleet.New(t, stations...)
	for i := range stations {
		f.Start(i)
	}
	old, killed, restored := "", 0, 0
	for killed < kills {
		more(t, f, 15)
		if killed++; killed%2 == 1 {
			i := rand.IntN(len(stations))
			f.Kill(i)
			f.Start(i)
			continue
		}
		c.kill()
		if old != "" && restored < restores && killed >= (restored+1)*kills/(restores+1) {
			ok(t, os.RemoveAll(dir))
			ok(t, os.CopyFS(dir, os.DirFS(old)))
			restored++
			old = ""
		} else if old == "" {
			_ = os.Remove(filepath.Join(dir, socketName)) // of the hub that was killed; a socket cannot be copied
			old = filepath.Join(t.TempDir(), "copy")
			ok(t, os.CopyFS(old, os.DirFS(dir)))
		}
		c.start(t)
	}
	more(t, f, 15)
	took := f.Settle()
	t.Logf("%d edits, %d kills, %d restores, %d orders paid; at rest after %v", f.Written(), killed, restored, len(f.Paid), took.Round(10*time.Millisecond))
	if restored < restores || len(f.Paid) == 0 {
		t.Errorf("%d restores, %d payments: the test does not test", restored, len(f.Paid))
	}
}

// more waits until so many more edits were acknowledged.
func more(t *testing.T, f *fleet.Fleet, n int) {
	t.Helper()
	want := f.Written() + n
	waitUntil(t, "edits", func() bool { return f.Written() >= want || t.Failed() })
}
