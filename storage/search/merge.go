package search

import (
	"bytes"
	"slices"
)

// Part is a segment that is merged into a new one, without its masked documents.
type Part struct {
	*Segment
	Masked Bits
}

// Live counts the documents that are not masked.
func (p Part) Live() int { return p.Docs - p.Masked.Count() }

// Room tells how many documents a segment takes, and TextRoom about how many bytes of their texts.
const (
	Room     = maxDocs
	TextRoom = maxText
)

// TextSize is the size of the texts of all its documents.
func (s *Segment) TextSize() int { return len(s.texts) }

// Merge writes the live documents of the parts, at most Room of them, as one segment. A document must not be
// live in two parts.
func Merge(dir, of string, parts []Part) (File, error) {
	m := newMerging(parts)
	m.mergePairs()
	m.mergeWords()
	return m.t.write(dir, of)
}

type merging struct {
	parts []Part
	t     *tables
	now   [][]int32 // by part and document its new number; -1: masked
	docs  []uint16
}

func newMerging(parts []Part) *merging {
	m := &merging{parts: parts}
	type from struct {
		docPlace
		part, n int
	}
	var all []from
	for i, p := range parts {
		m.now = append(m.now, make([]int32, p.Docs))
		for n := range p.Docs {
			m.now[i][n] = -1
			if !p.Masked.Has(n) {
				all = append(all, from{docPlace{p.ID(n), p.OrderOf(n)}, i, n})
			}
		}
	}
	room := 0
	for _, p := range parts {
		room += len(p.postings)
	}
	slices.SortFunc(all, func(a, b from) int { return comparePlaces(a.docPlace, b.docPlace) })
	m.t = newTables(len(all))
	m.t.postings = make([]byte, 0, room)
	for now, d := range all {
		m.t.addDoc(d.docPlace, parts[d.part].text(d.n))
		m.now[d.part][d.n] = int32(now)
	}
	return m
}

func (m *merging) mergePairs() {
	at := make([]int, len(m.parts))
	for {
		least, any := uint64(0), false
		for i, p := range m.parts {
			if at[i] < p.pairCount() && (!any || p.pairAt(at[i]) < least) {
				least, any = p.pairAt(at[i]), true
			}
		}
		if !any {
			return
		}
		m.docs = m.docs[:0]
		for i, p := range m.parts {
			if at[i] < p.pairCount() && p.pairAt(at[i]) == least {
				m.take(i, p.pairPosting(at[i]))
				at[i]++
			}
		}
		if m.settle() {
			m.t.addPair(least, m.docs)
		}
	}
}

func (m *merging) mergeWords() {
	at := make([]int, len(m.parts))
	for {
		var least []byte
		for i, p := range m.parts {
			if at[i] < p.wordCount() && (least == nil || bytes.Compare(p.word(at[i]), least) < 0) {
				least = p.word(at[i])
			}
		}
		if least == nil {
			return
		}
		m.docs = m.docs[:0]
		for i, p := range m.parts {
			if at[i] < p.wordCount() && bytes.Equal(p.word(at[i]), least) {
				m.take(i, p.wordPosting(at[i]))
				at[i]++
			}
		}
		if m.settle() {
			m.t.addWord(string(least), m.docs)
		}
	}
}

// take adds a part's posting under the new numbers.
func (m *merging) take(part int, p posting) {
	s := m.parts[part].Segment
	from := len(m.docs)
	m.docs = p.docsOf(s.postings, s.Docs, m.docs)
	kept := m.docs[:from]
	for _, was := range m.docs[from:] {
		if now := m.now[part][was]; now >= 0 {
			kept = append(kept, uint16(now))
		}
	}
	m.docs = kept
}

func (m *merging) settle() bool {
	slices.Sort(m.docs)
	return len(m.docs) > 0
}
