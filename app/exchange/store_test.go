package exchange_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/memhub"
	"mendesk/app/record"
	"mendesk/storage"
)

// The same exchange over the real store: few seeds, since each desk is a file.

var _ exchange.Keeper = (*storage.Store)(nil)

type pot struct {
	ID    record.ID `json:"id"`
	Coins int64     `json:"coins"`
	Last  string    `json:"last"`
}

type coins struct {
	N int64 `json:"n"`
}

var pots = record.Kind[pot]{
	Name: "pot", Version: 1, Events: record.Vocabulary{"filled": record.Fact, "spent": record.Decision},
	After: func(p pot, h record.Happened) (pot, error) {
		d, err := record.Read[coins](h)
		p.ID, p.Last = h.Of.ID, string(h.Entry)
		if h.What == "spent" {
			if d.N > p.Coins {
				return p, record.Refuse("pot.short")
			}
			d.N = -d.N
		}
		p.Coins += d.N
		return p, err
	},
}

type chance struct{ *rand.Rand }

func (c chance) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c.Uint32())
	}
	return len(p), nil
}

type shopDesk struct {
	name  string
	store *storage.Store
	desk  *exchange.Desk
	ws    record.ID
	key   ed25519.PrivateKey
	path  string
	back  string
}

type shopWorld struct {
	t     *testing.T
	c     chance
	now   time.Time
	hub   *memhub.Hub
	desk  record.ID
	auth  ed25519.PrivateKey
	desks []*shopDesk
	calm  bool
	eager bool // the place gives small pages, and the next one ahead
}

// eager gives the next page ahead.
type eager struct {
	exchange.Place
	after exchange.Position
	next  *exchange.Page
}

func (e *eager) State(ctx context.Context) (exchange.State, error) {
	e.next = nil
	return e.Place.State(ctx)
}

func (e *eager) Read(ctx context.Context, after exchange.Position, _ int) (page exchange.Page, err error) {
	const few = 1000 // bytes
	if next := e.next; next != nil && e.after == after {
		page = *next
	} else if page, err = e.Place.Read(ctx, after, few); err != nil {
		return page, err
	}
	e.next = nil
	if page.More {
		coming := make(chan exchange.Page, 1)
		if next, err := e.Place.Read(ctx, page.Next, few); err == nil {
			e.after, e.next = page.Next, &next
			coming <- next
		}
		close(coming)
		page.Coming = coming
	}
	return page, nil
}

func (w *shopWorld) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *shopWorld) id() record.ID {
	id, err := record.NewID(w.now, w.c)
	w.ok(err)
	return id
}

func (w *shopWorld) options() storage.Options {
	return storage.Options{Kinds: []record.AnyKind{pots.Any()}, Now: func() time.Time { return w.now }, Rand: w.c, NoSync: true}
}

func newShopWorld(t *testing.T, seed uint64, eager bool) *shopWorld {
	w := &shopWorld{t: t, eager: eager, c: chance{rand.New(rand.NewPCG(seed, 3))}, now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	w.desk = w.id()
	_, auth, err := ed25519.GenerateKey(w.c)
	w.ok(err)
	w.auth = auth
	w.hub = memhub.New(w.id(), func() time.Time { return w.now })
	w.hub.Trouble = func(string, record.ID) memhub.Trouble {
		if w.calm || w.c.IntN(100) >= 8 {
			return memhub.None
		}
		return memhub.Trouble(1 + w.c.IntN(4))
	}
	for i := range 3 {
		d := &shopDesk{name: string(rune('A' + i)), path: filepath.Join(t.TempDir(), "desk.db")}
		_, d.key, err = ed25519.GenerateKey(w.c)
		w.ok(err)
		d.store, err = storage.Create(d.path, w.options())
		w.ok(err)
		st, err := d.store.Stats()
		w.ok(err)
		d.ws = st.Workstation
		name, err := exchange.Name{Desk: w.desk, Workstation: d.ws, Key: d.key.Public().(ed25519.PublicKey), Pays: true, When: w.now}.Sign(auth)
		w.ok(err)
		w.desks = append(w.desks, d)
		w.start(d, name)
		t.Cleanup(func() { _ = d.store.Close() })
	}
	return w
}

func (w *shopWorld) start(d *shopDesk, names ...[]byte) {
	var err error
	place := w.hub.At(d.ws)
	if w.eager {
		place = &eager{Place: place}
	}
	d.desk, err = exchange.New(exchange.Config{
		Name: "hub", Desk: w.desk, Workstation: d.ws, Key: d.key, Authorities: []ed25519.PublicKey{w.auth.Public().(ed25519.PublicKey)},
		Names: names, Keeper: d.store, Place: place, Now: func() time.Time { return w.now }, Rand: w.c,
		Pause: func(context.Context, time.Duration) error { w.hub.Arrive(); return nil },
	})
	w.ok(err)
}

func (w *shopWorld) round(d *shopDesk) {
	_, err := d.desk.Round(context.Background(), nil)
	if err != nil && exchange.Code(err) == "fault" {
		w.t.Errorf("%s: %v", d.name, err)
	}
}

func (w *shopWorld) step(copies []*memhub.Hub) []*memhub.Hub {
	w.now = w.now.Add(time.Duration(w.c.IntN(90)) * time.Second)
	d := w.desks[w.c.IntN(len(w.desks))]
	ctx := context.Background()
	switch n := w.c.IntN(100); {
	case n < 45:
		p := record.KeyID("pot", strconv.Itoa(w.c.IntN(5)))
		what := []string{"filled", "filled", "spent"}[w.c.IntN(3)]
		err := d.store.Change("", w.now, func(tx *storage.Tx) error {
			return tx.Append(pots.Did(p, what, coins{int64(1 + w.c.IntN(9))}, nil))
		})
		if _, refused := record.AsProblem(err); err != nil && !refused {
			w.ok(err)
		}
	case n < 85:
		w.round(d)
	case n < 88:
		w.start(d)
	case n < 91:
		copies = append(copies, w.hub.Copy())
	case n < 93 && len(copies) > 0:
		w.hub.Restore(copies[w.c.IntN(len(copies))])
		w.hub.Boot(w.id(), true)
	case n < 95:
		w.hub.Lose(1 + w.c.Uint64N(w.hub.Len()))
	case n < 97:
		d.back = d.path + fmt.Sprint(".back", w.c.IntN(1<<30))
		w.ok(d.store.Backup(ctx, d.back))
	case n < 99 && d.back != "":
		w.restore(d)
	}
	return copies
}

// restore puts a desk back to its backup; what it had not sent is lost with its disk, and it begins a log.
func (w *shopWorld) restore(d *shopDesk) {
	w.ok(d.store.Close())
	d.path = filepath.Join(w.t.TempDir(), "desk.db")
	w.ok(storage.Restore(context.Background(), d.back, d.path, w.options()))
	store, err := storage.Open(d.path, w.options())
	w.ok(err)
	d.store = store
	w.start(d)
}

func TestRealStoresConverge(t *testing.T) {
	runs := 4
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil {
		runs = max(runs, n)
	}
	for seed := range uint64(runs) {
		w := newShopWorld(t, seed, seed%2 == 1)
		var copies []*memhub.Hub
		for range 80 {
			copies = w.step(copies)
		}
		w.calm = true
		w.hub.Arrive()
		for range 6 {
			for _, d := range w.desks {
				w.now = w.now.Add(5 * time.Minute)
				w.round(d)
			}
		}
		want := ""
		for _, d := range w.desks {
			got, err := d.store.Digest(context.Background())
			w.ok(err)
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("seed %d: %s has other records", seed, d.name)
			}
			faults, err := d.store.Check(context.Background(), nil)
			w.ok(err)
			if len(faults) > 0 {
				t.Errorf("seed %d: %s: %v", seed, d.name, faults)
			}
			if n, err := d.desk.Pending(context.Background()); n != 0 || err != nil {
				t.Errorf("seed %d: %s still has %d to send, %v", seed, d.name, n, err)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// A thousand commands travel to a fresh workstation in one round each, in packs.
func TestPacksTravelAndArriveWhole(t *testing.T) {
	t.Run("in one page", func(t *testing.T) { packsTravel(t, false) })
	t.Run("in many, unpacked ahead", func(t *testing.T) { packsTravel(t, true) })
}

func packsTravel(t *testing.T, ahead bool) {
	w := newShopWorld(t, 99, ahead)
	w.calm = true
	a, b, ctx := w.desks[0], w.desks[1], context.Background()
	for i := range 1000 {
		w.ok(a.store.Change("", w.now, func(tx *storage.Tx) error {
			return tx.Append(pots.Did(record.KeyID("pot", strconv.Itoa(i%50)), "filled", coins{1}, nil))
		}))
	}
	sent, err := a.desk.Round(ctx, nil)
	w.ok(err)
	got, err := b.desk.Round(ctx, nil)
	w.ok(err)
	if sent.Sent != 1000 || sent.Pending != 0 || got.Merged.Added != 1000 {
		t.Errorf("sent %d, pending %d, arrived %d", sent.Sent, sent.Pending, got.Merged.Added)
	}
	packs := 0
	for _, m := range w.hub.Messages() {
		if m.Kind == exchange.Log {
			packs++
		}
	}
	if packs != 16 {
		t.Errorf("%d packs", packs)
	}
	if len(got.Peers) != 1 && got.Peers == nil {
		t.Errorf("peers %v", got.Peers)
	}
	// Nothing new: nothing is written at the place, and nothing here.
	before := w.hub.Len()
	again, err := a.desk.Round(ctx, nil)
	w.ok(err)
	if again.Sent != 0 || w.hub.Len() != before {
		t.Errorf("an idle round sent %d", again.Sent)
	}
	var gone *exchange.Wait
	if errors.As(err, &gone) {
		t.Error("an idle round waits")
	}
}
