package quality

import (
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// notMatured is why the return rate leaves out an order that may still come back.
const notMatured = "notMatured"

// signed are the orders signed for in a window. They have matured when at asOf the day of signature and the
// days of the return window after it are over.
type signed struct {
	window
	open   int64 // signed for from here on, they can still be sent back
	orders int64 // all of them
	units  tally // of those that have matured: units that came back of all units
}

var maybes lists[cohort]

// ordersOf reads every row once for all the windows, which share one asOf. Most orders keep their goods, so that it first
// finds those of which units may have come back, and only among them looks up each that did.
func ordersOf(rows record.Rows, back *cameBack, days int, asOf time.Time, zone *time.Location, windows ...window) ([]*signed, error) {
	open := record.DayOf(asOf, zone).Add(-days).Start(zone).UnixMilli()
	out := make([]*signed, len(windows))
	for i, w := range windows {
		out[i] = &signed{window: w, open: open}
	}
	find := finder{windows: windows}
	maybe := maybes.take()
	err := rows.Since(since(windows), func(id, b []byte) {
		r := archive.ReadRow(b)
		i := find.at(r.SignedMs)
		if i >= 0 && out[i].add(&r) && back.some.may((*rowID)(id)) {
			maybe = pushed(maybe, cohort{rowID(id), i})
		}
	})
	found := cohortsOf(maybe)
	for i := range back.list {
		c := &back.list[i]
		if w := found.window(&c.order); w >= 0 {
			out[w].units.numerator += c.units
		}
	}
	maybes.give(maybe)
	return out, err
}

// add counts an order that was signed for in the window, and tells whether it has matured.
func (s *signed) add(r *archive.Row) bool {
	s.orders++
	if r.SignedMs >= s.open {
		s.units.leave(notMatured)
		return false
	}
	s.units.denominator += int64(r.Units)
	return true
}
