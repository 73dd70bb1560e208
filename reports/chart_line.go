package reports

import (
	"math"

	"mendesk/reports/page"
)

// area is a rectangle of a page.
type area struct{ x, y, w, h float64 }

func (a area) right() float64  { return a.x + a.w }
func (a area) bottom() float64 { return a.y + a.h }

// series is a line of a chart; a nil value is a gap, not a zero.
type series struct {
	name   string
	values []*float64
	color  page.Color
}

// lineChart shows a development over time against a target.
type lineChart struct {
	labels []string
	series []series // the first is filled below
	target *float64
	aim    string // what stands at the target's line
	write  func(float64) string
	short  func(float64) string
	most   float64 // the scale ends here at the latest; 0: open
}

func (c lineChart) draw(d *page.Doc, a area) {
	low, high, any := c.extent()
	if !any {
		return
	}
	ticks := page.Ticks(low, high, 5)
	for c.most > 0 && len(ticks) > 2 && ticks[len(ticks)-2] >= c.most-1e-9 {
		ticks = ticks[:len(ticks)-1]
	}
	plot := area{a.x + 30, a.y + 6, a.w - 62, a.h - 22}
	scale := page.Scale{Low: ticks[0], High: ticks[len(ticks)-1], From: plot.bottom(), To: plot.y}
	soft := page.Ink{Font: font(7), Color: ink3}
	for _, v := range ticks {
		y := scale.At(v)
		d.Line(page.Point{X: plot.x, Y: y}, page.Point{X: plot.right(), Y: y}, page.Paint{Stroke: rule, Width: 0.6})
		d.TextIn(a.x, soft.Middle(y), 24, c.short(v), page.AlignRight, soft)
	}
	for i, s := range c.labels {
		d.TextIn(c.x(plot, i)-30, plot.bottom()+12, 60, s, page.AlignCenter, soft)
	}
	c.aimLine(d, plot, scale)
	ends := c.ends(scale)
	for i := len(c.series) - 1; i >= 0; i-- {
		c.line(d, plot, scale, i, ends[i])
	}
}

// extent is what the scale must show: all values and the target, with a little air.
func (c lineChart) extent() (low, high float64, any bool) {
	low, high = math.Inf(1), math.Inf(-1)
	see := func(v float64) { low, high = min(low, v), max(high, v) }
	for _, s := range c.series {
		for _, v := range s.values {
			if v != nil {
				see(*v)
				any = true
			}
		}
	}
	if c.target != nil {
		see(*c.target)
	}
	air := max((high-low)*0.08, math.Abs(high)*0.002, 1e-4)
	if low-air >= 0 {
		low -= air
	}
	return low, high + air, any
}

func (c lineChart) x(plot area, i int) float64 {
	if len(c.labels) < 2 {
		return plot.x + plot.w/2
	}
	return plot.x + 8 + (plot.w-16)*float64(i)/float64(len(c.labels)-1)
}

// aimLine draws the target dashed, with its words where the first line leaves room.
func (c lineChart) aimLine(d *page.Doc, plot area, scale page.Scale) {
	if c.target == nil {
		return
	}
	y := scale.At(*c.target)
	d.Line(page.Point{X: plot.x, Y: y}, page.Point{X: plot.right(), Y: y}, page.Paint{Stroke: ok.solid, Width: 0.9, Dash: []float64{4, 2.5}})
	at, label := y-3, page.Ink{Font: bold(7), Color: ok.text}
	if first := c.series[0].values; len(first) > 0 && first[0] != nil && scale.At(*first[0]) < y && y-scale.At(*first[0]) < 14 {
		at = y + 9
	}
	d.Text(plot.x+4, at, c.aim, label)
}

// ends are the heights of the labels at the lines' ends, kept apart.
func (c lineChart) ends(scale page.Scale) []float64 {
	ends := make([]float64, len(c.series))
	for i, s := range c.series {
		if v := lastOf(s.values); v != nil {
			ends[i] = scale.At(*v)
		}
	}
	if len(ends) == 2 && math.Abs(ends[0]-ends[1]) < 10 {
		up, down := 0, 1
		if ends[0] > ends[1] {
			up, down = 1, 0
		}
		middle := (ends[0] + ends[1]) / 2
		ends[up], ends[down] = middle-5, middle+5
	}
	return ends
}

func lastOf(values []*float64) *float64 {
	if len(values) == 0 {
		return nil
	}
	return values[len(values)-1]
}

func (c lineChart) line(d *page.Doc, plot area, scale page.Scale, i int, end float64) {
	s := c.series[i]
	for _, run := range runs(s.values) {
		var points []page.Point
		for k := run.from; k < run.to; k++ {
			points = append(points, page.Point{X: c.x(plot, k), Y: scale.At(*s.values[k])})
		}
		if i == 0 {
			d.See(0.08, func() { d.Area(points, plot.bottom(), page.Paint{Fill: s.color}) })
		}
		d.Curve(points, page.Paint{Stroke: s.color, Width: 1.6})
		for _, at := range points {
			d.Circle(at, 2.1, page.Paint{Fill: white, Stroke: s.color, Width: 1.2})
		}
	}
	if v := lastOf(s.values); v != nil {
		label := page.Ink{Font: bold(8), Color: s.color}
		d.Text(plot.right()-1, label.Middle(end), c.write(*v), label)
	}
}

// run is a stretch of values without a gap.
type run struct{ from, to int }

func runs(values []*float64) (all []run) {
	for i := 0; i < len(values); i++ {
		if values[i] == nil {
			continue
		}
		from := i
		for i < len(values) && values[i] != nil {
			i++
		}
		all = append(all, run{from, i})
	}
	return all
}

func known(values []*float64) (n int) {
	for _, v := range values {
		if v != nil {
			n++
		}
	}
	return n
}

// sparkline is a development in the size of a word: no axes, the target dashed, the last value marked.
func sparkline(d *page.Doc, a area, s series, target *float64) {
	c := lineChart{series: []series{s}, target: target}
	if known(s.values) < 3 { // two points are a stroke, not a development
		return
	}
	low, high, _ := c.extent()
	scale := page.Scale{Low: low, High: high, From: a.bottom(), To: a.y}
	x := func(i int) float64 { return a.x + a.w*float64(i)/float64(len(s.values)-1) }
	if target != nil {
		y := scale.At(*target)
		d.Line(page.Point{X: a.x, Y: y}, page.Point{X: a.right(), Y: y}, page.Paint{Stroke: bar, Width: 0.6, Dash: []float64{2, 1.6}})
	}
	for _, run := range runs(s.values) {
		var points []page.Point
		for k := run.from; k < run.to; k++ {
			points = append(points, page.Point{X: x(k), Y: scale.At(*s.values[k])})
		}
		if len(points) == 1 {
			d.Circle(points[0], 0.8, page.Paint{Fill: s.color})
		}
		d.Curve(points, page.Paint{Stroke: s.color, Width: 1.1})
	}
	if v := lastOf(s.values); v != nil {
		d.Circle(page.Point{X: a.right(), Y: scale.At(*v)}, 1.9, page.Paint{Fill: s.color})
	}
}
