package quality

import (
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// notMatured is why the return rate leaves out an order that may still come back.
const notMatured = "notMatured"

// signed are the orders signed for in a period.
type signed struct {
	orders  int64              // all of them
	units   int64              // of those that have matured
	matured map[record.ID]bool // they can be sent back no more
	left    tally
}

// ordersOf counts the orders signed for in the window. They have matured when at asOf the day of signature
// and the days of the return window after it are over.
func ordersOf(rows record.Rows, w window, days int, asOf time.Time, zone *time.Location) signed {
	s := signed{matured: map[record.ID]bool{}}
	open := record.DayOf(asOf, zone).Add(-days).Start(zone).UnixMilli()
	for id, b := range rows.All() {
		r := archive.ReadRow(b)
		if !w.has(r.SignedMs) {
			continue
		}
		s.orders++
		if r.SignedMs >= open {
			s.left.leave(notMatured)
			continue
		}
		s.units += int64(r.Units)
		s.matured[id] = true
	}
	return s
}
