// Package placetest holds what every place must do, for the tests of each of them.
package placetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Ends is a place as two workstations of one desk reach it.
type Ends struct {
	A, B     exchange.Place
	AID, BID record.ID
}

const patience = 3 * time.Minute

// Run checks a place; open gives it new and empty. holds says that it takes holds.
func Run(t *testing.T, holds bool, open func(t *testing.T) Ends) {
	cases := []struct {
		name  string
		holds bool
		check func(*testing.T, Ends)
	}{
		{"what is pushed is read in order", false, order},
		{"pages follow one another", false, pages},
		{"what comes while pages are read comes too", false, growing},
		{"a batch is whole or nothing", false, whole},
		{"a large batch", false, large},
		{"since reads one subject", false, since},
		{"names are found", false, names},
		{"the last word of each counts", false, haves},
		{"bad input", false, bad},
		{"a cancelled call ends", false, cancelled},
		{"a hold has one winner", true, race},
	}
	for _, c := range cases {
		if c.holds && !holds {
			continue
		}
		t.Run(c.name, func(t *testing.T) { c.check(t, open(t)) })
	}
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newID(t *testing.T) record.ID {
	t.Helper()
	id, err := record.NewID(time.Now(), rand.Reader)
	ok(t, err)
	return id
}

func message(kind string, of record.ID, data string) exchange.Message {
	return exchange.Message{Subject: exchange.Subject{Kind: kind, Of: of}, Data: []byte(data)}
}

// push pushes until the place is no longer busy.
func push(ctx context.Context, p exchange.Place, b exchange.Batch) (seqs []uint64, err error) {
	for range 200 {
		if seqs, err = p.Push(ctx, b); !errors.Is(err, exchange.ErrBusy) {
			return seqs, err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return seqs, err
}

// read gives the data of all messages of a kind, read in pages of about so many bytes.
func read(t *testing.T, p exchange.Place, kind string, size int) (out []string, end exchange.Position) {
	t.Helper()
	for range 10_000 {
		page, err := p.Read(within(t), end, size)
		ok(t, err)
		for _, m := range page.Messages {
			if m.Kind == kind {
				out = append(out, string(m.Data))
			}
		}
		end = page.Next
		if !page.More {
			return out, end
		}
	}
	t.Fatal("the log has no end")
	return out, end
}

// eventually reads until so many messages are there: a copy of the log may be a moment behind.
func eventually(t *testing.T, p exchange.Place, kind string, n int) (out []string, at exchange.Position) {
	t.Helper()
	for stop := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if out, at = read(t, p, kind, 1<<20); len(out) >= n || time.Now().After(stop) {
			return out, at
		}
	}
}

func order(t *testing.T, e Ends) {
	for i := range 5 {
		_, err := push(within(t), e.A, exchange.Batch{Messages: []exchange.Message{message(exchange.Log, e.AID, fmt.Sprint(i)), message(exchange.Relay, e.AID, "relay")}})
		ok(t, err)
	}
	got, _ := eventually(t, e.B, exchange.Log, 5)
	if fmt.Sprint(got) != "[0 1 2 3 4]" {
		t.Errorf("read %v", got)
	}
	if got, _ := read(t, e.B, exchange.Relay, 1<<20); len(got) != 5 {
		t.Errorf("relayed: %v", got)
	}
}

// A page may have been fetched ahead of what was pushed since.
func growing(t *testing.T, e Ends) {
	var want []string
	more := func(n int) {
		b := exchange.Batch{}
		for range n {
			text := fmt.Sprintf("%02d%s", len(want), bytes.Repeat([]byte("x"), 1000))
			want = append(want, text)
			b.Messages = append(b.Messages, message(exchange.Log, e.AID, text))
		}
		_, err := push(within(t), e.A, b)
		ok(t, err)
	}
	more(20)
	eventually(t, e.B, exchange.Log, 20)
	got, at := []string{}, exchange.Position("")
	for stop := time.Now().Add(patience); len(got) < 45 && time.Now().Before(stop); {
		page, err := e.B.Read(within(t), at, 3000)
		ok(t, err)
		for _, m := range page.Messages {
			if m.Kind == exchange.Log {
				got = append(got, string(m.Data))
			}
		}
		at = page.Next
		if len(want) < 45 {
			more(5)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%d of %d messages, or in another order", len(got), len(want))
	}
}

func pages(t *testing.T, e Ends) {
	var messages []exchange.Message
	for i := range 50 {
		messages = append(messages, message(exchange.Log, e.AID, fmt.Sprintf("%02d%s", i, bytes.Repeat([]byte("x"), 1000))))
	}
	_, err := push(within(t), e.A, exchange.Batch{Messages: messages})
	ok(t, err)
	all, end := eventually(t, e.B, exchange.Log, 50)
	small, end2 := read(t, e.B, exchange.Log, 3000)
	if len(all) != 50 || fmt.Sprint(all) != fmt.Sprint(small) {
		t.Errorf("%d and %d messages", len(all), len(small))
	}
	page, err := e.B.Read(within(t), "", 3000)
	ok(t, err)
	if !page.More || e.B.Reached(page.Next, end) || !e.B.Reached(end, page.Next) || !e.B.Reached(end, end2) || !e.B.Reached(end, "") {
		t.Error("positions are out of order")
	}
	page, err = e.B.Read(within(t), end, 3000)
	ok(t, err)
	if len(page.Messages) != 0 || page.More || page.Next != end {
		t.Errorf("after the end: %d messages, next %q after %q", len(page.Messages), page.Next, end)
	}
	s, err := e.B.State(within(t))
	ok(t, err)
	if !e.B.Reached(end, s.Last) || s.Missing != 0 {
		t.Errorf("the end is at %q, the state says %q; %d missing", end, s.Last, s.Missing)
	}
}

func whole(t *testing.T, e Ends) {
	mine := exchange.Subject{Kind: exchange.Log, Of: e.AID}
	seqs, err := push(within(t), e.A, exchange.Batch{Messages: []exchange.Message{message(exchange.Log, e.AID, "one")}, Follows: map[exchange.Subject]uint64{mine: 0}})
	ok(t, err)
	if len(seqs) != 1 || seqs[0] == 0 {
		t.Fatalf("sequences %v", seqs)
	}
	late := exchange.Batch{
		Messages: []exchange.Message{message(exchange.Relay, e.AID, "no"), message(exchange.Log, e.AID, "no"), message(exchange.Log, e.AID, "no")},
		Follows:  map[exchange.Subject]uint64{mine: seqs[0] - 1},
	}
	if _, err := push(within(t), e.A, late); !errors.Is(err, exchange.ErrRefused) {
		t.Errorf("late: %v", err)
	}
	late.Follows[mine] = seqs[0]
	for i := range late.Messages {
		late.Messages[i].Data = []byte("yes")
	}
	seqs, err = push(within(t), e.A, late)
	ok(t, err)
	if len(seqs) != 3 || seqs[0] >= seqs[1] || seqs[1] >= seqs[2] {
		t.Errorf("sequences %v", seqs)
	}
	if got, _ := eventually(t, e.B, exchange.Log, 3); fmt.Sprint(got) != "[one yes yes]" {
		t.Errorf("read %v", got)
	}
	if got, _ := read(t, e.B, exchange.Relay, 1<<20); fmt.Sprint(got) != "[yes]" {
		t.Errorf("relayed %v", got)
	}
}

func large(t *testing.T, e Ends) {
	messages := make([]exchange.Message, exchange.MaxBatch)
	for i := range messages {
		messages[i] = message(exchange.Log, e.AID, fmt.Sprintf("%d %s", i, bytes.Repeat([]byte("x"), 4000)))
	}
	seqs, err := push(within(t), e.A, exchange.Batch{Messages: messages, Follows: map[exchange.Subject]uint64{messages[0].Subject: 0}})
	ok(t, err)
	got, _ := eventually(t, e.B, exchange.Log, len(messages))
	if len(got) != len(messages) || len(seqs) != len(messages) {
		t.Fatalf("%d messages, %d sequences", len(got), len(seqs))
	}
	for i, data := range got {
		if data != string(messages[i].Data) {
			t.Fatalf("message %d is another", i)
		}
	}
}

func since(t *testing.T, e Ends) {
	var seqs []uint64
	for i := range 3 {
		got, err := push(within(t), e.A, exchange.Batch{Messages: []exchange.Message{message(exchange.Log, e.AID, fmt.Sprint(i))}})
		ok(t, err)
		seqs = append(seqs, got...)
		_, err = push(within(t), e.B, exchange.Batch{Messages: []exchange.Message{message(exchange.Log, e.BID, "other")}})
		ok(t, err)
	}
	got, err := e.A.Since(within(t), exchange.Subject{Kind: exchange.Log, Of: e.AID}, seqs[0])
	ok(t, err)
	if len(got) != 2 || string(got[0].Data) != "1" || got[1].Seq != seqs[2] || got[1].Of != e.AID {
		t.Errorf("since the first: %+v", got)
	}
	if got, err := e.A.Since(within(t), exchange.Subject{Kind: exchange.Log, Of: newID(t)}, 0); err != nil || len(got) != 0 {
		t.Errorf("of nobody: %v, %v", got, err)
	}
}

func names(t *testing.T, e Ends) {
	before, err := e.B.Names(within(t))
	ok(t, err)
	_, err = push(within(t), e.A, exchange.Batch{Messages: []exchange.Message{message(exchange.Named, e.AID, "me"), message(exchange.Log, e.AID, "x")}})
	ok(t, err)
	for stop := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		got, err := e.B.Names(within(t))
		ok(t, err)
		if n := len(before); len(got) == n+1 && string(got[n].Data) == "me" && got[n].Kind == exchange.Named {
			return
		}
		if time.Now().After(stop) {
			t.Fatalf("names: %+v", got)
		}
	}
}

func haves(t *testing.T, e Ends) {
	for i := range 3 {
		ok(t, e.A.PutHave(within(t), e.AID, fmt.Append(nil, "a", i)))
	}
	ok(t, e.B.PutHave(within(t), e.BID, []byte("b")))
	for stop := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		got, err := e.B.Haves(within(t))
		ok(t, err)
		if len(got) == 2 && string(got[e.AID]) == "a2" && string(got[e.BID]) == "b" {
			return
		}
		if time.Now().After(stop) {
			t.Fatalf("haves: %q", got)
		}
	}
}

func bad(t *testing.T, e Ends) {
	for name, b := range map[string]exchange.Batch{
		"empty":    {},
		"too many": {Messages: make([]exchange.Message, exchange.MaxBatch+1)},
		"too long": {Messages: []exchange.Message{{Subject: exchange.Subject{Kind: exchange.Log, Of: e.AID}, Data: make([]byte, exchange.MaxMessage+1)}}},
	} {
		if _, err := e.A.Push(within(t), b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if got, _ := read(t, e.A, exchange.Log, 1<<20); len(got) != 0 {
		t.Errorf("stored: %q", got)
	}
	if _, err := e.A.Read(within(t), "nonsense", 1000); err != nil {
		t.Logf("a position of another place: %v", err) // an error or the beginning; never a crash
	}
}

func cancelled(t *testing.T, e Ends) {
	_, err := push(within(t), e.A, exchange.Batch{Messages: []exchange.Message{message(exchange.Log, e.AID, "x")}})
	ok(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	done := make(chan error, 3)
	go func() { _, err := e.A.State(ctx); done <- err }()
	go func() { _, err := e.A.Read(ctx, "", 1000); done <- err }()
	go func() { _, err := e.A.Since(ctx, exchange.Subject{Kind: exchange.Log, Of: e.AID}, 0); done <- err }()
	for range 3 {
		select {
		case err := <-done:
			if err == nil {
				t.Error("a cancelled call succeeded")
			}
		case <-time.After(patience):
			t.Fatal("a cancelled call goes on")
		}
	}
	if got, _ := eventually(t, e.A, exchange.Log, 1); len(got) != 1 {
		t.Errorf("afterwards: %q", got)
	}
}

// race lets both ends want one order's next hold at the same moment, again and again.
func race(t *testing.T, e Ends) {
	rounds := 20
	order := exchange.Subject{Kind: exchange.Pays, Of: newID(t)}
	last := uint64(0)
	for i := range rounds {
		var wg sync.WaitGroup
		won := make([]uint64, 2)
		errs := make([]error, 2)
		for who, p := range []exchange.Place{e.A, e.B} {
			id := []record.ID{e.AID, e.BID}[who]
			wg.Go(func() {
				var seqs []uint64
				seqs, errs[who] = push(within(t), p, exchange.Batch{
					Messages: []exchange.Message{{Subject: order, Data: fmt.Appendf(nil, "%d of %s", i, id)}, message(exchange.Log, id, fmt.Sprint(i)), message(exchange.Log, id, "packs")},
					Follows:  map[exchange.Subject]uint64{order: last},
				})
				if errs[who] == nil {
					won[who] = seqs[0]
				}
			})
		}
		wg.Wait()
		if (won[0] == 0) == (won[1] == 0) {
			t.Fatalf("round %d: %v and %v; %v and %v", i, won[0], won[1], errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && !errors.Is(err, exchange.ErrRefused) {
				t.Fatalf("round %d: %v", i, err)
			}
		}
		last = max(won[0], won[1])
	}
	got, err := e.A.Since(within(t), order, 0)
	ok(t, err)
	if len(got) != rounds {
		t.Errorf("%d holds after %d rounds", len(got), rounds)
	}
	if got, _ := eventually(t, e.B, exchange.Log, 2*rounds); len(got) != 2*rounds {
		t.Errorf("%d packs after %d rounds", len(got), rounds)
	}
}
