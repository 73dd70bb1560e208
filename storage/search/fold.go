package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes text the way it is compared: full-width letters and digits as ordinary ones (NFKC), lower case,
// without characters that nobody sees.
func Fold(text string) string {
	if plain(text) {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}

func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Text folds the texts of a document into one, in which a part of a query cannot reach from one into the next.
func Text(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		if t == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(Fold(t))
	}
	return b.String()
}

// class tells which characters stand together.
type class byte

const (
	space  class = iota
	symbol       // stands alone
	letter       // letters and digits that make words
	han          // characters that make text without spaces: Han, kana, hangul, bopomofo
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		return asciiClass(byte(r))
	case r >= 0x4E00 && r <= 0x9FFF:
		return han
	case unicode.IsSpace(r):
		return space
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo), r == 'ー':
		return han
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return letter
	}
	return symbol
}

func asciiClass(c byte) class {
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
		return letter
	case c == ' ', c >= '\t' && c <= '\r':
		return space
	}
	return symbol
}

// runs gives the stretches of one class in folded text; a symbol is a run of its own.
func runs(text string, visit func(run string, c class)) {
	from, of := 0, space
	for i, r := range text {
		c := classOf(r)
		if c == of && c != symbol {
			continue
		}
		if of != space {
			visit(text[from:i], of)
		}
		from, of = i, c
	}
	if of != space && from < len(text) {
		visit(text[from:], of)
	}
}

// A pair is two neighbouring characters of a run as one number; the last character of a run pairs with 0, so
// that all pairs that begin with a character give every place of it.
func pair(a, b rune) uint64 { return uint64(a)<<21 | uint64(b) }

func pairs(run string, visit func(uint64)) {
	before := rune(-1)
	for _, r := range run {
		if before >= 0 {
			visit(pair(before, r))
		}
		before = r
	}
	visit(pair(before, 0))
}

// A run of letters this long or longer is found through the table of words.
const wordRunes = 3

func isWord(run string, c class) bool {
	return c == letter && len(run) >= wordRunes && utf8.RuneCountInString(run) >= wordRunes
}
