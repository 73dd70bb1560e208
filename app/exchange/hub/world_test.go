package hub

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// Everything waits this long at most, on a machine that is busy with other things.
const patience = 3 * time.Minute

func within(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newID(t testing.TB) record.ID {
	t.Helper()
	id, err := record.NewID(time.Now(), rand.Reader)
	ok(t, err)
	return id
}

func start(t testing.TB, o Options) *Hub {
	t.Helper()
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	h, err := Start(within(t), o)
	ok(t, err)
	stopped := false
	t.Cleanup(func() {
		if !stopped {
			stopped = true
			_ = h.Stop() // a test may have stopped it
		}
	})
	return h
}

// station is a workstation that was paired.
type station struct {
	id     record.ID
	secret keys.Secret
	paired natshub.Paired
	place  *natshub.Place
}

// newSecret draws a workstation's secret.
func newSecret(t testing.TB) keys.Secret {
	t.Helper()
	s, err := keys.New(rand.Reader)
	ok(t, err)
	return s
}

// join pairs a workstation with a fresh code; desk is the one that it holds, or empty.
func join(t testing.TB, h *Hub, desk record.ID, pays bool) station {
	t.Helper()
	code, err := h.Code(pays)
	ok(t, err)
	s := station{id: newID(t), secret: newSecret(t)}
	who := pairing.Applicant{Workstation: s.id, Name: "W " + string(s.id[20:]), Desk: desk}
	s.paired, err = natshub.Pair(within(t), h.Address(), code.Code, who, s.secret)
	ok(t, err)
	s.place, err = natshub.Open(s.paired.Link, s.secret)
	ok(t, err)
	t.Cleanup(s.place.Close)
	return s
}

// admit makes a workstation a member without a code, which takes its time to prove.
func admit(t testing.TB, h *Hub, desk record.ID, pays bool) station {
	t.Helper()
	s := station{id: newID(t), secret: newSecret(t)}
	login, err := natshub.LoginOf(s.secret)
	ok(t, err)
	ok(t, h.admit(pairing.Applicant{Workstation: s.id, Name: "W " + string(s.id[20:]), Desk: desk, Login: login, Signing: natshub.SigningOf(s.secret)}, pays))
	s.paired.Link = natshub.Link{
		URLs: []string{h.Address()}, Pin: h.Pin(), Hub: h.id.Hub, Authority: h.authority.Public().(ed25519.PublicKey), Desk: h.desk(), Workstation: s.id,
	}
	s.place, err = natshub.Open(s.paired.Link, s.secret)
	ok(t, err)
	t.Cleanup(s.place.Close)
	return s
}

func (s station) log(data string) exchange.Message {
	return exchange.Message{Subject: exchange.Subject{Kind: exchange.Log, Of: s.id}, Data: []byte(data)}
}

// all reads a place to its end.
func all(t testing.TB, p exchange.Place) []exchange.Message {
	t.Helper()
	var out []exchange.Message
	at := exchange.Position("")
	for {
		page, err := p.Read(within(t), at, 1<<20)
		ok(t, err)
		out = append(out, page.Messages...)
		at = page.Next
		if !page.More {
			return out
		}
	}
}
