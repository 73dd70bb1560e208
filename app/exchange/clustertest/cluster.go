// Package clustertest runs a chain's NATS servers for tests, set up as natshub/cluster.md tells an administrator: TLS by
// an authority of its own, an operator, an account for each desk, credentials for each workstation.
package clustertest

import (
	"bufio"
	"encoding/json"
	"fmt"
	mathrand "math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"
)

// patience is how long a busy machine may take to have its servers ready.
const patience = 3 * time.Minute

// Cluster is a few servers on loopback, each a process.
type Cluster struct {
	Authorities string // file of who signs the servers' certificate

	t        testing.TB
	dir      string
	nodes    []node
	children []*exec.Cmd
	accounts []nkeys.KeyPair // that no desk has
	led      chan struct{}   // the servers have chosen who orders them
	once     sync.Once
}

// Start runs servers that hold so many accounts, until the test ends.
func Start(t testing.TB, servers, accounts int) *Cluster {
	t.Helper()
	c := &Cluster{t: t, dir: t.TempDir(), children: make([]*exec.Cmd, servers), led: make(chan struct{})}
	c.prepare(servers, accounts)
	t.Cleanup(func() {
		for i := range c.children {
			c.Kill(i)
		}
	})
	for i := range c.nodes {
		c.Run(i)
	}
	select {
	case <-c.led:
	case <-time.After(patience):
		t.Fatal("the cluster chooses no leader")
	}
	return c
}

// prepare makes what the servers read when they start.
func (c *Cluster) prepare(servers, accounts int) {
	c.t.Helper()
	operator, system := c.key(nkeys.CreateOperator), c.key(nkeys.CreateAccount)
	cert, key := c.certify()
	oc := jwt.NewOperatorClaims(c.public(operator))
	oc.SystemAccount = c.public(system)
	operatorJWT, err := oc.Encode(operator)
	c.ok(err)
	texts := map[string]string{c.public(system): c.account(operator, system, false)}
	for range accounts {
		a := c.key(nkeys.CreateAccount)
		c.accounts = append(c.accounts, a)
		texts[c.public(a)] = c.account(operator, a, true)
	}
	ports := c.freePorts(2 * servers)
	for i := range servers {
		n := node{
			Name: fmt.Sprintf("n%d", i), Port: ports[i], Route: ports[servers+i], Routes: ports[servers:], Dir: filepath.Join(c.dir, fmt.Sprintf("n%d", i)),
			Operator: operatorJWT, System: c.public(system), Accounts: texts, Cert: cert, Key: key,
		}
		if servers == 1 {
			n.Routes = nil
		}
		c.nodes = append(c.nodes, n)
	}
}

// Run starts a server again that was killed.
func (c *Cluster) Run(i int) {
	c.t.Helper()
	raw, err := json.Marshal(c.nodes[i])
	c.ok(err)
	path := filepath.Join(c.dir, c.nodes[i].Name+".json")
	c.ok(os.WriteFile(path, raw, 0o600))
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), variable+"="+path)
	child.Stderr = os.Stderr
	_, err = child.StdinPipe() // it ends with this process
	c.ok(err)
	out, err := child.StdoutPipe()
	c.ok(err)
	c.ok(child.Start())
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

// Kill is kill -9.
func (c *Cluster) Kill(i int) {
	if child := c.children[i]; child != nil {
		_ = child.Process.Kill()
		_ = child.Wait() // it was killed
		c.children[i] = nil
	}
}

// Running gives the place of the running server of that name, and -1 when there is none.
func (c *Cluster) Running(name string) int {
	for i, n := range c.nodes {
		if n.Name == name && c.children[i] != nil {
			return i
		}
	}
	return -1
}

// URLs are the servers' addresses.
func (c *Cluster) URLs() (out []string) {
	for _, n := range c.nodes {
		out = append(out, fmt.Sprintf("127.0.0.1:%d", n.Port))
	}
	return out
}

// freePorts gives ports below those that systems hand out by themselves, so that nobody takes one while its
// server is down.
func (c *Cluster) freePorts(n int) (out []int) {
	c.t.Helper()
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
	c.t.Fatal("no free ports")
	return nil
}

func (c *Cluster) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}
