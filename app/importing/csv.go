package importing

import (
	"iter"
	"strings"
)

// records cuts text into rows of cells. It reads what shop platforms write, which encoding/csv does not: a
// closing quote may be followed by tabs or spaces ("…"⇥,), a bare ="1,2" keeps its comma, a quote that never
// closes is an ordinary character. Rows end with \n, \r\n or \r.
func records(text string, comma byte) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		c := cutter{text: text, comma: comma}
		for c.at < len(text) {
			if !yield(c.row()) {
				return
			}
		}
	}
}

type cutter struct {
	text   string
	comma  byte
	at     int
	noEnds bool // no quote closes from here on: known once one ran to the end
}

func (c *cutter) row() []string {
	cells := []string{}
	for {
		cells = append(cells, c.cell())
		if c.at >= len(c.text) {
			return cells
		}
		end := c.text[c.at]
		c.at++
		if end == c.comma {
			if c.at == len(c.text) {
				return append(cells, "")
			}
			continue
		}
		if end == '\r' && c.at < len(c.text) && c.text[c.at] == '\n' {
			c.at++
		}
		return cells
	}
}

// cell reads one cell and stops at what ended it.
func (c *cutter) cell() string {
	rest := c.text[c.at:]
	if open := opening(rest); open > 0 && !c.noEnds {
		if cell, length, ok := quoted(rest[open:], c.comma); ok {
			c.at += open + length
			return cell
		}
		c.noEnds = true
	}
	n := strings.IndexAny(rest, "\r\n"+string(rune(c.comma)))
	if n < 0 {
		n = len(rest)
	}
	c.at += n
	return rest[:n]
}

// opening is the length of " or =" at the start of a cell; 0 when there is none.
func opening(s string) int {
	switch {
	case strings.HasPrefix(s, `"`):
		return 1
	case strings.HasPrefix(s, `="`):
		return 2
	}
	return 0
}

// quoted reads what follows an opening quote: the cell, and the length up to the comma or end of row after it.
func quoted(s string, comma byte) (cell string, length int, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '"')
		if n < 0 {
			return "", 0, false
		}
		b.WriteString(s[i : i+n])
		i += n + 1
		if end, closed := closing(s, i, comma); closed {
			return b.String(), end, true
		}
		b.WriteByte('"')
		if i < len(s) && s[i] == '"' {
			i++
		}
	}
	return "", 0, false
}

// closing tells whether the quote before i ends its cell: nothing but blanks may lie between it and the end.
func closing(s string, i int, comma byte) (end int, ok bool) {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') && s[i] != comma {
		i++
	}
	if i == len(s) || s[i] == comma || s[i] == '\r' || s[i] == '\n' {
		return i, true
	}
	return 0, false
}

// separator finds what separates the cells of a file, from its first row: the most frequent of comma,
// semicolon and tab. Tabs that only pad the end of a cell do not count.
func separator(text string) byte {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	counts := map[byte]int{}
	inside := false
	for i := range len(first) {
		switch b := first[i]; b {
		case '"':
			inside = !inside
		case ',', ';', '\t':
			if !inside && (b != '\t' || !padding(first, i)) {
				counts[b]++
			}
		}
	}
	best := byte(',')
	for _, b := range []byte{';', '\t'} {
		if counts[b] > counts[best] {
			best = b
		}
	}
	return best
}

// padding tells whether the tab at i is followed by another separator or by the end of the row.
func padding(row string, i int) bool {
	next := strings.TrimLeft(row[i:], "\t")
	return next == "" || next[0] == ',' || next[0] == ';' || next[0] == '\r'
}
