package natshub

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"mendesk/app/exchange/keys"
	"mendesk/app/record"
)

// connectWait bounds one try to connect, TLS and login included.
const connectWait = 20 * time.Second

// loginKey is a secret's login key as NATS wants it.
func loginKey(s keys.Secret) (nkeys.KeyPair, string, error) {
	pair, err := nkeys.FromRawSeed(nkeys.PrefixByteUser, s.Login().Seed())
	if err != nil {
		return nil, "", err
	}
	public, err := pair.PublicKey()
	return pair, public, err
}

// LoginOf gives the public login key of a secret as a hub knows it.
func LoginOf(s keys.Secret) (string, error) {
	_, public, err := loginKey(s)
	return public, err
}

// SigningOf gives the public signing key of a secret.
func SigningOf(s keys.Secret) []byte { return s.Signing().Public().(ed25519.PublicKey) }

// line is one connection and what came over it that no call waits for.
type line struct {
	nc   *nats.Conn
	life string // which life of the log's stream it met; part of every position
	boot boots  // what was read of the hub's starts

	heard time.Time // when it was last known to lead somewhere; guarded by its place

	mu     sync.Mutex
	denied string // the last denial of a permission
	giveUp func() // what waits for an answer that a denial stands for; nil: nobody
	met    string // the pin of the key at the other end
}

func (l *line) options(more ...nats.Option) []nats.Option {
	return append([]nats.Option{
		nats.Name("mendesk"), nats.Timeout(connectWait), nats.NoReconnect(), nats.MaxPingsOutstanding(3), nats.PingInterval(20 * time.Second),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			l.mu.Lock()
			defer l.mu.Unlock()
			if errors.Is(err, nats.ErrPermissionViolation) {
				l.denied = err.Error()
				if l.giveUp != nil {
					l.giveUp()
				}
			}
		}),
	}, more...)
}

func (l *line) saw(pin string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.met = pin
}

func (l *line) pin() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.met
}

// denial gives the last denial since it was asked, and forgets it. Denials come on their own, while the call
// that met one only times out.
func (l *line) denial() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := l.denied
	l.denied = ""
	return d
}

// whenDenied calls giveUp at the next denial.
func (l *line) whenDenied(giveUp func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.giveUp = giveUp
}

// dial connects, giving up when ctx ends.
func (l *line) dial(ctx context.Context, urls string, options ...nats.Option) error {
	type made struct {
		nc  *nats.Conn
		err error
	}
	come := make(chan made, 1)
	go func() {
		nc, err := nats.Connect(urls, l.options(options...)...)
		come <- made{nc, err}
	}()
	select {
	case m := <-come:
		l.nc = m.nc
		return m.err
	case <-ctx.Done():
		go func() {
			if m := <-come; m.nc != nil {
				m.nc.Close()
			}
		}()
		return ctx.Err()
	}
}

// toHub gives how to log in at a hub of ours.
func (l *line) toHub(link Link, s keys.Secret) ([]nats.Option, error) {
	pair, public, err := loginKey(s)
	if err != nil {
		return nil, err
	}
	return []nats.Option{
		nats.Secure(pinned(link.Pin, l.saw)), nats.TLSHandshakeFirst(),
		nats.Nkey(public, pair.Sign), nats.CustomInboxPrefix(InboxPrefix(link.Workstation)),
	}, nil
}

// toCluster gives how to log in at a chain's own cluster.
func (l *line) toCluster(link Link) ([]nats.Option, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if link.Authorities != "" {
		pool, err := authorities(link.Authorities)
		if err != nil {
			return nil, err
		}
		config.RootCAs = pool
	}
	return []nats.Option{
		nats.Secure(config), nats.UserCredentials(link.Credentials), nats.CustomInboxPrefix(InboxPrefix(link.Workstation)),
	}, nil
}

func authorities(file string) (*x509.CertPool, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, record.Wrong("authorities", "link.noFile", record.Params{"file": file})
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, record.Wrong("authorities", "link.notAuthorities", record.Params{"file": file})
	}
	return pool, nil
}

// porch gives how a stranger logs in, who may ask two questions.
func (l *line) porch(pin string) []nats.Option {
	word := rand.Text()
	return []nats.Option{
		nats.Secure(pinned(pin, l.saw)), nats.TLSHandshakeFirst(),
		nats.UserInfo(PairUser, word), nats.CustomInboxPrefix(fmt.Sprintf("%s_%s", PairInbox, word)),
	}
}
