package quality

import (
	"encoding/binary"
	"math/bits"
)

// rowID is the id of an order as rows have it.
type rowID [26]byte

// hash mixes what chance gave the id; its first bits are the best (Fibonacci hashing).
func (id *rowID) hash() uint64 { return binary.LittleEndian.Uint64(id[18:]) * 0x9E3779B97F4A7C15 }

// sieve remembers a bit of each id, by which it knows most of those that it was never given.
type sieve [1 << 15]uint64

func (s *sieve) put(id *rowID) {
	word, bit := sieved(id)
	s[word] |= bit
}

// may is true of every id that was put in, and of few others.
func (s *sieve) may(id *rowID) bool {
	word, bit := sieved(id)
	return s[word]&bit != 0
}

func sieved(id *rowID) (word int, bit uint64) {
	h := id.hash() >> 43
	return int(h >> 6), 1 << (h & 63)
}

// cohort is the window, by its place, in which an order was signed for.
type cohort struct {
	order  rowID
	window int
}

// cohorts finds the orders of a list, each of which is in it once. A map took a tenth of a page of figures.
type cohorts struct {
	list  []cohort
	slots []int32 // by hash, else the next that is free: 1 + the place in the list, 0 for none
	shift int
}

func cohortsOf(list []cohort) *cohorts {
	size := bits.Len(uint(2 * len(list))) // at most half of the slots are taken
	c := &cohorts{list, make([]int32, 1<<size), 64 - size}
	for i := range list {
		c.slots[c.slot(&list[i].order)] = int32(i + 1)
	}
	return c
}

// slot is where the order is, or would be.
func (c *cohorts) slot(id *rowID) int {
	at := int(id.hash() >> c.shift)
	for c.slots[at] != 0 && c.list[c.slots[at]-1].order != *id {
		at = (at + 1) & (len(c.slots) - 1)
	}
	return at
}

// window of the order; -1 when the order is not in the list.
func (c *cohorts) window(id *rowID) int {
	if i := c.slots[c.slot(id)]; i != 0 {
		return c.list[i-1].window
	}
	return -1
}
