package search

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sort"
	"sync/atomic"

	"mendesk/app/record"
)

// ErrDamaged means a segment file is not what was once written, or not there: it is to be built again.
var ErrDamaged = errors.New("a search segment is damaged or missing")

// Segment is an open segment file. It may be asked by many goroutines; whoever keeps it beyond the call that
// gave it must Retain it and Release it again.
type Segment struct {
	File
	path    string
	data    []byte // the mapped file
	users   atomic.Int32
	retired atomic.Bool

	ids, orders, byID, pairs, words, blob, blocks, suffixes, postings, spans, texts []byte
}

// Open checks a whole segment file against its sum and maps it.
func Open(dir string, f File) (*Segment, error) {
	s := &Segment{File: f, path: filepath.Join(dir, f.Name)}
	file, err := os.Open(s.path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer func() { _ = file.Close() }() // only read
	sum := crc32.New(castagnoli)
	n, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{file}, make([]byte, 1<<20))
	if err != nil || n != f.Size || sum.Sum32() != f.Sum || n < headSize {
		return nil, errors.Join(fmt.Errorf("%s: %w", f.Name, ErrDamaged), err)
	}
	if s.data, err = mapFile(file, int(n)); err != nil {
		return nil, fmt.Errorf("map %s: %w", f.Name, err)
	}
	s.users.Store(1)
	if err := s.cut(); err != nil {
		s.Release()
		return nil, err
	}
	return s, nil
}

// cut finds the sections.
func (s *Segment) cut() error {
	head, at := s.data[:headSize], headSize
	number := func(i int) int { return int(binary.LittleEndian.Uint32(head[8+4*i:])) }
	docs, blob := number(1), number(4)
	if string(head[:8]) != magic || number(0) != Format || docs != s.Docs {
		return fmt.Errorf("%s has another format: %w", s.Name, ErrDamaged)
	}
	sections := []struct {
		to   *[]byte
		size int
	}{
		{&s.ids, docs * idSize},
		{&s.orders, docs * OrderSize},
		{&s.byID, 2 * docs},
		{&s.pairs, number(2) * pairSize},
		{&s.words, number(3) * wordSize},
		{&s.blob, blob},
		{&s.blocks, (blob + blockSize - 1) / blockSize * 4},
		{&s.suffixes, number(5) * 4},
		{&s.postings, int(binary.LittleEndian.Uint64(head[32:]))},
		{&s.spans, docs * spanSize},
		{&s.texts, int(binary.LittleEndian.Uint64(head[40:]))},
	}
	for _, section := range sections {
		if section.size < 0 || at+section.size > len(s.data) {
			return fmt.Errorf("%s is cut short: %w", s.Name, ErrDamaged)
		}
		*section.to = s.data[at : at+section.size]
		at += section.size + padding(section.size)
	}
	return nil
}

// Retain keeps the segment open until Release.
func (s *Segment) Retain() { s.users.Add(1) }

// Release lets the segment go; the last one closes it, and removes the file of a retired one.
func (s *Segment) Release() {
	if s.users.Add(-1) > 0 {
		return
	}
	_ = unmapFile(s.data) // nothing can be done about it
	s.data = nil
	if s.retired.Load() {
		_ = os.Remove(s.path) // what stays is removed at the next opening
	}
}

// Retire has the file removed when nobody uses the segment any more.
func (s *Segment) Retire() { s.retired.Store(true) }

// ID is the id of document n.
func (s *Segment) ID(n int) record.ID { return record.ID(s.ids[n*idSize : (n+1)*idSize]) }

// OrderOf is the order of document n.
func (s *Segment) OrderOf(n int) Order { return Order(s.orders[n*OrderSize:]) }

// text is the folded text of document n. It lies in the mapped file: it must not outlive the segment.
func (s *Segment) text(n int) []byte {
	at := s.spans[n*spanSize:]
	return s.texts[binary.LittleEndian.Uint32(at):binary.LittleEndian.Uint32(at[4:])]
}

// Matches looks into the text of document n: what Hits gives need not match unless the query is Sure.
func (s *Segment) Matches(n int, q Query) bool { return q.sure || q.in(s.text(n)) }

// Find gives the number of a document; ok is false when it is not in this segment.
func (s *Segment) Find(id record.ID) (n int, ok bool) {
	i := sort.Search(s.Docs, func(i int) bool { return string(s.idAt(i)) >= string(id) })
	if i == s.Docs || string(s.idAt(i)) != string(id) {
		return 0, false
	}
	return s.numberAt(i), true
}

func (s *Segment) numberAt(i int) int { return int(binary.LittleEndian.Uint16(s.byID[2*i:])) }

func (s *Segment) idAt(i int) []byte {
	n := s.numberAt(i)
	return s.ids[n*idSize : (n+1)*idSize]
}

// After is the first document whose place comes after one in the order.
func (s *Segment) After(o Order, id record.ID) int {
	return sort.Search(s.Docs, func(n int) bool { return Before(o, id, s.OrderOf(n), s.ID(n)) })
}

// Hits are the documents that fulfil every term of the query, masked ones left out; nil when none does. Unless
// the query is Sure, parts of these do not match.
func (s *Segment) Hits(q Query, masked Bits) Bits {
	found, wide := []posting{}, []term{}
	for _, t := range q.terms { // what one look answers goes first: most segments end here for a rare query
		if t.word != "" || t.high != t.low+1 {
			wide = append(wide, t)
			continue
		}
		i := s.firstPair(t.low)
		if i == s.pairCount() || s.pairAt(i) != t.low {
			return nil
		}
		found = append(found, s.pairPosting(i))
	}
	hits, with := Bits(nil), NewBits(s.Docs)
	narrow := func(add func(Bits)) bool {
		if hits == nil {
			hits = NewBits(s.Docs)
			add(hits)
			return true
		}
		clear(with)
		add(with)
		return hits.and(with)
	}
	for _, p := range found {
		if !narrow(func(b Bits) { p.or(s.postings, s.Docs, b) }) {
			return nil
		}
	}
	for _, t := range wide {
		if !narrow(func(b Bits) { s.gather(t, b) }) {
			return nil
		}
	}
	for i := range min(len(masked), len(hits)) {
		hits[i] &^= masked[i]
	}
	return hits
}

// gather adds every document of a term that many entries answer.
func (s *Segment) gather(t term, into Bits) {
	if t.word != "" {
		s.gatherWords(t.word, into)
		return
	}
	for i := s.firstPair(t.low); i < s.pairCount() && s.pairAt(i) < t.high; i++ {
		s.pairPosting(i).or(s.postings, s.Docs, into)
	}
}

func (s *Segment) gatherWords(part string, into Bits) {
	q := []byte(part)
	n := len(s.suffixes) / 4
	from := sort.Search(n, func(i int) bool { return bytes.Compare(s.suffix(i, len(q)), q) >= 0 })
	for i := from; i < n && bytes.Equal(s.suffix(i, len(q)), q); i++ {
		s.wordPosting(s.wordAt(s.placeOf(i))).or(s.postings, s.Docs, into)
	}
}

func (s *Segment) placeOf(i int) int { return int(binary.LittleEndian.Uint32(s.suffixes[4*i:])) }

func (s *Segment) suffix(i, size int) []byte {
	at := s.placeOf(i)
	return s.blob[at:min(at+size, len(s.blob))]
}

// wordAt is the word that place at of the blob is in.
func (s *Segment) wordAt(at int) int {
	w := int(binary.LittleEndian.Uint32(s.blocks[at/blockSize*4:]))
	for w+1 < s.wordCount() && s.wordStart(w+1) <= at {
		w++
	}
	return w
}

func (s *Segment) wordCount() int { return len(s.words) / wordSize }

func (s *Segment) wordStart(w int) int {
	return int(binary.LittleEndian.Uint32(s.words[w*wordSize:]))
}

func (s *Segment) wordPosting(w int) posting { return readPosting(s.words[w*wordSize+4:]) }

func (s *Segment) word(w int) []byte {
	at := s.blob[s.wordStart(w):]
	return at[:bytes.IndexByte(at, '\n')]
}

func (s *Segment) pairCount() int { return len(s.pairs) / pairSize }

func (s *Segment) pairAt(i int) uint64 { return binary.LittleEndian.Uint64(s.pairs[i*pairSize:]) }

func (s *Segment) pairPosting(i int) posting { return readPosting(s.pairs[i*pairSize+8:]) }

func (s *Segment) firstPair(low uint64) int {
	return sort.Search(s.pairCount(), func(i int) bool { return s.pairAt(i) >= low })
}

func readPosting(b []byte) posting {
	return posting{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])}
}
