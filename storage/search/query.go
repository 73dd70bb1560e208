package search

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Query is what somebody looks for: a document is found when every part stands in its text.
type Query struct {
	parts []string
	terms []term
	sure  bool
}

// term is one condition that a segment can answer.
type term struct {
	low, high uint64 // pairs from low to below high, when word is empty
	word      string // stands within a word
}

// Parse folds what was typed and takes it apart at spaces and where Han text meets other text. Punctuation
// alone is no part, unless nothing else is asked for.
func Parse(typed string) Query {
	var q Query
	var symbols []string
	for _, field := range strings.Fields(Fold(typed)) {
		for _, part := range split(field) {
			if wordy(part) {
				q.parts = append(q.parts, part)
			} else {
				symbols = append(symbols, part)
			}
		}
	}
	if len(q.parts) == 0 {
		q.parts = symbols
	}
	slices.Sort(q.parts)
	q.parts = slices.Compact(q.parts)
	q.sure = true
	for _, part := range q.parts {
		q.sure = q.sure && answered(part)
		q.terms = append(q.terms, termsOf(part)...)
	}
	return q
}

// Empty tells that nothing is asked for.
func (q Query) Empty() bool { return len(q.parts) == 0 }

// Sure tells that what a segment answers needs no look at the text: every part is one or two characters.
func (q Query) Sure() bool { return q.sure }

// Parts are what must stand in a text, folded.
func (q Query) Parts() []string { return slices.Clone(q.parts) }

// Matches tells whether every part stands in text, which is folded already.
func (q Query) Matches(text string) bool {
	for _, part := range q.parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return len(q.parts) > 0
}

// in is Matches for bytes.
func (q Query) in(text []byte) bool {
	for _, part := range q.parts {
		if !bytes.Contains(text, []byte(part)) {
			return false
		}
	}
	return len(q.parts) > 0
}

// split cuts where Han text meets other text.
func split(field string) []string {
	var out []string
	from, wasHan := 0, false
	for i, r := range field {
		isHan := classOf(r) == han
		if i > 0 && isHan != wasHan {
			out = append(out, field[from:i])
			from = i
		}
		wasHan = isHan
	}
	return append(out, field[from:])
}

func wordy(part string) bool {
	return strings.ContainsFunc(part, func(r rune) bool { return classOf(r) != symbol })
}

func answered(part string) bool {
	n := 0
	runs(part, func(string, class) { n++ })
	return n == 1 && utf8.RuneCountInString(part) < wordRunes
}

func termsOf(part string) []term {
	var out []term
	runs(part, func(run string, c class) {
		first, size := utf8.DecodeRuneInString(run)
		switch {
		case isWord(run, c):
			out = append(out, term{word: run})
		case size == len(run):
			out = append(out, term{low: pair(first, 0), high: pair(first+1, 0)})
		default:
			pairs(run, func(p uint64) {
				if p&(1<<21-1) != 0 { // how the run ends in the query says nothing about the text
					out = append(out, term{low: p, high: p + 1})
				}
			})
		}
	})
	return out
}
