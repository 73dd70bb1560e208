package natshub

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// needs are the rights without which a workstation of a cluster takes no part; [May] lists them among the others.
func needs(desk, workstation record.ID) (publish []string, subscribe string) {
	return []string{
		LogSubject(desk, workstation), RelaySubject(desk, workstation), NameSubject(desk, workstation), HaveSubject(desk, workstation),
		"$JS.API.STREAM.INFO." + LogStream, "$JS.API.DIRECT.GET." + LogStream, "$JS.API.STREAM.MSG.GET." + LogStream,
		"$JS.API.STREAM.INFO." + HaveStream, "$JS.API.DIRECT.GET." + HaveStream,
	}, subject(haveWord, desk, "*")
}

// mayTakePart asks a cluster for every right that is needed, before anything is sent there: a round that met the first
// denial could only say that it was shut out.
func (p *Place) mayTakePart(ctx context.Context) error {
	if !p.link.Cluster() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, connectWait)
	defer cancel()
	l, err := p.connect(ctx)
	if err != nil {
		return err
	}
	defer l.nc.Close()
	lacks, err := l.lacks(ctx, p.link)
	if err != nil {
		return err
	}
	if len(lacks) == 0 {
		return nil
	}
	return record.Wrong("credentials", "link.rightsLack", record.Params{"file": p.link.Credentials, "rights": strings.Join(lacks, ", ")})
}

// lacks lists the rights that are denied.
func (l *line) lacks(ctx context.Context, link Link) (lacks []string, err error) {
	publish, listen := needs(link.Desk, link.Workstation)
	ask := func(on, right string, send func() error) {
		if err == nil {
			err = send()
		}
		if err == nil {
			err = l.refused(ctx, on)
		}
		if errors.Is(err, errDenied) {
			lacks, err = append(lacks, right), nil
		}
	}
	listens := func(on, right string) {
		ask(on, right, func() error {
			_, err := l.nc.SubscribeSync(on)
			return err
		})
	}
	listens(l.nc.NewInbox(), InboxPrefix(link.Workstation)+".>")
	listens(listen, listen)
	for _, on := range publish {
		// Where it is let through, the stream refuses it, since it is none of that name.
		m := &nats.Msg{Subject: on, Reply: l.nc.NewInbox(), Header: nats.Header{"Nats-Expected-Stream": {"none"}}}
		ask(on, on, func() error { return l.nc.PublishMsg(m) })
	}
	return lacks, err
}

// refused tells whether the server refused what was just sent on a subject: its word comes before the answer to a ping.
func (l *line) refused(ctx context.Context, on string) error {
	if err := l.nc.FlushWithContext(ctx); err != nil {
		return fmt.Errorf("%w: %w", exchange.ErrUnreachable, err)
	}
	if err := l.nc.LastError(); errors.Is(err, nats.ErrPermissionViolation) && strings.Contains(err.Error(), `"`+on+`"`) {
		return errDenied
	}
	return nil
}
