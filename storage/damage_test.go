package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"go.etcd.io/bbolt"
)

// A file cut short anywhere is noticed without ending the program, and mended from the backup and what is left.
func TestTruncatedAnywhereIsMended(t *testing.T) {
	places := soak(12, 60)
	life := aLife(t)
	size := bytesOf(life.path)
	outcomes := map[string]int{}
	brought, lost := 0, 0
	for i := range places {
		l := life.twin(t)
		ok(t, os.Truncate(l.path, size*int64(i+1)/int64(places+1)))
		_, how := inspected(t, l.path)
		outcomes[how]++
		if how == "clean" { // only pages that nothing leads to are gone
			s, err := Open(l.path, options(3))
			ok(t, err)
			if digestOf(t, s) != l.digest {
				t.Errorf("cut at %d of %d and nothing noticed", i+1, places+1)
			}
			clean(t, s)
			ok(t, s.Close())
			continue
		}
		got, r := l.mended(t, Mending{Backup: l.backup, Salvage: true})
		brought += got.Brought
		lost += l.since - got.Brought
		if r.Tells && got.Brought+beyond(t, r, l.backup) < l.since {
			t.Errorf("cut at %d: %d brought, %d said to be lost, of %d", i, got.Brought, beyond(t, r, l.backup), l.since)
		}
		ok(t, os.RemoveAll(l.path))
	}
	t.Logf("truncation at %d places: %v; of the changes after the backup %d were brought back, %d were cut off", places, outcomes, brought, lost)
}

func beyond(t testing.TB, r Remains, backup string) int {
	t.Helper()
	b, err := ReadRemains(context.Background(), backup, nil)
	ok(t, err)
	_, lost := r.Beyond(b)
	return lost
}

// live finds where in the file keys and values lie that some tree leads to.
func live(t testing.TB, path string, keys bool) (spans [][2]int64) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	ok(t, err)
	defer db.Close()
	base := db.Info().Data
	ok(t, db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				if keys {
					v = k
				}
				at := int64(addressOf(v)) - int64(base)
				if len(v) > 0 && at > 0 && at < tx.Size() { // of a small bucket bbolt gives a copy
					spans = append(spans, [2]int64{at, at + int64(len(v))})
				}
				return nil
			})
		})
	}))
	return spans
}

// No flipped bit of a live value or key is silent: it is noticed, or everything reads as before.
func TestNoFlippedBitIsSilent(t *testing.T) {
	flips := soak(60, 1000)
	if testing.Short() { // each starts a child
		flips = 10
	}
	l := aLife(t)
	for _, what := range []string{"values", "keys"} {
		r := rand.New(rand.NewPCG(7, 7))
		full, quick, harmless := 0, 0, 0
		for range flips {
			spans := live(t, l.path, what == "keys") // again: opening the desk may write, and then they lie elsewhere
			span := spans[r.IntN(len(spans))]
			at, bit := span[0]+r.Int64N(span[1]-span[0]), byte(1)<<r.IntN(8)
			flip(t, l.path, at, bit)
			noticed := openAndCheck(t, l.path)
			if _, how := inspected(t, l.path); how != "clean" && how != "late" {
				quick++
			}
			if noticed {
				full++
			} else if readsTheSame(t, l) {
				harmless++
			} else {
				t.Errorf("bit %d of byte %d among %s was flipped in silence", bit, at, what)
			}
			flip(t, l.path, at, bit)
		}
		t.Logf("%d flipped bits of live %s: %d found by the full check, %d by the quick one, %d harmless, %d silent", flips, what, full, quick, harmless, flips-full-harmless)
	}
}

func flip(t testing.TB, path string, at int64, bit byte) {
	t.Helper()
	f, err := os.Open(path)
	ok(t, err)
	var b [1]byte
	_, err = f.ReadAt(b[:], at)
	ok(t, errors.Join(err, f.Close()))
	overwrite(t, path, at, []byte{b[0] ^ bit})
}

func openAndCheck(t testing.TB, path string) (noticed bool) {
	t.Helper()
	s, err := Open(path, options(2))
	if err != nil {
		return true
	}
	defer s.Close()
	faults, err := s.Check(context.Background(), nil)
	return err != nil || len(faults) > 0
}

func readsTheSame(t testing.TB, l lived) bool {
	t.Helper()
	s, err := Open(l.path, options(2))
	ok(t, err)
	defer s.Close()
	draft, err := s.Local("draft")
	return err == nil && string(draft) == "half a letter" && digestOf(t, s) == l.digest && len(changesOf(t, s)) == l.changes
}

// A flipped bit in a page's head or in its table of elements may hang whoever walks the tree: the child that
// looks is ended, and the remains are read all the same.
func TestTornPageHeadsAreMended(t *testing.T) {
	rounds := soak(6, 200)
	life := aLife(t)
	r := rand.New(rand.NewPCG(5, 5))
	outcomes := map[string]int{}
	for range rounds {
		l := life.twin(t)
		page := int64(os.Getpagesize())
		at := page*(2+r.Int64N(bytesOf(l.path)/page-2)) + 8 + r.Int64N(40)
		flip(t, l.path, at, byte(1)<<r.IntN(8))
		_, how := inspected(t, l.path)
		outcomes[how]++
		if how != "clean" {
			l.mended(t, Mending{Backup: l.backup, Salvage: true})
		}
		ok(t, os.RemoveAll(l.path))
	}
	t.Logf("%d flipped bits in heads of pages: %v", rounds, outcomes)
}

func TestRandomBytesAreNoDatabase(t *testing.T) {
	path := t.TempDir() + "/desk.db"
	for i := range uint64(20) {
		raw := make([]byte, 1<<14)
		for at := 0; at+8 <= len(raw); at += 8 {
			binary.LittleEndian.PutUint64(raw[at:], rand.New(rand.NewPCG(i, uint64(at))).Uint64())
		}
		ok(t, os.WriteFile(path, raw, 0o600))
		if _, err := ReadRemains(context.Background(), path, nil); !errors.Is(err, ErrForeign) {
			t.Errorf("remains: %v", err)
		}
		if _, err := Open(path, options(1)); !errors.Is(err, ErrForeign) || !errors.Is(err, ErrDamaged) {
			t.Errorf("opened: %v", err)
		}
	}
}
