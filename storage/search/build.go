package search

import (
	"bytes"
	"slices"
	"strings"

	"mendesk/app/record"
)

// OrderSize is the size of what documents are ordered by: a moment or a number of an index.
const OrderSize = 8

// Order is what documents are listed by, the greatest first; equal ones by their ids, the greatest first too.
type Order [OrderSize]byte

// Doc is a document with its folded text.
type Doc struct {
	ID    record.ID
	Order Order
	Text  string
}

// Before tells whether a place in the order comes before another.
func Before(a Order, aID record.ID, b Order, bID record.ID) bool {
	if c := bytes.Compare(a[:], b[:]); c != 0 {
		return c > 0
	}
	return aID > bID
}

const (
	maxDocs = 1 << 16
	maxText = 64 << 20 // bytes of a segment's texts

	// A builder takes less, so that its memory stays small beside that of the desk; merging needs less memory.
	buildDocs = 1 << 14
	buildText = 16 << 20
)

// BuildRoom tells how many documents a Builder takes.
const BuildRoom = buildDocs

// Builder collects documents for a segment.
type Builder struct {
	docs  []docPlace
	known map[record.ID]bool
	pairs occurrences[uint64]
	words occurrences[string]
	texts []byte
	ends  []int // of the texts, by document
}

type docPlace struct {
	id    record.ID
	order Order
}

// NewBuilder begins an empty segment.
func NewBuilder() *Builder {
	return &Builder{known: map[record.ID]bool{}, pairs: newOccurrences[uint64](), words: newOccurrences[string]()}
}

// Len counts the documents so far.
func (b *Builder) Len() int { return len(b.docs) }

// Full tells that no document should be added any more.
func (b *Builder) Full() bool { return len(b.docs) >= buildDocs || len(b.texts) >= buildText }

// Add takes a document in; one that is in already stays as it is.
func (b *Builder) Add(d Doc) {
	if b.known[d.ID] {
		return
	}
	b.known[d.ID] = true
	b.docs = append(b.docs, docPlace{d.ID, d.Order})
	b.texts = append(b.texts, d.Text...)
	b.ends = append(b.ends, len(b.texts))
	runs(d.Text, func(run string, c class) {
		pairs(run, b.pairs.add)
		if isWord(run, c) {
			b.words.add(run)
		}
	})
	b.pairs.end()
	b.words.end()
}

// occurrences are the terms of documents in the order in which they came, each once a document.
type occurrences[K uint64 | string] struct {
	number map[K]uint32
	keys   []K
	count  []uint32 // documents by term
	last   []uint32 // the last document that it was seen in, from 1
	terms  []uint32
	ends   []int // by document, where its terms end
}

func newOccurrences[K uint64 | string]() occurrences[K] {
	return occurrences[K]{number: map[K]uint32{}}
}

func (o *occurrences[K]) add(key K) {
	n, known := o.number[key]
	if !known {
		n = uint32(len(o.keys))
		key = owned(key)
		o.number[key] = n
		o.keys, o.count, o.last = append(o.keys, key), append(o.count, 0), append(o.last, 0)
	}
	doc := uint32(len(o.ends) + 1)
	if o.last[n] == doc {
		return
	}
	o.last[n] = doc
	o.count[n]++
	o.terms = append(o.terms, n)
}

// owned keeps a key from holding the whole text of its document.
func owned[K uint64 | string](key K) K {
	if s, ok := any(key).(string); ok {
		return any(strings.Clone(s)).(K)
	}
	return key
}

func (o *occurrences[K]) end() { o.ends = append(o.ends, len(o.terms)) }

// sorted visits the terms in order with their documents, numbered anew by order.
func (o *occurrences[K]) sorted(order []int, visit func(key K, docs []uint16)) {
	byKey := make([]uint32, len(o.keys))
	for i := range byKey {
		byKey[i] = uint32(i)
	}
	slices.SortFunc(byKey, func(a, b uint32) int {
		switch {
		case o.keys[a] < o.keys[b]:
			return -1
		case o.keys[a] > o.keys[b]:
			return 1
		}
		return 0
	})
	at := make([]uint32, len(o.keys)) // where the next document of a term goes
	sum := uint32(0)
	for _, n := range byKey {
		at[n] = sum
		sum += o.count[n]
	}
	flat := make([]uint16, sum)
	for now, was := range order {
		from := 0
		if was > 0 {
			from = o.ends[was-1]
		}
		for _, n := range o.terms[from:o.ends[was]] {
			flat[at[n]] = uint16(now)
			at[n]++
		}
	}
	for _, n := range byKey {
		visit(o.keys[n], flat[at[n]-o.count[n]:at[n]])
	}
}

// Write makes the segment in folder dir, named after what it is of and its content. The file has its name only
// once it is whole on the disk.
func (b *Builder) Write(dir, of string) (File, error) {
	order := make([]int, len(b.docs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return comparePlaces(b.docs[x], b.docs[y]) })
	t := newTables(len(order))
	for _, was := range order {
		from := 0
		if was > 0 {
			from = b.ends[was-1]
		}
		t.addDoc(b.docs[was], b.texts[from:b.ends[was]])
	}
	t.postings = make([]byte, 0, 2*(len(b.pairs.terms)+len(b.words.terms)))
	b.pairs.sorted(order, t.addPair)
	b.words.sorted(order, t.addWord)
	return t.write(dir, of)
}

func comparePlaces(a, b docPlace) int {
	switch {
	case Before(a.order, a.id, b.order, b.id):
		return -1
	case Before(b.order, b.id, a.order, a.id):
		return 1
	}
	return 0
}
