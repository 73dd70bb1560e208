package exchange_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/memhub"
	"mendesk/app/record"
	"mendesk/storage"
)

var _ exchange.Evidence = (*storage.Snapshot)(nil)

func (w *shopWorld) fill(d *shopDesk, n int) {
	for i := range n {
		w.ok(d.store.Change("", w.now, func(tx *storage.Tx) error {
			return tx.Append(pots.Did(record.KeyID("pot", strconv.Itoa(i%50)), "filled", coins{1}, nil))
		}))
	}
}

func (w *shopWorld) authorities() []ed25519.PublicKey {
	return []ed25519.PublicKey{w.auth.Public().(ed25519.PublicKey)}
}

// snapshot makes one at d: its file and its manifest.
func (w *shopWorld) snapshot(d *shopDesk) (file string, manifest []byte) {
	ctx := context.Background()
	mark, err := d.desk.Mark()
	w.ok(err)
	file = filepath.Join(w.t.TempDir(), "snapshot")
	w.ok(d.store.WriteSnapshot(ctx, file, nil))
	s := w.open(file)
	manifest, err = d.desk.Manifest(ctx, mark, s, w.parts(file))
	w.ok(err)
	w.ok(s.Close())
	return file, manifest
}

func (w *shopWorld) open(file string) *storage.Snapshot {
	s, err := storage.OpenSnapshot(file, w.options())
	w.ok(err)
	w.t.Cleanup(func() { _ = s.Close() })
	return s
}

func (w *shopWorld) parts(file string) []exchange.Part {
	raw, err := os.ReadFile(file)
	w.ok(err)
	return []exchange.Part{{Hash: record.HashOf(raw), Size: int64(len(raw))}}
}

func (w *shopWorld) emptyHub() *memhub.Hub {
	return memhub.New(w.id(), func() time.Time { return w.now })
}

// busy makes desks that know entries of each other, one of them after a restore; of the first not all is sent.
func (w *shopWorld) busy() {
	w.calm = true
	a, b := w.desks[0], w.desks[1]
	w.fill(a, 150)
	w.fill(b, 90)
	b.back = b.path + ".back"
	w.ok(b.store.Backup(context.Background(), b.back))
	w.fill(b, 20)
	for range 2 {
		w.round(a)
		w.round(b)
	}
	w.restore(b)
	w.fill(b, 7)
	w.round(b)
	w.round(a)
	w.fill(a, 3)
}

func (w *shopWorld) adopt(file string, m exchange.Manifest) *shopDesk {
	d := &shopDesk{name: "D", ws: w.id(), path: filepath.Join(w.t.TempDir(), "desk.db")}
	var err error
	_, d.key, err = ed25519.GenerateKey(w.c)
	w.ok(err)
	o := w.options()
	o.Joins, o.Letter = storage.Joining{Desk: w.desk, Workstation: d.ws}, "D"
	w.ok(storage.AdoptSnapshot(file, d.path, o))
	d.store, err = storage.Open(d.path, w.options())
	w.ok(err)
	w.t.Cleanup(func() { _ = d.store.Close() })
	w.ok(m.Adopt(d.store, "hub"))
	name, err := exchange.Name{Desk: w.desk, Workstation: d.ws, Key: d.key.Public().(ed25519.PublicKey), When: w.now}.Sign(w.auth)
	w.ok(err)
	w.start(d, name)
	w.desks = append(w.desks, d)
	return d
}

func (w *shopWorld) same(when string, a, b *shopDesk) {
	w.t.Helper()
	want, err := a.store.Digest(context.Background())
	w.ok(err)
	got, err := b.store.Digest(context.Background())
	w.ok(err)
	if got != want {
		w.t.Errorf("%s: %s has other records than %s", when, b.name, a.name)
	}
	faults, err := b.store.Check(context.Background(), nil)
	w.ok(err)
	if len(faults) > 0 {
		w.t.Errorf("%s: %v", when, faults)
	}
}

func TestJoiningFromASnapshotEqualsReadingTheLog(t *testing.T) {
	w := newShopWorld(t, 5, false)
	w.busy()
	a, ctx := w.desks[0], context.Background()
	file, raw := w.snapshot(a)
	m, err := exchange.ReadManifest(raw, w.desk, w.authorities(), nil)
	w.ok(err)
	s := w.open(file)
	proven := 0
	w.ok(m.Prove(ctx, w.authorities(), nil, s, func(n int) { proven = n }))
	w.ok(s.Close())
	if proven < 250 {
		t.Errorf("%d entries proven", proven)
	}
	d := w.adopt(file, m)
	w.same("as adopted", a, d)
	res, err := d.desk.Round(ctx, nil)
	w.ok(err)
	if res.Read > 5 || res.Merged.Added != 0 { // what came after the mark: names at most
		t.Errorf("the first round read %d messages, %d entries", res.Read, res.Merged.Added)
	}
	w.fill(d, 4)
	w.fill(w.desks[1], 4)
	for range 3 {
		for _, x := range w.desks {
			w.now = w.now.Add(5 * time.Minute)
			w.round(x)
		}
	}
	w.same("after work on both sides", a, d)
	if logs, err := d.store.Logs(ctx); err != nil || len(logs) != 4 {
		t.Errorf("%d logs, %v", len(logs), err)
	}
	// It hands on what it never read from the log: the signatures came with the file.
	w.hub.Restore(w.emptyHub())
	w.hub.Boot(w.id(), true)
	for range 2 {
		w.round(d)
		w.round(w.desks[2])
	}
	if n, err := d.desk.Pending(ctx); err != nil || n != 0 {
		t.Errorf("%d entries are not at the new place, %v", n, err)
	}
	w.same("over the new place", d, w.desks[2])
}

// spoiled is evidence that somebody tampered with.
type spoiled struct {
	*storage.Snapshot
	leaf  func(i int, l record.Leaf) (record.Leaf, bool)
	heads func(h record.Head) (record.Head, bool)
}

func (s spoiled) Leaves(ctx context.Context) iter.Seq2[record.Leaf, error] {
	return func(yield func(record.Leaf, error) bool) {
		i := -1
		for l, err := range s.Snapshot.Leaves(ctx) {
			keep := true
			if i++; s.leaf != nil {
				l, keep = s.leaf(i, l)
			}
			if keep && !yield(l, err) {
				return
			}
		}
	}
}

func (s spoiled) Heads(ctx context.Context, log record.LogID) (out []record.Head, err error) {
	all, err := s.Snapshot.Heads(ctx, log)
	for _, h := range all {
		keep := true
		if s.heads != nil {
			h, keep = s.heads(h)
		}
		if keep {
			out = append(out, h)
		}
	}
	return out, err
}

func TestWhatIsNotProvenIsNotBelieved(t *testing.T) {
	w := newShopWorld(t, 6, false)
	w.busy()
	ctx := context.Background()
	file, raw := w.snapshot(w.desks[0])
	m, err := exchange.ReadManifest(raw, w.desk, w.authorities(), nil)
	w.ok(err)
	s := w.open(file)
	for name, e := range map[string]spoiled{
		"an entry is missing": {leaf: func(i int, l record.Leaf) (record.Leaf, bool) { return l, i != 40 }},
		"an entry is another": {leaf: func(i int, l record.Leaf) (record.Leaf, bool) {
			if i == 30 {
				l.Hash = record.HashOf([]byte("another"))
			}
			return l, true
		}},
		"a log ends early":       {leaf: func(_ int, l record.Leaf) (record.Leaf, bool) { return l, l.N < 80 }},
		"a log is missing":       {leaf: func(_ int, l record.Leaf) (record.Leaf, bool) { return l, l.Begins == "" && l.N > 10 && l.N < 5 }},
		"signatures are missing": {heads: func(h record.Head) (record.Head, bool) { return h, h.First > 1 }},
		"signatures of nobody": {heads: func(h record.Head) (record.Head, bool) {
			h.Sig = make([]byte, ed25519.SignatureSize)
			return h, true
		}},
		"signed by another": {heads: func(h record.Head) (record.Head, bool) { h.By = w.desks[2].ws; return h, true }},
	} {
		e.Snapshot = s
		if err := m.Prove(ctx, w.authorities(), nil, e, nil); !errors.Is(err, exchange.ErrUnproven) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stranger := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	if _, err := exchange.ReadManifest(raw, w.desk, []ed25519.PublicKey{stranger}, nil); !errors.Is(err, exchange.ErrForged) {
		t.Errorf("a manifest of a stranger: %v", err)
	}
	gone, err := exchange.Name{Desk: w.desk, Workstation: w.desks[0].ws, Revoked: true, When: w.now}.Sign(w.auth)
	w.ok(err)
	if _, err := exchange.ReadManifest(raw, w.desk, w.authorities(), [][]byte{gone}); !errors.Is(err, exchange.ErrRevoked) {
		t.Errorf("a manifest of a revoked workstation: %v", err)
	}
	torn := append([]byte{}, raw...)
	torn[len(torn)/2] ^= 1
	if _, err := exchange.ReadManifest(torn, w.desk, w.authorities(), nil); !errors.Is(err, exchange.ErrForged) {
		t.Errorf("a torn manifest: %v", err)
	}
}

// A cut file is noticed before anything of it is believed.
func TestDamagedSnapshotIsNoticed(t *testing.T) {
	w := newShopWorld(t, 7, false)
	w.busy()
	file, raw := w.snapshot(w.desks[0])
	m, err := exchange.ReadManifest(raw, w.desk, w.authorities(), nil)
	w.ok(err)
	whole, err := os.ReadFile(file)
	w.ok(err)
	for _, size := range []int{0, 100, len(whole) / 2} {
		cut := filepath.Join(t.TempDir(), "cut")
		w.ok(os.WriteFile(cut, whole[:size], 0o600))
		s, err := storage.OpenSnapshot(cut, w.options())
		if err == nil {
			err = m.Prove(context.Background(), w.authorities(), nil, s, nil)
			_ = s.Close()
		}
		if err == nil {
			t.Errorf("cut to %d bytes: unnoticed", size)
		}
	}
}

func (w *shopWorld) shelf(d *shopDesk) exchange.Depot {
	return w.hub.At(d.ws).(exchange.Depots).Depot(exchange.Snapshots)
}

// offer makes a snapshot at d and puts it into the depot.
func (w *shopWorld) offer(d *shopDesk) error {
	mark, err := d.desk.Mark()
	w.ok(err)
	file := filepath.Join(w.t.TempDir(), "snapshot")
	w.ok(d.store.WriteSnapshot(context.Background(), file, nil))
	s := w.open(file)
	defer func() { w.ok(s.Close()) }()
	f, err := os.Open(file)
	w.ok(err)
	defer func() { w.ok(f.Close()) }()
	return d.desk.Offer(context.Background(), w.shelf(d), mark, f, s, nil)
}

func (w *shopWorld) offered(names ...[]byte) []exchange.Offered {
	all, err := exchange.OfferedIn(context.Background(), w.shelf(w.desks[1]), w.desk, w.authorities(), names)
	w.ok(err)
	return all
}

func TestASnapshotTravelsInPiecesAndGoesOnWhereItStopped(t *testing.T) {
	w := newShopWorld(t, 8, false)
	w.busy()
	a, ctx := w.desks[0], context.Background()
	w.ok(w.offer(a))
	all := w.offered()
	if len(all) != 1 || all[0].Workstation != a.ws {
		t.Fatalf("%d snapshots", len(all))
	}
	m := all[0]
	file := filepath.Join(t.TempDir(), "fetched")
	f, err := os.Create(file)
	w.ok(err)
	stop := errors.New("stopped")
	written := 0
	for tries := 0; written < len(m.Parts); tries++ { // it is cut off after every part
		err := m.Fetch(ctx, w.shelf(w.desks[2]), written, func(part int, plain []byte) error {
			if part != written {
				return stop
			}
			if _, err := f.Write(plain); err != nil {
				return err
			}
			written++
			return stop
		})
		if !errors.Is(err, stop) || tries > len(m.Parts) {
			t.Fatalf("after %d of %d parts: %v", written, len(m.Parts), err)
		}
	}
	w.ok(f.Close())
	s := w.open(file)
	w.ok(m.Prove(ctx, w.authorities(), nil, s, nil))
	w.ok(s.Close())
	w.fill(w.desks[1], 9) // the log goes on
	w.round(w.desks[1])
	w.round(a)
	d := w.adopt(file, m.Manifest)
	w.round(d)
	w.same("from pieces, then the log", a, d)

	w.fill(a, 400) // a newer one takes the place of the old
	w.round(a)
	w.ok(w.offer(a))
	if now := w.offered(); len(now) != 1 || len(now[0].Parts) != len(w.hub.Pieces(exchange.Snapshots)) || now[0].Parts[0] == m.Parts[0] {
		t.Errorf("%d snapshots, %d pieces", len(now), len(w.hub.Pieces(exchange.Snapshots)))
	}
	w.ok(a.desk.Withdraw(ctx, w.shelf(a)))
	if now, left := w.offered(), w.hub.Pieces(exchange.Snapshots); len(now)+len(left) > 0 {
		t.Errorf("withdrawn, %d snapshots and %d pieces stayed", len(now), len(left))
	}
}

func TestSnapshotsThatAreNotToBeBelieved(t *testing.T) {
	w := newShopWorld(t, 9, false)
	w.busy()
	a, c, ctx := w.desks[0], w.desks[2], context.Background()
	w.ok(w.offer(a))
	m := w.offered()[0]

	gone, err := exchange.Name{Desk: w.desk, Workstation: a.ws, Revoked: true, When: w.now}.Sign(w.auth)
	w.ok(err)
	if all := w.offered(gone); len(all) != 0 {
		t.Error("of a revoked workstation")
	}
	w.ok(w.shelf(c).PutList(ctx, c.ws, "snapshot", m.Raw()))
	if all := w.offered(); len(all) != 1 {
		t.Error("a manifest that another workstation shows as its own")
	}
	w.ok(w.shelf(c).PutList(ctx, c.ws, "snapshot", []byte("forged")))
	if all := w.offered(); len(all) != 1 {
		t.Error("a forged manifest stands in the way, or is believed")
	}
	w.hub.Spoil(exchange.Snapshots, m.Parts[len(m.Parts)-1].Hash)
	taken := 0
	err = m.Fetch(ctx, w.shelf(c), 0, func(int, []byte) error { taken++; return nil })
	if err == nil || taken != len(m.Parts)-1 {
		t.Errorf("with a spoilt piece: %d of %d parts, %v", taken, len(m.Parts), err)
	}
}

// What was put is taken away again when the entries cannot be proven, and the one before stays.
func TestAnOfferThatFailsLeavesTheOldOne(t *testing.T) {
	w := newShopWorld(t, 10, false)
	w.busy()
	a, ctx := w.desks[0], context.Background()
	w.ok(w.offer(a))
	before := w.hub.Pieces(exchange.Snapshots)
	w.fill(a, 20)
	mark, err := a.desk.Mark()
	w.ok(err)
	file := filepath.Join(t.TempDir(), "snapshot")
	w.ok(a.store.WriteSnapshot(ctx, file, nil))
	s, f := w.open(file), (*os.File)(nil)
	f, err = os.Open(file)
	w.ok(err)
	defer func() { _ = f.Close() }()
	lying := spoiled{Snapshot: s, leaf: func(i int, l record.Leaf) (record.Leaf, bool) { return l, i != 40 }}
	if err := a.desk.Offer(ctx, w.shelf(a), mark, f, lying, nil); !errors.Is(err, exchange.ErrUnproven) {
		t.Errorf("%v", err)
	}
	if now := w.hub.Pieces(exchange.Snapshots); !slices.Equal(now, before) {
		t.Errorf("%d pieces were %d", len(now), len(before))
	}
}
