// Package natshub reaches a desk's shared log on NATS JetStream: at a hub of ours, or at a chain's own cluster.
// The server is believed in nothing but order: what it gives is checked by exchange.
//
// A cluster needs an account and rights that its administrator grants by hand: cluster.md lists them.
package natshub

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
	"mendesk/app/exchange/keys"
	"mendesk/app/record"
)

// Place is the shared log as one workstation reaches it. It connects when it is first asked and again after
// the line was cut; its methods may be called from many goroutines.
type Place struct {
	link   Link
	secret keys.Secret
	settle func(context.Context, *line, jetstream.JetStream) error
	side   *Place // the line to the depot; nil in that one
	ahead  ahead

	push sync.Mutex // one batch under way at a time
	mu   sync.Mutex // held while it connects
	line *line
}

var _ exchange.Place = (*Place)(nil)

// Open makes a place of a link without asking anybody. A Problem names "urls", "credentials" or "authorities".
func Open(link Link, s keys.Secret) (*Place, error) {
	link, err := link.Check()
	if err != nil {
		return nil, err
	}
	p, side := &Place{link: link, secret: s}, &Place{link: link, secret: s}
	p.settle, side.settle, p.side = p.settleLog, side.settleDepot, side
	return p, nil
}

// Close cuts the line.
func (p *Place) Close() {
	if p.side != nil {
		p.side.Close()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hangUp()
}

func (p *Place) hangUp() {
	p.ahead.drop()
	if p.line != nil {
		p.line.nc.Close()
		p.line = nil
	}
}

// Try connects now, looks whether a cluster grants what is needed, and sets its streams up where they are missing, for a
// person who just typed the link. A Problem names the field that was wrong.
func (p *Place) Try(ctx context.Context) error {
	err := p.mayTakePart(ctx)
	if err == nil {
		_, err = p.reach(ctx)
	}
	if err == nil && p.link.Cluster() {
		_, _ = p.side.reach(ctx) // makes the depot, which others may want first; without rights on it the log goes on
	}
	if err != nil && p.link.Cluster() && errors.Is(err, exchange.ErrUnreachable) {
		return record.Wrong("urls", "link.unreachable", record.Params{"address": strings.Join(p.link.URLs, ", ")})
	}
	return err
}

// reach gives the line, connecting when there is none.
func (p *Place) reach(ctx context.Context) (*line, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.line != nil && p.line.alive(ctx) {
		return p.line, nil
	}
	p.hangUp()
	l, err := p.connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.look(ctx, l); err != nil {
		l.nc.Close()
		return nil, err
	}
	p.line, l.heard = l, time.Now()
	return l, nil
}

// How long a line is trusted that was used, and how long one that was not is waited for: a computer that slept, or a hub
// that let go, leaves a line that looks like one.
const (
	trusted = 100 * time.Millisecond
	aliveIn = 3 * time.Second
)

// alive tells whether there is still somebody at the other end of a line that nobody has used for a while.
func (l *line) alive(ctx context.Context) bool {
	if !l.nc.IsConnected() {
		return false
	}
	if time.Since(l.heard) > trusted {
		ctx, cancel := context.WithTimeout(ctx, aliveIn)
		defer cancel()
		if l.nc.FlushWithContext(ctx) != nil {
			return false
		}
	}
	l.heard = time.Now()
	return true
}

// connect logs in.
func (p *Place) connect(ctx context.Context) (*line, error) {
	l := &line{}
	options, err := l.toHub(p.link, p.secret)
	if p.link.Cluster() {
		options, err = l.toCluster(p.link)
	}
	if err != nil {
		return nil, err
	}
	if err := l.dial(ctx, strings.Join(p.link.URLs, ","), options...); err != nil {
		return nil, p.whyNot(ctx, l, err)
	}
	return l, nil
}

// look learns which streams are there.
func (p *Place) look(ctx context.Context, l *line) error {
	js, err := jetstream.New(l.nc)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, askWait)
	defer cancel()
	l.whenDenied(cancel)
	defer l.whenDenied(nil)
	return p.settle(ctx, l, js)
}

// settleLog learns which log it is; a cluster's is made when it is missing.
func (p *Place) settleLog(ctx context.Context, l *line, js jetstream.JetStream) error {
	if p.link.Cluster() {
		if err := ensureCluster(ctx, js, theLog); err != nil {
			if denied := l.denial(); denied != "" {
				return record.Wrong("credentials", "link.streams", record.Params{"why": denied})
			}
			return l.unreached(ctx, err)
		}
	}
	s, err := js.Stream(ctx, LogStream)
	if err != nil {
		return l.unreached(ctx, err)
	}
	l.life = lifeOf(s.CachedInfo())
	return nil
}

// ensureCluster makes the streams with three copies, and with one where the cluster has not so many servers.
func ensureCluster(ctx context.Context, js jetstream.JetStream, streams func(replicas int) []jetstream.StreamConfig) error {
	err := Ensure(ctx, js, streams(3))
	var api *jetstream.APIError
	if errors.As(err, &api) && (api.ErrorCode == noPeers || api.ErrorCode == notClustered) {
		err = Ensure(ctx, js, streams(1))
	}
	if errors.As(err, &api) && api.Code == 403 || errors.Is(err, ErrForeignStream) {
		return record.Wrong("credentials", "link.streams", record.Params{"why": err.Error()})
	}
	return err
}

// Codes of JetStream's errors.
const (
	noPeers      jetstream.ErrorCode = 10005
	notClustered jetstream.ErrorCode = 10074
)

// whyNot tells what kept the line from being made.
func (p *Place) whyNot(ctx context.Context, l *line, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("connect: %w: %w", exchange.ErrUnreachable, ctx.Err())
	}
	if p.link.Cluster() {
		return clusterRefusal(p.link, err)
	}
	if met := l.pin(); met != "" && met != p.link.Pin {
		return fmt.Errorf("connect: %w", exchange.ErrWrongKey)
	}
	if !errors.Is(err, nats.ErrAuthorization) {
		return fmt.Errorf("connect: %w: %w", exchange.ErrUnreachable, err)
	}
	_, login, err := loginKey(p.secret)
	if err != nil {
		return err
	}
	s, err := standing(ctx, p.link, login)
	switch {
	case err != nil:
		return fmt.Errorf("connect: %w: %w", exchange.ErrUnreachable, err)
	case s.Revoked:
		return fmt.Errorf("connect: %w", exchange.ErrRevoked)
	case !s.Desk:
		return fmt.Errorf("connect: %w", exchange.ErrOtherDesk)
	case !s.Known:
		return fmt.Errorf("connect: %w", ErrUnknown)
	}
	return fmt.Errorf("connect: %w", exchange.ErrUnreachable) // let in by now: the next round will see
}

// ErrUnknown means that the hub does not know this workstation: its list of members is older than the
// pairing. Pairing again mends it. It counts as [exchange.ErrRevoked].
var ErrUnknown = fmt.Errorf("the hub does not know this workstation: %w", exchange.ErrRevoked)

// unreached words a failure of a call before anything was written.
func (l *line) unreached(ctx context.Context, err error) error {
	var p record.Problem
	if errors.As(err, &p) {
		return err
	}
	if denied := l.denial(); denied != "" {
		return fmt.Errorf("%w: %s", exchange.ErrRevoked, denied)
	}
	return fmt.Errorf("%w: %w", exchange.ErrUnreachable, errors.Join(err, ctx.Err()))
}

func (p *Place) subject(s exchange.Subject) (string, error) {
	if !s.Of.Valid() {
		return "", fmt.Errorf("%q cannot stand in a subject", s.Of)
	}
	switch s.Kind {
	case exchange.Log, exchange.Relay, exchange.Pays, exchange.Named:
		return subject(s.Kind, p.link.Desk, s.Of), nil
	}
	return "", fmt.Errorf("nobody writes a %q", s.Kind)
}
