package quality

import "mendesk/app/returns"

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

// add takes what a row of returns says into the list, unless it had not been asked back by asOf.
func (b *cameBack) add(w window, row []byte) {
	order, requested, units := returns.CameBack(row)
	if units > 0 && w.known(requested) != 0 {
		c := came{rowID(order), int64(units)}
		b.list = pushed(b.list, c)
		b.some.put(&c.order)
	}
}

// done gives the list back.
func (b *cameBack) done() {
	comings.give(b.list)
	b.list = nil
}
