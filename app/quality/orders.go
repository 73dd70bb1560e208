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
	open    int64              // signed for from here on, they can still be sent back
	orders  int64              // all of them
	units   int64              // of those that have matured
	matured map[record.ID]bool // likewise
	left    tally
}

// ordersOf reads every row once for all the windows, which share one asOf.
func ordersOf(rows record.Rows, days int, asOf time.Time, zone *time.Location, windows ...window) []*signed {
	open := record.DayOf(asOf, zone).Add(-days).Start(zone).UnixMilli()
	out := make([]*signed, len(windows))
	for i, w := range windows {
		out[i] = &signed{window: w, open: open, matured: map[record.ID]bool{}}
	}
	for id, b := range rows.All() {
		r := archive.ReadRow(b)
		for _, s := range out {
			s.add(id, r)
		}
	}
	return out
}

func (s *signed) add(id record.ID, r archive.Row) {
	if !s.has(r.SignedMs) {
		return
	}
	s.orders++
	if r.SignedMs >= s.open {
		s.left.leave(notMatured)
		return
	}
	s.units += int64(r.Units)
	s.matured[id] = true
}
