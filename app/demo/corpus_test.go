package demo_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mendesk/app"
	"mendesk/app/demo"
	"mendesk/storage"
)

var update = flag.Bool("update", false, "write the corpus of this release anew")

const corpus = "testdata/corpus-0.1"

// TestCorpusFoldsAlike imports what an earlier release wrote. Event kinds never change meaning, so every later
// release must fold it to the same records; a digest that differs is a fault, not a reason to update. The
// corpus is written anew only before its release is out, or under a new name with the next one.
func TestCorpusFoldsAlike(t *testing.T) {
	changes, want := filepath.Join(corpus, "changes.gz"), filepath.Join(corpus, "digest.txt")
	if *update {
		writeCorpus(t, changes, want)
	}
	sum, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(changes)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	in, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	s, err := storage.Create(filepath.Join(t.TempDir(), "desk.bolt"), storage.Options{Kinds: app.Kinds(), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	merged, err := s.MergeFrom(context.Background(), in)
	if err != nil || merged.Added == 0 || merged.Refused+merged.Waiting > 0 {
		t.Fatalf("merge: %+v, %v", merged, err)
	}
	got, err := s.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.TrimSpace(string(sum)) {
		t.Errorf("the corpus folds to %s, and not to %s as when it was written", got, sum)
	}
}

func writeCorpus(t *testing.T, changes, want string) {
	t.Helper()
	dir := t.TempDir()
	if _, err := demo.Make(app.Options{Dir: dir + "/desk"}, demo.Plan{Tickets: 25, Seed: 7, Until: day}); err != nil {
		t.Fatal(err)
	}
	s, err := storage.Open(filepath.Join(dir, "desk", "desk.bolt"), storage.Options{Kinds: app.Kinds(), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Export(context.Background(), z); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	sum, err := s.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(corpus, 0o755); err != nil {
		t.Fatal(err)
	}
	for path, b := range map[string][]byte{changes: out.Bytes(), want: []byte(sum + "\n")} {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
