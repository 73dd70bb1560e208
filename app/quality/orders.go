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

// ordersOf reads every row once for all the windows, which share one asOf. back are the units that came back
// by order.
func ordersOf(rows record.Rows, back *cameBack, days int, asOf time.Time, zone *time.Location, windows ...window) ([]*signed, error) {
	open := record.DayOf(asOf, zone).Add(-days).Start(zone).UnixMilli()
	out := make([]*signed, len(windows))
	for i, w := range windows {
		out[i] = &signed{window: w, open: open}
	}
	find := finder{windows: windows}
	err := rows.Since(since(windows), func(id, b []byte) {
		r := archive.ReadRow(b)
		if i := find.at(r.SignedMs); i >= 0 {
			out[i].add(&r, back.of(id))
		}
	})
	return out, err
}

func (s *signed) add(r *archive.Row, back int64) {
	s.orders++
	if r.SignedMs >= s.open {
		s.units.leave(notMatured)
		return
	}
	s.units.numerator += back
	s.units.denominator += int64(r.Units)
}
