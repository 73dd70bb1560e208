package page

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWrapBreaksAsATypesetterDoes(t *testing.T) {
	ten := Font{Regular, 10} // a Chinese character is 10 points wide
	for name, c := range map[string]struct {
		text  string
		width float64
		want  []string
	}{
		"empty":                  {"", 50, nil},
		"between characters":     {"客户要求更换主板", 50, []string{"客户要求更", "换主板"}},
		"no comma first":         {"客户要求更，换主板", 50, []string{"客户要求", "更，换主板"}},
		"no closing quote first": {"他说“更换。”好", 50, []string{"他说“更", "换。”好"}},
		"no opener last":         {"客户要求（更换）", 50, []string{"客户要求", "（更换）"}},
		"ellipsis stays whole":   {"客户要求……好", 50, []string{"客户要", "求……好"}},
		"words":                  {"fan noise above 65 dB", 50, []string{"fan noise", "above 65", "dB"}},
		"spaces go at a break":   {"fan      noise", 30, []string{"fan", "noise"}},
		"long word":              {"0123456789", 30, []string{"01234", "56789"}},
		"paragraphs":             {"甲\n\n乙", 50, []string{"甲", "", "乙"}},
		"narrower than one":      {"甲乙", 4, []string{"甲", "乙"}},
		"number stays whole":     {"工单 T-B-261116-3", 80, []string{"工单", "T-B-261116-3"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := ten.Wrap(c.text, c.width)
			if !slices.Equal(got, c.want) {
				t.Errorf("Wrap(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestWrapLosesNothingAndKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := hostile().Draw(t, "text")
		font := Font{Weight(rapid.IntRange(0, 1).Draw(t, "weight")), rapid.Float64Range(4, 40).Draw(t, "size")}
		checkWrap(t, font, text, rapid.Float64Range(1, 500).Draw(t, "width"))
	})
}

type fataler interface{ Fatalf(string, ...any) }

func checkWrap(t fataler, font Font, text string, width float64) {
	lines := font.Wrap(text, width)
	bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
	if got, want := bare(strings.Join(lines, "")), bare(Clean(text)); got != want {
		t.Fatalf("%q became %q", want, got)
	}
	for _, line := range lines {
		if font.Measure(line) > width+1e-6 && utf8.RuneCountInString(line) > 1 {
			t.Fatalf("%q is %v wide, the box %v", line, font.Measure(line), width)
		}
	}
}

func TestWrapKeepsPunctuationFromTheEdges(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("智能门锁指纹识别失灵")), 1, 6, -1)
	mark := rapid.SampledFrom([]string{"，", "。”", "（", "）", "！", "“", "：“", "……", "——", "%", "、"})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		text.WriteString("甲")
		for range rapid.IntRange(1, 30).Draw(t, "n") {
			text.WriteString(word.Draw(t, "word"))
			text.WriteString(mark.Draw(t, "mark"))
		}
		text.WriteString("乙")
		lines := Font{Regular, 10}.Wrap(text.String(), rapid.Float64Range(80, 400).Draw(t, "width"))
		for i, line := range lines {
			runes := []rune(line)
			if i > 0 && first[runes[0]] {
				t.Fatalf("line %q starts with %q in %q", line, runes[0], lines)
			}
			if i < len(lines)-1 && last[runes[len(runes)-1]] {
				t.Fatalf("line %q ends with %q in %q", line, runes[len(runes)-1], lines)
			}
		}
	})
}

func TestWrapOfVeryLongTextIsQuick(t *testing.T) {
	for name, piece := range map[string]string{"hanzi": "锁", "latin": "x", "spaces": " ", "punctuation": "，", "openers": "（", "words": "ab "} {
		text := "甲" + strings.Repeat(piece, 100_000) + "乙"
		checkWrap(t, Font{Regular, 10}, text, 200)
		if name == "hanzi" && len(Font{Regular, 10}.Wrap(text, 200)) != 5001 {
			t.Errorf("%s: not 20 characters a line", name)
		}
	}
}

func TestFit(t *testing.T) {
	ten := Font{Regular, 10}
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"智能门锁", 40, "智能门锁"},
		{"智能门锁失灵", 45, "智能门…"},
		{"two\nlines", 200, "two lines"},
		{"智能", 3, ""},
		{"", 10, ""},
	} {
		if got := ten.Fit(c.text, c.width); got != c.want {
			t.Errorf("Fit(%q, %v) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.Float64Range(0, 300).Draw(t, "width")
		if got := ten.Fit(hostile().Draw(t, "text"), width); ten.Measure(got) > width+1e-6 {
			t.Fatalf("%q is wider than %v", got, width)
		}
	})
}

func TestShrunkFits(t *testing.T) {
	const name = "Customer satisfaction (CSAT)"
	got := Font{Bold, 8}.Shrunk(name, 100, 6)
	if got.Size >= 8 || got.Fit(name, 100) != name {
		t.Errorf("%v does not fit", got)
	}
	if got := (Font{Bold, 8}).Shrunk(name, 10, 6); got.Size != 6 {
		t.Errorf("%v, want the least", got)
	}
	if got := (Font{Bold, 8}).Shrunk("CSAT", 100, 6); got.Size != 8 {
		t.Errorf("%v, want it as it was", got)
	}
}

func TestWrapMaxSaysThatMoreFollows(t *testing.T) {
	got := Font{Regular, 10}.WrapMax("智能门锁指纹识别失灵，多次重启", 50, 2)
	if want := []string{"智能门锁指", "纹识别失…"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("他说：“更换。”（好）", 10.0, 50.0)
	f.Add("a\xff👨‍👩‍👧\u202e\n\n T-B-261116-3", 8.0, 12.0)
	f.Fuzz(func(t *testing.T, text string, size, width float64) {
		if !(size > 0.1 && size < 1000 && width > 0 && width < 1e5) {
			t.Skip("not a font or a box")
		}
		checkWrap(t, Font{Regular, size}, text, width)
	})
}
