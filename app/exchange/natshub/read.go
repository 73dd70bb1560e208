package natshub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// readWait bounds the silence between two messages of a direct read.
const readWait = 30 * time.Second

// ask is JetStream's request for stored messages.
type ask struct {
	Seq       uint64   `json:"seq,omitempty"`
	Next      string   `json:"next_by_subj,omitempty"`
	Batch     int      `json:"batch,omitempty"`
	MaxBytes  int      `json:"max_bytes,omitempty"`
	MultiLast []string `json:"multi_last,omitempty"`
}

// stored is one message as the server keeps it.
type stored struct {
	subject string
	seq     uint64
	data    []byte
	when    time.Time
}

// part is the answer to one direct read; left counts what comes after it.
type part struct {
	messages []stored
	left     uint64
}

// errTorn means that an answer did not come whole; nothing of it counts.
var errTorn = errors.New("the answer did not come whole")

// direct reads stored messages in one answer that ends with a mark of its own. No consumer is made: one would
// hang over a restart of the server.
func (l *line) direct(ctx context.Context, stream string, a ask) (out part, err error) {
	raw, err := json.Marshal(a)
	if err != nil {
		return out, err
	}
	inbox := l.nc.NewInbox() // of its own: what goes to one of the connection's common inbox is sent twice
	sub, err := l.nc.SubscribeSync(inbox)
	if err != nil {
		return out, err
	}
	defer func() { _ = sub.Unsubscribe() }() // the line may be gone, and the subscription with it
	if err := sub.SetPendingLimits(-1, -1); err != nil {
		return out, err
	}
	if err := l.nc.PublishRequest("$JS.API.DIRECT.GET."+stream, inbox, raw); err != nil {
		return out, err
	}
	for {
		m, err := next(ctx, sub)
		if err != nil {
			return part{}, err
		}
		done, err := out.take(m)
		if done || err != nil {
			return out, err
		}
	}
}

func next(ctx context.Context, sub *nats.Subscription) (*nats.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, readWait)
	defer cancel()
	return sub.NextMsgWithContext(ctx)
}

// take adds one message of the answer; done is true for the mark at its end.
func (p *part) take(m *nats.Msg) (done bool, err error) {
	before := uint64(0)
	if n := len(p.messages); n > 0 {
		before = p.messages[n-1].seq
	}
	switch status := m.Header.Get("Status"); status {
	case "":
	case "204": // the end
		p.left = number(m, "Nats-Num-Pending")
		if number(m, "Nats-Last-Sequence") != before {
			return true, errTorn
		}
		return true, nil
	case "404":
		return true, nil
	default:
		return true, fmt.Errorf("a direct read: %s %s", status, m.Header.Get("Description"))
	}
	if len(m.Header) == 0 || number(m, "Nats-Last-Sequence") != before {
		return true, errTorn
	}
	when, err := time.Parse(time.RFC3339Nano, m.Header.Get("Nats-Time-Stamp"))
	if err != nil {
		return true, errTorn
	}
	p.messages = append(p.messages, stored{m.Header.Get("Nats-Subject"), number(m, "Nats-Sequence"), m.Data, when})
	return false, nil
}

func number(m *nats.Msg, header string) uint64 {
	n, _ := strconv.ParseUint(m.Header.Get(header), 10, 64) // 0 is found out above
	return n
}

// Read gives the messages after a position, by bytes. While they are worked through, those that come after them are
// already on their way.
func (p *Place) Read(ctx context.Context, after exchange.Position, bytes int) (exchange.Page, error) {
	l, err := p.reach(ctx)
	if err != nil {
		return exchange.Page{}, err
	}
	page, here := p.ahead.take(ctx, l, after, bytes)
	if !here {
		if page, err = p.page(ctx, l, after, bytes); err != nil {
			return exchange.Page{}, l.unreached(ctx, err)
		}
	}
	if page.More {
		page.Coming = p.ahead.begin(l, page.Next, bytes, p.page)
	}
	return page, nil
}

func (p *Place) page(ctx context.Context, l *line, after exchange.Position, bytes int) (exchange.Page, error) {
	from := sequence(l.life, after)
	got, err := l.direct(ctx, LogStream, ask{Seq: from + 1, Next: ">", Batch: readMost, MaxBytes: max(bytes, 1)})
	if err != nil {
		return exchange.Page{}, err
	}
	page := exchange.Page{Next: position(l.life, from), More: got.left > 0, Messages: make([]exchange.Message, 0, len(got.messages))}
	for _, m := range got.messages {
		page.Next = position(l.life, m.seq)
		if x, ok := p.message(m); ok {
			page.Messages = append(page.Messages, x)
		}
	}
	return page, nil
}

// readMost bounds a page by count as well, since many small messages take more than their bytes.
const readMost = 20_000

// message turns a stored message into one of the log; what is no message of this desk is passed over.
func (p *Place) message(m stored) (exchange.Message, bool) {
	kind, desk, of, ok := parseSubject(m.subject)
	if !ok {
		return exchange.Message{}, false
	}
	x := exchange.Message{Subject: exchange.Subject{Kind: kind, Of: of}, Seq: m.seq, Data: m.data}
	if kind == exchange.Began {
		x.Of = ""
		return x, true
	}
	return x, desk == p.link.Desk
}

// Names gives every name that lies in the log.
func (p *Place) Names(ctx context.Context) ([]exchange.Message, error) {
	l, err := p.reach(ctx)
	if err != nil {
		return nil, err
	}
	var out []exchange.Message
	err = l.each(ctx, 0, subject(exchange.Named, p.link.Desk, "*"), func(m stored) {
		if x, ok := p.message(m); ok {
			out = append(out, x)
		}
	})
	return out, err
}

// Others tells whether another desk lies in the log: its account is not this one's.
func (p *Place) Others(ctx context.Context) (others bool, err error) {
	l, err := p.reach(ctx)
	if err != nil {
		return false, err
	}
	err = l.each(ctx, 0, subject(exchange.Named, "*", "*"), func(m stored) {
		_, desk, _, ok := parseSubject(m.subject)
		others = others || ok && desk != p.link.Desk
	})
	return others, err
}

// each walks the messages of a subject from after a sequence on.
func (l *line) each(ctx context.Context, seq uint64, on string, do func(stored)) error {
	for {
		got, err := l.direct(ctx, LogStream, ask{Seq: seq + 1, Next: on, Batch: readMost, MaxBytes: 4 << 20})
		if err != nil {
			return l.unreached(ctx, err)
		}
		for _, m := range got.messages {
			seq = m.seq
			do(m)
		}
		if got.left == 0 || len(got.messages) == 0 {
			return nil
		}
	}
}

// Since reads from the leader, one message at a time: a follower may be behind what was acknowledged.
func (p *Place) Since(ctx context.Context, s exchange.Subject, seq uint64) ([]exchange.Message, error) {
	on, err := p.subject(s)
	if err != nil {
		return nil, err
	}
	l, err := p.reach(ctx)
	if err != nil {
		return nil, err
	}
	var out []exchange.Message
	for {
		m, ok, err := l.fromLeader(ctx, LogStream, ask{Seq: seq + 1, Next: on})
		if err != nil {
			return nil, l.unreached(ctx, err)
		}
		if !ok {
			return out, nil
		}
		seq = m.seq
		out = append(out, exchange.Message{Subject: s, Seq: m.seq, Data: m.data})
	}
}

// fromLeader reads one message from whoever orders a stream; ok is false when there is none.
func (l *line) fromLeader(ctx context.Context, stream string, a ask) (m stored, ok bool, err error) {
	var answer struct {
		Error *struct {
			Code        int    `json:"code"`
			Description string `json:"description"`
		} `json:"error"`
		Message *struct {
			Subject string    `json:"subject"`
			Seq     uint64    `json:"seq"`
			Data    []byte    `json:"data"`
			Time    time.Time `json:"time"`
		} `json:"message"`
	}
	if err := l.request(ctx, "$JS.API.STREAM.MSG.GET."+stream, a, &answer); err != nil {
		return m, false, err
	}
	switch {
	case answer.Error != nil && answer.Error.Code == 404:
		return m, false, nil
	case answer.Error != nil:
		return m, false, fmt.Errorf("read from the leader: %d %s", answer.Error.Code, answer.Error.Description)
	case answer.Message == nil:
		return m, false, errTorn
	}
	x := answer.Message
	return stored{x.Subject, x.Seq, x.Data, x.Time}, true, nil
}

// Haves gives what each workstation last said.
func (p *Place) Haves(ctx context.Context) (map[record.ID][]byte, error) {
	l, err := p.reach(ctx)
	if err != nil {
		return nil, err
	}
	got, err := l.direct(ctx, HaveStream, ask{MultiLast: []string{subject(haveWord, p.link.Desk, "*")}})
	if err != nil {
		return nil, l.unreached(ctx, err)
	}
	out := map[record.ID][]byte{}
	for _, m := range got.messages {
		if _, _, of, ok := parseSubject(m.subject); ok {
			out[of] = m.data
		}
	}
	return out, nil
}

// Scan walks the log's messages of a subject, which may have wildcards, over a connection of the hub's own.
func Scan(ctx context.Context, nc *nats.Conn, on string, do func(seq uint64, subject string, data []byte)) error {
	return ScanAfter(ctx, nc, 0, on, do)
}

// ScanAfter is [Scan] of what comes after a place.
func ScanAfter(ctx context.Context, nc *nats.Conn, seq uint64, on string, do func(seq uint64, subject string, data []byte)) error {
	l := &line{nc: nc}
	return l.each(ctx, seq, on, func(m stored) { do(m.seq, m.subject, m.data) })
}
