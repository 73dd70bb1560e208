package clustertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"

	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// Account is a desk's own on the servers.
type Account struct {
	c    *Cluster
	pair nkeys.KeyPair
}

// Account gives one that no desk has.
func (c *Cluster) Account() Account {
	c.t.Helper()
	if len(c.accounts) == 0 {
		c.t.Fatal("the cluster was started with fewer accounts")
	}
	a := c.accounts[0]
	c.accounts = c.accounts[1:]
	return Account{c, a}
}

// Links gives links for workstations of a new desk; the first may make the streams.
func (a Account) Links(pays ...bool) (links []natshub.Link) {
	a.c.t.Helper()
	desk := a.newID()
	for i, p := range pays {
		w := a.newID()
		publish, subscribe := natshub.May(desk, w, p)
		if i == 0 {
			publish = append(publish, natshub.Setup()...)
		}
		links = append(links, natshub.Link{
			URLs: a.c.URLs(), Credentials: a.Credentials(publish, subscribe), Authorities: a.c.Authorities, Desk: desk, Workstation: w,
		})
	}
	return links
}

func (a Account) newID() record.ID {
	a.c.t.Helper()
	id, err := record.NewID(time.Now(), rand.Reader)
	a.c.ok(err)
	return id
}

// Credentials writes the file of a new user who may publish and subscribe so much.
func (a Account) Credentials(publish, subscribe []string) (path string) {
	c := a.c
	c.t.Helper()
	user := c.key(nkeys.CreateUser)
	uc := jwt.NewUserClaims(c.public(user))
	uc.Pub.Allow, uc.Sub.Allow = publish, subscribe
	text, err := uc.Encode(a.pair)
	c.ok(err)
	seed, err := user.Seed()
	c.ok(err)
	file, err := jwt.FormatUserConfig(text, seed)
	c.ok(err)
	path = filepath.Join(c.dir, c.public(user)+".creds")
	c.ok(os.WriteFile(path, file, 0o600))
	return path
}

// account words an account as the servers read it.
func (c *Cluster) account(operator, account nkeys.KeyPair, stores bool) string {
	c.t.Helper()
	ac := jwt.NewAccountClaims(c.public(account))
	if stores {
		ac.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: -1, MemoryStorage: -1, Streams: -1, Consumer: -1}
	}
	text, err := ac.Encode(operator)
	c.ok(err)
	return text
}

func (c *Cluster) key(create func() (nkeys.KeyPair, error)) nkeys.KeyPair {
	c.t.Helper()
	k, err := create()
	c.ok(err)
	return k
}

func (c *Cluster) public(k nkeys.KeyPair) string {
	c.t.Helper()
	p, err := k.PublicKey()
	c.ok(err)
	return p
}

// certify makes an authority, whose file the workstations name, and the servers' certificate.
func (c *Cluster) certify() (cert, key []byte) {
	c.t.Helper()
	signer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	c.ok(err)
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "chain"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, authority, authority, signer.Public(), signer)
	c.ok(err)
	c.Authorities = filepath.Join(c.dir, "ca.pem")
	c.ok(os.WriteFile(c.Authorities, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	c.ok(err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: authority.NotBefore, NotAfter: authority.NotAfter, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err = x509.CreateCertificate(rand.Reader, leaf, authority, own.Public(), signer)
	c.ok(err)
	raw, err := x509.MarshalECPrivateKey(own)
	c.ok(err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: raw})
}
