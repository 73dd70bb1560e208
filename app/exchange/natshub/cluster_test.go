package natshub_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"mendesk/app/exchange/fleet"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

const patience = 3 * time.Minute

// The test binary runs one server of a cluster when it is told a node's file, so that servers can be killed.
func TestMain(m *testing.M) {
	fleet.Main()
	if path := os.Getenv("MENDESK_NATS_NODE"); path != "" {
		runNode(path)
	}
	os.Exit(m.Run())
}

// node is one server of a cluster as its process reads it.
type node struct {
	Name      string
	Port      int
	Route     int
	Routes    []int
	Dir       string
	Operator  string
	System    string
	Accounts  map[string]string // public key to JWT
	Cert, Key []byte
}

func runNode(path string) {
	var n node
	raw, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(raw, &n)
	}
	if err == nil {
		err = n.run()
	}
	fmt.Println("error", err)
	os.Exit(1)
}

func (n node) run() error {
	pair, err := tls.X509KeyPair(n.Cert, n.Key)
	if err != nil {
		return err
	}
	operator, err := jwt.DecodeOperatorClaims(n.Operator)
	if err != nil {
		return err
	}
	accounts := &server.MemAccResolver{}
	for key, text := range n.Accounts {
		if err := accounts.Store(key, text); err != nil {
			return err
		}
	}
	o := &server.Options{
		ServerName: n.Name, Host: "127.0.0.1", Port: n.Port, NoSigs: true,
		JetStream: true, StoreDir: n.Dir, SyncAlways: true, JetStreamMaxStore: 1 << 40, JetStreamMaxMemory: 1 << 26,
		TrustedOperators: []*jwt.OperatorClaims{operator}, SystemAccount: n.System, AccountResolver: accounts,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, TLSTimeout: 30, AuthTimeout: 30,
	}
	if len(n.Routes) > 1 {
		o.Cluster = server.ClusterOpts{Name: "chain", Host: "127.0.0.1", Port: n.Route, PoolSize: -1}
	}
	for _, port := range n.Routes {
		o.Routes = append(o.Routes, &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", port)})
	}
	s, err := server.NewServer(o)
	if err != nil {
		return err
	}
	if logs := os.Getenv("MENDESK_NATS_LOG"); logs != "" {
		o.LogFile = filepath.Join(logs, n.Name+".log")
		s.ConfigureLogger()
	}
	s.Start()
	if !s.ReadyForConnections(patience) {
		return fmt.Errorf("not ready")
	}
	fmt.Println("ready")
	go func() {
		for !s.JetStreamIsLeader() {
			time.Sleep(20 * time.Millisecond)
		}
		fmt.Println("leader")
	}()
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // until the parent is gone
	os.Exit(0)
	return nil
}

// cluster is three servers on loopback, each a process, with an operator and accounts of its own.
type cluster struct {
	t        testing.TB
	dir      string
	nodes    []node
	children []*exec.Cmd
	accounts []nkeys.KeyPair
	free     int           // the next account that no desk has
	ca       string        // file
	led      chan struct{} // the servers have chosen who orders them
	once     sync.Once
}

// startCluster starts servers that hold so many accounts.
func startCluster(t testing.TB, servers, accounts int) *cluster {
	t.Helper()
	c := &cluster{t: t, dir: t.TempDir(), children: make([]*exec.Cmd, servers), led: make(chan struct{})}
	operator := c.key(nkeys.CreateOperator)
	system := c.key(nkeys.CreateAccount)
	cert, key := c.certify()
	oc := jwt.NewOperatorClaims(public(t, operator))
	oc.SystemAccount = public(t, system)
	operatorJWT, err := oc.Encode(operator)
	ok(t, err)
	texts := map[string]string{public(t, system): c.account(operator, system, false)}
	for range accounts {
		a := c.key(nkeys.CreateAccount)
		c.accounts = append(c.accounts, a)
		texts[public(t, a)] = c.account(operator, a, true)
	}
	ports := freePorts(t, 2*servers)
	for i := range servers {
		c.nodes = append(c.nodes, node{
			Name: fmt.Sprintf("n%d", i), Port: ports[i], Route: ports[servers+i], Routes: ports[servers:], Dir: filepath.Join(c.dir, fmt.Sprintf("n%d", i)),
			Operator: operatorJWT, System: public(t, system), Accounts: texts, Cert: cert, Key: key,
		})
		if servers == 1 {
			c.nodes[i].Routes = nil
		}
	}
	t.Cleanup(func() {
		for i := range c.children {
			c.kill(i)
		}
	})
	for i := range c.nodes {
		c.start(i)
	}
	select {
	case <-c.led:
	case <-time.After(patience):
		t.Fatal("the cluster chooses no leader")
	}
	return c
}

func (c *cluster) key(make func() (nkeys.KeyPair, error)) nkeys.KeyPair {
	c.t.Helper()
	k, err := make()
	ok(c.t, err)
	return k
}

func (c *cluster) account(operator, account nkeys.KeyPair, stores bool) string {
	c.t.Helper()
	ac := jwt.NewAccountClaims(public(c.t, account))
	if stores {
		ac.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: -1, MemoryStorage: -1, Streams: -1, Consumer: -1}
	}
	text, err := ac.Encode(operator)
	ok(c.t, err)
	return text
}

// certify makes an authority, whose file the workstations name, and the servers' certificate.
func (c *cluster) certify() (cert, key []byte) {
	c.t.Helper()
	signer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(c.t, err)
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "chain"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, authority, authority, signer.Public(), signer)
	ok(c.t, err)
	c.ca = filepath.Join(c.dir, "ca.pem")
	ok(c.t, os.WriteFile(c.ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(c.t, err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: authority.NotBefore, NotAfter: authority.NotAfter, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err = x509.CreateCertificate(rand.Reader, leaf, authority, own.Public(), signer)
	ok(c.t, err)
	raw, err := x509.MarshalECPrivateKey(own)
	ok(c.t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: raw})
}

// start runs a server until it is killed.
func (c *cluster) start(i int) {
	c.t.Helper()
	raw, err := json.Marshal(c.nodes[i])
	ok(c.t, err)
	path := filepath.Join(c.dir, c.nodes[i].Name+".json")
	ok(c.t, os.WriteFile(path, raw, 0o600))
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "MENDESK_NATS_NODE="+path)
	child.Stderr = os.Stderr
	_, err = child.StdinPipe() // it ends with this process
	ok(c.t, err)
	out, err := child.StdoutPipe()
	ok(c.t, err)
	ok(c.t, child.Start())
	c.children[i] = child
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		c.t.Fatalf("server %d: %q, %v", i, lines.Text(), lines.Err())
	}
	go func() {
		for lines.Scan() {
			if lines.Text() == "leader" {
				c.once.Do(func() { close(c.led) })
			}
		}
	}()
}

// kill is kill -9.
func (c *cluster) kill(i int) {
	if child := c.children[i]; child != nil {
		_ = child.Process.Kill()
		_ = child.Wait() // it was killed
		c.children[i] = nil
	}
}

func (c *cluster) urls() (out []string) {
	for _, n := range c.nodes {
		out = append(out, fmt.Sprintf("127.0.0.1:%d", n.Port))
	}
	return out
}

// desk takes an account for a new desk and gives links for its workstations.
func (c *cluster) desk(pays ...bool) (links []natshub.Link) {
	c.t.Helper()
	account := c.accounts[c.free]
	c.free++
	desk := newID(c.t)
	for i, p := range pays {
		w := newID(c.t)
		publish, subscribe := natshub.May(desk, w, p)
		if i == 0 { // one of them sets the streams up
			publish = append(publish, natshub.Setup()...)
		}
		links = append(links, natshub.Link{
			URLs: c.urls(), Credentials: c.credentials(account, publish, subscribe), Authorities: c.ca, Desk: desk, Workstation: w,
		})
	}
	return links
}

// credentials writes a user's file.
func (c *cluster) credentials(account nkeys.KeyPair, publish, subscribe []string) string {
	c.t.Helper()
	user := c.key(nkeys.CreateUser)
	uc := jwt.NewUserClaims(public(c.t, user))
	uc.Pub.Allow, uc.Sub.Allow = publish, subscribe
	text, err := uc.Encode(account)
	ok(c.t, err)
	seed, err := user.Seed()
	ok(c.t, err)
	file, err := jwt.FormatUserConfig(text, seed)
	ok(c.t, err)
	path := filepath.Join(c.dir, public(c.t, user)+".creds")
	ok(c.t, os.WriteFile(path, file, 0o600))
	return path
}

func public(t testing.TB, k nkeys.KeyPair) string {
	t.Helper()
	p, err := k.PublicKey()
	ok(t, err)
	return p
}

// freePorts gives ports below those that systems hand out by themselves, so that nobody takes one while its
// server is down.
func freePorts(t testing.TB, n int) (out []int) {
	t.Helper()
	for range 1000 {
		port := 20_000 + mathrand.IntN(12_000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		_ = l.Close()
		if out = append(out, port); len(out) == n {
			return out
		}
	}
	t.Fatal("no free ports")
	return nil
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
