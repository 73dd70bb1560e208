package hub

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

func field(t *testing.T, err error, field, code string) {
	t.Helper()
	if p, isProblem := record.AsProblem(err); !isProblem || p.Field != field || p.Code != code {
		t.Errorf("got %v, want %s [%s]", err, code, field)
	}
}

// Two workstations are paired, one shares its desk and one joins it; each writes its own subjects alone.
func TestWorkstationsPairAndWrite(t *testing.T) {
	h := start(t, Options{})
	desk := newID(t)
	a := join(t, h, desk, true)
	b := join(t, h, "", false)
	if !a.paired.Welcome.First || b.paired.Welcome.First || b.paired.Link.Desk != desk || len(b.paired.Welcome.Members) != 2 {
		t.Errorf("welcomes: %+v %+v", a.paired.Welcome, b.paired.Welcome)
	}
	seqs, err := a.place.Push(within(t), exchange.Batch{Messages: []exchange.Message{a.log("one"), a.log("two")}, Follows: map[exchange.Subject]uint64{a.log("").Subject: 0}})
	ok(t, err)
	if len(seqs) != 2 || seqs[1] != seqs[0]+1 {
		t.Errorf("sequences %v", seqs)
	}
	var data []string
	for _, m := range all(t, b.place) {
		if m.Kind == exchange.Log {
			data = append(data, string(m.Data))
		}
	}
	if !slices.Equal(data, []string{"one", "two"}) {
		t.Errorf("read %q", data)
	}
	names, err := b.place.Names(within(t))
	ok(t, err)
	if len(names) != 2 {
		t.Errorf("%d names", len(names))
	}
	for _, m := range names {
		if _, err := exchange.ReadName(m.Data, desk, []ed25519.PublicKey{b.paired.Link.Authority}); err != nil {
			t.Errorf("a name: %v", err)
		}
	}
	if _, err := b.place.Push(within(t), exchange.Batch{Messages: []exchange.Message{a.log("forged")}}); !errors.Is(err, exchange.ErrRevoked) {
		t.Errorf("another's subject: %v", err)
	}
	hold := exchange.Message{Subject: exchange.Subject{Kind: exchange.Pays, Of: newID(t)}, Data: []byte("hold")}
	if _, err := b.place.Push(within(t), exchange.Batch{Messages: []exchange.Message{hold}}); !errors.Is(err, exchange.ErrNoHolds) {
		t.Errorf("a hold of who may not pay: %v", err)
	}
	if _, err := a.place.Push(within(t), exchange.Batch{Messages: []exchange.Message{hold, a.log("three")}, Follows: map[exchange.Subject]uint64{hold.Subject: 0}}); err != nil {
		t.Errorf("a hold: %v", err)
	}
	if _, err := a.place.Push(within(t), exchange.Batch{Messages: []exchange.Message{hold, a.log("four")}, Follows: map[exchange.Subject]uint64{hold.Subject: 0}}); !errors.Is(err, exchange.ErrRefused) {
		t.Errorf("a second hold: %v", err)
	}
	s, err := h.Status(within(t))
	ok(t, err)
	if len(s.Members) != 2 || !s.Members[0].Connected || s.Desk != desk || !s.Writes {
		t.Errorf("status %+v", s)
	}
}

// A code lets one workstation in, for ten minutes and five tries.
func TestACodeIsGoodForOne(t *testing.T) {
	now := time.Now()
	h := start(t, Options{Now: func() time.Time { return now }})
	who := pairing.Applicant{Workstation: newID(t), Name: "前台", Desk: newID(t)}
	s := newSecret(t)
	pair := func(code string, who pairing.Applicant) error {
		_, err := natshub.Pair(within(t), h.Address(), code, who, s)
		return err
	}
	field(t, pair("ACDEF-GHJKM", who), "code", "pair.noCode")
	c, err := h.Code(true)
	ok(t, err)
	empty := who
	empty.Desk = ""
	field(t, pair(c.Code, empty), "desk", "pair.noDeskYet")
	ok(t, pair(c.Code, who))
	ok(t, pair(c.Code, who)) // the answer was lost: the same again
	other := who
	other.Workstation = newID(t)
	s = newSecret(t)
	field(t, pair(c.Code, other), "code", "pair.noCode")
	c, err = h.Code(true)
	ok(t, err)
	other.Desk = newID(t)
	field(t, pair(c.Code, other), "desk", "pair.otherDesk")
	other.Desk = who.Desk
	wrong := "ACDEF-GHJKM"
	for range 4 {
		field(t, pair(wrong, other), "code", "pair.wrongCode")
	}
	field(t, pair(wrong, other), "code", "pair.codeSpent")
	field(t, pair(c.Code, other), "code", "pair.noCode")
	c, err = h.Code(true)
	ok(t, err)
	now = now.Add(pairing.Lasts)
	field(t, pair(c.Code, other), "code", "pair.noCode")
}

// Revoking ends the connection, and the login afterwards is told as what it is.
func TestRevokedIsCutOff(t *testing.T) {
	h := start(t, Options{})
	a := join(t, h, newID(t), true)
	b := join(t, h, "", true)
	_, err := b.place.State(within(t))
	ok(t, err)
	cut := make(chan error, 1)
	go func() { cut <- b.place.Listen(context.Background(), func(record.ID, []byte) {}) }()
	waitUntil(t, "b listens", func() bool { s, err := h.Status(within(t)); return err == nil && s.Members[1].Connected })
	_, err = Remote{h.o.Dir}.Revoke(within(t), string(b.id))
	ok(t, err)
	select {
	case <-cut:
	case <-time.After(patience):
		t.Fatal("the connection goes on")
	}
	if _, err := b.place.State(within(t)); !errors.Is(err, exchange.ErrRevoked) || errors.Is(err, natshub.ErrUnknown) {
		t.Errorf("revoked: %v", err)
	}
	if _, err := a.place.State(within(t)); err != nil {
		t.Errorf("the other: %v", err)
	}
	names, err := a.place.Names(within(t))
	ok(t, err)
	if len(names) != 3 {
		t.Errorf("%d names", len(names))
	}
	_, err = h.Revoke(within(t), "nobody")
	field(t, err, "workstation", "hub.noSuch")
}

// Another key at the hub's address is told as that, and nothing is said to it.
func TestAnotherKeyIsNotTheHub(t *testing.T) {
	h := start(t, Options{})
	a := join(t, h, newID(t), true)
	address := h.Address()
	ok(t, h.Stop())
	start(t, Options{Listen: address})
	a.place.Close()
	if _, err := a.place.State(within(t)); !errors.Is(err, exchange.ErrWrongKey) {
		t.Errorf("another hub: %v", err)
	}
}

func waitUntil(t *testing.T, what string, true func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !true(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not in time", what)
		}
	}
}
