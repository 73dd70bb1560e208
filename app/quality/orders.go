package quality

import (
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
)

// notMatured is why the return rate leaves out an order that may still come back.
const notMatured = "notMatured"

// signed walks the orders signed for in the window: how many they are, and how many units those orders had
// that could come back no more at asOf.
type signed struct {
	orders  int64
	units   int64
	left    tally
	matured map[record.ID]bool // orders of the cohort
}

// ordersOf counts the orders of the window. An order has matured when its return window, days from the day
// after signature, has passed by asOf.
func ordersOf(rows record.Rows, w window, days int, asOf time.Time, zone *time.Location) signed {
	s := signed{matured: map[record.ID]bool{}}
	last := maturedBefore(asOf, days, zone)
	for id, b := range rows.All() {
		r := archive.ReadRow(b)
		if !w.has(r.SignedMs) {
			continue
		}
		s.orders++
		if r.SignedMs >= last {
			s.left.leave(notMatured)
			continue
		}
		s.units += int64(r.Units)
		s.matured[id] = true
	}
	return s
}

// maturedBefore is the instant before which an order must have been signed for to be out of its return
// window at asOf: the day of signature and the days of the window are over.
func maturedBefore(asOf time.Time, days int, zone *time.Location) int64 {
	return record.DayOf(asOf, zone).Add(-days).Start(zone).UnixMilli()
}
