package reports

import (
	"fmt"
	"strconv"
	"time"

	"mendesk/app/quality"
	"mendesk/reports/page"
)

// frame leaves the foot of each page to its number.
var frame = page.Frame{Left: 40, Top: 40, Right: page.Width - 40, Bottom: page.Height - 46}

// Quality draws the quality report of a period in the language of the texts, as PDF.
func Quality(in quality.Report, texts Texts) ([]byte, error) {
	zone, err := time.LoadLocation(in.Zone)
	if err != nil {
		return nil, fmt.Errorf("quality report: zone %q: %w", in.Zone, err)
	}
	s := &sheet{in: in, texts: texts, zone: zone}
	period := s.period(in.From, in.To)
	about := page.About{
		Title: s.say("report.quality.file", words{"period": period, "shop": in.Shop}), Subject: period, Author: in.Shop,
		Lang: texts.Lang(), At: in.AsOf, Frame: frame, Paper: paper,
	}
	return page.Make(about, func(d *page.Doc) {
		s.d = d
		s.masthead()
		s.cards()
		s.trend()
		s.causes()
		s.stages()
		s.breached()
		s.certification()
		s.notes()
	}, s.foot)
}

// sheet is a quality report being drawn.
type sheet struct {
	d     *page.Doc
	in    quality.Report
	texts Texts
	zone  *time.Location
}

func (p *sheet) say(key string, places words) string { return p.texts.Say(key, places) }

const mastHeight = 88

// masthead is the head of the first page: what this is, of whom, of when.
func (p *sheet) masthead() {
	d, in := p.d, p.in
	d.Gradient(0, 0, page.Width, mastHeight, navy, royal)
	d.Inside(0, 0, page.Width, mastHeight, func() {
		d.See(0.07, func() {
			d.Circle(page.Point{X: page.Width - 60, Y: 12}, 74, page.Paint{Fill: white})
			d.Circle(page.Point{X: page.Width - 118, Y: 86}, 40, page.Paint{Fill: white})
		})
	})
	pale := page.Color(0xD6E2F5)
	left, right := frame.Left, frame.Right-250
	d.TextIn(left, 38, 300, p.say("report.quality.title", nil), page.AlignLeft, page.Ink{Font: bold(19), Color: white})
	d.TextIn(left, 57, 300, in.Shop, page.AlignLeft, page.Ink{Font: font(10.5), Color: white})
	dates := p.say("report.quality.dates", words{"span": p.span(in.From, in.To), "zone": in.Zone})
	d.TextIn(left, 73, 300, dates, page.AlignLeft, page.Ink{Font: font(8), Color: pale})
	d.TextIn(right, 38, 250, p.period(in.From, in.To), page.AlignRight, page.Ink{Font: bold(13), Color: white})
	asOf := p.say("report.quality.asOf", words{"time": p.moment(in.AsOf)})
	d.TextIn(right, 57, 250, asOf, page.AlignRight, page.Ink{Font: font(8), Color: pale})
	before := p.say("report.quality.against", words{"period": p.period(in.Previous.From, in.Previous.To)})
	d.TextIn(right, 73, 250, before, page.AlignRight, page.Ink{Font: font(8), Color: pale})
	d.Y = mastHeight + 13
}

// foot is drawn when the number of pages is known.
func (p *sheet) foot(d *page.Doc, n, of int) {
	y := page.Height - 34
	d.Line(page.Point{X: frame.Left, Y: y}, page.Point{X: frame.Right, Y: y}, page.Paint{Stroke: rule, Width: 0.6})
	soft := page.Ink{Font: font(7.5), Color: ink3}
	name := p.say("report.quality.foot", words{"shop": p.in.Shop, "period": p.period(p.in.From, p.in.To)})
	d.TextIn(frame.Left, y+14, 360, name, page.AlignLeft, soft)
	number := p.say("report.page", words{"n": strconv.Itoa(n), "of": strconv.Itoa(of)})
	d.TextIn(frame.Right-140, y+14, 140, number, page.AlignRight, soft)
}

// card draws the white ground of a block.
func (p *sheet) card(a area) {
	p.d.RoundRect(a.x+0.8, a.y+1.4, a.w, a.h, 6, page.Paint{Fill: haze})
	p.d.RoundRect(a.x, a.y, a.w, a.h, 6, page.Paint{Fill: white, Stroke: rule, Width: 0.7})
}

// caption writes a block's title and, softer, what it counts; it returns where they end.
func (p *sheet) caption(a area, title, sub string) float64 {
	x := p.d.Text(a.x+11, a.y+18, title, page.Ink{Font: bold(10), Color: ink})
	soft := page.Ink{Font: font(7.5), Color: ink3}
	sub = soft.Fit(sub, a.right()-x-16)
	return p.d.Text(x+6, a.y+18, sub, soft)
}

// heading begins a part that flows over pages, and keeps it together with the first room points of it.
func (p *sheet) heading(title, sub string, room float64) {
	p.d.Need(19 + room)
	x := p.d.Text(frame.Left, p.d.Y+12, title, page.Ink{Font: bold(11), Color: ink})
	soft := page.Ink{Font: font(8), Color: ink3}
	p.d.Text(x+7, p.d.Y+12, soft.Fit(sub, frame.Right-x-8), soft)
	p.d.Y += 19
}

// list is a part that is a table: heading, what legend draws in legendHeight, rows.
func (p *sheet) list(title, sub string, legend func(), columns []page.Column, rows [][]page.Cell) {
	room := p.d.Opening(columns, rows, tableStyle)
	if legend != nil {
		room += legendHeight
	}
	p.heading(title, sub, room)
	if legend != nil {
		legend()
	}
	p.d.Table(columns, rows, tableStyle)
	p.d.Y += 16
}

// none is a part with nothing to list.
func (p *sheet) none(title, sub, words string, mark page.Mark, t tone) {
	const height = 34
	p.heading(title, sub, height)
	a := area{frame.Left, p.d.Y, frame.Width(), height}
	p.card(a)
	p.nothing(a, words, mark, t)
	p.d.Y += height + 16
}

// nothing says in a block that there is nothing to show; tick when that is good news.
func (p *sheet) nothing(a area, words string, mark page.Mark, t tone) {
	label := page.Ink{Font: font(8.5), Color: ink2}
	words = label.Fit(words, a.w-30)
	x := a.x + (a.w-label.Measure(words)-14)/2
	y := a.y + a.h/2
	p.d.Mark(page.Point{X: x + 4, Y: y}, 9, mark, t.text)
	p.d.Text(x+14, label.Middle(y), words, label)
}
