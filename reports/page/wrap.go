package page

import (
	"strings"
	"unicode"
)

// Characters that a Chinese typesetter keeps from the start and from the end of a line (kinsoku,
// 避头尾), with their Latin cousins.
const (
	neverFirst = "，。、；：？！）】》〉」』〕〗”’…—～·％‰℃,.;:?!)]}%°"
	neverLast  = "（【《〈「『〔〖“‘([{¥￥$€£#№"
)

var first, last = set(neverFirst), set(neverLast)

func set(s string) map[rune]bool {
	m := map[rune]bool{}
	for _, r := range s {
		m[r] = true
	}
	return m
}

// Wrap cleans text and breaks it into lines no longer than width. Chinese breaks between any two
// characters as the punctuation allows, Latin at spaces and hyphens; a word longer than the line is
// broken where it must. Nothing but the spaces at a break is lost; only a single character may be
// wider than the line. Empty text has no lines.
func (f Font) Wrap(s string, width float64) []string {
	s = Clean(s)
	if s == "" {
		return nil
	}
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, f.wrapParagraph([]rune(strings.Trim(paragraph, " ")), width)...)
	}
	return lines
}

// WrapMax is Wrap with at most n lines; when more would follow, the last one ends in an ellipsis.
func (f Font) WrapMax(s string, width float64, n int) []string {
	lines := f.Wrap(s, width)
	if n <= 0 || len(lines) <= n {
		return lines
	}
	kept := lines[:n:n]
	kept[n-1] = f.cut(kept[n-1], width)
	return kept
}

func (f Font) wrapParagraph(text []rune, width float64) []string {
	if len(text) == 0 {
		return []string{""}
	}
	p := paragraph{text: text, next: solidAfter(text)}
	advance := &faces()[f.Weight].advance
	limit := width * 1000 / f.Size
	var lines []string
	for start := 0; start < len(text); {
		end, sum := start, 0
		for end < len(text) {
			if sum += advanceOf(advance, text[end]); float64(sum) > limit {
				break
			}
			end++
		}
		cut := p.cut(start, end)
		lines = append(lines, strings.TrimRight(string(text[start:cut]), " "))
		start = p.solid(cut)
	}
	return lines
}

// paragraph is a text without line ends; next[i] is the first place from i on that is no space.
type paragraph struct {
	text []rune
	next []int
}

func solidAfter(text []rune) []int {
	next := make([]int, len(text)+1)
	next[len(text)] = len(text)
	for i := len(text) - 1; i >= 0; i-- {
		if next[i] = i; text[i] == ' ' {
			next[i] = next[i+1]
		}
	}
	return next
}

func (p paragraph) solid(i int) int { return p.next[i] }

// cut finds where a line that begins at start and has room until end is best broken: at an
// opportunity, else where the punctuation allows, else at the end; at least one character on.
func (p paragraph) cut(start, end int) int {
	if end == len(p.text) {
		return end
	}
	for k := end; k > start; k-- {
		if p.opportunity(start, k) {
			return k
		}
	}
	for k := end; k > start; k-- {
		if p.allowed(start, k) {
			return k
		}
	}
	return max(end, start+1)
}

// allowed says whether the characters on both sides of k, spaces aside, may stand at the end of a line
// that begins at start, and at the start of the next.
func (p paragraph) allowed(start, k int) bool {
	before, after := k-1, p.solid(k)
	for before > start && p.text[before] == ' ' {
		before--
	}
	return after == len(p.text) || !first[p.text[after]] && !last[p.text[before]]
}

func (p paragraph) opportunity(start, k int) bool {
	if !p.allowed(start, k) {
		return false
	}
	a, b := p.text[k-1], p.text[k]
	switch {
	case a == ' ' || b == ' ':
		return true
	case wide(a) || wide(b):
		return true
	case a == '-':
		// well-known breaks, T-B-261116-3 does not
		return unicode.IsLower(b) && k > 1 && unicode.IsLower(p.text[k-2])
	default:
		return a == '/' && b != '/'
	}
}

// wide holds for the scripts that are written without spaces between words.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0xD7FF && !unicode.Is(unicode.Hangul, r) || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFFEF || r == box
}

// Shrunk is the font made small enough for a line to fit width, but not smaller than least.
func (f Font) Shrunk(s string, width, least float64) Font {
	if w := f.Measure(CleanLine(s)); w > width {
		f.Size = max(f.Size*width/w*0.999, least)
	}
	return f
}

// Fit cleans text and makes it one line no longer than width, ending in an ellipsis when it was cut.
func (f Font) Fit(s string, width float64) string {
	s = CleanLine(s)
	if f.Measure(s) <= width {
		return s
	}
	return f.cut(s, width)
}

// cut shortens a line until it has room for the ellipsis, and adds that.
func (f Font) cut(s string, width float64) string {
	const more = '…'
	advance := &faces()[f.Weight].advance
	room := width*1000/f.Size - float64(advanceOf(advance, more))
	if room < 0 {
		return ""
	}
	text, sum := []rune(s), 0
	for i, r := range text {
		if sum += advanceOf(advance, r); float64(sum) > room {
			return strings.TrimRight(string(text[:i]), " ") + string(more)
		}
	}
	return s + string(more)
}
