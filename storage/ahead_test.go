package storage

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"mendesk/app/record"
)

// slowDisk is a file of which no page is in memory; it remembers which were read.
type slowDisk struct {
	io.ReaderAt
	page int64
	mu   sync.Mutex
	read map[uint64]bool
}

func (d *slowDisk) ReadAt(into []byte, at int64) (int, error) {
	time.Sleep(2 * fromDisk)
	d.mu.Lock()
	d.read[uint64(at/d.page)] = true
	d.mu.Unlock()
	return d.ReaderAt.ReadAt(into, at)
}

// leafPageOf is a page of a tree that leads no further, with its keys.
type leafPageOf struct {
	page uint64
	keys []string
}

// leavesOf lists the leaves of a bucket in the order of their keys, found by walking the whole tree.
func leavesOf(t tb, tx *Tx, at *bbolt.Bucket) (out []leafPageOf) {
	t.Helper()
	p := pagesOf(tx, tx.s.file)
	var walk func(page uint64)
	walk = func(page uint64) {
		elements, leaf := p.elements(p.read(page))
		l := leafPageOf{page: page}
		for _, e := range elements {
			if !leaf {
				walk(e.child)
			}
			l.keys = append(l.keys, string(e.key))
		}
		if leaf {
			out = append(out, l)
		}
	}
	walk(uint64(at.Root()))
	if len(out) < 20 {
		t.Fatal("the tree is too small to show anything")
	}
	return out
}

func pagesOf(tx *Tx, f io.ReaderAt) *pages {
	return &pages{f: f, size: tx.b.Size(), page: int64(tx.b.DB().Info().PageSize), seen: map[uint64]bool{}}
}

// manyBoxes is a desk whose trees are some levels deep.
func manyBoxes(t testing.TB) *Store {
	s := newDesk(t, 1)
	do(t, s, publish(7))
	rows := func(yield func(Row) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, n := range r.Perm(6000) {
			if !yield(func(tx *Tx) error { return tx.Append(openBox(n, "red"), coin(n, int64(r.IntN(1e6)))) }) {
				return
			}
		}
	}
	ok(t, s.Changes(context.Background(), "", noon, rows, nil))
	return s
}

// What is read ahead is every leaf on which something due lies, and no other.
func TestAheadReadsThePagesThatAreDue(t *testing.T) {
	s := manyBoxes(t)
	view(t, s, func(tx *Tx) error {
		records, figures := tx.b.Bucket([]byte(inRecord("box"))), tx.b.Bucket([]byte(inFigures("box")))
		inRecords, inRows := leavesOf(t, tx, records), leavesOf(t, tx, figures)
		rapid.Check(t, func(rt *rapid.T) {
			at, leaves := records, inRecords
			d := due{on: rapid.Bool().Draw(rt, "since")}
			if d.on {
				at, leaves = figures, inRows
				d.keys = [][]byte{reachedFrom(rapid.Int64Range(-1, 1e6+1).Draw(rt, "since"))}
			} else {
				for range rapid.IntRange(0, 60).Draw(rt, "ids") {
					d.keys = append(d.keys, []byte(boxID(rapid.IntRange(0, 7000).Draw(rt, "id")))) // some that are not there, some twice
				}
				slices.SortFunc(d.keys, bytes.Compare)
			}
			d.page = uint64(at.Root())
			disk := &slowDisk{ReaderAt: tx.s.file, page: int64(tx.b.DB().Info().PageSize), read: map[uint64]bool{}}
			pagesOf(tx, disk).ahead(d)
			for i, l := range leaves {
				low, high := "", ""
				if i > 0 {
					low = l.keys[0]
				}
				if i+1 < len(leaves) {
					high = leaves[i+1].keys[0]
				}
				if got, want := disk.read[l.page], d.touches(low, high); got != want {
					rt.Fatalf("leaf %d from %q until %q was read: %v; something due lies there: %v", i, low, high, got, want)
				}
			}
		})
		return nil
	})
}

// touches tells whether something due lies from low on and before high (empty: to the end).
func (d due) touches(low, high string) bool {
	for _, k := range d.keys {
		if (string(k) >= low || d.on) && (high == "" || string(k) < high) {
			return true
		}
	}
	return false
}

// Whatever a damaged file holds, reading ahead ends and leaves the answer to the reader.
func TestAheadOfDamagedPagesEnds(t *testing.T) {
	s := manyBoxes(t)
	view(t, s, func(tx *Tx) error {
		root := uint64(tx.b.Bucket([]byte(inFigures("box"))).Root())
		whole := make([]byte, tx.b.Size())
		if _, err := tx.s.file.ReadAt(whole, 0); err != nil {
			return err
		}
		size := int64(tx.b.DB().Info().PageSize)
		circle := bytes.Clone(whole)
		page := circle[int64(root)*size:]
		for i := range int(native.Uint16(page[10:])) {
			native.PutUint64(page[pageHead+i*elementSize+8:], root)
		}
		pagesOf(tx, bytes.NewReader(circle)).ahead(due{page: root, on: true})
		rapid.Check(t, func(rt *rapid.T) {
			torn := bytes.Clone(whole[int64(root)*size : (int64(root)+1)*size])
			for range rapid.IntRange(1, 20).Draw(rt, "places") {
				torn[rapid.IntRange(8, len(torn)-1).Draw(rt, "place")] = rapid.Byte().Draw(rt, "byte")
			}
			copy(circle[int64(root)*size:], torn)
			d := due{page: root, on: rapid.Bool().Draw(rt, "on"), keys: [][]byte{reachedFrom(5), reachedFrom(5e5)}}
			pagesOf(tx, bytes.NewReader(circle)).ahead(d)
		})
		return nil
	})
}

// What the pages tell of how many keys there are is what a walk over the keys finds, in trees of some levels too.
func TestCountByPagesIsCountByKeys(t *testing.T) {
	s := manyBoxes(t)
	view(t, s, func(tx *Tx) error {
		st, err := tx.stretch("box", Span{Index: "colour"}, "")
		ok(t, err)
		all := []string{}
		ok(t, tx.visitIDs(st, func(key []byte, _ record.ID) (bool, error) {
			all = append(all, string(key))
			return true, nil
		}))
		for _, to := range []record.Tuple{nil, record.Key("red", int64(0)), record.Key("red", int64(5e5)), record.Key("s")} {
			want := len(all)
			if to != nil {
				want, _ = slices.BinarySearch(all, string(to))
			}
			if n, err := Count(tx, "box", Span{Index: "colour", To: to}); err != nil || n != want {
				t.Errorf("before %q: %d, %v; want %d", to, n, err, want)
			}
		}
		return nil
	})
}

// Some gives the records that there are, as a command sees them, and neither an error nor a blank for the others.
func TestSomeGivesWhatThereIs(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"), openBox(2, "blue"))
	want := func(tx *Tx, ids []record.ID, colours map[record.ID]string) {
		got, err := Some(tx, boxes, ids...)
		ok(t, err)
		if len(got) != len(colours) {
			t.Errorf("%d records, want %d", len(got), len(colours))
		}
		for id, colour := range colours {
			if got[id].Colour != colour {
				t.Errorf("%s is %q, want %q", id, got[id].Colour, colour)
			}
		}
	}
	ids := []record.ID{boxID(2), "", boxID(1), boxID(2), boxID(3)}
	red := map[record.ID]string{boxID(1): "red", boxID(2): "blue"}
	view(t, s, func(tx *Tx) error {
		want(tx, nil, nil)
		want(tx, ids, red)
		return nil
	})
	ok(t, s.Change("", noon, func(tx *Tx) error {
		if err := tx.Append(openBox(3, "green")); err != nil {
			return err
		}
		want(tx, ids, map[record.ID]string{boxID(1): "red", boxID(2): "blue", boxID(3): "green"})
		return nil
	}))
}

// What was just read is in memory, if the system says anything at all.
func TestWhatWasReadIsCached(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	ok(t, os.WriteFile(path, make([]byte, 8192), 0o600))
	f, err := os.Open(path)
	ok(t, err)
	defer func() { ok(t, f.Close()) }()
	if held, known := cached(f, 4096); known && !held {
		t.Error("a place that was written a moment ago is not in memory")
	}
	if held, _ := cached(f, 1<<20); held {
		t.Error("a place behind the end is in memory")
	}
	if _, known := cached(bytes.NewReader(nil), 0); known {
		t.Error("the system tells of what is no file")
	}
}
