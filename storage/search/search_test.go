package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

var alphabet = []rune("退款换货修理张三的了不好ab12３ＡＢ-,@ 。é\n")

func anyText(rt *rapid.T) string {
	return string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 40).Draw(rt, "text"))
}

func anyDocs(rt *rapid.T, from int) []Doc {
	texts := rapid.SliceOfN(rapid.Custom(anyText), 1, 40).Draw(rt, "texts")
	docs := make([]Doc, len(texts))
	for i, text := range texts {
		docs[i] = Doc{ID: record.KeyID("doc", fmt.Sprint(from+i)), Order: Order{7: byte(i * 37)}, Text: Text(strings.Split(text, "\n"))}
	}
	return docs
}

// anyQuery is something that stands in one of the documents, or two such things, or anything.
func anyQuery(rt *rapid.T, docs []Doc) string {
	var words []string
	for range rapid.IntRange(1, 2).Draw(rt, "things") {
		text := []rune(rapid.SampledFrom(docs).Draw(rt, "of").Text)
		if len(text) == 0 || rapid.IntRange(0, 5).Draw(rt, "other") == 0 {
			words = append(words, anyText(rt))
			continue
		}
		from := rapid.IntRange(0, len(text)-1).Draw(rt, "from")
		size := rapid.IntRange(1, 8).Draw(rt, "size")
		words = append(words, string(text[from:min(from+size, len(text))]))
	}
	return strings.Join(words, " ")
}

// scan is what search must give: every document, read from end to end.
func scan(docs []Doc, q Query) []record.ID {
	hits := slices.DeleteFunc(slices.Clone(docs), func(d Doc) bool {
		return slices.ContainsFunc(q.Parts(), func(p string) bool { return !strings.Contains(d.Text, p) })
	})
	slices.SortFunc(hits, func(a, b Doc) int { return comparePlaces(docPlace{a.ID, a.Order}, docPlace{b.ID, b.Order}) })
	out := []record.ID{}
	for _, d := range hits {
		out = append(out, d.ID)
	}
	return out
}

// answer is what a segment finds.
func answer(s *Segment, q Query, masked Bits) []record.ID {
	out := []record.ID{}
	hits := s.Hits(q, masked)
	for n := hits.Next(0); n >= 0; n = hits.Next(n + 1) {
		if s.Matches(n, q) {
			out = append(out, s.ID(n))
		}
	}
	return out
}

func written(t rapidTB, dir string, docs []Doc) *Segment {
	t.Helper()
	b := NewBuilder()
	for _, d := range docs {
		b.Add(d)
	}
	f, err := b.Write(dir, "doc")
	if err != nil {
		t.Fatal(err)
	}
	return opened(t, dir, f)
}

type rapidTB interface {
	Helper()
	Fatal(args ...any)
}

func opened(t rapidTB, dir string, f File) *Segment {
	t.Helper()
	s, err := Open(dir, f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSegmentFindsWhatAScanFinds(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		docs := anyDocs(rt, 0)
		s := written(rt, dir, docs)
		defer s.Release()
		for range 10 {
			q := Parse(anyQuery(rt, docs))
			if q.Empty() {
				continue
			}
			if got, want := answer(s, q, nil), scan(docs, q); !slices.Equal(got, want) {
				rt.Fatalf("%q: got %v, want %v", q.Parts(), got, want)
			}
		}
	})
}

// What stands in a document as it was typed finds it, however the query is taken apart.
func TestAnyStretchOfATextFindsIt(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := anyText(rt)
		stretch := []rune(text)
		from := rapid.IntRange(0, len(stretch)).Draw(rt, "from")
		to := rapid.IntRange(from, len(stretch)).Draw(rt, "to")
		q := Parse(string(stretch[from:to]))
		if !q.Empty() && !q.Matches(Text([]string{text})) {
			rt.Fatalf("%q is not found in %q by %q", string(stretch[from:to]), text, q.Parts())
		}
	})
}

func TestMergedSegmentsFindWhatAScanFinds(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		var live []Doc
		var parts []Part
		for i := range rapid.IntRange(1, 4).Draw(rt, "parts") {
			docs := anyDocs(rt, i*100)
			p := Part{written(rt, dir, docs), NewBits(len(docs))}
			defer p.Release()
			for _, d := range docs {
				if n, ok := p.Find(d.ID); !ok || p.ID(n) != d.ID || p.OrderOf(n) != d.Order {
					rt.Fatalf("document %s is not where it should be", d.ID)
				} else if rapid.IntRange(0, 3).Draw(rt, "gone") == 0 {
					p.Masked.Set(n)
				} else {
					live = append(live, d)
				}
			}
			parts = append(parts, p)
		}
		if len(live) == 0 {
			return
		}
		f, err := Merge(dir, "doc", parts)
		if err != nil {
			rt.Fatal(err)
		}
		s := opened(rt, dir, f)
		defer s.Release()
		for range 5 {
			q := Parse(anyQuery(rt, live))
			if q.Empty() {
				continue
			}
			if got, want := answer(s, q, nil), scan(live, q); !slices.Equal(got, want) {
				rt.Fatalf("%q: got %v, want %v", q.Parts(), got, want)
			}
		}
	})
}

func TestFoldMakesEqualWhatLooksAlike(t *testing.T) {
	for typed, want := range map[string]string{
		"ＳＫＵ－１２３": "sku-123", "Ｔシャツ": "tシャツ", "①号": "1号", "ﾃｽﾄ": "テスト", "SAME": "same",
		"退\u200b款": "退款", "É": "é", "e\u0301": "é",
	} {
		if got := Fold(typed); got != want {
			t.Errorf("%q folds to %q, want %q", typed, got, want)
		}
	}
}

func TestQueryIsTakenApart(t *testing.T) {
	for typed, want := range map[string][]string{
		"退款 SKU-12": {"sku-12", "退款"}, "iphone手机壳": {"iphone", "手机壳"}, "，退款！怎么办": {"怎么办", "退款"},
		"＠": {"@"}, "  ": {}, "a b a": {"a", "b"}, "138-0000": {"138-0000"},
	} {
		if got := Parse(typed).Parts(); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestWordsAreFoundByBeginningMiddleAndTail(t *testing.T) {
	docs := []Doc{
		{ID: record.KeyID("1"), Order: Order{1}, Text: Text([]string{"电话13812345678", "Bluetooth headset"})},
		{ID: record.KeyID("2"), Order: Order{2}, Text: Text([]string{"order 202611180012345678"})},
	}
	s := written(t, t.TempDir(), docs)
	defer s.Release()
	for typed, want := range map[string]int{"5678": 2, "138123": 1, "1234567": 2, "blue": 1, "tooth": 1, "eadse": 1, "xyz": 0, "话": 1, "电话138": 1} {
		if got := len(answer(s, Parse(typed), nil)); got != want {
			t.Errorf("%q: %d found, want %d", typed, got, want)
		}
	}
}

func TestDamagedFileIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	s := written(t, dir, []Doc{{ID: record.KeyID("1"), Text: "退款 13812345678"}})
	f := s.File
	s.Release()
	path := filepath.Join(dir, f.Name)
	whole, err := os.ReadFile(path)
	if err != nil || !utf8.ValidString(f.Name) {
		t.Fatal(err, f.Name)
	}
	for at := range whole {
		broken := slices.Clone(whole)
		broken[at] ^= 1 << (at & 7)
		mustWrite(t, path, broken)
		if s, err := Open(dir, f); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d: %v, %v", at, s, err)
		}
	}
	for _, size := range []int{0, 10, headSize, len(whole) - 1} {
		mustWrite(t, path, whole[:size])
		if s, err := Open(dir, f); !errors.Is(err, ErrDamaged) {
			t.Fatalf("%d bytes: %v, %v", size, s, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, f); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
}

func mustWrite(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRetiredFileGoesWithItsLastUser(t *testing.T) {
	dir := t.TempDir()
	s := written(t, dir, []Doc{{ID: record.KeyID("1"), Text: "退款"}})
	s.Retain()
	s.Retire()
	s.Release()
	if s.Hits(Parse("退"), nil).Count() != 1 {
		t.Error("a retained segment does not answer")
	}
	s.Release()
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
