package reports

import (
	"fmt"
	"strconv"
	"time"

	"mendesk/reports/page"
)

// leaf is a paper being drawn: what every paper has, whatever stands on it.
type leaf struct {
	d     *page.Doc
	texts Texts
	zone  *time.Location
}

// leafOf prepares a paper of a shop whose days are counted in zone.
func leafOf(what, zone string, texts Texts) (leaf, error) {
	loaded, err := time.LoadLocation(zone)
	if err != nil {
		return leaf{}, fmt.Errorf("%s: zone %q: %w", what, zone, err)
	}
	return leaf{texts: texts, zone: loaded}, nil
}

func (p *leaf) say(key string, places words) string { return p.texts.Say(key, places) }

const mastHeight = 88

// mast is the head of a first page: what this is, of whom, of when.
type mast struct{ title, lead, sub, right, small, below string }

func (p *leaf) mast(m mast) {
	d := p.d
	d.Gradient(0, 0, d.Wide, mastHeight, navy, royal)
	d.Inside(0, 0, d.Wide, mastHeight, func() {
		d.See(0.07, func() {
			d.Circle(page.Point{X: d.Wide - 60, Y: 12}, 74, page.Paint{Fill: white})
			d.Circle(page.Point{X: d.Wide - 118, Y: 86}, 40, page.Paint{Fill: white})
		})
	})
	pale := page.Color(0xD6E2F5)
	left, right := d.Frame.Left, d.Frame.Right-250
	d.TextIn(left, 38, 300, m.title, page.AlignLeft, page.Ink{Font: bold(19), Color: white})
	d.TextIn(left, 57, 300, m.lead, page.AlignLeft, page.Ink{Font: font(10.5), Color: white})
	d.TextIn(left, 73, 300, m.sub, page.AlignLeft, page.Ink{Font: font(8), Color: pale})
	d.TextIn(right, 38, 250, m.right, page.AlignRight, page.Ink{Font: bold(13), Color: white})
	d.TextIn(right, 57, 250, m.small, page.AlignRight, page.Ink{Font: font(8), Color: pale})
	d.TextIn(right, 73, 250, m.below, page.AlignRight, page.Ink{Font: font(8), Color: pale})
	d.Y = mastHeight + 13
}

// footer writes what a page belongs to, and its number.
func (p *leaf) footer(d *page.Doc, name string, n, of int) {
	f := d.Frame
	y := d.High - 34
	d.Line(page.Point{X: f.Left, Y: y}, page.Point{X: f.Right, Y: y}, page.Paint{Stroke: rule, Width: 0.6})
	soft := page.Ink{Font: font(7.5), Color: ink3}
	d.TextIn(f.Left, y+14, 360, name, page.AlignLeft, soft)
	number := p.say("report.page", words{"n": strconv.Itoa(n), "of": strconv.Itoa(of)})
	d.TextIn(f.Right-140, y+14, 140, number, page.AlignRight, soft)
}

// card draws the white ground of a block.
func (p *leaf) card(a area) {
	p.d.RoundRect(a.x+0.8, a.y+1.4, a.w, a.h, 6, page.Paint{Fill: haze})
	p.d.RoundRect(a.x, a.y, a.w, a.h, 6, page.Paint{Fill: white, Stroke: rule, Width: 0.7})
}

// caption writes a block's title and, softer, what it counts; it returns where they end.
func (p *leaf) caption(a area, title, sub string) float64 {
	x := p.d.Text(a.x+11, a.y+18, title, page.Ink{Font: bold(10), Color: ink})
	soft := page.Ink{Font: font(7.5), Color: ink3}
	sub = soft.Fit(sub, a.right()-x-16)
	return p.d.Text(x+6, a.y+18, sub, soft)
}

// heading begins a part that flows over pages, and keeps it together with the first room points of it.
func (p *leaf) heading(title, sub string, room float64) {
	p.d.Need(19 + room)
	x := p.d.Text(p.d.Frame.Left, p.d.Y+12, title, page.Ink{Font: bold(11), Color: ink})
	soft := page.Ink{Font: font(8), Color: ink3}
	p.d.Text(x+7, p.d.Y+12, soft.Fit(sub, p.d.Frame.Right-x-8), soft)
	p.d.Y += 19
}

// list is a part that is a table: heading, what legend draws in legendHeight, rows.
func (p *leaf) list(title, sub string, legend func(), columns []page.Column, rows [][]page.Cell) {
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
func (p *leaf) none(title, sub, words string, mark page.Mark, t tone) {
	const height = 34
	p.heading(title, sub, height)
	a := area{p.d.Frame.Left, p.d.Y, p.d.Frame.Width(), height}
	p.card(a)
	p.nothing(a, words, mark, t)
	p.d.Y += height + 16
}

// nothing says in a block that there is nothing to show; tick when that is good news.
func (p *leaf) nothing(a area, words string, mark page.Mark, t tone) {
	label := page.Ink{Font: font(8.5), Color: ink2}
	words = label.Fit(words, a.w-30)
	x := a.x + (a.w-label.Measure(words)-14)/2
	y := a.y + a.h/2
	p.d.Mark(page.Point{X: x + 4, Y: y}, 9, mark, t.text)
	p.d.Text(x+14, label.Middle(y), words, label)
}
