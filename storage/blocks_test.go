package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// Whatever is written in whatever portions, blocks hold what a sorted map would, in whole and well parted blocks.
func TestBlocksHoldWhatAMapWould(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "blocks.bolt"), 0o600, &bbolt.Options{NoSync: true})
	ok(t, err)
	defer func() { ok(t, db.Close()) }()
	rapid.Check(t, func(rt *rapid.T) {
		size := rapid.SampledFrom([]int{1, 12, 411, blockSize / 2, 2 * blockSize}).Draw(rt, "bytes of a row")
		model := map[string][]byte{}
		within := func(do func(at *bbolt.Bucket)) {
			ok(rt, db.Update(func(tx *bbolt.Tx) error {
				at, err := tx.CreateBucketIfNotExists([]byte("rows"))
				ok(rt, err)
				do(at)
				return nil
			}))
		}
		_ = db.Update(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("rows")) }) // of the run before
		for range rapid.IntRange(1, 8).Draw(rt, "commits") {
			within(func(at *bbolt.Bucket) {
				for range rapid.IntRange(1, 4).Draw(rt, "portions") {
					ok(rt, putRows(at, drawRows(rt, size, model)))
				}
				holdsModel(rt, at, size, model)
			})
		}
		within(func(at *bbolt.Bucket) { // and to the last row out again
			for key := range model {
				ok(rt, putRows(at, []put{{key: []byte(key), remove: true}}))
				delete(model, key)
			}
			holdsModel(rt, at, size, model)
			if k, _ := at.Cursor().First(); k != nil {
				rt.Errorf("block %x is left of nothing", k)
			}
		})
	})
}

// drawRows draws a portion of writes, some to rows that are there, and does them to the model.
func drawRows(rt *rapid.T, size int, model map[string][]byte) (puts []put) {
	far := rapid.SampledFrom([]int64{3, 1000, 1 << 40}).Draw(rt, "far") // the smaller, the more of them meet
	from := rapid.Int64Range(-far, far).Draw(rt, "from")
	inOrder := rapid.Bool().Draw(rt, "in order")
	out := rapid.IntRange(0, 9).Draw(rt, "of ten taken out")
	n := rapid.IntRange(1, max(2, 40_000/(size+rowKey))).Draw(rt, "writes")
	seed := rapid.Uint32().Draw(rt, "seed")
	there := slices.Sorted(maps.Keys(model))
	for i := range n {
		seed = seed*1664525 + 1013904223
		reach := from + int64(seed>>8)%far
		if inOrder {
			reach = from + int64(i)
		}
		key := append(reachedFrom(reach), fmt.Sprintf("%026d", seed%7)...)
		if seed>>16%3 == 0 && len(there) > 0 {
			key = []byte(there[int(seed>>4)%len(there)])
		}
		p := put{key: key, remove: int(seed>>20%10) < out}
		if !p.remove {
			p.value = bytes.Repeat([]byte{byte(seed >> 3)}, size)
		}
		puts = append(puts, p)
	}
	slices.SortStableFunc(puts, func(x, y put) int { return bytes.Compare(x.key, y.key) })
	for _, p := range puts {
		if p.remove {
			delete(model, string(p.key))
		} else {
			model[string(p.key)] = p.value
		}
	}
	return puts
}

func holdsModel(rt *rapid.T, at *bbolt.Bucket, size int, model map[string][]byte) {
	rt.Helper()
	n, err := countRows(at)
	ok(rt, err)
	if n != len(model) {
		rt.Fatalf("%d rows, want %d", n, len(model))
	}
	keys := slices.Sorted(maps.Keys(model))
	for _, key := range keys {
		row, err := storedRow(at, []byte(key))
		ok(rt, err)
		if !bytes.Equal(row, model[key]) {
			rt.Fatalf("row %x is %x, want %x", key, row, model[key])
		}
	}
	if row, err := storedRow(at, append(reachedFrom(7), "a row that nobody wrote...."[:idSize]...)); err != nil || row != nil {
		rt.Fatalf("a row that is not there: %x, %v", row, err)
	}
	since := rapid.Int64Range(-2000, 2000).Draw(rt, "since")
	from, _ := slices.BinarySearch(keys, string(reachedFrom(since)))
	var walked []string
	ok(rt, eachRow(at, "box", since, func(id, row []byte) {
		if len(row) != size {
			rt.Fatalf("a row of %d bytes", len(row))
		}
		walked = append(walked, string(id))
	}))
	if len(walked) != len(keys)-from {
		rt.Fatalf("since %d: %d rows, want %d", since, len(walked), len(keys)-from)
	}
	for i, key := range keys[from:] {
		if walked[i] != key[reachSize:] {
			rt.Fatalf("since %d row %d is of %s, want %s", since, i, walked[i], key[reachSize:])
		}
	}
	blocksAreWell(rt, at)
}

// blocksAreWell: no block is empty or too large, and its rows lie in order after the name before and up to its own.
func blocksAreWell(rt *rapid.T, at *bbolt.Bucket) {
	rt.Helper()
	var before []byte
	ok(rt, at.ForEach(func(name, v []byte) error {
		b, err := readBlock(v)
		if err != nil {
			return err
		}
		if b.len() == 0 || b.len() > 1 && len(b) > blockSize {
			rt.Fatalf("block %x has %d rows in %d bytes", name, b.len(), len(b))
		}
		for i := range b.len() {
			key, _ := b.row(i)
			if before != nil && bytes.Compare(before, key) >= 0 {
				rt.Fatalf("row %x after %x", key, before)
			}
			before = key
		}
		if bytes.Compare(before, name) > 0 {
			rt.Fatalf("block %x ends with %x", name, before)
		}
		before = name
		return nil
	}))
}

// Rows that come as time goes on leave full blocks behind.
func TestBlocksOfATimeThatGoesOnAreFull(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "blocks.bolt"), 0o600, &bbolt.Options{NoSync: true})
	ok(t, err)
	defer func() { ok(t, db.Close()) }()
	ok(t, db.Update(func(tx *bbolt.Tx) error {
		at, err := tx.CreateBucket([]byte("rows"))
		ok(t, err)
		const rows, size = 20_000, 112
		for i := range rows {
			key := append(reachedFrom(int64(i)), fmt.Sprintf("%026d", i%3)...)
			ok(t, putRows(at, []put{{key: key, value: make([]byte, size)}}))
		}
		blocks := at.Stats().KeyN
		if full := (rows*(rowKey+size))/blockSize + 1; blocks > full*11/10 {
			t.Errorf("%d blocks, full ones would be %d", blocks, full)
		}
		return nil
	}))
}

// A block whose size cannot be is damage in words, wherever it is read or written.
func TestADamagedBlockIsTold(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	ok(t, s.update(false, func(b *batch) error {
		at, err := b.bucket(inFigures("box"))
		ok(t, err)
		name, v := at.Cursor().First()
		torn := bytes.Clone(v)
		binary.BigEndian.PutUint16(torn, 13)
		b.dirty = true
		return at.Put(bytes.Clone(name), torn)
	}))
	view(t, s, func(tx *Tx) error {
		rows, err := tx.Rows("box")
		ok(t, err)
		if err := rows.Since(0, func(_, _ []byte) {}); !errors.Is(err, ErrDamaged) {
			t.Errorf("read: %v", err)
		}
		return nil
	})
	if err := s.Change("", noon, func(tx *Tx) error { return tx.Append(coin(1, 5)) }); !errors.Is(err, ErrDamaged) {
		t.Errorf("written: %v", err)
	}
	faults, err := s.Check(t.Context(), nil)
	ok(t, err)
	if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Code == "row.differs" }) {
		t.Errorf("check: %v", faults)
	}
	ok(t, s.Close())
}
