package search

import (
	"encoding/binary"
	"math/bits"
)

// Bits is a set of documents of one segment, by their numbers.
type Bits []uint64

// NewBits is an empty set among docs documents.
func NewBits(docs int) Bits { return make(Bits, (docs+63)/64) }

// Set puts a document in.
func (b Bits) Set(n int) { b[n>>6] |= 1 << (n & 63) }

// Has tells whether a document is in it; nothing is in a nil set.
func (b Bits) Has(n int) bool { return n>>6 < len(b) && b[n>>6]&(1<<(n&63)) != 0 }

// Count counts the documents in it.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// Next is the first document in it from n on; -1 when there is none.
func (b Bits) Next(n int) int {
	for i := n >> 6; i < len(b); i++ {
		w := b[i]
		if i == n>>6 {
			w &= ^uint64(0) << (n & 63)
		}
		if w != 0 {
			return i<<6 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

func (b Bits) and(o Bits) (any bool) {
	var left uint64
	for i := range b {
		b[i] &= o[i]
		left |= b[i]
	}
	return left != 0
}

// A posting is a set of documents in the file: one document is its own offset, few are a list of numbers, many
// a set of bits.
type posting struct{ off, n uint32 }

func isBits(n uint32, docs int) bool { return int(n)*16 > docs+64 }

// or adds a posting to into.
func (p posting) or(postings []byte, docs int, into Bits) {
	if p.n == 1 {
		into.Set(int(p.off))
		return
	}
	at := postings[2*int(p.off):]
	if isBits(p.n, docs) {
		for i := range into {
			into[i] |= binary.LittleEndian.Uint64(at[8*i:])
		}
		return
	}
	for i := range int(p.n) {
		into.Set(int(binary.LittleEndian.Uint16(at[2*i:])))
	}
}

// docsOf lists a posting's documents in order.
func (p posting) docsOf(postings []byte, docs int, out []uint16) []uint16 {
	if p.n == 1 {
		return append(out, uint16(p.off))
	}
	at := postings[2*int(p.off):]
	if !isBits(p.n, docs) {
		for i := range int(p.n) {
			out = append(out, binary.LittleEndian.Uint16(at[2*i:]))
		}
		return out
	}
	for i := range (docs + 63) / 64 {
		for w := binary.LittleEndian.Uint64(at[8*i:]); w != 0; w &= w - 1 {
			out = append(out, uint16(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return out
}

// appendPosting writes documents, sorted, behind postings.
func appendPosting(postings []byte, docs int, of []uint16) ([]byte, posting) {
	if len(of) == 1 {
		return postings, posting{uint32(of[0]), 1}
	}
	p := posting{uint32(len(postings) / 2), uint32(len(of))}
	if !isBits(p.n, docs) {
		for _, n := range of {
			postings = binary.LittleEndian.AppendUint16(postings, n)
		}
		return postings, p
	}
	set := NewBits(docs)
	for _, n := range of {
		set.Set(int(n))
	}
	for _, w := range set {
		postings = binary.LittleEndian.AppendUint64(postings, w)
	}
	return postings, p
}
