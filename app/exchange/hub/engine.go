package hub

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// engine is one life of the server inside the hub. A hub whose disk was full gets a second one.
type engine struct {
	h    *Hub
	srv  *server.Server
	gate *gate
	log  *natsLog
	nc   *nats.Conn
	js   jetstream.JetStream
	boot record.ID // this life, as it stands in the log

	dropping sync.Mutex // one asks for pieces to be deleted at a time

	gaps        atomic.Uint64 // places that gave no message when the log was last read
	noted       uint64        // how far the log had come when that was last noted
	spreadNames int           // how many names the log is known to hold
	eraser      eraser
}

const startWait = 2 * time.Minute // a large log on a slow disk takes its time

func (h *Hub) newEngine(ctx context.Context) (_ *engine, err error) {
	host, port, err := listenOn(h.o.Listen)
	if err != nil {
		return nil, err
	}
	cert, pin, err := certificate(h.o.Dir)
	if err != nil {
		return nil, err
	}
	h.pin = pin
	if err := dropIndex(h.o.Dir); err != nil {
		return nil, err
	}
	e := &engine{h: h}
	e.gate = &gate{desk: h.desk, members: h.members, own: randomWord(), inside: map[uint64]record.ID{}, account: e.account}
	e.log = &natsLog{log: h.o.Log}
	if e.srv, err = server.NewServer(h.serverOptions(host, port, cert, e.gate)); err != nil {
		return nil, fmt.Errorf("set up the hub's server: %w", err)
	}
	e.srv.SetLoggerV2(e.log, false, false, false)
	e.srv.Start()
	defer func() {
		if err != nil {
			err = errors.Join(err, e.stop())
		}
	}()
	if !e.srv.ReadyForConnections(startWait) {
		return nil, fmt.Errorf("the hub's server does not start: %s", e.log.fatal())
	}
	if err := e.account().EnableJetStream(nil, nil); err != nil {
		return nil, fmt.Errorf("open the hub's store: %w", err)
	}
	if err := e.connect(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()
	if err := natshub.Ensure(ctx, e.js, natshub.Streams(1)); err != nil {
		return nil, err
	}
	if err := e.noteStart(ctx); err != nil {
		return nil, err
	}
	if err := e.readAll(ctx); err != nil {
		return nil, err
	}
	return e, e.serve()
}

// writes tells whether the streams take writes.
func (e *engine) writes() bool { return e.srv.JetStreamEnabled() && !e.log.broken.Load() }

const accountName = "DESK"

func (e *engine) account() *server.Account {
	a, err := e.srv.LookupAccount(accountName)
	if err != nil {
		return nil // it was given to the server at its birth
	}
	return a
}

func (h *Hub) serverOptions(host string, port int, cert tls.Certificate, gate *gate) *server.Options {
	return &server.Options{
		ServerName: "hub-" + string(h.id.Hub), Host: host, Port: port,
		NoSigs: true, DisableJetStreamBanner: true, NoSystemAccount: false,
		Accounts: []*server.Account{server.NewAccount(accountName), server.NewAccount("SYS")}, SystemAccount: "SYS",
		CustomClientAuthentication: gate, AlwaysEnableNonce: true, AuthTimeout: 30,
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS13},
		TLSHandshakeFirst: true, TLSTimeout: 30, WriteDeadline: time.Minute,
		MaxPayload: natshub.MaxMessage, MaxConn: 4096,
		JetStream: true, StoreDir: filepath.Join(h.o.Dir, storeFolder), JetStreamMaxMemory: 64 << 20, JetStreamMaxStore: 1 << 50,
		SyncAlways: !h.o.noSync, // an acknowledgement means: on the disk
		JetStreamLimits: server.JSLimitOpts{ // one broken client must not use up the open batches of all
			MaxBatchInflightPerStream: 4096, MaxBatchInflightTotal: 8192, MaxBatchTimeout: 30 * time.Second,
		},
	}
}

// connect opens the hub's own line into its server, which alone may delete.
func (e *engine) connect() (err error) {
	e.nc, err = nats.Connect("", nats.InProcessServer(e.srv), nats.UserInfo(ownUser, e.gate.own), nats.Timeout(startWait),
		nats.MaxReconnects(-1), nats.ReconnectWait(time.Second), nats.Name("hub"))
	if err != nil {
		return fmt.Errorf("reach the hub's own server: %w", err)
	}
	e.js, err = jetstream.New(e.nc)
	return err
}

func (e *engine) address() string {
	if a := e.srv.Addr(); a != nil {
		return a.String()
	}
	return e.h.o.Listen
}

// cutOff ends every connection of a workstation.
func (e *engine) cutOff(workstation record.ID) {
	for _, id := range e.gate.connections(workstation) {
		_ = e.srv.DisconnectClientByID(id) // gone already: as well
	}
}

func (e *engine) stop() error {
	if e.nc != nil {
		e.nc.Close()
	}
	e.srv.Shutdown()
	e.srv.WaitForShutdown()
	return nil
}

// DefaultPort is where a hub listens when nobody says otherwise.
const DefaultPort = 7422

// listenOn reads an address and makes sure that it can be had, since the server would only say so in its log.
func listenOn(address string) (host string, port int, err error) {
	if address == "" {
		address = ":" + strconv.Itoa(DefaultPort)
	}
	host, text, err := net.SplitHostPort(address)
	if err == nil {
		port, err = strconv.Atoi(text)
	}
	if err != nil || port < 0 || port > 65535 {
		return "", 0, record.Wrong("listen", "hub.badAddress", record.Params{"address": address})
	}
	if host == "" {
		host = "0.0.0.0"
		if l, err := net.Listen("tcp", "[::]:0"); err == nil { // both families, where the system has both
			host = "::"
			_ = l.Close()
		}
	}
	probe, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return "", 0, record.Wrong("listen", "hub.cannotListen", record.Params{"address": address})
	}
	if port == 0 {
		port = probe.Addr().(*net.TCPAddr).Port
	}
	return host, port, probe.Close()
}
