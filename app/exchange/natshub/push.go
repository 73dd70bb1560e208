package natshub

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
)

// pushWait bounds the wait for the acknowledgement of so many bytes. A cluster whose leader died acknowledges
// nothing for some seconds; what was on its way to the dead one is never answered.
func pushWait(bytes int) time.Duration {
	return 15*time.Second + time.Duration(bytes>>20)*time.Second
}

// Push appends a batch as one atomic publish under an id that is used once. No message carries an id of its
// own: what a server answers to one that it has seen differs between one server and three.
func (p *Place) Push(ctx context.Context, b exchange.Batch) ([]uint64, error) {
	messages, err := p.outgoing(b)
	if err != nil {
		return nil, err
	}
	p.push.Lock()
	defer p.push.Unlock()
	l, err := p.reach(ctx)
	if err != nil {
		return nil, err
	}
	last, err := l.publish(ctx, messages)
	if err != nil {
		return nil, p.words(ctx, l, err)
	}
	out := make([]uint64, len(messages))
	for i := range out {
		out[i] = last - uint64(len(messages)-1-i)
	}
	return out, nil
}

// outgoing makes the messages of a batch; the first of each subject carries what it must follow.
func (p *Place) outgoing(b exchange.Batch) ([]*nats.Msg, error) {
	if len(b.Messages) == 0 || len(b.Messages) > exchange.MaxBatch {
		return nil, fmt.Errorf("a batch of %d messages", len(b.Messages))
	}
	out := make([]*nats.Msg, len(b.Messages))
	told := map[exchange.Subject]bool{}
	for i, m := range b.Messages {
		on, err := p.subject(m.Subject)
		if err != nil {
			return nil, err
		}
		if len(m.Data) > exchange.MaxMessage-headerRoom {
			return nil, fmt.Errorf("a message of %d bytes", len(m.Data))
		}
		out[i] = &nats.Msg{Subject: on, Data: m.Data, Header: nats.Header{}}
		if after, expects := b.Follows[m.Subject]; expects && !told[m.Subject] {
			told[m.Subject] = true
			out[i].Header.Set("Nats-Expected-Last-Subject-Sequence", strconv.FormatUint(after, 10))
		}
	}
	return out, nil
}

// headerRoom is what the headers of a message take at most; the server counts them.
const headerRoom = 1 << 10

// An unclear publish: bytes went out, and no answer came that says what became of them.
type unclear struct{ err error }

func (u unclear) Error() string { return "no answer: " + u.err.Error() }
func (u unclear) Unwrap() error { return u.err }

// publish sends messages that are stored together, and gives the sequence of the last.
func (l *line) publish(ctx context.Context, messages []*nats.Msg) (uint64, error) {
	inbox := l.nc.NewInbox() // as for direct
	sub, err := l.nc.SubscribeSync(inbox)
	if err != nil {
		return 0, err
	}
	defer func() { _ = sub.Unsubscribe() }() // the line may be gone, and the subscription with it
	l.denial()                               // an old one says nothing of this batch
	end := len(messages) - 1
	id, bytes := rand.Text(), 0
	for i, m := range messages {
		if end > 0 {
			if m.Header == nil {
				m.Header = nats.Header{}
			}
			m.Header.Set("Nats-Batch-Id", id)
			m.Header.Set("Nats-Batch-Sequence", strconv.Itoa(i+1))
			if i == end {
				m.Header.Set("Nats-Batch-Commit", "1")
			}
		}
		if i == 0 || i == end { // the first tells of a batch that cannot begin, the last of all else
			m.Reply = inbox
		}
		bytes += len(m.Data)
		if err := l.nc.PublishMsg(m); err != nil {
			return 0, unclear{err}
		}
	}
	return l.acknowledged(ctx, sub, pushWait(bytes))
}

// acknowledged waits for the answer about a batch.
func (l *line) acknowledged(ctx context.Context, sub *nats.Subscription, wait time.Duration) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		m, err := l.orDenied(ctx, sub)
		if err != nil {
			return 0, err
		}
		if m.Header.Get("Status") == "503" {
			return 0, unclear{nats.ErrNoResponders}
		}
		if len(m.Data) == 0 {
			continue // the batch was begun
		}
		var ack struct {
			Error *jetstream.APIError `json:"error"`
			Seq   uint64              `json:"seq"`
		}
		if err := json.Unmarshal(m.Data, &ack); err != nil {
			return 0, unclear{err}
		}
		if ack.Error != nil {
			return 0, ack.Error
		}
		return ack.Seq, nil
	}
}

// errDenied means that the server does not let this workstation write there; it stored nothing.
var errDenied = errors.New("denied")

// orDenied waits for a message, looking now and then whether a denial came instead.
func (l *line) orDenied(ctx context.Context, sub *nats.Subscription) (*nats.Msg, error) {
	for {
		short, cancel := context.WithTimeout(ctx, 250*time.Millisecond)
		m, err := sub.NextMsgWithContext(short)
		cancel()
		if err == nil {
			return m, nil
		}
		if d := l.denial(); d != "" {
			return nil, fmt.Errorf("%w: %s", errDenied, d)
		}
		if ctx.Err() != nil {
			return nil, unclear{ctx.Err()}
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			return nil, unclear{err}
		}
	}
}

// Codes of JetStream's answers to a publish.
const (
	wrongLast       jetstream.ErrorCode = 10071 // the subject is elsewhere
	wrongLastSoon   jetstream.ErrorCode = 10164 // it is being written right now
	batchIncomplete jetstream.ErrorCode = 10176
	batchTooMany    jetstream.ErrorCode = 10210
	noResources     jetstream.ErrorCode = 10023
	storageExceeded jetstream.ErrorCode = 10047
	storeFailed     jetstream.ErrorCode = 10077
	insufficient    jetstream.ErrorCode = 10028
)

// words turns what came of a publish into the errors of exchange.
func (p *Place) words(ctx context.Context, l *line, err error) error {
	if err == nil {
		return nil
	}
	var api *jetstream.APIError
	if errors.As(err, &api) {
		switch api.ErrorCode {
		case wrongLast:
			return fmt.Errorf("%w: %s", exchange.ErrRefused, api.Description)
		case wrongLastSoon, batchTooMany:
			return fmt.Errorf("%w: %s", exchange.ErrBusy, api.Description)
		case noResources, storageExceeded, storeFailed, insufficient:
			return fmt.Errorf("%w: %s", exchange.ErrFull, api.Description)
		case batchIncomplete:
			if p.full(ctx, l) { // a full disk cannot begin a batch either
				return fmt.Errorf("%w: %s", exchange.ErrFull, api.Description)
			}
			return fmt.Errorf("%w: %s", exchange.ErrBusy, api.Description)
		}
		return fmt.Errorf("%w: %w", exchange.ErrUnclear, err)
	}
	if errors.Is(err, errDenied) {
		if strings.Contains(err.Error(), holdWord+"."+string(p.link.Desk)) {
			return fmt.Errorf("%w: %w", exchange.ErrNoHolds, err)
		}
		return fmt.Errorf("%w: %w", exchange.ErrRevoked, err)
	}
	if u := (unclear{}); errors.As(err, &u) {
		if errors.Is(err, nats.ErrNoResponders) && p.full(ctx, l) {
			return fmt.Errorf("%w: %w", exchange.ErrFull, err)
		}
		return fmt.Errorf("%w: %w", exchange.ErrUnclear, err)
	}
	return l.unreached(ctx, err)
}

// full asks a hub of ours whether its disk is full.
func (p *Place) full(ctx context.Context, l *line) bool {
	if p.link.Cluster() {
		return false
	}
	h, err := l.health(ctx)
	return err == nil && h.Full
}
