package reports

import (
	"math"
	"strings"

	"mendesk/app/quality"
	"mendesk/reports/page"
)

const (
	cardHeight = 90
	gutter     = 9
)

// cards shows every figure; a hole that is left in the last row explains how to read them.
func (p *sheet) cards() {
	n := len(p.in.Figures)
	if n == 0 {
		return
	}
	across := abreast(n)
	width := (frame.Width() - gutter*float64(across-1)) / float64(across)
	for i, f := range p.in.Figures {
		if i%across == 0 {
			p.d.Need(cardHeight + gutter)
		}
		a := area{frame.Left + float64(i%across)*(width+gutter), p.d.Y, width, cardHeight}
		p.figure(a, f)
		if i == n-1 && n > across && n%across != 0 {
			p.key(area{a.x + width + gutter, a.y, width, cardHeight})
		}
		if i%across == across-1 || i == n-1 {
			p.d.Y += cardHeight + gutter
		}
	}
	p.d.Y += 2
}

// abreast is how many cards stand in a row.
func abreast(n int) int {
	switch {
	case n <= 4:
		return n
	case n%3 == 0 && n < 12:
		return 3
	default:
		return 4
	}
}

func (p *sheet) figure(a area, f quality.Figure) {
	d := p.d
	badge, t, has := p.badge(f)
	p.card(a)
	d.RoundRect(a.x-0.4, a.y+8, 2.8, 13, 1.2, page.Paint{Fill: t.solid})
	inner := area{a.x + 9, a.y, a.w - 18, a.h}
	name := p.say("quality.figure."+f.Key+".name", nil)
	d.TextIn(inner.x, a.y+17.5, inner.w, name, page.AlignLeft, page.Ink{Font: bold(8).Shrunk(name, inner.w, 6.6), Color: ink})
	p.value(inner, f)
	left := inner.x
	if has {
		left = d.Chip(inner.x, a.y+55, badge, font(6.8), inner.w) + 3
	}
	p.aim(area{left, a.y, inner.right() - left, a.h}, f)
	p.change(inner, f)
	soft := page.Ink{Font: font(6.5), Color: ink3}
	d.Text(inner.x, a.y+83, p.remarks(f, soft, inner.w), soft)
}

// aim is the target, in a shorter form where a long badge leaves little room.
func (p *sheet) aim(a area, f quality.Figure) {
	if f.Target == nil {
		return
	}
	m, small := measureOf(f.Unit, f.Sense, *f.Target), page.Ink{Font: font(7), Color: ink2}
	places := words{"value": p.amount(m, m.short(*f.Target))}
	words := p.say("quality.sense."+string(f.Sense), places)
	if small.Measure(page.CleanLine(words)) > a.w {
		words = p.say("report.aim."+string(f.Sense), places)
	}
	p.d.TextIn(a.x, small.Middle(a.y+55), a.w, words, page.AlignRight, small)
}

// value is the figure large, with its line beside it.
func (p *sheet) value(a area, f quality.Figure) {
	d, y := p.d, a.y+41
	if f.Value == nil {
		d.TextIn(a.x, y-2, a.w, p.say("quality.noData", nil), page.AlignLeft, page.Ink{Font: font(13), Color: ink3})
		return
	}
	m := measureOf(f.Unit, f.Sense, *f.Value)
	x := d.Text(a.x, y, m.write(*f.Value), page.Ink{Font: bold(18), Color: ink})
	x = d.Text(x+2.5, y, p.say("report.unit."+m.unit, nil), page.Ink{Font: font(8), Color: ink3})
	for _, t := range p.in.Trends {
		if room := a.right() - x - 8; t.Key == f.Key && room > 20 {
			w := min(room, 46)
			sparkline(d, area{a.right() - w, a.y + 26, w - 2, 14}, p.series(t, accent), t.Target)
		}
	}
}

// badge is the verdict as shape, word and colour.
func (p *sheet) badge(f quality.Figure) (page.Chip, tone, bool) {
	switch {
	case f.Value == nil:
		return page.Chip{}, neutral, false
	case f.Small:
		return chip(p.say("quality.small", nil), page.MarkInfo, warn), warn, true
	case f.Met == quality.Met:
		return chip(p.say("quality.met.met", nil), page.MarkTick, ok), ok, true
	case f.Met == quality.Missed:
		return chip(p.say("quality.met.missed", nil), page.MarkWarning, bad), bad, true
	default:
		return chip(p.say("quality.met.none", nil), page.MarkDash, neutral), neutral, true
	}
}

// change compares with the period before: direction by shape, better or worse by colour.
func (p *sheet) change(a area, f quality.Figure) {
	d, y := p.d, a.y+72.0
	n := page.Ink{Font: font(7), Color: ink2}
	cases := p.say("report.n", words{"n": count(f.N)})
	right := a.right() - n.Measure(page.CleanLine(cases))
	d.Text(right, y, cases, n)
	soft := page.Ink{Font: font(7), Color: ink3}
	if f.Value == nil || f.Change == nil {
		d.TextIn(a.x, y, right-a.x-4, p.before(f), page.AlignLeft, soft)
		return
	}
	m := measureOf(f.Unit, f.Sense, *f.Value)
	amount := m.write(math.Abs(*f.Change))
	if strings.Trim(amount, "0.,") == "" {
		d.TextIn(a.x, y, right-a.x-4, p.say("quality.trending.same", nil), page.AlignLeft, soft)
		return
	}
	t, mark := neutral, page.MarkUp
	switch f.Trending {
	case quality.Better:
		t = ok
	case quality.Worse:
		t = bad
	}
	if *f.Change < 0 {
		mark = page.MarkDown
	}
	unit := m.unit
	if f.Unit == quality.Ratio {
		unit = "point"
	}
	d.Mark(page.Point{X: a.x + 2.6, Y: y - 2.6}, 7, mark, t.text)
	x := d.Text(a.x+8, y, p.say("report.amount."+unit, words{"value": amount}), page.Ink{Font: bold(7.5), Color: t.text})
	d.TextIn(x+3, y, right-x-6, p.say("report.change.since", nil), page.AlignLeft, soft)
}

// before is the value of the period before where this one has none to compare with it.
func (p *sheet) before(f quality.Figure) string {
	if f.Previous == nil || f.Value != nil {
		return p.say("quality.trending.unknown", nil)
	}
	m := measureOf(f.Unit, f.Sense, *f.Previous)
	return p.say("report.change.was", words{"value": p.amount(m, m.write(*f.Previous))})
}

// remarks are what a careful reader asks about a figure, the most important first, as many as have room.
func (p *sheet) remarks(f quality.Figure, soft page.Ink, width float64) string {
	var line string
	for _, remark := range p.remarksOf(f) {
		longer := line
		if longer != "" {
			longer += " · "
		}
		longer = page.CleanLine(longer + remark)
		if soft.Measure(longer) <= width {
			line = longer
		}
	}
	return line
}

func (p *sheet) remarksOf(f quality.Figure) (all []string) {
	add := func(key string, places words) { all = append(all, p.say("report.remark."+key, places)) }
	if f.Low != nil && f.High != nil {
		m := measureOf(f.Unit, f.Sense, *f.High)
		all = append(all, p.say("quality.interval", words{"low": grouped(*f.Low*m.factor, 1), "high": grouped(*f.High*m.factor, 1)}))
	}
	if f.P90 != nil {
		m := measureOf(f.Unit, f.Sense, *f.P90)
		add("p90", words{"value": p.amount(m, m.write(*f.P90))})
	}
	if f.Response != nil {
		add("response", words{"value": trimmed(math.Round(*f.Response*100)) + "%"})
	}
	if f.Waiting > 0 {
		add("waiting", words{"n": count(f.Waiting)})
	}
	if f.Backlog > 0 {
		add("backlog", words{"n": count(f.Backlog)})
	}
	if f.LeftOut > 0 {
		add("leftOut", words{"n": count(f.LeftOut)})
	}
	if f.Unit == quality.Ratio && f.Denominator > 0 {
		add("fraction", words{"numerator": count(int(f.Numerator)), "denominator": count(int(f.Denominator))})
	}
	return all
}

// key explains the shapes of the cards.
func (p *sheet) key(a area) {
	small := page.Ink{Font: font(7), Color: ink2}
	p.d.TextIn(a.x+9, a.y+17.5, a.w-12, p.say("report.key.title", nil), page.AlignLeft, page.Ink{Font: bold(8), Color: ink2})
	for i, k := range []struct {
		mark page.Mark
		tone tone
		word string
	}{
		{page.MarkTick, ok, "met"}, {page.MarkWarning, bad, "missed"}, {page.MarkInfo, warn, "small"}, {page.MarkUp, neutral, "change"}, {page.MarkDash, neutral, "line"},
	} {
		y := a.y + 30 + 12.5*float64(i)
		p.d.Mark(page.Point{X: a.x + 13, Y: y}, 7.5, k.mark, k.tone.text)
		p.d.TextIn(a.x+21, small.Middle(y), a.w-22, p.say("report.key."+k.word, nil), page.AlignLeft, small)
	}
}

func (p *sheet) series(t quality.Trend, color page.Color) series {
	s := series{name: p.say("quality.figure."+t.Key+".name", nil), color: color}
	for _, point := range t.Points {
		s.values = append(s.values, point.Value)
	}
	return s
}
