package hub

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
	"mendesk/storage"
)

// card is a record that may hold somebody's words.
type card struct {
	ID    record.ID `json:"id"`
	Words string    `json:"words"`
}

type said struct {
	Words string `json:"words"`
}

var cards = record.Kind[card]{
	Name: "card", Version: 1, Events: record.Vocabulary{"said": record.Fact, record.Attached: record.Fact, record.Erased: record.Fact},
	After: func(c card, h record.Happened) (card, error) {
		c.ID = h.Of.ID
		if h.What != "said" {
			return c, nil
		}
		p, err := record.ReadPrivate[said](h)
		c.Words += p.Words
		return c, err
	},
}

// desk is a workstation over a real store.
type desk struct {
	t     *testing.T
	id    record.ID
	o     storage.Options
	path  string
	store *storage.Store
	place *natshub.Place
	x     *exchange.Desk
}

func newDesk(t *testing.T, h *Hub, id record.ID) *desk {
	t.Helper()
	s := newSecret(t)
	login, err := natshub.LoginOf(s)
	ok(t, err)
	me := newID(t)
	ok(t, h.admit(pairing.Applicant{Workstation: me, Name: "W", Desk: id, Login: login, Signing: natshub.SigningOf(s)}, true))
	place, err := natshub.Open(natshub.Link{
		URLs: []string{h.Address()}, Pin: h.Pin(), Hub: h.id.Hub, Authority: h.authority.Public().(ed25519.PublicKey), Desk: id, Workstation: me,
	}, s)
	ok(t, err)
	t.Cleanup(place.Close)
	d := &desk{t: t, id: me, place: place, path: filepath.Join(t.TempDir(), "desk.db"), o: storage.Options{
		Kinds: []record.AnyKind{cards.Any()}, Joins: storage.Joining{Desk: id, Workstation: me}, NoSync: true,
	}}
	d.store, err = storage.Create(d.path, d.o)
	ok(t, err)
	t.Cleanup(func() { _ = d.store.Close() })
	names := [][]byte{}
	for _, m := range h.members.all() {
		names = append(names, m.Names...)
	}
	d.x, err = exchange.New(exchange.Config{
		Name: "hub", Desk: id, Workstation: me, Key: s.Signing(), Authorities: []ed25519.PublicKey{h.authority.Public().(ed25519.PublicKey)},
		Names: names, Keeper: d.store, Place: place, Program: "test",
	})
	ok(t, err)
	return d
}

func (d *desk) write(n int, what, words string) {
	d.t.Helper()
	e := cards.Did(record.KeyID(fmt.Sprint(n)), what, nil, said{words})
	if what == record.Erased {
		e = cards.Did(record.KeyID(fmt.Sprint(n)), what, nil, nil)
	}
	ok(d.t, d.store.Change("", time.Now(), func(tx *storage.Tx) error { return tx.Append(e) }))
}

func (d *desk) round() exchange.Result {
	d.t.Helper()
	r, err := d.x.Round(within(d.t), nil)
	ok(d.t, err)
	return r
}

func (d *desk) digest() string {
	d.t.Helper()
	sum, err := d.store.Digest(within(d.t))
	ok(d.t, err)
	return sum
}

func (d *desk) clean() {
	d.t.Helper()
	faults, err := d.store.Check(within(d.t), nil)
	ok(d.t, err)
	if len(faults) > 0 {
		d.t.Errorf("faults: %v", faults)
	}
}

// inFiles tells whether bytes lie in any file below a folder.
func inFiles(t *testing.T, dir string, what []byte) (in bool) {
	t.Helper()
	ok(t, filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		in = in || bytes.Contains(raw, what)
		return err
	}))
	return in
}

// What a workstation erases leaves the hub by itself: what takes its place comes first, the bytes of the old
// messages are overwritten, nobody is told of a loss, and whoever was away or comes anew holds the same.
func TestWhatWasErasedLeavesTheHub(t *testing.T) {
	h := start(t, Options{ConfigDir: t.TempDir()})
	id := newID(t)
	a, b, away := newDesk(t, h, id), newDesk(t, h, id), newDesk(t, h, id)
	name := "Lin Jingyi 13812346207 " + strings.Repeat("x", 40)
	for n := range 5 {
		a.write(n, "said", "kept")
	}
	a.write(1, "said", name)
	a.round()
	b.round()
	away.round()
	b.write(1, "said", name)
	b.round()
	a.round()
	h.erase(within(t))
	if h.erased() != 0 {
		t.Fatal("erased, though nobody asked for it")
	}
	var old [][]byte // the middles of the packs that hold the name
	for _, m := range all(t, a.place) {
		if m.Kind == exchange.Log {
			old = append(old, m.Data[len(m.Data)*2/3:])
		}
	}
	away.write(1, "said", name+" again") // without a round
	time.Sleep(5 * time.Millisecond)     // what is written later than an erasure is not erased

	shelf := a.place.Depot(exchange.Snapshots)
	snapshot := []byte("a snapshot with " + name)
	piece, err := shelf.Put(within(t), a.id, snapshot)
	ok(t, err)

	a.write(1, record.Erased, "")
	a.round()
	h.erase(within(t))
	if there, err := shelf.Has(within(t), "", []record.Hash{piece}); err != nil || there[piece] {
		t.Errorf("the snapshot of before is still offered: %v", err)
	}
	if h.erased() < 2 {
		t.Fatalf("%d messages were erased", h.erased())
	}
	dir := filepath.Join(h.o.Dir, storeFolder)
	if inFiles(t, dir, []byte("Jingyi")) {
		t.Error("the name lies in a file of the hub")
	}
	gone := 0
	for _, tail := range old {
		if !inFiles(t, dir, tail) {
			gone++
		}
	}
	if gone < 2 {
		t.Errorf("%d of %d old packs are gone from the files", gone, len(old))
	}
	for _, m := range all(t, a.place) {
		if without, err := h.engine.eraser.of.Redact(m.Data, h.engine.eraser.of.Erasures()); err != nil || without != nil {
			t.Errorf("a message of %s still holds it: %v", m.Kind, err)
		}
	}

	away.round() // brings what it wrote, and does not bring it back
	h.erase(within(t))
	newcomer := newDesk(t, h, id)
	for range 2 {
		for _, d := range []*desk{a, b, away, newcomer} {
			if r := d.round(); r.Restored || r.Merged.Waiting > 0 {
				t.Errorf("after erasing: %+v", r)
			}
			d.clean()
		}
	}
	for _, d := range []*desk{b, away, newcomer} {
		if d.digest() != a.digest() {
			t.Error("workstations hold other records")
		}
	}
	if inFiles(t, dir, []byte("Jingyi")) {
		t.Error("the name came back to the hub")
	}

	// The last message of each of these was erased, and they write on.
	for _, d := range []*desk{a, b, away} {
		d.write(2, "said", "later")
		if r := d.round(); r.Pending > 0 {
			t.Errorf("what comes after is not taken: %+v", r)
		}
	}

	// A workstation's own file forgets it too, when it is opened again.
	for _, d := range []*desk{a, b, away, newcomer} {
		ok(t, d.store.Close())
		s, err := storage.Open(d.path, d.o)
		ok(t, err)
		d.store = s
		if inFiles(t, filepath.Dir(d.path), []byte("Jingyi")) {
			t.Error("the name lies in a file of a workstation")
		}
	}
}

// Attachments leave the hub with the last record that named them, whole or in pieces.
func TestErasedAttachmentsLeaveTheHub(t *testing.T) {
	h := start(t, Options{})
	id := newID(t)
	a := newDesk(t, h, id)
	shelf := a.place.Depot(exchange.Files)
	put := func(data string) record.Hash {
		piece, err := shelf.Put(within(t), a.id, []byte(data))
		ok(t, err)
		return piece
	}
	own, shared, one, two := put("a photo of Lin"), put("a leaflet"), put("the first half of a film"), put("and the second")
	film := record.HashOf([]byte("a film"))
	ok(t, shelf.PutList(within(t), a.id, string(film), []byte(`{"pieces":["`+string(one)+`","`+string(two)+`"],"size":400000}`)))
	attach := func(n int, digests ...record.Hash) {
		for _, digest := range digests {
			events := record.Attaching(cards.Ref(record.KeyID(fmt.Sprint(n))), []record.Attachment{{Digest: digest, Name: "x.jpg"}})
			ok(t, a.store.Change("", time.Now(), func(tx *storage.Tx) error { return tx.Append(events...) }))
		}
	}
	attach(1, own, shared, film)
	attach(2, shared)
	a.round()
	time.Sleep(5 * time.Millisecond)
	a.write(1, record.Erased, "")
	a.round()
	h.erase(within(t))
	there, err := shelf.Has(within(t), "", []record.Hash{own, shared, one, two})
	ok(t, err)
	lists, err := shelf.Lists(within(t), string(film))
	ok(t, err)
	if there[own] || there[one] || there[two] || len(lists) > 0 || !there[shared] {
		t.Errorf("still there: %v, %d lists", there, len(lists))
	}
	if dir := filepath.Join(h.o.Dir, storeFolder); inFiles(t, dir, []byte("photo of Lin")) || inFiles(t, dir, []byte("half of a film")) || !inFiles(t, dir, []byte("a leaflet")) {
		t.Error("the bytes of an attachment lie in a file of the hub, or too many are gone")
	}
}

// A message of a stranger that claims an erasure erases nothing.
func TestAStrangersErasureIsNotBelieved(t *testing.T) {
	h := start(t, Options{})
	id := newID(t)
	a := newDesk(t, h, id)
	a.write(1, "said", "words that stay")
	a.round()
	e := exchange.NewEraser(id, func(record.Head) bool { return false })
	for _, m := range all(t, a.place) {
		e.See(m.Data)
	}
	a.write(1, record.Erased, "")
	a.round()
	for _, m := range all(t, a.place) {
		if e.See(m.Data) {
			t.Error("an unsigned erasure is news")
		}
	}
	if n := len(e.Erasures()); n > 0 {
		t.Errorf("%d erasures are believed", n)
	}
}

// Of what workstations said that they have, only the last word of each stays.
func TestOldHavesAreThinnedOut(t *testing.T) {
	h := start(t, Options{})
	a := admit(t, h, newID(t), true)
	b := admit(t, h, h.desk(), true)
	for n := range 7 {
		ok(t, a.place.PutHave(within(t), a.id, []byte(fmt.Sprint("a", n))))
		if n < 3 {
			ok(t, b.place.PutHave(within(t), b.id, []byte(fmt.Sprint("b", n))))
		}
	}
	left := func() uint64 {
		s, err := h.engine.js.Stream(within(t), natshub.HaveStream)
		ok(t, err)
		return s.CachedInfo().State.Msgs
	}
	ok(t, thin(within(t), h.engine.js, 3)) // at most so many at once
	if n := left(); n != 7 {
		t.Fatalf("%d messages are left", n)
	}
	h.tend(within(t))
	haves, err := a.place.Haves(within(t))
	ok(t, err)
	if n := left(); n != 2 || string(haves[a.id]) != "a6" || string(haves[b.id]) != "b2" {
		t.Errorf("%d messages are left, the last words are %q and %q", n, haves[a.id], haves[b.id])
	}
}
