package reports

import "mendesk/reports/page"

// slice is one part of a ring.
type slice struct {
	name  string
	size  float64
	label string
	color page.Color
}

// ring draws parts of a whole with a figure in the middle, and a legend below. A part of nothing is in
// the legend alone.
func ring(d *page.Doc, a area, parts []slice, big, small string) {
	radius, thick := 36.0, 15.0
	centre := page.Point{X: a.x + a.w/2, Y: a.y + radius + thick/2 + 2}
	var total float64
	for _, p := range parts {
		total += p.size
	}
	from := 0.0
	for _, p := range parts {
		if p.size <= 0 {
			continue
		}
		to := from + 360*p.size/total
		d.Arc(centre, radius, from, to, page.Paint{Stroke: p.color, Width: thick, Flat: true})
		from = to
	}
	gaps(d, centre, radius, thick, parts, total)
	figure, note := page.Ink{Font: bold(16), Color: ink}, page.Ink{Font: font(6.8), Color: ink3}
	d.TextIn(centre.X-28, centre.Y+3, 56, big, page.AlignCenter, figure)
	d.TextIn(centre.X-26, centre.Y+14, 52, small, page.AlignCenter, note)
	legend(d, area{a.x, centre.Y + radius + thick/2 + 8, a.w, a.bottom() - centre.Y - radius - thick/2 - 8}, parts)
}

// gaps draws white seams where two parts meet, so that they are told apart without their colours.
func gaps(d *page.Doc, centre page.Point, radius, thick float64, parts []slice, total float64) {
	angle, drawn := 0.0, 0
	for _, p := range parts {
		if p.size > 0 {
			drawn++
		}
	}
	if drawn < 2 {
		return
	}
	for _, p := range parts {
		if p.size <= 0 {
			continue
		}
		d.Ray(centre, radius-thick/2-0.5, radius+thick/2+0.5, angle, page.Paint{Stroke: white, Width: 1.2})
		angle += 360 * p.size / total
	}
}

func legend(d *page.Doc, a area, parts []slice) {
	word, number := page.Ink{Font: font(7.5), Color: ink2}, page.Ink{Font: bold(7.5), Color: ink}
	step := min(a.h/float64(len(parts)), 13)
	for i, p := range parts {
		y := a.y + step*(float64(i)+0.5)
		d.RoundRect(a.x, y-3.5, 7, 7, 1.5, page.Paint{Fill: p.color})
		d.TextIn(a.x+12, word.Middle(y), a.w-50, p.name, page.AlignLeft, word)
		d.TextIn(a.right()-38, number.Middle(y), 38, p.label, page.AlignRight, number)
	}
}
