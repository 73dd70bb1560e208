package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanKeepsWhatCanBeRead(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":               {"T-B-261116-3", "T-B-261116-3"},
		"Chinese":             {"客户要求更换主板，并延长保修期。", "客户要求更换主板，并延长保修期。"},
		"names":               {"José Müller Nguyễn 喆 翀", "José Müller Nguyễn 喆 翀"},
		"accents not drawn":   {"Łukasz Dvořák Şahin", "Lukasz Dvorák Sahin"},
		"Latin quotes":        {"don’t say “so”, ‘he’ said", "don't say \"so\", 'he' said"},
		"nested quotes":       {"“‘so’”", "\"'so'\""},
		"Chinese quotes":      {"他说“OK”，‘好’。“换”", "他说“OK”，‘好’。“换”"},
		"decomposed":          {"Jose\u0301", "José"},
		"emoji":               {"好评👍", "好评□"},
		"skin tone":           {"👍🏽", "□"},
		"family is one":       {"👨‍👩‍👧", "□"},
		"rare hanzi":          {"王𠮷祥", "王□祥"},
		"invalid":             {"a\xff\xfeb", "a□b"},
		"lone surrogate":      {"a\xed\xa0\x80b", "a□b"},
		"bidi":                {"a\u202eb\u2066c\u200fd", "abcd"},
		"zero width":          {"a\u200b\u2060\ufeffb\u00ad", "ab"},
		"variation":           {"❤\ufe0f1\u20e3", "□1"},
		"controls":            {"a\x00\x07\x1b[31mb", "a[31mb"},
		"white space":         {"a\tb\u2003c\u00a0d", "a b c d"},
		"line ends":           {"a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		"ideographic space":   {"甲\u3000乙", "甲\u3000乙"},
		"script without font": {"สวัสดี", "□□□□"},
		"hangul filler":       {"\u3164", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestCleanTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := Clean(hostile().Draw(t, "text"))
		if twice := Clean(once); twice != once {
			t.Fatalf("%q became %q", once, twice)
		}
		for _, r := range once {
			if r != '\n' && faces()[Regular].advance[r] < 0 {
				t.Fatalf("%q holds %U, which the font lacks", once, r)
			}
		}
	})
}

func TestWhatIsCalledPlainIsCleanIndeed(t *testing.T) {
	for r := rune(0); r < 1<<16; r++ {
		if s := string(r); plain(s) && drawable(norm.NFC.String(visible("a"+s+"b"))) != "a"+s+"b" {
			t.Errorf("%U is not left as it is", r)
		}
	}
}

func TestMetaStringIsShortOfTheSurrogates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := MetaString(hostile().Draw(t, "text"))
		if !utf8.ValidString(got) || strings.ContainsRune(got, '\n') || strings.ContainsFunc(got, func(r rune) bool { return r >= 1<<16 }) {
			t.Fatalf("%q", got)
		}
	})
}

// hostile draws text that people and broken exports really send.
func hostile() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"👍🏽", "👨‍👩‍👧", "𠮷", "\xff", "\xed\xa0\x80", "\u202e", "\u200b", "\ufe0f", "e\u0301", "\u0323\u0307", "\r\n", "\n", " ", "  ", "\t", "\u3000", "\u1100\u1161", "ﬁ", "，", "。”", "（“", "……", "——", "“", "‘", "’", "”", "a/b", "SN-2025-X"}),
		rapid.StringOfN(rapid.RuneFrom([]rune("智能门锁指纹识别失灵")), 1, 9, -1),
		rapid.StringMatching(`[a-zA-Z0-9,.()-]{1,12}`),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}
