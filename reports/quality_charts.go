package reports

import (
	"strconv"

	"mendesk/app/quality"
	"mendesk/reports/page"
)

const (
	trendHeight = 172
	causeHeight = 206
	emptyHeight = 76 // of a block without anything to draw
)

// companions are the figures that are worth seeing beside the one that is drawn large, the first that
// has data and is not that one.
var companions = []string{quality.CSAT, quality.FirstReplyInTime, quality.ResolutionRate}

// trend draws the report's main figure over twelve periods, and a companion of the same unit.
func (p *sheet) trend() {
	t := p.in.Trend
	main := p.series(t, accent)
	height := float64(trendHeight)
	if len(runs(main.values)) == 0 {
		height = emptyHeight
	}
	p.d.Need(height)
	a := area{frame.Left, p.d.Y, frame.Width(), height}
	p.d.Y += height + gutter
	p.card(a)
	sub := words{"n": strconv.Itoa(len(t.Points))}
	if len(runs(main.values)) == 0 {
		p.caption(a, main.name, p.say("report.trend.sub", sub))
		p.nothing(a, p.say("report.trend.none", nil), page.MarkDash, neutral)
		return
	}
	chart := lineChart{series: []series{main}, target: t.Target}
	for _, point := range t.Points {
		chart.labels = append(chart.labels, p.tick(point.Label))
	}
	if c, found := p.companion(t); found {
		chart.series = append(chart.series, p.series(c, second))
	}
	sense, last := p.senseOf(t.Key), *lastValue(main.values)
	m := measureOf(t.Unit, sense, last)
	chart.write, chart.short = m.write, m.short
	sub["unit"] = p.say("report.unit."+m.unit, nil)
	p.caption(a, main.name, p.say("report.trend.subUnit", sub))
	if t.Unit == quality.Ratio {
		chart.most = 1
	}
	if t.Target != nil {
		chart.aim = p.say("quality.sense."+string(sense), words{"value": p.amount(m, m.short(*t.Target))})
	}
	p.names(a, chart.series)
	chart.draw(p.d, area{a.x + 8, a.y + 28, a.w - 14, a.h - 32})
}

// names is the legend: a stroke and a word for each line, from the right.
func (p *sheet) names(a area, all []series) {
	label := page.Ink{Font: font(7.5), Color: ink2}
	x := a.right() - 12
	for i := len(all) - 1; i >= 0; i-- {
		name := label.Fit(all[i].name, 130)
		x -= label.Measure(name)
		p.d.Text(x, a.y+18, name, label)
		p.d.Line(page.Point{X: x - 15, Y: a.y + 15.4}, page.Point{X: x - 5, Y: a.y + 15.4}, page.Paint{Stroke: all[i].color, Width: 2})
		x -= 28
	}
}

func (p *sheet) companion(main quality.Trend) (quality.Trend, bool) {
	for _, key := range companions {
		for _, t := range p.in.Trends {
			if t.Key == key && t.Key != main.Key && t.Unit == main.Unit && len(t.Points) == len(main.Points) && len(runs(p.series(t, second).values)) > 0 {
				return t, true
			}
		}
	}
	return quality.Trend{}, false
}

func (p *sheet) senseOf(key string) quality.Sense {
	for _, f := range p.in.Figures {
		if f.Key == key {
			return f.Sense
		}
	}
	return quality.AtLeast
}

// lastValue is the newest value; there must be one.
func lastValue(values []*float64) *float64 {
	all := runs(values)
	return values[all[len(all)-1].to-1]
}

// causes shows why goods come back, and beside it how customers rated.
func (p *sheet) causes() {
	height := float64(causeHeight)
	if len(p.in.Pareto.Bars) == 0 && p.answers() == 0 {
		height = emptyHeight
	}
	p.d.Need(height)
	wide := area{frame.Left, p.d.Y, frame.Width()*0.68 - gutter/2, height}
	narrow := area{wide.right() + gutter, p.d.Y, frame.Width() - wide.w - gutter, height}
	p.d.Y += height + gutter + 5
	p.pareto(wide)
	p.ratings(narrow)
}

func (p *sheet) pareto(a area) {
	in := p.in.Pareto
	p.card(a)
	p.caption(a, p.say("report.pareto.title", nil), p.say("report.n", words{"n": count(in.N)}))
	if len(in.Bars) == 0 {
		p.nothing(a, p.say("report.pareto.none", nil), page.MarkDash, neutral)
		return
	}
	chart := paretoChart{short: trimmed, line: trimmed(most*100) + "%"}
	for _, b := range in.Bars {
		name := p.say("returns.reason."+b.Key, nil)
		chart.columns = append(chart.columns, column{name, float64(b.Count), count(b.Count), b.Cumulative, b.Vital})
	}
	chart.draw(p.d, area{a.x + 8, a.y + 24, a.w - 14, a.h - 46})
	few := p.say("report.pareto.vital", words{"count": count(in.Vital), "share": trimmed(float64(int(in.VitalShare*1000+0.5))/10) + "%"})
	small := page.Ink{Font: font(7.5), Color: ink2}
	p.d.RoundRect(a.x+11, a.bottom()-17.5, 7, 7, 1.5, page.Paint{Fill: accent})
	p.d.TextIn(a.x+22, small.Middle(a.bottom()-14), a.w*0.6, few, page.AlignLeft, small)
	sum := small.Fit(p.say("report.pareto.sum", nil), a.w*0.3)
	x := a.right() - 12 - small.Measure(sum)
	p.d.Text(x, small.Middle(a.bottom()-14), sum, small)
	p.d.Line(page.Point{X: x - 15, Y: a.bottom() - 14}, page.Point{X: x - 5, Y: a.bottom() - 14}, page.Paint{Stroke: amber, Width: 1.4})
}

// shades of the answers from 1 to 5.
var shades = [5]page.Color{0xC8372D, 0xE8853A, 0xE3B93B, 0x7CC496, 0x1F7A4D}

// answers is how many customers rated.
func (p *sheet) answers() (n int) {
	for _, r := range p.in.Ratings {
		n += r.N
	}
	return n
}

func (p *sheet) ratings(a area) {
	p.card(a)
	total, sum := p.answers(), 0
	for _, r := range p.in.Ratings {
		sum += r.N * r.Rating
	}
	p.caption(a, p.say("report.ratings.title", nil), p.say("report.n", words{"n": count(total)}))
	if total == 0 {
		p.nothing(a, p.say("report.ratings.none", nil), page.MarkDash, neutral)
		return
	}
	var parts []slice
	for rating := 5; rating >= 1; rating-- {
		n := 0
		for _, r := range p.in.Ratings {
			if r.Rating == rating {
				n += r.N
			}
		}
		parts = append(parts, slice{
			name: p.say("report.ratings."+strconv.Itoa(rating), nil), size: float64(n),
			label: grouped(100*float64(n)/float64(total), 1) + "%", color: shades[rating-1],
		})
	}
	mean := grouped(float64(sum)/float64(total), 2)
	ring(p.d, area{a.x + 12, a.y + 26, a.w - 24, a.h - 34}, parts, mean, p.say("report.ratings.mean", nil))
}
