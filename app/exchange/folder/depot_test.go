package folder

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/placetest"
	"mendesk/app/record"
)

func TestDepotContract(t *testing.T) {
	placetest.RunDepot(t, func(t *testing.T) placetest.DepotEnds {
		dir, k := t.TempDir(), aKey(t)
		return placetest.DepotEnds{A: open(t, dir, k, "a", nil), B: open(t, dir, k, "b", nil), AID: ws("a"), BID: ws("b")}
	})
}

// keptFiles are the files under a shared folder, whole paths.
func keptFiles(t tester, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What is half copied, changed or under another key is not there; renamed by a cloud drive, it is.
func TestAPieceIsWholeOrNotThere(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	d, data := open(t, dir, k, "a", nil).Depot(exchange.Files), []byte("a photo of a cracked screen")
	piece, err := d.Put(ctx, ws("a"), data)
	if err != nil {
		t.Fatal(err)
	}
	path := keptFiles(t, dir)[0]
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte("photo")) || strings.Contains(path, string(piece)) {
		t.Error("what lies in the folder can be read")
	}
	there := func() (has, got bool) {
		all, err := d.Has(ctx, "", []record.Hash{piece})
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Get(ctx, piece)
		if err != nil && !errors.Is(err, exchange.ErrNone) {
			t.Fatal(err)
		}
		return all[piece], err == nil
	}
	for n := range raw {
		if err := os.WriteFile(path, raw[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if has, got := there(); has || got {
			t.Fatalf("cut at %d: has %t, got %t", n, has, got)
		}
	}
	for n := range raw {
		changed := bytes.Clone(raw)
		changed[n] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, got := there(); got {
			t.Fatalf("byte %d changed: got it", n)
		}
	}
	if _, err := d.Put(ctx, ws("a"), data); err != nil { // put again, it is whole
		t.Fatal(err)
	}
	conflict := strings.TrimSuffix(path, suffix) + " (conflicted copy)" + suffix
	if err := os.Rename(path, conflict); err != nil {
		t.Fatal(err)
	}
	if has, got := there(); !has || !got {
		t.Errorf("renamed: has %t, got %t", has, got)
	}
	if _, err := open(t, dir, aKey(t), "a", nil).Depot(exchange.Files).Get(ctx, piece); !errors.Is(err, exchange.ErrNone) {
		t.Errorf("under another key: %v", err)
	}
	if _, err := open(t, dir, k, "a", nil).State(ctx); err != nil {
		t.Errorf("the log beside it: %v", err)
	}
}

// A drive that is gone is not an empty one, and nothing is made where it was.
func TestADepotOnADriveThatIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d := open(t, dir, aKey(t), "a", nil).Depot(exchange.Files)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	_, put := d.Put(ctx, ws("a"), []byte("x"))
	_, has := d.Has(ctx, "", nil)
	_, lists := d.Lists(ctx, "x")
	for _, err := range []error{put, has, lists} {
		if !errors.Is(err, exchange.ErrUnreachable) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("it was made again")
	}
}

// Of copies of a list the newest counts, and what a program left half written goes after a day.
func TestCopiesOfAListAndWhatWasLeftBehind(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	d := open(t, dir, k, "a", nil).Depot(exchange.Snapshots)
	put := func(data string) {
		t.Helper()
		if err := d.PutList(ctx, ws("a"), "snapshot", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	put("old")
	path := keptFiles(t, dir)[0]
	if err := os.Rename(path, path+".bak"); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(filepath.Dir(path), tmpStart+"1"+tmpEnd)
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(left, time.Time{}, time.Now().Add(-25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Millisecond) // what dates them counts in milliseconds
	put("new")
	got, err := d.Lists(ctx, "snapshot")
	if err != nil || len(got) != 1 || string(got[0].Data) != "new" {
		t.Errorf("%v %v", got, err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Error("what was left behind stays")
	}
}
