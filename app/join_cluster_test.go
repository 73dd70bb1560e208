package app

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/exchange/clustertest"
	"mendesk/app/exchange/folder"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
	"mendesk/app/returns"
)

// chain is a cluster on which one account is a desk's, with an administrator who issues credentials.
type chain struct {
	t       *testing.T
	servers *clustertest.Cluster
	account clustertest.Account
}

func newChain(t *testing.T, servers, accounts int) *chain {
	t.Helper()
	c := &chain{t: t, servers: clustertest.Start(t, servers, accounts)}
	c.account = c.servers.Account()
	return c
}

// pairing is what a person types who has no credentials yet.
func (c *chain) pairing(invitation string) Pairing {
	return Pairing{Cluster: c.servers.URLs(), Authorities: c.servers.Authorities, Invitation: invitation, Name: "后仓"}
}

// asks pairs without credentials, and gives the ids that the refusal tells the person to hand on.
func (c *chain) asks(a *App, p Pairing) (desk, workstation record.ID) {
	c.t.Helper()
	_, err := a.Pair(c.t.Context(), p)
	no, _ := record.AsProblem(err)
	if no.Code != "link.rights" || no.Field != "credentials" {
		c.t.Fatalf("without credentials: %v", err)
	}
	return record.ID(no.Params["desk"]), record.ID(no.Params["workstation"])
}

// issue writes credentials as cluster.md lists the rights; the first workstation may make the streams.
func (c *chain) issue(desk, workstation record.ID, first bool, but ...string) string {
	c.t.Helper()
	publish, subscribe := natshub.May(desk, workstation, true)
	if first {
		publish = append(publish, natshub.Setup()...)
	}
	lacks := func(right string) bool {
		return slices.ContainsFunc(but, func(b string) bool { return strings.HasPrefix(right, b) })
	}
	return c.account.Credentials(slices.DeleteFunc(publish, lacks), slices.DeleteFunc(subscribe, lacks))
}

// shared founds a desk and shares it at the cluster.
func (c *chain) shared() (a *App, invitation string) {
	c.t.Helper()
	a = founded(c.t)
	p := c.pairing("")
	desk, workstation := c.asks(a, p)
	p.Credentials = c.issue(desk, workstation, true)
	done, err := a.Pair(c.t.Context(), p)
	if err != nil || !done.First || done.Joined || done.Kind != LinkCluster || done.Desk != desk || done.Workstation != workstation {
		c.t.Fatalf("%+v, %v", done, err)
	}
	i, err := a.Invite()
	if err != nil || i.Link.Kind != LinkCluster {
		c.t.Fatalf("%+v, %v", i, err)
	}
	return a, i.Text
}

// joins makes an empty folder a workstation of the desk.
func (c *chain) joins(invitation string) *App {
	c.t.Helper()
	b := workstation(c.t)
	p := c.pairing(invitation)
	desk, workstation := c.asks(b, p)
	p.Credentials = c.issue(desk, workstation, false)
	done, err := b.Pair(c.t.Context(), p)
	if err != nil || !done.Joined || done.First || done.Desk != desk || done.Workstation != workstation {
		c.t.Fatalf("%+v, %v", done, err)
	}
	return b
}

// meets lets each hold a round, again and again while the servers choose another leader.
func (c *chain) meets(each ...*App) {
	c.t.Helper()
	for _, a := range each {
		for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
			_, err := a.SyncNow(c.t.Context())
			if err == nil {
				break
			}
			if !ordinary(code(err)) || time.Now().After(end) {
				c.t.Fatal(err)
			}
		}
	}
}

// carries lets one send the files that it has, then the other fetch them.
func (c *chain) carries(from, to *App) {
	c.t.Helper()
	for _, each := range []*App{from, to} {
		for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
			err := each.SyncFiles(c.t.Context())
			st := syncStatusOf(c.t, each).Files
			if st.ToGo+st.ToCome == 0 {
				break
			}
			if err != nil || st.Code != "" || time.Now().After(end) {
				c.t.Fatalf("%+v, %v", st, err)
			}
		}
	}
}

// A desk is shared at a chain's own cluster, and a second workstation joins it there: records, attachments and payments
// go their ways, and go on when a server dies.
func TestTwoWorkstationsMeetAtACluster(t *testing.T) {
	c := newChain(t, 3, 1)
	a, invitation := c.shared()
	c.meets(a)
	b := c.joins(invitation)
	c.meets(b, b, a, b)
	st, err := (&Desk{b}).State()
	if err != nil || st.State != StateSignIn || st.Station != (Station{"后仓", "B"}) {
		t.Fatalf("%+v, %v", st, err)
	}
	if err := b.signIn(SignIn{Person: a.person, PIN: "402817"}); err != nil {
		t.Fatal(err)
	}

	w := &twoDesks{t: t, a: a, b: b, now: time.Now()}
	w.sell()
	rename1(t, a, "栖木生活")
	_, photo := attachPhoto(t, b, 3<<20)
	c.meets(a, b, a)
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("%s and %s", x, y)
	}
	c.carries(b, a)
	if st := stateOf(t, a, photo); st.State != FileSound {
		t.Errorf("the photo: %+v", st)
	}

	c.paysOnce(w)

	c.servers.Kill(0)
	rename1(t, b, "栖木家居")
	_, photo = attachPhoto(t, a, 1<<20)
	c.meets(a, b, a, b)
	c.carries(a, b)
	if st := stateOf(t, b, photo); st.State != FileSound {
		t.Errorf("the photo that came over two servers: %+v", st)
	}
	if x, y := digestOf(t, a), digestOf(t, b); x != y {
		t.Errorf("with a server less %s and %s", x, y)
	}
	if st := syncStatusOf(t, b); st.ToGo != 0 || st.Files.ToGo+st.Files.ToCome != 0 || !st.Place.Holds || len(st.Peers) != 2 || st.Peers[1].Behind != 0 {
		t.Errorf("%+v", st)
	}
}

// paysOnce asks for the money of one return at both workstations before they meet.
func (c *chain) paysOnce(w *twoDesks) {
	c.t.Helper()
	one, two := w.refund(w.a), w.refund(w.b)
	if one.State != returns.RefundWaiting || two.State != returns.RefundWaiting {
		c.t.Fatalf("before they meet: %s, %s", one.State, two.State)
	}
	c.meets(w.a, w.b, w.a, w.b, w.a)
	for _, each := range []*App{w.a, w.b} {
		if won := w.find(each, one.ID); won.State != returns.RefundHeld {
			c.t.Errorf("the first to come: %+v", won)
		}
		if lost := w.find(each, two.ID); lost.State != returns.RefundRefused || lost.Winner != one.ID {
			c.t.Errorf("the second: %+v", lost)
		}
		list, err := (&Conflicts{each}).List()
		if err != nil || !slices.ContainsFunc(list, func(k Conflict) bool { return k.What == ConflictLost }) {
			c.t.Errorf("nobody is told: %+v, %v", list, err)
		}
	}
	call[returns.Ledger](w, w.b, "Returns.ExecuteRefund", w.about(w.b, two.ID, `,"channel":"bank","reference":"1"`), "refund.notHeld")
	call[returns.Ledger](w, w.a, "Returns.ExecuteRefund", w.about(w.a, one.ID, `,"channel":"bank","reference":"1"`), "")
}

// What keeps a workstation out of a cluster names the field that a person can mend, and leaves no desk behind.
func TestAClusterRefusesAWorkstationByField(t *testing.T) {
	c := newChain(t, 1, 2)
	a, invitation := c.shared()
	c.meets(a)
	b := workstation(t)
	good := c.pairing(invitation)
	desk, station := c.asks(b, good)
	good.Credentials = c.issue(desk, station, false)
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	me, err := a.desk.me()
	if err != nil {
		t.Fatal(err)
	}
	stranger := clustertest.Start(t, 1, 1)
	other := newInvitation(t)
	for name, x := range map[string]struct {
		field, code string
		change      func(*Pairing)
	}{
		"no server":                 {"urls", "link.unreachable", func(p *Pairing) { p.Cluster = []string{"127.0.0.1:1"} }},
		"no address":                {"urls", "link.badAddress", func(p *Pairing) { p.Cluster = []string{"a/b"} }},
		"no such credentials":       {"credentials", "link.noFile", func(p *Pairing) { p.Credentials = text + "x" }},
		"credentials that are none": {"credentials", "link.notCredentials", func(p *Pairing) { p.Credentials = text }},
		"credentials of others":     {"credentials", "link.refused", func(p *Pairing) { p.Credentials = stranger.Account().Links(true)[0].Credentials }},
		"another's credentials":     {"credentials", "link.rightsLack", func(p *Pairing) { p.Credentials = c.issue(desk, me.Workstation, true) }},
		"another account": {"credentials", "link.streams", func(p *Pairing) {
			d := *c
			d.account = c.servers.Account()
			p.Credentials = d.issue(desk, station, false)
		}},
		"no right to write":          {"credentials", "link.rightsLack", func(p *Pairing) { p.Credentials = c.issue(desk, station, false, "log.", "have.") }},
		"no right to read":           {"credentials", "link.rightsLack", func(p *Pairing) { p.Credentials = c.issue(desk, station, false, "$JS.API.DIRECT.GET.LOG") }},
		"no right to the streams":    {"credentials", "link.rightsLack", func(p *Pairing) { p.Credentials = c.issue(desk, station, false, "$JS.API.STREAM.INFO.LOG") }},
		"no such authorities":        {"authorities", "link.noFile", func(p *Pairing) { p.Authorities = text + "x" }},
		"authorities that are none":  {"authorities", "link.notAuthorities", func(p *Pairing) { p.Authorities = text }},
		"authorities of others":      {"authorities", "link.untrusted", func(p *Pairing) { p.Authorities = stranger.Authorities }},
		"no invitation":              {"invitation", "field.missing", func(p *Pairing) { p.Invitation = "" }},
		"an invitation that is none": {"invitation", "sync.invitationWrong", func(p *Pairing) { p.Invitation = "MENDESK1-NONSENSE" }},
		"another desk's invitation": {"credentials", "sync.clusterOther", func(p *Pairing) {
			p.Invitation = other.Invitation()
			p.Credentials = c.issue(other.Desk, station, false)
		}},
	} {
		p := good
		x.change(&p)
		_, err := b.Pair(t.Context(), p)
		if no, _ := record.AsProblem(err); no.Field != x.field || no.Code != x.code {
			t.Errorf("%s: %v, want %s [%s]", name, err, x.code, x.field)
		}
		if b.Exists() {
			t.Fatalf("%s left a desk", name)
		}
	}
	if _, err := b.Pair(t.Context(), good); err != nil {
		t.Errorf("after all that: %v", err)
	}
	// A desk of its own does not come into the account of another.
	d := founded(t)
	p := c.pairing("")
	desk, station = c.asks(d, p)
	p.Credentials = c.issue(desk, station, true)
	if _, err := d.Pair(t.Context(), p); code(err) != "sync.clusterOther" {
		t.Errorf("another desk: %v", err)
	}
	p.Invitation = invitation
	if _, err := d.Pair(t.Context(), p); code(err) != "sync.invitationOther" {
		t.Errorf("another desk with the invitation: %v", err)
	}
}

func newInvitation(t *testing.T) folder.Key {
	t.Helper()
	desk, err := record.NewID(time.Now(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := folder.NewKey(desk, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
