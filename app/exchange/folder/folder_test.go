package folder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// notes is a memory of its own.
type notes map[string][]byte

func (n notes) Local(key string) ([]byte, error)        { return n[key], nil }
func (n notes) SetLocal(key string, value []byte) error { n[key] = bytes.Clone(value); return nil }

type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

var ctx = context.Background()

func ws(name string) record.ID { return record.KeyID(name) }

func aKey(t tester) Key {
	t.Helper()
	k, err := NewKey(record.KeyID("desk"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func open(t tester, dir string, k Key, name string, memory Memory) *Folder {
	t.Helper()
	f, err := Open(Options{Dir: dir, Key: k, Workstation: ws(name), Memory: memory})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func logOf(name string) exchange.Subject { return exchange.Subject{Kind: exchange.Log, Of: ws(name)} }

// push appends messages with these words, whatever lies before them.
func push(t tester, f *Folder, name string, words ...string) {
	t.Helper()
	b := exchange.Batch{}
	for _, w := range words {
		b.Messages = append(b.Messages, exchange.Message{Subject: logOf(name), Data: []byte(w)})
	}
	if _, err := f.Push(ctx, b); err != nil {
		t.Fatal(err)
	}
}

// readAll reads from a position to the end, a few bytes at a time.
func readAll(t tester, f *Folder, from exchange.Position) (words []string, end exchange.Position) {
	t.Helper()
	for {
		page, err := f.Read(ctx, from, 8)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Messages {
			words = append(words, string(m.Data))
		}
		from = page.Next
		if !page.More {
			return words, from
		}
		if len(page.Messages) == 0 {
			t.Fatal("there is more, and nothing came")
		}
	}
}

func same(t tester, got []string, want ...string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("read %q, want %q", got, want)
	}
}

func TestWorkstationsReadEachOther(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	a, b := open(t, dir, k, "a", notes{}), open(t, dir, k, "b", notes{})
	push(t, a, "a", "a1", "a2")
	push(t, b, "b", "b1")
	words, end := readAll(t, b, "")
	same(t, words, "a1", "a2", "b1")
	push(t, a, "a", "a3")
	words, last := readAll(t, b, end)
	same(t, words, "a3")
	if b.Reached(end, last) || !b.Reached(last, end) || !b.Reached(last, "") {
		t.Fatal("who has read how far is wrong")
	}
	state, err := b.State(ctx)
	if err != nil || state.Holds || !b.Reached(last, state.Last) || b.Reached(end, state.Last) {
		t.Fatalf("state %+v, %v", state, err)
	}
	got, err := b.Since(ctx, logOf("a"), 1)
	if err != nil || len(got) != 2 || string(got[0].Data) != "a2" || got[1].Seq != 3 {
		t.Fatalf("since: %+v, %v", got, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d files instead of one each, %v", len(entries), err)
	}
}

func TestBatchExpectsWhatLiesThere(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	a := open(t, dir, k, "a", notes{})
	push(t, a, "a", "a1")
	b := exchange.Batch{Messages: []exchange.Message{{Subject: logOf("a"), Data: []byte("a2")}}, Follows: map[exchange.Subject]uint64{logOf("a"): 0}}
	if _, err := a.Push(ctx, b); !errors.Is(err, exchange.ErrRefused) {
		t.Fatalf("another expectation: %v", err)
	}
	b.Follows[logOf("a")] = 1
	if seqs, err := a.Push(ctx, b); err != nil || !slices.Equal(seqs, []uint64{2}) {
		t.Fatalf("the right one: %v, %v", seqs, err)
	}
	hold := exchange.Batch{Messages: []exchange.Message{{Subject: exchange.Subject{Kind: exchange.Pays, Of: ws("order")}}}}
	if _, err := a.Push(ctx, hold); !errors.Is(err, exchange.ErrNoHolds) {
		t.Fatalf("a hold: %v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := a.Push(stopped, b); !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped: %v", err)
	}
}

// files gives the files of messages in a folder.
func files(t tester, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"+suffix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A file cut at any byte gives whole batches from its front, and the rest when the rest arrives.
func TestAnyCutGivesWholeBatches(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	push(t, open(t, dir, k, "a", notes{}), "a", "one")
	a := open(t, dir, k, "a", nil)
	memory := notes{}
	if err := os.Remove(files(t, dir)[0]); err != nil {
		t.Fatal(err)
	}
	a.o.Memory = memory
	push(t, a, "a", "one")
	push(t, a, "a", "two", "three")
	push(t, a, "a", "four")
	path := files(t, dir)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"", "one", "one two three", "one two three four"}
	reader := open(t, dir, k, "b", notes{})
	seen := map[string]int{}
	for cut := range len(whole) + 1 {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		words, at := readAll(t, reader, "")
		got := strings.Join(words, " ")
		if !slices.Contains(allowed, got) {
			t.Fatalf("cut at %d: %q", cut, got)
		}
		seen[got]++
		if cut%7 == 0 { // read on from there when the rest is here
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			rest, _ := readAll(t, open(t, dir, k, "c", nil), at)
			if all := strings.TrimSpace(got + " " + strings.Join(rest, " ")); all != allowed[3] {
				t.Fatalf("cut at %d and read on: %q", cut, all)
			}
		}
	}
	if len(seen) != 4 {
		t.Fatalf("the cuts gave %v", seen)
	}
}

// A byte flipped anywhere takes away what lies behind it, and never gives other words.
func TestAFlippedByteGivesNothingFalse(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	a := open(t, dir, k, "a", notes{})
	push(t, a, "a", "one")
	push(t, a, "a", "two")
	path := files(t, dir)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 1 << (i % 8)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		f := open(t, dir, k, "b", nil)
		page, err := f.Read(ctx, "", 1<<20)
		if err != nil && !errors.Is(err, exchange.ErrWrongKey) {
			t.Fatalf("byte %d: %v", i, err)
		}
		words := []string{}
		for _, m := range page.Messages {
			words = append(words, string(m.Data))
		}
		if got := strings.Join(words, " "); got != "" && got != "one" {
			t.Fatalf("byte %d flipped: %q", i, got)
		}
	}
}

// Cloud drives rename and copy: names mean nothing, and what copies share comes once.
func TestRenamedAndCopiedFilesAreReadOnce(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	memory := notes{}
	a := open(t, dir, k, "a", memory)
	push(t, a, "a", "a1")
	path := files(t, dir)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, dir, k, "b", notes{})
	_, at := readAll(t, b, "")
	copies := []string{strings.TrimSuffix(path, suffix) + " (1)" + suffix, path + " - Copy", strings.TrimSuffix(path, suffix) + " (conflicted copy 2026-11-20)" + suffix}
	for _, c := range copies {
		if err := os.WriteFile(c, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	words, _ := readAll(t, b, at)
	same(t, words)
	words, _ = readAll(t, open(t, dir, k, "c", nil), "")
	same(t, words, "a1")
	// The writer does not know which of the copies others look at: it begins another file.
	push(t, a, "a", "a2")
	words, at = readAll(t, b, at)
	same(t, words, "a2")
	if err := os.Rename(path, filepath.Join(dir, "whatever "+suffix)); err != nil {
		t.Fatal(err)
	}
	for _, c := range copies {
		if err := os.Remove(c); err != nil {
			t.Fatal(err)
		}
	}
	words, _ = readAll(t, b, at)
	same(t, words)
	words, _ = readAll(t, open(t, dir, k, "c", nil), "")
	same(t, words, "a1", "a2")
}

// A workstation's folder was copied: two programs think that one file is theirs. Neither loses a word.
func TestTwoWritersOfOneWorkstationLoseNothing(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	memory := notes{}
	a := open(t, dir, k, "a", memory)
	push(t, a, "a", "before")
	twin := notes{}
	for key, v := range memory {
		twin[key] = bytes.Clone(v)
	}
	b := open(t, dir, k, "a", twin)
	push(t, a, "a", "by the one")
	push(t, b, "a", "by the other")
	push(t, a, "a", "the one again")
	push(t, b, "a", "the other again")
	words, _ := readAll(t, open(t, dir, k, "c", nil), "")
	same(t, words, "before", "by the one", "by the other", "the one again", "the other again")
	if n := len(files(t, dir)); n != 2 {
		t.Fatalf("%d files", n)
	}
}

// Two machines wrote on in one file while the drive was away; it came back as two copies that grew apart.
func TestCopiesThatGrewApartAreBothRead(t *testing.T) {
	k := aKey(t)
	one, two := t.TempDir(), t.TempDir()
	memory := notes{}
	a := open(t, one, k, "a", memory)
	push(t, a, "a", "before")
	name := filepath.Base(files(t, one)[0])
	raw, err := os.ReadFile(filepath.Join(one, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(two, name), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	twin := notes{}
	for key, v := range memory {
		twin[key] = bytes.Clone(v)
	}
	push(t, a, "a", "here")
	push(t, open(t, two, k, "a", twin), "a", "there", "there too")
	reader := open(t, one, k, "b", notes{})
	words, at := readAll(t, reader, "")
	same(t, words, "before", "here")
	raw, err = os.ReadFile(filepath.Join(two, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(one, strings.TrimSuffix(name, suffix)+" (1)"+suffix), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	words, at = readAll(t, reader, at)
	for _, w := range []string{"there", "there too"} {
		if !slices.Contains(words, w) {
			t.Fatalf("read %q", words)
		}
	}
	words, _ = readAll(t, reader, at)
	same(t, words)
}

func TestForeignFilesAndKeys(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	push(t, open(t, dir, k, "a", notes{}), "a", "a1")
	for name, raw := range map[string]string{"notes.txt": "x", "empty" + suffix: "", "holiday" + suffix + ".jpg": strings.Repeat("x", 5000), "desktop.ini": "y"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(raw), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"+suffix), 0o700); err != nil {
		t.Fatal(err)
	}
	words, _ := readAll(t, open(t, dir, k, "b", nil), "")
	same(t, words, "a1")

	wrong := aKey(t)
	f := open(t, dir, wrong, "b", nil)
	if _, err := f.State(ctx); !errors.Is(err, exchange.ErrWrongKey) {
		t.Fatalf("with a wrong key: %v", err)
	}
	if _, err := f.Push(ctx, exchange.Batch{Messages: []exchange.Message{{Subject: logOf("b"), Data: []byte("x")}}}); !errors.Is(err, exchange.ErrWrongKey) {
		t.Fatalf("written with a wrong key: %v", err)
	}
	other, err := NewKey(record.KeyID("another desk"), nil)
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, dir, other, "d", notes{}) // two desks in one folder do not see each other
	push(t, d, "d", "d1")
	words, _ = readAll(t, d, "")
	same(t, words, "d1")
	words, _ = readAll(t, open(t, dir, k, "b", nil), "")
	same(t, words, "a1")
	if _, err := Open(Options{Dir: filepath.Join(dir, "gone"), Key: k, Workstation: ws("a")}); !errors.Is(err, exchange.ErrUnreachable) {
		t.Fatalf("a folder that is not there: %v", err)
	}
}

func TestNothingIsReadableWithoutTheKey(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	a := open(t, dir, k, "a", notes{})
	push(t, a, "a", "林静怡 13800006207")
	if err := a.PutHave(ctx, ws("a"), []byte("what I know 13800006207")); err != nil {
		t.Fatal(err)
	}
	for _, path := range files(t, dir) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("13800006207")) || bytes.Contains(raw, k.Secret[:]) || bytes.Contains(raw, []byte(k.Desk)) {
			t.Fatalf("%s tells", path)
		}
	}
}

func TestTheLatestWordOfEachWorkstationCounts(t *testing.T) {
	dir, k := t.TempDir(), aKey(t)
	now := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	f, err := Open(Options{Dir: dir, Key: k, Workstation: ws("a"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		now = now.Add(time.Minute)
		if err := f.PutHave(ctx, ws("a"), []byte(fmt.Sprint("word ", i))); err != nil {
			t.Fatal(err)
		}
		if i == 1 { // a copy that a cloud drive left behind
			raw, err := os.ReadFile(files(t, dir)[0])
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "copy (1)"+suffix), raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	haves, err := open(t, dir, k, "b", nil).Haves(ctx)
	if err != nil || len(haves) != 1 || string(haves[ws("a")]) != "word 2" {
		t.Fatalf("%q, %v", haves, err)
	}
	if err := f.PutHave(ctx, ws("b"), nil); err == nil {
		t.Fatal("spoke for another")
	}
	words, _ := readAll(t, f, "")
	same(t, words)
}

func TestInvitationSurvivesTyping(t *testing.T) {
	k := aKey(t)
	text := k.Invitation()
	for _, typed := range []string{
		text, strings.ToLower(text), strings.ReplaceAll(text, "-", ""), strings.ReplaceAll(text, "-", "  \n"),
		strings.ReplaceAll(strings.ReplaceAll(text, "0", "O"), "1", "l"),
	} {
		got, err := ReadInvitation(typed)
		if err != nil || got != k {
			t.Fatalf("%q: %v", typed, err)
		}
	}
	for i := range text {
		if text[i] == '-' {
			continue
		}
		slip := text[:i] + string("ABCDEFG"[i%7]) + text[i+1:]
		if got, err := ReadInvitation(slip); slip != text && err == nil {
			t.Fatalf("a slip at %d was not noticed: %v", i, got == k)
		}
	}
	for _, wrong := range []string{"", "MENDESK1", text[:len(text)-1], text + "A"} {
		if p, ok := record.AsProblem(func() error { _, err := ReadInvitation(wrong); return err }()); !ok || p.Field != "invitation" {
			t.Fatalf("%q was taken", wrong)
		}
	}
	one, err := k.Authority()
	two, err2 := k.Authority()
	if err != nil || err2 != nil || !one.Equal(two) {
		t.Fatal("the authority is another each time")
	}
}

// However files are copied, renamed, cut and given back, everything that was pushed is read by whoever goes on
// reading, and nothing else is.
func TestWhateverCarriesTheFolder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "folder")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		k := aKey(t)
		memories := map[string]notes{"a": {}, "b": {}}
		pushed, got := map[string]bool{}, map[string]bool{}
		at := exchange.Position("")
		cuts := map[string][]byte{}
		reader := open(t, dir, k, "reader", nil)
		for i := range rapid.IntRange(1, 25).Draw(t, "acts") {
			all := files(t, dir)
			pick := ""
			if len(all) > 0 {
				pick = all[rapid.IntRange(0, len(all)-1).Draw(t, "file")]
			}
			switch act := rapid.IntRange(0, 7).Draw(t, "act"); {
			case act <= 2 || pick == "":
				name := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "writer")
				words := []string{}
				for n := range rapid.IntRange(1, 3).Draw(t, "words") {
					words = append(words, fmt.Sprint(name, i, "-", n))
					pushed[words[n]] = true
				}
				push(t, open(t, dir, k, name, memories[name]), name, words...)
			case act == 3: // a copy
				raw, err := os.ReadFile(pick)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(pick+fmt.Sprint(" (", i, ")"), raw, 0o600); err != nil {
					t.Fatal(err)
				}
			case act == 4: // another name
				to := filepath.Join(dir, fmt.Sprint("renamed ", i, suffix))
				if err := os.Rename(pick, to); err != nil {
					t.Fatal(err)
				}
				if raw, cut := cuts[pick]; cut {
					delete(cuts, pick)
					cuts[to] = raw
				}
			case act == 5: // half here
				raw, err := os.ReadFile(pick)
				if err != nil {
					t.Fatal(err)
				}
				if _, cut := cuts[pick]; !cut && len(raw) > 0 {
					cuts[pick] = raw
					if err := os.WriteFile(pick, raw[:rapid.IntRange(0, len(raw)-1).Draw(t, "cut")], 0o600); err != nil {
						t.Fatal(err)
					}
				}
			default:
				var words []string
				words, at = readAll(t, reader, at)
				for _, w := range words {
					got[w] = true
				}
			}
		}
		for path, raw := range cuts { // the rest arrives
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		words, _ := readAll(t, reader, at)
		for _, w := range words {
			got[w] = true
		}
		for w := range pushed {
			if !got[w] {
				t.Fatalf("%s was never read", w)
			}
		}
		for w := range got {
			if !pushed[w] {
				t.Fatalf("%q was never written", w)
			}
		}
	})
}

// A drive that is not connected leaves its empty folder behind: nothing is written into that.
func TestAFolderThatIsSuddenlyEmptyIsNotWrittenInto(t *testing.T) {
	dir, k, memory := t.TempDir(), aKey(t), notes{}
	push(t, open(t, dir, k, "a", memory), "a", "a1")
	for _, path := range files(t, dir) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	again := open(t, dir, k, "a", memory)
	_, state := again.State(ctx)
	_, pushed := again.Push(ctx, exchange.Batch{Messages: []exchange.Message{{Subject: logOf("a")}}})
	for _, err := range []error{state, pushed, again.PutHave(ctx, ws("a"), nil)} {
		if !errors.Is(err, ErrEmptied) || !errors.Is(err, exchange.ErrUnreachable) {
			t.Errorf("%v", err)
		}
	}
	push(t, open(t, t.TempDir(), k, "a", memory), "a", "elsewhere")
	if err := Forget(memory, k.Desk); err != nil {
		t.Fatal(err)
	}
	push(t, open(t, dir, k, "a", memory), "a", "anew")
}

func TestLookTellsWhoseFilesLieThere(t *testing.T) {
	dir, k, other := t.TempDir(), aKey(t), aKey(t)
	stranger, err := NewKey(record.KeyID("another"), nil)
	if err != nil {
		t.Fatal(err)
	}
	push(t, open(t, dir, k, "a", notes{}), "a", "a1")
	if err := os.WriteFile(filepath.Join(dir, "half"+suffix), []byte(magic), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key  Key
		want Contents
	}{{k, Contents{Ours: 1}}, {other, Contents{Foreign: 1}}, {stranger, Contents{Others: 1}}} {
		if got, err := Look(dir, c.key); err != nil || got != c.want {
			t.Errorf("%+v, %v, want %+v", got, err, c.want)
		}
	}
}
