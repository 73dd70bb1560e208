package storage

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// soak is how often a test of faults is run: short here, and long where MENDESK_SOAK asks for a hundred rounds or more.
func soak(short, long int) int {
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil && n >= 100 {
		return long
	}
	return short
}

// The child looks through a file and says what is wrong, or does not come back. What only the full check finds
// is marked so.
func inspectChild(path string) {
	faults, err := Inspect(context.Background(), path, options(1), nil)
	if err == nil && len(faults) == 0 {
		if faults, err = CheckFile(context.Background(), path, options(1), nil); len(faults) > 0 {
			faults = []Fault{{Code: "late"}}
		}
	}
	if err != nil {
		faults = []Fault{{Code: err.Error()}}
	}
	_ = json.NewEncoder(os.Stdout).Encode(faults)
}

// inspected runs Inspect in a child, as the program does; how it ended counts as a fault when it said nothing.
func inspected(t testing.TB, path string) (faults []Fault, how string) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	child := exec.CommandContext(ctx, os.Args[0])
	child.Env = append(os.Environ(), "MENDESK_INSPECT_CHILD="+path)
	out, err := child.Output()
	switch {
	case ctx.Err() != nil:
		return nil, "hung"
	case err != nil:
		return nil, "died"
	case json.Unmarshal(out, &faults) != nil:
		return nil, "babbled"
	case len(faults) > 0 && faults[0].Code == "late":
		return nil, "late"
	case len(faults) > 0:
		return faults, "faults"
	}
	return nil, "clean"
}

// lived is a desk with a past: changes, a backup, and changes that the backup does not know.
type lived struct {
	path, backup   string
	changes, since int
	digest         string
}

func aLife(t testing.TB) lived {
	t.Helper()
	dir := t.TempDir()
	l := lived{path: filepath.Join(dir, "desk.db"), backup: filepath.Join(dir, "backup")}
	s := createAt(t, l.path, options(1))
	do(t, s, publish(3))
	for i := range 120 {
		do(t, s, openBox(i, "red"), boxes.Did(boxID(i), "noted", nil, noted{string(make([]byte, 300))}))
	}
	ok(t, s.Backup(context.Background(), l.backup))
	for i := range 60 {
		do(t, s, coin(i, 3))
		l.since++
	}
	ok(t, s.SetLocal("draft", []byte("half a letter")))
	l.changes, l.digest = 181, digestOf(t, s)
	ok(t, s.Close())
	return l
}

// twin copies a life to a folder of its own, so that each fault meets a whole one.
func (l lived) twin(t testing.TB) lived {
	t.Helper()
	dir, err := os.MkdirTemp(filepath.Dir(l.path), "twin-*")
	ok(t, err)
	twin := l
	twin.path = filepath.Join(dir, "desk.db")
	copyFile(t, l.path, twin.path)
	copyFile(t, sidecarPath(l.path), sidecarPath(twin.path))
	return twin
}

// mended puts a desk in order and opens it: nothing that the backup knows may be missing, and what came after
// it is there or counted as lost.
func (l lived) mended(t testing.TB, m Mending) (Mended, Remains) {
	t.Helper()
	ctx := context.Background()
	r, _ := ReadRemains(ctx, l.path, nil)
	old, err := os.ReadFile(l.path)
	ok(t, err)
	got, err := Mend(ctx, l.path, m, options(7))
	ok(t, err)
	if kept, err := os.ReadFile(got.Kept); err != nil || string(kept) != string(old) {
		t.Errorf("the damaged file was not kept as it was: %v", err)
	}
	s, err := Open(l.path, options(8))
	ok(t, err)
	defer s.Close()
	clean(t, s)
	st, err := s.Stats()
	ok(t, err)
	if have := st.Changes + st.Waiting; have < l.changes-l.since && m.Backup != "" {
		t.Errorf("%d changes of the backup's %d", have, l.changes-l.since)
	}
	if r.Complete() && digestOf(t, s) != l.digest {
		t.Error("all could be read, and another desk came back")
	}
	return got, r
}
