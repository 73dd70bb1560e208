package natshub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// boots are the hub's starts as far as this line has read them.
type boots struct {
	mu   sync.Mutex
	seq  uint64
	list []exchange.Boot
}

// State asks the leader how the log stands.
func (p *Place) State(ctx context.Context) (exchange.State, error) {
	p.ahead.drop()
	l, err := p.reach(ctx)
	if err != nil {
		return exchange.State{}, err
	}
	info, err := l.info(ctx)
	if err != nil {
		return exchange.State{}, l.unreached(ctx, err)
	}
	if lifeOf(info) != l.life {
		p.Close() // the stream was made anew under the line
		return exchange.State{}, fmt.Errorf("the log begins anew: %w", exchange.ErrUnreachable)
	}
	s := exchange.State{Last: position(l.life, info.State.LastSeq), Missing: missing(info.State), Now: info.TimeStamp.UTC(), Holds: true}
	if p.link.Cluster() {
		return s, nil
	}
	h, err := l.health(ctx)
	if err != nil {
		return exchange.State{}, l.unreached(ctx, err)
	}
	s.Now, s.Missing = h.At, max(s.Missing, h.Gaps)
	s.Missing -= min(h.Erased, s.Missing)
	s.Boots, err = l.starts(ctx)
	return s, err
}

func (l *line) info(ctx context.Context) (*jetstream.StreamInfo, error) {
	var answer struct {
		Error *jetstream.APIError `json:"error"`
		jetstream.StreamInfo
	}
	ctx, cancel := context.WithTimeout(ctx, askWait)
	defer cancel()
	m, err := l.nc.RequestWithContext(ctx, "$JS.API.STREAM.INFO."+LogStream, nil)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(m.Data, &answer); err != nil {
		return nil, err
	}
	if answer.Error != nil {
		return nil, answer.Error
	}
	return &answer.StreamInfo, nil
}

// missing counts the places of a stream that hold no message.
func missing(s jetstream.StreamState) uint64 {
	if s.LastSeq < s.Msgs {
		return 0
	}
	return s.LastSeq - s.Msgs
}

// health asks a hub of ours how it is.
func (l *line) health(ctx context.Context) (h Health, err error) {
	return h, l.request(ctx, HubHealth, struct{}{}, &h)
}

// starts reads the hub's boot records that this line has not read yet.
func (l *line) starts(ctx context.Context) ([]exchange.Boot, error) {
	l.boot.mu.Lock()
	defer l.boot.mu.Unlock()
	err := l.each(ctx, l.boot.seq, subject(bootWord, "*", "*"), func(m stored) {
		l.boot.seq = m.seq
		var b Boot
		if json.Unmarshal(m.data, &b) == nil && b.Boot.Valid() { // else a newer version's: no start that can be known
			l.boot.list = append(l.boot.list, exchange.Boot{ID: b.Boot, Restored: b.Restored, When: b.At, At: position(l.life, m.seq)})
		}
	})
	return append([]exchange.Boot(nil), l.boot.list...), err
}

// PutHave publishes what a workstation has.
func (p *Place) PutHave(ctx context.Context, sender record.ID, data []byte) error {
	if sender != p.link.Workstation {
		return fmt.Errorf("workstation %s cannot speak for %s", p.link.Workstation, sender)
	}
	l, err := p.reach(ctx)
	if err != nil {
		return err
	}
	_, err = l.publish(ctx, []*nats.Msg{{Subject: HaveSubject(p.link.Desk, sender), Data: data}})
	return p.words(ctx, l, err)
}

// Members asks a hub of ours whom it knows.
func (p *Place) Members(ctx context.Context) ([]pairing.Member, error) {
	l, err := p.reach(ctx)
	if err != nil {
		return nil, err
	}
	var out []pairing.Member
	if err := l.request(ctx, MembersSubject, struct{}{}, &out); err != nil {
		return nil, l.unreached(ctx, err)
	}
	return out, nil
}

// Listen calls changed whenever another workstation has said anew what it has, until ctx ends or the line is
// cut, which it tells by an error.
func (p *Place) Listen(ctx context.Context, changed func(workstation record.ID, said []byte)) error {
	l, err := p.reach(ctx)
	if err != nil {
		return err
	}
	sub, err := l.nc.SubscribeSync(subject(haveWord, p.link.Desk, "*"))
	if err != nil {
		return l.unreached(ctx, err)
	}
	defer func() { _ = sub.Unsubscribe() }() // the line may be gone, and the subscription with it
	for {
		m, err := sub.NextMsgWithContext(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, nats.ErrSlowConsumer) {
			continue // some were dropped; the next one comes
		}
		if err != nil {
			return l.unreached(ctx, err)
		}
		if _, _, of, ok := parseSubject(m.Subject); ok && of != p.link.Workstation {
			changed(of, m.Data)
		}
	}
}

// Skew is how far the hub's clock is ahead of now; 0 when it tells no time.
func Skew(s exchange.State, now time.Time) time.Duration {
	if s.Now.IsZero() {
		return 0
	}
	return s.Now.Sub(now)
}
