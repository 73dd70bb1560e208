//go:build linux

package lossy

import (
	"os"
	"path/filepath"
	"testing"
)

func mounted(t *testing.T) (*FS, string) {
	t.Helper()
	at := t.TempDir()
	f, err := Mount(t.TempDir(), at)
	if err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() }) // the test may have failed amid a cut
	return f, at
}

func TestWhatIsNotSyncedIsForgotten(t *testing.T) {
	f, at := mounted(t)
	path := filepath.Join(at, "file")
	put := func(path, text string, off int64, sync bool) {
		t.Helper()
		h, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.WriteAt([]byte(text), off); err != nil {
			t.Fatal(err)
		}
		if sync {
			if err := h.Sync(); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
	put(path, "kept whole", 0, true)
	put(path, "LOST", 0, false)
	put(path, " and longer", 10, false)
	if err := os.Truncate(path, 2); err != nil {
		t.Fatal(err)
	}
	put(filepath.Join(at, "new"), "never synced", 0, false)
	if err := os.Rename(filepath.Join(at, "new"), filepath.Join(at, "renamed")); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || string(raw) != "LO" || f.Unsynced() != 4 {
		t.Fatalf("before: %q, %v, %d unsynced", raw, err, f.Unsynced())
	}
	if err := f.PowerCut(nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"file": "kept whole", "renamed": ""} {
		raw, err := os.ReadFile(filepath.Join(at, name))
		if err != nil || string(raw) != want {
			t.Errorf("%s after: %q, %v", name, raw, err)
		}
	}
	put(path, "KEPT", 0, true)
	if err := f.PowerCut(nil); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "KEPT whole" {
		t.Errorf("after the second: %q, %v", raw, err)
	}
}

// A file that is opened to sync every write has nothing to lose.
func TestSynchronousWritesAreKept(t *testing.T) {
	f, at := mounted(t)
	h, err := os.OpenFile(filepath.Join(at, "file"), os.O_CREATE|os.O_WRONLY|os.O_SYNC, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Write([]byte("kept")); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.PowerCut(nil); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(filepath.Join(at, "file")); err != nil || string(raw) != "kept" {
		t.Errorf("after: %q, %v", raw, err)
	}
}
