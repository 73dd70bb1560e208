package quality

import (
	"encoding/binary"

	"mendesk/app/record"
	"mendesk/app/returns"
)

// cameBack are the units that came back, whenever they were asked back: an order is in the list once for each of its
// returns.
type cameBack struct {
	list []came
	some sieve
}

// came is what one return brought back of an order.
type came struct {
	order rowID
	units int64
}

var comings lists[came]

// backOf reads every row of returns once.
func backOf(rows record.Rows, windows ...window) (*cameBack, error) {
	back := &cameBack{list: comings.take()}
	err := rows.Since(since(windows), func(_, b []byte) {
		order, requested, units := returns.CameBack(b)
		if units > 0 && windows[0].known(requested) != 0 {
			c := came{rowID(order), int64(units)}
			back.list = pushed(back.list, c)
			back.some.put(&c.order)
		}
	})
	return back, err
}

// done gives the list back.
func (b *cameBack) done() {
	comings.give(b.list)
	b.list = nil
}

// rowID is the id of an order as rows have it.
type rowID [26]byte

// sieve remembers a bit of each id, by which it knows most of those that it was never given.
type sieve [1 << 15]uint64

func (s *sieve) put(id *rowID) {
	word, bit := id.bit()
	s[word] |= bit
}

// may is true of every id that was put in, and of few others.
func (s *sieve) may(id *rowID) bool {
	word, bit := id.bit()
	return s[word]&bit != 0
}

// bit is the id's place in a sieve: twenty-one bits of what chance gave it (Fibonacci hashing).
func (id *rowID) bit() (word int, bit uint64) {
	h := binary.LittleEndian.Uint64(id[18:]) * 0x9E3779B97F4A7C15 >> 43
	return int(h >> 6), 1 << (h & 63)
}
