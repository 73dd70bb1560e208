package courier_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/courier"
	"mendesk/app/exchange/memhub"
	"mendesk/app/record"
	"mendesk/storage/attachment"
)

type notes struct {
	mu sync.Mutex
	m  map[string][]byte
}

func (n *notes) SetLocal(key string, value []byte) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.m[key] = value
	return nil
}

func (n *notes) Locals(prefix string) (map[string][]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := map[string][]byte{}
	for k, v := range n.m {
		if rest, ok := strings.CutPrefix(k, prefix); ok {
			out[rest] = v
		}
	}
	return out, nil
}

// world is a hub in memory and the workstations that reach it.
type world struct {
	t     *testing.T
	hub   *memhub.Hub
	clock time.Time
	files []courier.File // that records name, the newest first

	mu    sync.Mutex
	calls map[string]int
	cut   int // so many calls get through; negative: all
}

type station struct {
	w       *world
	id      record.ID
	dir     string
	files   *attachment.Folder
	notes   *notes
	courier *courier.Courier
	book    *courier.Book
	looked  bool // fetches only what is looked at
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), calls: map[string]int{}, cut: -1}
	w.hub = memhub.New("HUB", func() time.Time { return w.clock })
	w.hub.Trouble = func(call string, who record.ID) memhub.Trouble {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.cut == 0 {
			return memhub.Lost
		}
		w.cut--
		w.calls[call]++
		return memhub.None
	}
	return w
}

func (w *world) station(name string) *station {
	s := &station{w: w, id: record.KeyID(name), dir: w.t.TempDir(), notes: &notes{m: map[string][]byte{}}}
	s.start()
	return s
}

// start is a new run of the program on what the last one left.
func (s *station) start() {
	s.w.t.Helper()
	var err error
	if s.book, err = courier.OpenBook(s.notes); err != nil {
		s.w.t.Fatal(err)
	}
	s.files = attachment.At(filepath.Join(s.dir, "attachments"))
	s.courier = courier.New(courier.Options{
		Bytes: s.files, Notes: s.notes, Me: s.id, Half: filepath.Join(s.dir, "half"), Now: func() time.Time { return s.w.clock },
	}, s.book)
}

func (s *station) turn() error {
	return s.courier.Turn(context.Background(), courier.Ask{
		Depot: s.w.hub.At(s.id).(exchange.Depots).Depot(exchange.Files), Place: "hub", Files: s.w.files, All: !s.looked,
	})
}

// ok takes a turn that must go well, after a while.
func (s *station) ok(after time.Duration) {
	s.w.t.Helper()
	s.w.clock = s.w.clock.Add(after)
	if err := s.turn(); err != nil {
		s.w.t.Fatal(err)
	}
}

// attach keeps random bytes here and lets a record name them.
func (s *station) attach(size int) record.Hash {
	s.w.t.Helper()
	data := make([]byte, size)
	_, _ = rand.Read(data)
	digest, n, err := s.files.Put(context.Background(), bytes.NewReader(data), record.MaxAttachment)
	if err != nil {
		s.w.t.Fatal(err)
	}
	s.w.files = append([]courier.File{{Digest: digest, Size: n, At: s.w.clock}}, s.w.files...)
	return digest
}

func (s *station) has(digest record.Hash) bool {
	_, err := s.files.Bytes(digest)
	return err == nil
}

func (s *station) want(digest record.Hash, here bool) {
	s.w.t.Helper()
	if s.has(digest) != here {
		s.w.t.Errorf("attachment %.6s is here: %t", digest, !here)
	}
}

const photo = 3<<20 + 77 // 13 pieces

func TestAPhotoTravels(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	large, small, one := a.attach(photo), a.attach(12), a.attach(exchange.MaxPiece)
	a.ok(0)
	b.ok(0)
	for _, d := range []record.Hash{large, small, one} {
		b.want(d, true)
		if !a.book.LiesAt(d, "hub") || !b.book.LiesAt(d, "hub") || b.book.LiesAt(d, "elsewhere") {
			t.Error("the book does not know where it lies")
		}
	}
	if n := w.calls["put"]; n != 15 {
		t.Errorf("%d pieces were put", n)
	}
	w.calls = map[string]int{}
	a.ok(0)
	b.ok(0)
	b.start()
	b.ok(0)
	if w.calls["put"]+w.calls["get"]+w.calls["has"]+w.calls["putList"] > 0 {
		t.Errorf("what all have is looked at again: %v", w.calls)
	}
}

// However often a workstation is cut off or killed, a photo goes and comes on from where it was.
func TestAPhotoGoesOnAfterEveryCut(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	large := a.attach(photo)
	run := func(s *station, done func() bool) {
		t.Helper()
		for n := range 100 {
			w.cut = 4 + n%3
			err := s.turn()
			if w.cut = -1; err != nil && !errors.Is(err, exchange.ErrUnreachable) {
				t.Fatal(err)
			}
			if done() {
				return
			}
			s.start()
		}
		t.Fatal("it never ends")
	}
	run(a, func() bool { return a.book.LiesAt(large, "hub") })
	if n := w.calls["put"]; n != 13 {
		t.Errorf("%d pieces were put", n)
	}
	run(b, func() bool { return b.has(large) })
	if n := w.calls["get"]; n != 13 {
		t.Errorf("%d pieces were read", n)
	}
	b.ok(0)
	if left, err := os.ReadDir(filepath.Join(b.dir, "half")); err != nil || len(left) > 0 {
		t.Errorf("%d files are left in part, %v", len(left), err)
	}
}

func TestOnlyWhatIsLookedAt(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	first, second := a.attach(10), a.attach(photo)
	b.looked = true
	a.ok(0)
	b.ok(0)
	b.want(first, false)
	b.courier.Look(false, first)
	b.ok(0)
	b.want(first, true)
	b.want(second, false)
	b.courier.Look(false, record.HashOf([]byte("nobody names it")))
	b.ok(0)
}

// Somebody looks at an old record while a newer, larger file comes.
func TestWhatIsLookedAtComesFirst(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	old, large := a.attach(10), a.attach(photo)
	a.ok(0)
	trouble, gets := w.hub.Trouble, 0
	w.hub.Trouble = func(call string, who record.ID) memhub.Trouble {
		if call == "get" {
			if gets++; gets == 3 {
				b.courier.Look(false, old)
			}
			if gets == 6 && !b.has(old) {
				t.Error("what is looked at waits")
			}
		}
		return trouble(call, who)
	}
	b.ok(0)
	b.want(old, true)
	b.want(large, true)
	if gets != 14 {
		t.Errorf("%d pieces were read", gets)
	}
}

// A list or a piece that is wrong harms nobody: another workstation's counts, or it is put there again.
func TestJunkInTheDepotHeals(t *testing.T) {
	w := newWorld(t)
	a, c := w.station("a"), w.station("c")
	large := a.attach(photo)
	a.ok(0)
	depot := w.hub.At(c.id).(exchange.Depots).Depot(exchange.Files)
	w.clock = w.clock.Add(time.Second)
	junk, err := depot.Put(t.Context(), c.id, make([]byte, exchange.MaxPiece))
	if err != nil {
		t.Fatal(err)
	}
	last, err := depot.Put(t.Context(), c.id, make([]byte, 77))
	if err != nil {
		t.Fatal(err)
	}
	list := fmt.Sprintf(`{"size":%d,"pieces":[%s"%s"]}`, photo, strings.Repeat(`"`+string(junk)+`",`, 12), last)
	for _, said := range []string{"junk", `{"size":1,"pieces":[]}`, list} {
		if err := depot.PutList(t.Context(), c.id, string(large), []byte(said)); err != nil {
			t.Fatal(err)
		}
		b := w.station("b" + said)
		b.ok(0)
		b.want(large, true)
	}
	for _, p := range w.hub.Pieces(exchange.Files) {
		w.hub.Spoil(exchange.Files, p)
	}
	d := w.station("d")
	for range 8 { // until patience ends
		d.ok(3 * time.Minute)
	}
	d.want(large, false)
	a.ok(0)
	d.ok(30 * time.Minute)
	d.want(large, true)
	if lists, err := depot.Lists(t.Context(), "wanted"); err != nil || len(lists) != 1 || string(lists[0].Data) != `{"files":[]}` {
		t.Errorf("%s %v", lists, err)
	}
}

// A hub that lost everything gets it back when somebody asks; without asking, when patience ends.
func TestAReplacedHubIsFilledOnDemand(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	d := a.attach(photo)
	empty := w.hub.Copy()
	a.ok(0)
	w.hub.Restore(empty)
	b.ok(0)
	a.ok(0)
	b.ok(time.Minute)
	b.want(d, false)
	b.courier.Look(true, d)
	b.ok(0)
	a.ok(0)
	if b.courier.Look(false, d) {
		t.Error("it was not there a moment ago, and that is news")
	}
	b.ok(time.Minute)
	b.want(d, true)
}

func TestDamagedAndLostFilesComeAgain(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	lost, hurt := a.attach(photo), a.attach(20)
	a.ok(0)
	b.ok(0)
	if err := a.files.Remove(lost); err != nil {
		t.Fatal(err)
	}
	path := ""
	err := filepath.WalkDir(a.files.Path(), func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			path = p
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("ruined by the disk.."), 0o600); err != nil {
		t.Fatal(err)
	}
	a.start()
	if !a.book.Here(lost) {
		t.Error("nobody knows that it was here")
	}
	a.courier.Hurt(hurt)
	a.ok(0)
	a.want(lost, true)
	a.want(hurt, true)
	// One that was damaged before it was sent is not sent.
	own := a.attach(30)
	err = filepath.WalkDir(a.files.Path(), func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			if raw, readErr := os.ReadFile(p); readErr == nil && record.HashOf(raw) == own {
				return os.WriteFile(p, []byte("ruined"), 0o600)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	a.ok(0)
	if slices.Contains(w.hub.Pieces(exchange.Files), own) || a.book.LiesAt(own, "hub") {
		t.Error("a damaged file was sent")
	}
}

// What no record names any more is not sent, and what has come of it in part goes.
func TestWhatNobodyNamesStaysHere(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	large := a.attach(photo)
	a.ok(0)
	w.cut = 6
	if err := b.turn(); err == nil {
		t.Fatal("nothing was cut off")
	}
	w.cut = -1
	a.attach(50)
	w.files = nil
	a.ok(0)
	b.ok(0)
	b.want(large, false)
	if left, _ := os.ReadDir(filepath.Join(b.dir, "half")); len(left) > 0 {
		t.Error("half of a file stays")
	}
	if n := len(w.hub.Pieces(exchange.Files)); n != 13 {
		t.Errorf("%d pieces", n)
	}
}

func TestAFullHubStillGives(t *testing.T) {
	w := newWorld(t)
	a, b := w.station("a"), w.station("b")
	from, to := a.attach(photo), b.attach(photo)
	a.ok(0)
	trouble := w.hub.Trouble
	w.hub.Trouble = func(call string, who record.ID) memhub.Trouble {
		if call == "put" {
			return memhub.Full
		}
		return trouble(call, who)
	}
	if err := b.turn(); !errors.Is(err, exchange.ErrFull) {
		t.Errorf("got %v", err)
	}
	b.want(from, true)
	w.hub.Trouble = trouble
	b.ok(0)
	a.ok(time.Minute)
	a.want(to, true)
}
