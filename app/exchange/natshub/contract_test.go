package natshub_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/clustertest"
	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/placetest"
	"mendesk/app/record"
)

func within(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// place opens a link and waits until the cluster has chosen its leaders.
func place(t testing.TB, link natshub.Link) *natshub.Place {
	t.Helper()
	s, err := keys.New(rand.Reader)
	ok(t, err)
	p, err := natshub.Open(link, s)
	ok(t, err)
	t.Cleanup(p.Close)
	for stop := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		_, err = p.State(within(t))
		if !errors.Is(err, exchange.ErrUnreachable) || time.Now().After(stop) {
			ok(t, err)
			return p
		}
	}
}

func TestContractOnACluster(t *testing.T) {
	c := clustertest.Start(t, 3, 16)
	placetest.Run(t, true, func(t *testing.T) placetest.Ends {
		links := c.Account().Links(true, true)
		return placetest.Ends{A: place(t, links[0]), B: place(t, links[1]), AID: links[0].Workstation, BID: links[1].Workstation}
	})
}

func TestDepotContractOnACluster(t *testing.T) {
	c := clustertest.Start(t, 3, 8)
	placetest.RunDepot(t, func(t *testing.T) placetest.DepotEnds {
		links := c.Account().Links(true, true)
		return placetest.DepotEnds{A: place(t, links[0]), B: place(t, links[1]), AID: links[0].Workstation, BID: links[1].Workstation, Keeps: true}
	})
}

// Who was given rights on the log alone, as before there was a depot, goes on as before and hears that it has none.
func TestWithoutRightsOnTheDepotTheLogGoesOn(t *testing.T) {
	c := clustertest.Start(t, 1, 2)
	account := c.Account()
	links := account.Links(true, true)
	p := place(t, links[0])
	poor := links[1]
	publish, subscribe := natshub.May(poor.Desk, poor.Workstation, true)
	publish = slices.DeleteFunc(publish, func(s string) bool {
		for _, shelf := range exchange.Shelves {
			if strings.Contains(s, natshub.StreamOf(shelf)) || strings.HasPrefix(s, string(shelf)+".") {
				return true
			}
		}
		return false
	})
	poor.Credentials = account.Credentials(publish, subscribe)
	q := place(t, poor)
	if _, err := q.Depot(exchange.Files).Put(within(t), poor.Workstation, []byte("photo")); !errors.Is(err, exchange.ErrNoDepot) {
		t.Errorf("without rights: %v", err)
	}
	_, err := q.Push(within(t), exchange.Batch{Messages: []exchange.Message{{Subject: exchange.Subject{Kind: exchange.Log, Of: poor.Workstation}, Data: []byte("x")}}})
	ok(t, err)
	_, err = p.Depot(exchange.Files).Put(within(t), links[0].Workstation, []byte("photo"))
	ok(t, err)
}

func field(t *testing.T, err error, field, code string) {
	t.Helper()
	if p, isProblem := record.AsProblem(err); !isProblem || p.Field != field || p.Code != code {
		t.Errorf("got %v, want %s [%s]", err, code, field)
	}
}

// A chain's cluster that cannot be reached says which of the three settings is wrong.
func TestAClusterRefusesByField(t *testing.T) {
	c := clustertest.Start(t, 1, 2)
	good := c.Account().Links(true)[0]
	try := func(change func(*natshub.Link)) error {
		link := good
		change(&link)
		s, err := keys.New(rand.Reader)
		ok(t, err)
		p, err := natshub.Open(link, s)
		if err != nil {
			return err
		}
		defer p.Close()
		return p.Try(within(t))
	}
	place(t, good)
	ok(t, try(func(*natshub.Link) {}))
	empty := filepath.Join(t.TempDir(), "empty")
	ok(t, os.WriteFile(empty, nil, 0o600))
	stranger := clustertest.Start(t, 1, 1)
	theirs := stranger.Account().Links(true)[0].Credentials
	for _, x := range []struct {
		field, code string
		change      func(*natshub.Link)
	}{
		{"urls", "field.missing", func(l *natshub.Link) { l.URLs = nil }},
		{"urls", "link.badAddress", func(l *natshub.Link) { l.URLs = []string{"a b"} }},
		{"urls", "link.unreachable", func(l *natshub.Link) { l.URLs = []string{"127.0.0.1:1"} }},
		{"credentials", "field.missing", func(l *natshub.Link) { l.Credentials = "" }},
		{"credentials", "link.noFile", func(l *natshub.Link) { l.Credentials = empty + "x" }},
		{"credentials", "link.notCredentials", func(l *natshub.Link) { l.Credentials = empty }},
		{"credentials", "link.refused", func(l *natshub.Link) { l.Credentials = theirs }},
		{"authorities", "link.noFile", func(l *natshub.Link) { l.Authorities = empty + "x" }},
		{"authorities", "link.notAuthorities", func(l *natshub.Link) { l.Authorities = empty }},
		{"authorities", "link.untrusted", func(l *natshub.Link) { l.Authorities = stranger.Authorities }},
		{"authorities", "link.untrusted", func(l *natshub.Link) { l.Authorities = "" }},
	} {
		t.Run(x.field+" "+x.code, func(t *testing.T) { field(t, try(x.change), x.field, x.code) })
	}
	// Who may not make streams in an account that has none is told whose rights are missing.
	poor := good
	publish, subscribe := natshub.May(poor.Desk, poor.Workstation, true)
	poor.Credentials = c.Account().Credentials(publish, subscribe)
	field(t, try(func(l *natshub.Link) { *l = poor }), "credentials", "link.streams")
}
