package storage

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
	"mendesk/storage/search"
)

// A letter has a title, things said later, and a moment; a withdrawn one is listed nowhere.
type letterBox struct {
	ID    record.ID   `json:"id"`
	Title string      `json:"title"`
	At    time.Time   `json:"at"`
	Gone  bool        `json:"gone"`
	Last  record.Hash `json:"last"`
}

type wrote struct {
	At time.Time `json:"at"`
}

func (l letterBox) after(h record.Happened) (letterBox, error) {
	l.ID, l.Last = h.Of.ID, h.Entry
	p, err := record.ReadPrivate[noted](h)
	switch h.What {
	case "penned":
		d, err := record.Read[wrote](h)
		l.Title, l.At, l.Gone = p.Text, d.At, false
		return l, err
	case "withdrawn":
		l.Gone = true
	}
	return l, err
}

var slips = record.Kind[letterBox]{
	Name: "letter", Version: 1, Newest: "at",
	Events: record.Vocabulary{"penned": record.Fact, "said": record.Fact, "withdrawn": record.Fact},
	After:  letterBox.after,
	Indexes: []record.Index[letterBox]{{Name: "at", Keys: func(l letterBox, _ record.Versions) []record.Tuple {
		if l.Gone || l.At.IsZero() {
			return nil
		}
		return []record.Tuple{record.Key(l.At)}
	}}},
	Words: func(l letterBox, history iter.Seq[record.Happened]) []string {
		out := []string{l.Title}
		for h := range history {
			if p, err := record.ReadPrivate[noted](h); err == nil && h.What == "said" {
				out = append(out, p.Text)
			}
		}
		return out
	},
}

// names are slips without an order of their own.
var names = func() record.Kind[letterBox] {
	k := slips
	k.Name, k.Newest, k.Indexes = "name", "", nil
	return k
}()

func letterID(n int) record.ID { return record.KeyID("letter", fmt.Sprint(n)) }

func penned(n int, title string) record.Event {
	at := noon.Add(time.Duration(n*7919%100) * time.Minute)
	return slips.Did(letterID(n), "penned", wrote{at}, noted{title})
}

func told(n int, text string) record.Event {
	return slips.Did(letterID(n), "said", nil, noted{text})
}

func withdrawn(n int) record.Event { return slips.Did(letterID(n), "withdrawn", nil, nil) }

func letterOptions(seed uint64) Options {
	o := options(seed)
	o.Kinds = []record.AnyKind{slips.Any(), names.Any(), boxes.Any(), rates.Any()}
	return o
}

func letterDesk(t testing.TB, seed uint64) *Store {
	t.Helper()
	return createAt(t, filepath.Join(t.TempDir(), "desk.db"), letterOptions(seed))
}

// plainScan is what search must give, found by reading everything.
func plainScan(t tb, s *Store, query string) []record.ID {
	t.Helper()
	out := []record.ID{}
	parts := search.Parse(query).Parts()
	view(t, s, func(tx *Tx) error {
		for l, err := range Each(tx, slips, Span{Index: "at", Reverse: true}) {
			ok(t, err)
			texts := slips.Words(l, func(yield func(record.Happened) bool) {
				for h, err := range tx.History(slips.Ref(l.ID)) {
					ok(t, err)
					if !yield(h) {
						return
					}
				}
			})
			holds := func(part string) bool {
				return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(search.Fold(text), part) })
			}
			if len(parts) > 0 && !slices.ContainsFunc(parts, func(p string) bool { return !holds(p) }) {
				out = append(out, l.ID)
			}
		}
		return nil
	})
	return out
}

func found(t tb, s *Store, query string) []record.ID {
	t.Helper()
	ids, more, err := s.Search(context.Background(), "letter", query, 10_000)
	ok(t, err)
	if more {
		t.Errorf("%q: more than there are", query)
	}
	return ids
}

func searchIsScan(t tb, s *Store, queries ...string) {
	t.Helper()
	for _, q := range queries {
		if got, want := found(t, s, q), plainScan(t, s, q); !slices.Equal(got, want) {
			t.Errorf("%q: found %v, a scan %v", q, got, want)
		}
	}
}

var someText = rapid.Custom(func(rt *rapid.T) string {
	return string(rapid.SliceOfN(rapid.SampledFrom([]rune("退款换货的了ab1２- ，Ｚ")), 0, 12).Draw(rt, "text"))
})

func letterAct(rt *rapid.T, s *Store) {
	n := rapid.IntRange(0, 30).Draw(rt, "letter")
	text := someText.Draw(rt, "text")
	switch rapid.SampledFrom([]string{"write", "write", "say", "say", "withdraw"}).Draw(rt, "act") {
	case "write":
		do(rt, s, penned(n, text))
	case "say":
		do(rt, s, told(n, text))
	default:
		do(rt, s, withdrawn(n))
	}
}

// Whatever was written, changed, withdrawn, merged, put into segments, compacted, opened again or derived
// again, search finds what a scan finds.
func TestSearchFindsWhatAScanFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		ok(rt, err)
		path := filepath.Join(dir, "desk.db")
		s, err := Create(path, letterOptions(1))
		ok(rt, err)
		defer func() { _ = s.Close() }()
		other := letterDesk(t, 2)
		defer func() { ok(rt, other.Close()) }()
		ctx := context.Background()
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch rapid.SampledFrom([]string{"act", "act", "act", "other", "merge", "build", "compact", "reopen", "rebuild", "look"}).Draw(rt, "step") {
			case "act":
				letterAct(rt, s)
			case "other":
				letterAct(rt, other)
			case "merge":
				merge(rt, s, changesOf(rt, other)...)
			case "build":
				ok(rt, s.BuildSearch(ctx))
			case "compact":
				ok(rt, s.CompactSearch(ctx))
			case "reopen":
				ok(rt, s.Close())
				s, err = Open(path, letterOptions(3))
				ok(rt, err)
			case "rebuild":
				ok(rt, s.Rebuild(ctx, nil))
			case "look":
				searchIsScan(rt, s, someText.Draw(rt, "query"))
			}
		}
		searchIsScan(rt, s, "退", "款", "a", "1", "退款", "的了", "ab1", someText.Draw(rt, "query"))
	})
}

func fillLetters(t tb, s *Store, from, to int) {
	t.Helper()
	ok(t, s.Changes(context.Background(), "", noon, func(yield func(Row) bool) {
		for n := from; n < to; n++ {
			row := func(tx *Tx) error {
				return tx.Append(penned(n, fmt.Sprintf("退款 订单2026%06d", n)), told(n, "客户说好的"))
			}
			if !yield(row) {
				return
			}
		}
	}, nil))
}

func TestSearchPagesGiveTheWhole(t *testing.T) {
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 60)
	ctx := context.Background()
	for _, stage := range []func(){func() {}, func() { ok(t, s.BuildSearch(ctx)) }, func() {
		fillLetters(t, s, 50, 90)
	}, func() { ok(t, s.BuildSearch(ctx)) }} {
		stage()
		want := plainScan(t, s, "客户")
		var got []record.ID
		view(t, s, func(tx *Tx) error {
			for from := Cursor(""); ; {
				ids, next, err := tx.Search("letter", "客户", from, 7)
				ok(t, err)
				got = append(got, ids...)
				if from = next; next == "" {
					return nil
				}
			}
		})
		if !slices.Equal(got, want) {
			t.Errorf("pages give %v, a scan %v", got, want)
		}
	}
}

// A page of search and a page of the list by the same index can follow each other.
func TestSearchCursorIsOneOfItsIndex(t *testing.T) {
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 20)
	ok(t, s.BuildSearch(context.Background()))
	view(t, s, func(tx *Tx) error {
		first, next, err := tx.Search("letter", "退款", "", 8)
		ok(t, err)
		rest, _, err := IDs(tx, "letter", Span{Index: "at", Reverse: true}, next, 100)
		ok(t, err)
		if got := append(first, rest...); !slices.Equal(got, plainScan(t, s, "退款")) {
			t.Errorf("got %v", got)
		}
		return nil
	})
}

func TestSearchWithoutAnOrderListsById(t *testing.T) {
	s := letterDesk(t, 1)
	for n := range 9 {
		do(t, s, names.Did(letterID(n), "penned", wrote{}, noted{"张三"}))
	}
	for range 2 {
		ids, more, err := s.Search(context.Background(), "name", "张", 5)
		if err != nil || !more || len(ids) != 5 || !slices.IsSortedFunc(ids, func(a, b record.ID) int { return strings.Compare(string(b), string(a)) }) {
			t.Errorf("found %v, more %v: %v", ids, more, err)
		}
		ok(t, s.BuildSearch(context.Background()))
	}
	if _, _, err := s.Search(context.Background(), "box", "red", 5); err == nil {
		t.Error("a kind without words was searched")
	}
}

func segmentsOf(t tb, s *Store) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.searchFolder(), "letter-*.seg"))
	ok(t, err)
	return files
}

// What search reads from is derived: damaged, missing or foreign files cost time and no answer.
func TestDamagedSegmentsAreBuiltAgain(t *testing.T) {
	ctx := context.Background()
	for name, spoil := range map[string]func(file string) error{
		"missing": os.Remove,
		"cut":     func(file string) error { return os.Truncate(file, 100) },
		"empty":   func(file string) error { return os.Truncate(file, 0) },
		"flipped": func(file string) error {
			b, err := os.ReadFile(file)
			if err == nil {
				b[len(b)/2] ^= 4
				err = os.WriteFile(file, b, 0o600)
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := letterDesk(t, 1)
			fillLetters(t, s, 0, 40)
			ok(t, s.BuildSearch(ctx))
			ok(t, s.Close())
			for _, file := range segmentsOf(t, s) {
				ok(t, spoil(file))
			}
			s, err := Open(s.path, letterOptions(2))
			ok(t, err)
			defer s.Close()
			do(t, s, withdrawn(3), told(4, "换货"))
			searchIsScan(t, s, "退款", "000012", "换货", "说")
			if s.SearchStats()["letter"].Built {
				t.Error("damage was not noticed")
			}
			ok(t, s.BuildSearch(ctx))
			if st := s.SearchStats()["letter"]; !st.Built || st.Documents != 39 || st.Fresh != 0 {
				t.Errorf("after building: %+v", st)
			}
			searchIsScan(t, s, "退款", "000012", "换货", "说")
			if n := len(segmentsOf(t, s)); n != 1 {
				t.Errorf("%d files are left", n)
			}
		})
	}
}

// A file that is cut while it is mapped faults when it is read; the answer comes from the records.
func TestSegmentLostWhileInUse(t *testing.T) {
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 400)
	ok(t, s.BuildSearch(context.Background()))
	for _, file := range segmentsOf(t, s) {
		ok(t, os.Truncate(file, 0))
	}
	searchIsScan(t, s, "退款", "000012")
	if st := s.SearchStats()["letter"]; st.Built || st.Fault == "" {
		t.Errorf("the damage is not told: %+v", st)
	}
	ok(t, s.BuildSearch(context.Background()))
	searchIsScan(t, s, "退款", "000012")
	do(t, s, told(3, "换货"))
	for _, file := range segmentsOf(t, s) {
		ok(t, os.Truncate(file, 0))
	}
	if err := s.BuildSearch(context.Background()); !errors.Is(err, search.ErrDamaged) {
		t.Errorf("putting fresh records beside a lost file: %v", err)
	}
	ok(t, s.BuildSearch(context.Background()))
	searchIsScan(t, s, "退款", "换货")
}

// A disk that takes no segment costs time and no answer.
func TestSearchWithoutRoomForSegments(t *testing.T) {
	s := letterDesk(t, 1)
	ok(t, os.WriteFile(s.searchFolder(), nil, 0o600)) // no folder can be made here
	fillLetters(t, s, 0, 30)
	if err := s.BuildSearch(context.Background()); err == nil {
		t.Error("built on nothing")
	}
	searchIsScan(t, s, "退款", "000012")
	ok(t, os.Remove(s.searchFolder()))
	ok(t, s.BuildSearch(context.Background()))
	searchIsScan(t, s, "退款", "000012")
}

// Another set of words is another search.
func TestNewerKindIsBuiltAgain(t *testing.T) {
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 10)
	ok(t, s.BuildSearch(context.Background()))
	ok(t, s.Close())
	o := letterOptions(2)
	newer := slips
	newer.Version = 2
	o.Kinds[0] = newer.Any()
	s, err := Open(s.path, o)
	ok(t, err)
	defer s.Close()
	if s.SearchStats()["letter"].Built {
		t.Error("segments of an older version are used")
	}
	searchIsScan(t, s, "退款")
}

func TestRestoredDeskFindsWhatItHas(t *testing.T) {
	ctx := context.Background()
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 20)
	ok(t, s.BuildSearch(ctx))
	backup := filepath.Join(t.TempDir(), "backup.db")
	ok(t, s.Backup(ctx, backup))
	fillLetters(t, s, 20, 40)
	ok(t, s.CompactSearch(ctx))
	ok(t, s.Close())
	ok(t, os.Remove(s.path))
	ok(t, os.Remove(sidecarPath(s.path)))
	ok(t, Restore(ctx, backup, s.path, letterOptions(2)))
	s, err := Open(s.path, letterOptions(3))
	ok(t, err)
	defer s.Close()
	searchIsScan(t, s, "退款", "000012", "000032")
	ok(t, s.BuildSearch(ctx))
	searchIsScan(t, s, "退款", "000012", "000032")
}

// Reading verbs write nothing: a search leaves the file as it is.
func TestSearchWritesNothing(t *testing.T) {
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 20)
	before := digestOfFile(t, s.path)
	found(t, s, "退款")
	s.SearchStats()
	if digestOfFile(t, s.path) != before {
		t.Error("a search wrote to the database")
	}
}

func digestOfFile(t tb, path string) record.Hash {
	t.Helper()
	b, err := os.ReadFile(path)
	ok(t, err)
	return record.HashOf(b)
}

func TestCompactingForgetsOldWords(t *testing.T) {
	ctx := context.Background()
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 50)
	do(t, s, penned(7, "zhangsan13812345678"))
	ok(t, s.BuildSearch(ctx))
	do(t, s, penned(7, "erased"))
	ok(t, s.BuildSearch(ctx))
	fillLetters(t, s, 50, 60)
	ok(t, s.CompactSearch(ctx))
	files := segmentsOf(t, s)
	if st := s.SearchStats()["letter"]; len(files) != 1 || st.Segments != 1 || st.Masked != 0 || st.Documents != 60 {
		t.Errorf("%d files after compacting: %+v", len(files), st)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		ok(t, err)
		if strings.Contains(string(raw), "zhangsan") {
			t.Error("an erased word is still in a file")
		}
	}
	searchIsScan(t, s, "erased", "zhang", "退款")
}

// Searches, changes and the tending go on side by side; every letter is found at any time.
func TestSearchWhileSegmentsChange(t *testing.T) {
	s := letterDesk(t, 1)
	fillLetters(t, s, 0, 100)
	s.TendSearch()
	stop := make(chan struct{})
	var all sync.WaitGroup
	all.Add(2)
	go func() {
		defer all.Done()
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			do(t, s, told(n%100, "又说"))
			if n%10 == 0 {
				if err := s.CompactSearch(context.Background()); err != nil {
					t.Error(err)
				}
			}
		}
	}()
	go func() {
		defer all.Done()
		defer close(stop)
		for range 150 {
			if n := len(found(t, s, "退款")); n != 100 {
				t.Errorf("%d of 100 found", n)
			}
		}
	}()
	all.Wait()
	searchIsScan(t, s, "又", "退款")
}

func TestTendingPutsManyFreshIntoSegments(t *testing.T) {
	s := letterDesk(t, 1)
	ok(t, s.BuildSearch(context.Background()))
	s.TendSearch()
	fillLetters(t, s, 0, flushAt+10)
	for range 1000 {
		if st := s.SearchStats()["letter"]; st.Documents > 0 && st.Fresh < flushAt {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if st := s.SearchStats()["letter"]; st.Documents+st.Fresh-st.Masked != flushAt+10 || st.Segments == 0 {
		t.Errorf("%+v", st)
	}
	ids, more, err := s.Search(context.Background(), "letter", "000077", 9)
	if err != nil || more || !slices.Equal(ids, []record.ID{letterID(77)}) {
		t.Errorf("found %v, %v", ids, err)
	}
}
