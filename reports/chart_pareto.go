package reports

import "mendesk/reports/page"

// column is one cause of a paretoChart.
type column struct {
	name       string
	size       float64
	label      string
	cumulative float64
	vital      bool
}

// paretoChart shows which few causes make most of the whole: bars against the left scale, what they make
// together against the right one.
type paretoChart struct {
	columns []column
	short   func(float64) string
	line    string // what stands at the 80 % line
}

// most is the share that the vital few are the first to reach.
const most = 0.8

func (c paretoChart) draw(d *page.Doc, a area) {
	if len(c.columns) == 0 {
		return
	}
	plot := area{a.x + 26, a.y + 14, a.w - 56, a.h - 38}
	ticks := page.Ticks(0, c.largest(), 3)
	left := page.Scale{Low: 0, High: ticks[len(ticks)-1], From: plot.bottom(), To: plot.y}
	right := page.Scale{Low: 0, High: 1, From: plot.bottom(), To: plot.y}
	soft := page.Ink{Font: font(7), Color: ink3}
	for _, v := range ticks {
		y := left.At(v)
		d.Line(page.Point{X: plot.x, Y: y}, page.Point{X: plot.right(), Y: y}, page.Paint{Stroke: rule, Width: 0.6})
		d.TextIn(a.x, soft.Middle(y), 22, c.short(v), page.AlignRight, soft)
	}
	for _, v := range []float64{0, 0.25, 0.5, 1} {
		d.TextIn(plot.right()+4, soft.Middle(right.At(v)), 26, trimmed(v*100)+"%", page.AlignLeft, soft)
	}
	y := right.At(most)
	d.Line(page.Point{X: plot.x, Y: y}, page.Point{X: plot.right(), Y: y}, page.Paint{Stroke: amber, Width: 0.8, Dash: []float64{4, 2.5}})
	strong := page.Ink{Font: bold(7), Color: amber}
	d.TextIn(plot.right()+4, strong.Middle(y), 26, c.line, page.AlignLeft, strong)
	c.bars(d, plot, left)
	c.sum(d, plot, left, right)
}

func (c paretoChart) largest() (v float64) {
	for _, k := range c.columns {
		v = max(v, k.size)
	}
	return v
}

func (c paretoChart) slot(plot area) float64 { return plot.w / float64(len(c.columns)) }

func (c paretoChart) bars(d *page.Doc, plot area, scale page.Scale) {
	slot := c.slot(plot)
	width := min(slot*0.64, 30)
	for i, k := range c.columns {
		middle, top := plot.x+slot*(float64(i)+0.5), scale.At(k.size)
		fill := bar
		if k.vital {
			fill = accent
		}
		d.RoundTop(middle-width/2, top, width, plot.bottom()-top, 2.5, page.Paint{Fill: fill})
		name := page.Ink{Font: font(6.8), Color: ink2}
		lines := name.WrapMax(k.name, slot-3, 2)
		d.Lines(middle-slot/2+1.5, plot.bottom()+3, slot-3, lines, page.AlignCenter, name)
	}
	d.Line(page.Point{X: plot.x, Y: plot.bottom()}, page.Point{X: plot.right(), Y: plot.bottom()}, page.Paint{Stroke: bar, Width: 0.8})
}

// sum draws the cumulative line, and the bars' numbers over it, so that none is struck through.
func (c paretoChart) sum(d *page.Doc, plot area, left, right page.Scale) {
	slot := c.slot(plot)
	var points []page.Point
	for i, k := range c.columns {
		points = append(points, page.Point{X: plot.x + slot*(float64(i)+0.5), Y: right.At(k.cumulative)})
	}
	d.Polyline(points, page.Paint{Stroke: amber, Width: 1.3})
	for _, at := range points {
		d.Circle(at, 1.9, page.Paint{Fill: white, Stroke: amber, Width: 1.1})
	}
	for i, k := range c.columns {
		c.number(d, points[i], left.At(k.size), k)
	}
}

// number stands above its bar, or inside when the cumulative line passes there.
func (c paretoChart) number(d *page.Doc, line page.Point, top float64, k column) {
	label := page.Ink{Font: bold(7.5), Color: ink}
	y := top - 3
	if line.Y > y-11 && line.Y < y+6 {
		y = top + 10
		if k.vital {
			label.Color = white
		}
	}
	d.TextIn(line.X-25, y, 50, k.label, page.AlignCenter, label)
}
