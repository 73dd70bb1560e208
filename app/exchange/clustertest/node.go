package clustertest

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
)

// variable names the file of the server that a process is to be.
const variable = "MENDESK_NATS_NODE"

// Main makes this process one server of a cluster when it was started to be one; else it returns at once. A test binary
// calls it first of all.
func Main() {
	path := os.Getenv(variable)
	if path == "" {
		return
	}
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

// run serves until the parent is gone.
func (n node) run() error {
	o, err := n.options()
	if err != nil {
		return err
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

func (n node) options() (*server.Options, error) {
	pair, err := tls.X509KeyPair(n.Cert, n.Key)
	if err != nil {
		return nil, err
	}
	operator, err := jwt.DecodeOperatorClaims(n.Operator)
	if err != nil {
		return nil, err
	}
	accounts := &server.MemAccResolver{}
	for key, text := range n.Accounts {
		if err := accounts.Store(key, text); err != nil {
			return nil, err
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
	return o, nil
}
