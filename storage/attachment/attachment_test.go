package attachment

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mendesk/app/record"
)

var ctx = context.Background()

func put(t *testing.T, f *Folder, text string) record.Hash {
	t.Helper()
	digest, size, err := f.Put(ctx, strings.NewReader(text), 1000)
	if err != nil || size != int64(len(text)) || digest != record.HashOf([]byte(text)) {
		t.Fatalf("put %q: %s, %d, %v", text, digest, size, err)
	}
	return digest
}

func pathOf(t *testing.T, f *Folder, digest record.Hash) string {
	t.Helper()
	path, err := f.file(digest)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBytesAreKeptOnceAndVerified(t *testing.T) {
	f := At(filepath.Join(t.TempDir(), "attachments"))
	if kept, err := f.List(); err != nil || len(kept) != 0 {
		t.Fatal("a folder that is not there holds something", kept, err)
	}
	a, b := put(t, f, "外箱右角压痕"), put(t, f, "机身标签")
	if again := put(t, f, "外箱右角压痕"); again != a {
		t.Fatal("the same bytes have two names")
	}
	kept, err := f.List()
	if err != nil || len(kept) != 2 {
		t.Fatal(kept, err)
	}
	for range 2 { // read through once, known to be sound the second time
		file, err := f.Open(a)
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := io.ReadAll(file); err != nil || string(raw) != "外箱右角压痕" {
			t.Fatalf("%q %v", raw, err)
		}
		_ = file.Close()
	}
	if raw, err := f.Bytes(b); err != nil || string(raw) != "机身标签" {
		t.Fatal(string(raw), err)
	}
	if _, err := f.Open(record.HashOf([]byte("never kept"))); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
	if _, err := f.Open("../../etc/passwd"); err == nil {
		t.Error("a digest that is none was opened")
	}
}

func TestDamageIsNoticedAndHealedByTheSameBytes(t *testing.T) {
	f := At(t.TempDir())
	digest := put(t, f, "good bytes")
	if file, err := f.Open(digest); err != nil || file.Close() != nil { // verified, and remembered as such
		t.Fatal(err)
	}
	if err := os.WriteFile(pathOf(t, f, digest), []byte("evil bytes!"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Open(digest); !errors.Is(err, ErrDamaged) {
		t.Error("changed bytes were opened:", err)
	}
	if _, err := f.Bytes(digest); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	gone := record.HashOf([]byte("gone"))
	faults, err := f.Check(ctx, []record.Hash{digest, gone}, nil)
	if err != nil || !slices.Equal(faults, []Fault{{digest, true}, {gone, false}}) {
		t.Error(faults, err)
	}
	put(t, f, "good bytes")
	if faults, err := f.Check(ctx, []record.Hash{digest}, nil); err != nil || len(faults) > 0 {
		t.Error("the same bytes did not heal it:", faults, err)
	}
}

func TestTooManyBytesLeaveNothing(t *testing.T) {
	f := At(t.TempDir())
	if _, _, err := f.Put(ctx, strings.NewReader("12345"), 4); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	if _, _, err := f.Put(ctx, strings.NewReader("1234"), 4); err != nil {
		t.Error("exactly as many as allowed:", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, _, err := f.Put(cancelled, strings.NewReader("x"), 4); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := f.Take(ctx, record.HashOf([]byte("other")), strings.NewReader("1"), 4); !errors.Is(err, ErrDamaged) {
		t.Error("other bytes than named were taken:", err)
	}
	onlyWhole(t, f, 1)
}

// onlyWhole says that the folder holds n whole files and nothing half.
func onlyWhole(t *testing.T, f *Folder, n int) {
	t.Helper()
	kept, err := f.List()
	if err != nil || len(kept) != n {
		t.Errorf("%d files, not %d: %v", len(kept), n, err)
	}
	for _, k := range kept {
		if _, err := f.Bytes(k.Digest); err != nil {
			t.Error(err)
		}
	}
	if half, _ := filepath.Glob(filepath.Join(f.path, incoming+"*")); len(half) > 0 {
		t.Error("left behind:", half)
	}
}

// failing is a disk that fails at the n-th step of writing a file.
type failing struct {
	writer
	left *int
}

func (f failing) step() error {
	if *f.left--; *f.left < 0 {
		return syscall.ENOSPC
	}
	return nil
}

func (f failing) Write(p []byte) (int, error) {
	if err := f.step(); err != nil {
		return 0, err
	}
	return f.writer.Write(p)
}

func (f failing) Sync() error {
	if err := f.step(); err != nil {
		return err
	}
	return f.writer.Sync()
}

func TestADiskWithoutRoomLeavesNothing(t *testing.T) {
	for steps := range 4 {
		f := At(t.TempDir())
		whole := put(t, f, "kept before")
		left := steps
		f.create = func(path string) (writer, error) {
			if left--; left < 0 {
				return nil, syscall.ENOSPC
			}
			w, err := createFile(path)
			return failing{w, &left}, err
		}
		_, _, err := f.Put(ctx, strings.NewReader("no room for this"), 1000)
		if steps < 3 {
			if !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("step %d: %v", steps, err)
			}
			onlyWhole(t, f, 1)
		} else if err != nil {
			t.Error("with room enough:", err)
		}
		if _, err := f.Bytes(whole); err != nil {
			t.Error("what was kept before is gone:", err)
		}
	}
}

func TestPiecesComeInAnyNumber(t *testing.T) {
	f := At(t.TempDir())
	in, err := f.Begin(10)
	if err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{"12", "345", "", "67890"} {
		if _, err := io.WriteString(in, piece); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.WriteString(in, "1"); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	if _, err := in.Finish(); !errors.Is(err, ErrTooLarge) {
		t.Error("what is too large was kept:", err)
	}
	onlyWhole(t, f, 0)
	in, err = f.Begin(10)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(in, "abc")
	if digest, err := in.Finish(); err != nil || digest != record.HashOf([]byte("abc")) {
		t.Error(digest, err)
	}
	if in, err = f.Begin(10); err != nil || in.Drop() != nil {
		t.Error(err)
	}
	onlyWhole(t, f, 1)
}

func TestSweepTakesOnlyWhatNobodyNamesForLong(t *testing.T) {
	f := At(t.TempDir())
	named, draft, old := put(t, f, "named"), put(t, f, "in a draft"), put(t, f, "nobody's")
	now := time.Now()
	for _, d := range []record.Hash{named, old} {
		if err := os.Chtimes(pathOf(t, f, d), now.Add(-time.Hour), now.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(f.path, incoming+"half"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	freed, err := f.Sweep(ctx, func(d record.Hash) bool { return d == named }, now.Add(-time.Minute))
	if err != nil || freed != int64(len("nobody's")) {
		t.Error(freed, err)
	}
	for _, d := range []record.Hash{named, draft} {
		if _, err := f.Bytes(d); err != nil {
			t.Error(err)
		}
	}
	if _, there := f.Size(old); there {
		t.Error("what nobody names stays for ever")
	}
	if err := f.Tidy(now.Add(time.Hour)); err != nil {
		t.Error(err)
	}
	onlyWhole(t, f, 2)
	if err := f.Touch(named, now); err != nil {
		t.Error(err)
	}
}

func TestCopiesAreIncrementalAndNeverDamaged(t *testing.T) {
	from, to := At(t.TempDir()), At(filepath.Join(t.TempDir(), "beside", "backup"))
	a, b, bad := put(t, from, "a"), put(t, from, "bb"), put(t, from, "ccc")
	if err := os.WriteFile(pathOf(t, from, bad), []byte("CCC"), 0o600); err != nil {
		t.Fatal(err)
	}
	gone := record.HashOf([]byte("gone"))
	c, err := from.CopyTo(ctx, to, []record.Hash{a, b, bad, gone})
	if err != nil || c.Files != 2 || c.Bytes != 3 || !slices.Equal(c.Missing, []record.Hash{bad, gone}) {
		t.Errorf("%+v %v", c, err)
	}
	d := put(t, from, "dddd")
	if c, err = from.CopyTo(ctx, to, []record.Hash{a, b, d}); err != nil || c.Files != 1 {
		t.Errorf("%+v %v", c, err)
	}
	if err := from.Remove(a); err != nil {
		t.Fatal(err)
	}
	if c, err = from.CopyTo(ctx, to, []record.Hash{a}); err != nil || len(c.Missing) > 0 {
		t.Errorf("what the copy has is not missing: %+v %v", c, err)
	}
	if c, err = to.CopyTo(ctx, from, []record.Hash{a}); err != nil || c.Files != 1 {
		t.Errorf("%+v %v", c, err)
	}
}

func TestManyAtOnce(t *testing.T) {
	f := At(t.TempDir())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for n := range 20 {
				raw := bytes.Repeat([]byte{byte(n)}, n+1)
				digest, _, err := f.Put(ctx, bytes.NewReader(raw), 1000)
				if err == nil {
					_, err = f.Bytes(digest)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	onlyWhole(t, f, 20)
}
