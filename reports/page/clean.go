package page

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// box stands for a character that the font cannot draw; the reader sees that something is there.
const box = '□'

const joiner = '\u200d'

// Clean makes text that the fonts can draw: valid UTF-8 in NFC, without invisible characters, every
// character that the font lacks as □. Line ends stay, as \n; other white space becomes a plain space.
// Cleaning twice changes nothing.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return halfWidth(drawable(norm.NFC.String(visible(s))))
}

// CleanLine is Clean for text on one line: line ends become spaces.
func CleanLine(s string) string {
	return strings.Join(strings.FieldsFunc(Clean(s), func(r rune) bool { return r == '\n' }), " ")
}

// MetaString makes a title or an author that gofpdf can write: no character beyond U+FFFF, on one line.
func MetaString(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 1<<16 {
			return box
		}
		return r
	}, norm.NFC.String(visible(s)))
	return strings.TrimSpace(strings.ReplaceAll(s, "\n", " "))
}

// plain spares the texts that are drawn most, Chinese and ASCII, the walk through the tables: it knows
// the characters that stay as they are, whatever stands beside them.
func plain(s string) bool {
	advance := &faces()[Regular].advance
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~':
		case r >= 0x4E00 && r <= 0x9FFF && advance[r] >= 0:
		case r >= 0xFF01 && r <= 0xFF5E && advance[r] >= 0:
		case r == '·' || r == '–' || r == '—' || r == '…' || r == '、' || r == '。' || r == box:
		default:
			return false
		}
	}
	return true
}

// visible drops what has no shape (direction marks, zero-width characters, controls, variation
// selectors) and unifies white space. A picture made of several joined ones keeps only its first.
func visible(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, string(box)), "\r\n", "\n")
	var out strings.Builder
	out.Grow(len(s))
	joined := false
	for _, r := range s {
		switch {
		case r == joiner:
			joined = true
			continue
		case joined && r >= 1<<16: // the second half of a family or a flag
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085' || r == '\v' || r == '\f':
			out.WriteByte('\n')
		case r == '\u3000':
			out.WriteRune(r)
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case shapeless(r):
			continue
		default:
			out.WriteRune(r)
		}
		joined = false
	}
	return out.String()
}

func shapeless(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector) ||
		r >= 0x1F3FB && r <= 0x1F3FF || // skin tones change the picture before them
		r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 // Hangul fillers
}

// struck are Latin letters that do not decompose into a plain letter and a mark.
var struck = map[rune]string{'Ł': "L", 'ł': "l", 'ı': "i", 'Ħ': "H", 'ħ': "h", 'Ŧ': "T", 'ŧ': "t", 'ŋ': "n", 'Ŋ': "N", 'Œ': "OE", 'œ': "oe"}

// drawable writes what the font lacks with what it has: Dvořák without his háček stays readable, so
// does a letter without its combining mark. What has nothing near becomes a box.
func drawable(s string) string {
	advance := &faces()[Regular].advance
	drawn := func(r rune) bool { return r < 1<<16 && advance[r] >= 0 }
	var out strings.Builder
	out.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\n' || drawn(r):
			out.WriteRune(r)
		case unicode.In(r, unicode.Mn, unicode.Me):
		default:
			out.WriteString(nearest(r, drawn))
		}
	}
	return out.String()
}

func nearest(r rune, drawn func(rune) bool) string {
	if plain, ok := struck[r]; ok {
		return plain
	}
	base := strings.Map(func(r rune) rune {
		if drawn(r) && !unicode.IsSpace(r) {
			return r
		}
		return -1
	}, norm.NFKD.String(string(r)))
	if base == "" {
		return string(box)
	}
	return base
}
