//go:build linux

package storage

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"mendesk/storage/lossy"
)

// A power cut loses nothing that was acknowledged, whichever of the unsynced writes the disk had kept. The file
// is looked at below the file system of the test: a process that maps a file which it serves itself can wait for
// itself for ever.
func TestPowerCutLosesNothingAcknowledged(t *testing.T) {
	rounds := soak(6, 200)
	disk, backing, at := lossyDisk(t)
	o := options(1)
	o.NoSync = false
	o.TokenDir = filepath.Join(backing, "config")
	path := filepath.Join(backing, "desk.db")
	s, err := Create(path, o)
	ok(t, err)
	ok(t, s.Close())
	acknowledged := map[int]int64{}
	for round := range rounds {
		killed(t, at, acknowledged)
		chance := rand.New(rand.NewPCG(uint64(round), 1))
		if round%3 == 0 {
			chance = nil // nothing that was not synced survives
		}
		ok(t, disk.PowerCut(chance))
		s, err := Open(path, o)
		ok(t, err)
		clean(t, s)
		for n, want := range acknowledged {
			if got := getBox(t, s, n).Coins; got < want {
				t.Errorf("round %d: of box %d %d coins were acknowledged, %d are there", round, n, want, got)
			}
		}
		ok(t, s.Close())
		if t.Failed() {
			return
		}
	}
	logs, err := logsAt(path, o)
	if err != nil || logs != 1 {
		t.Errorf("power cuts minted logs: %d, %v", logs, err)
	}
	sum := int64(0)
	for _, n := range acknowledged {
		sum += n
	}
	t.Logf("%d power cuts: %d saves were acknowledged and 0 lost; the disk forgot %d bytes that were not synced", rounds, sum, disk.Lost())
}

func logsAt(path string, o Options) (int, error) {
	s, err := Open(path, o)
	if err != nil {
		return 0, err
	}
	defer func() { _ = s.Close() }() // it was only read
	logs, err := s.Logs(context.Background())
	return len(logs), err
}

// Without syncs the same test must fail, every time: else it proves nothing.
func TestPowerCutWithoutSyncsIsNoticedEveryTime(t *testing.T) {
	rounds := soak(3, 200)
	t.Setenv("MENDESK_CRASH_NOSYNC", "1")
	disk, backing, at := lossyDisk(t)
	failed := 0
	for round := range rounds {
		dir := filepath.Join(backing, string(rune('a'+round%26))+"-desk")
		o := options(uint64(round))
		o.NoSync = false
		path := filepath.Join(dir, "desk.db")
		if _, there, _ := fileSize(path); !there {
			s, err := Create(path, o)
			ok(t, err)
			ok(t, s.Close())
		}
		before := coinsAt(path, o)
		acknowledged := map[int]int64{}
		for len(acknowledged) == 0 { // on a slow machine a child may be gone before its first save
			killed(t, filepath.Join(at, filepath.Base(dir)), acknowledged)
		}
		ok(t, disk.PowerCut(nil))
		after := coinsAt(path, o)
		lost := after == nil
		for n, want := range acknowledged {
			lost = lost || after[n] < before[n]+want
		}
		if !lost {
			t.Errorf("round %d: nothing was synced and nothing was lost", round)
			continue
		}
		failed++
	}
	t.Logf("without syncs %d of %d power cuts lost what was acknowledged", failed, rounds)
}

// coinsAt reads what is in the boxes; nil when the desk does not open.
func coinsAt(path string, o Options) map[int]int64 {
	s, err := Open(path, o)
	if err != nil {
		return nil
	}
	defer func() { _ = s.Close() }() // it was only read
	out := map[int]int64{}
	err = s.View(context.Background(), func(tx *Tx) error {
		for n := range 50 {
			b, err := Get(tx, boxes, boxID(n))
			if err == nil {
				out[n] = b.Coins
			}
		}
		return nil
	})
	if err != nil {
		return nil
	}
	return out
}

func lossyDisk(t *testing.T) (disk *lossy.FS, backing, at string) {
	t.Helper()
	backing, at = t.TempDir(), t.TempDir()
	disk, err := lossy.Mount(backing, at)
	if err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = disk.Close() }) // the test may have failed amid a cut
	return disk, backing, at
}
