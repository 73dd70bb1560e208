package hub

import (
	"crypto/subtle"
	"encoding/base64"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// gate decides who comes in and what they may do. The server asks it at every login.
type gate struct {
	desk    func() record.ID
	members *members
	own     string // the password of the hub's own connection; it is made anew at each start
	account func() *server.Account

	mu     sync.Mutex
	inside map[uint64]record.ID // connections by their number
}

const ownUser = "hub"

// Check lets the hub itself in, members by their signature, and whoever wants to pair into the porch.
func (g *gate) Check(c server.ClientAuthentication) bool {
	o := c.GetOpts()
	switch {
	case o.Nkey != "":
		return g.member(c, o)
	case o.Username == ownUser:
		if subtle.ConstantTimeCompare([]byte(o.Password), []byte(g.own)) != 1 {
			return false
		}
		c.RegisterUser(&server.User{Username: ownUser, Account: g.account()})
		return true
	case o.Username == natshub.PairUser:
		return g.porch(c, o.Password)
	}
	return false
}

func (g *gate) member(c server.ClientAuthentication, o *server.ClientOpts) bool {
	if !signed(o.Nkey, o.Sig, c.GetNonce()) {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock() // until it is noted as inside, so that revoking finds it
	m, known := g.members.byLogin(o.Nkey)
	if !known || m.Revoked != "" || g.desk() == "" {
		return false
	}
	publish, subscribe := natshub.May(g.desk(), m.Workstation, m.Pays)
	c.RegisterUser(&server.User{Username: string(m.Workstation), Account: g.account(), Permissions: only(publish, subscribe)})
	g.inside[c.GetID()] = m.Workstation
	return true
}

// porch is where a stranger may ask two questions for two minutes. The answers go to an inbox named by a word
// that the stranger chose, so that no other stranger reads them.
func (g *gate) porch(c server.ClientAuthentication, word string) bool {
	if len(word) < 16 || len(word) > 64 || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return false
	}
	c.RegisterUser(&server.User{
		Username: natshub.PairUser, Account: g.account(), ConnectionDeadline: time.Now().Add(2 * time.Minute),
		Permissions: only([]string{natshub.PairSubject, natshub.WhySubject}, []string{natshub.PairInbox + "_" + word + ".>"}),
	})
	return true
}

func only(publish, subscribe []string) *server.Permissions {
	return &server.Permissions{Publish: &server.SubjectPermission{Allow: publish}, Subscribe: &server.SubjectPermission{Allow: subscribe}}
}

// signed tells whether sig is the key's signature over the server's challenge.
func signed(key, sig string, nonce []byte) bool {
	raw, err := base64.RawURLEncoding.DecodeString(sig)
	if err != nil || len(nonce) == 0 {
		return false
	}
	pub, err := nkeys.FromPublicKey(key)
	return err == nil && pub.Verify(nonce, raw) == nil
}

// connections gives the numbers under which a workstation came in; some may be gone.
func (g *gate) connections(workstation record.ID) []uint64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []uint64
	for id, w := range g.inside {
		if w == workstation {
			out = append(out, id)
		}
	}
	return out
}

// keepOnly forgets connections that are closed, and gives the workstations that are inside.
func (g *gate) keepOnly(open map[uint64]bool) map[record.ID]bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := map[record.ID]bool{}
	for id, w := range g.inside {
		if open[id] {
			now[w] = true
		} else {
			delete(g.inside, id)
		}
	}
	return now
}
