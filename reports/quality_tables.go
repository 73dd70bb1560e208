package reports

import (
	"strings"

	"mendesk/app/quality"
	"mendesk/reports/page"
)

var tableStyle = page.TableStyle{
	Size: 8, HeadFill: navy, HeadText: white, Text: ink, Soft: ink3, Line: rule, Surface: white, Pad: 4.5, Radius: 5,
}

// breached lists the tickets whose clock ran out, with who answers for each.
func (p *sheet) breached() {
	in := p.in
	sub := p.say("report.breached.sub", words{"count": count(in.BreachedTotal)})
	if len(in.Breached) < in.BreachedTotal {
		sub = p.say("report.breached.some", words{"n": count(in.BreachedTotal), "shown": count(len(in.Breached))})
	}
	title := p.say("report.breached.title", nil)
	if len(in.Breached) == 0 {
		p.none(title, sub, p.say("report.breached.none", nil), page.MarkTick, ok)
		return
	}
	head := func(key string) string { return p.say("report.breached."+key, nil) }
	columns := []page.Column{
		{Head: head("number"), Share: 65, Lines: 2},
		{Head: head("customer"), Share: 54, Lines: 2},
		{Head: head("subject"), Share: 105, Lines: 4},
		{Head: head("clock"), Share: 52, Lines: 2},
		{Head: head("due"), Share: 54, Lines: 2},
		{Head: head("late"), Share: 58, Align: page.AlignRight, Lines: 2},
		{Head: head("owner"), Share: 54, Lines: 2},
		{Head: head("state"), Share: 73},
	}
	var rows [][]page.Cell
	for _, b := range in.Breached {
		rows = append(rows, p.breach(b))
	}
	p.list(title, sub, nil, columns, rows)
}

func (p *sheet) breach(b quality.BreachedTicket) []page.Cell {
	owner := page.Cell{Text: b.Owner}
	if b.Owner == "" {
		owner = page.Cell{Text: p.say("report.breached.nobody", nil), Color: bad.text}
	}
	state := chip(p.say("tickets.state."+b.State, nil), page.MarkTick, ok)
	if b.Open {
		state = chip(p.say("tickets.state."+b.State, nil), page.MarkWarning, bad)
	}
	return []page.Cell{
		{Text: b.Number},
		{Text: b.Customer},
		{Text: b.Subject},
		{Text: p.say("quality.metric."+b.Metric, nil)},
		{Text: p.moment(b.DueAt)},
		{Text: p.length(b.Late), Bold: true, Color: bad.text},
		owner,
		{Chip: &state},
	}
}

// certification tells for each course who may do the work and who may not.
func (p *sheet) certification() {
	in := p.in.Certification
	title, sub := p.say("report.certification.title", nil), p.say("report.certification.sub", words{"time": p.moment(p.in.AsOf)})
	if len(in) == 0 {
		p.none(title, sub, p.say("report.certification.none", nil), page.MarkDash, neutral)
		return
	}
	head := func(key string) string { return p.say("report.certification."+key, nil) }
	columns := []page.Column{
		{Head: head("course"), Share: 112, Lines: 3},
		{Head: head("required"), Share: 50, Align: page.AlignRight},
		{Head: head("status"), Share: 160},
		{Head: head("coverage"), Share: 52, Align: page.AlignRight},
		{Head: head("people"), Share: 141, Lines: 4},
	}
	var rows [][]page.Cell
	for _, c := range in {
		rows = append(rows, p.course(c))
	}
	p.list(title, sub, func() { p.lookKey("report.certification.", parts(quality.CourseCoverage{})) }, columns, rows)
}

func (p *sheet) course(c quality.CourseCoverage) []page.Cell {
	coverage := page.Cell{Text: p.say("quality.noData", nil), Color: ink3}
	if c.Coverage != nil {
		coverage = page.Cell{Text: grouped(*c.Coverage*100, 1) + "%", Bold: true}
	}
	people := page.Cell{Text: strings.Join(c.People, p.say("report.and", nil))}
	if len(c.People) == 0 {
		people = page.Cell{Text: p.say("report.certification.everybody", nil), Color: ok.text}
	}
	return []page.Cell{
		{Text: c.Course}, {Text: count(c.Required)}, {Draw: func(x, y, width float64) { p.bands(x, y, width, c) }}, coverage, people,
	}
}

// part is a piece of a bar: its colour, and the look that tells it apart in grey print.
type part struct {
	key  string
	n    int
	fill page.Color
	text page.Color
	look look
	seam page.Color // of the stripes
}

type look int

const (
	full look = iota
	striped
	outlined
)

func parts(c quality.CourseCoverage) []part {
	return []part{
		{key: "valid", n: c.Valid - c.Expiring - c.Refresh, fill: ok.solid, text: white},
		{key: "refresh", n: c.Refresh, fill: ok.tint, text: ok.text, look: striped, seam: ok.solid},
		{key: "expiring", n: c.Expiring, fill: 0xF3C36B, text: warn.text, look: striped, seam: warn.solid},
		{key: "expired", n: c.Expired, fill: bad.solid, text: white},
		{key: "missing", n: c.Missing, fill: white, text: ink2, look: outlined},
	}
}

// bands draws the people of a course to scale, each part with its number.
func (p *sheet) bands(x, y, width float64, c quality.CourseCoverage) {
	total := 0
	for _, k := range parts(c) {
		total += k.n
	}
	if total == 0 {
		return
	}
	number := bold(7)
	for _, k := range parts(c) {
		if k.n <= 0 {
			continue
		}
		w := width * float64(k.n) / float64(total)
		p.band(area{x, y - 5.5, w - 1, 11}, k)
		if s := count(k.n); number.Measure(s) < w-3 {
			if wide := number.Measure(s) + 4; k.look == striped {
				p.d.Rect(x+(w-1-wide)/2, y-5.5, wide, 11, page.Paint{Fill: k.fill})
			}
			p.d.TextIn(x, number.Middle(y), w-1, s, page.AlignCenter, page.Ink{Font: number, Color: k.text})
		}
		x += w
	}
}

func (p *leaf) band(a area, k part) {
	paint := page.Paint{Fill: k.fill}
	if k.look == outlined {
		paint.Stroke, paint.Width, paint.Dash = bar, 0.7, []float64{2, 1.5}
	}
	p.d.RoundRect(a.x, a.y, a.w, a.h, 2, paint)
	if k.look == striped {
		p.d.Hatch(a.x, a.y, a.w, a.h, 4, page.Paint{Stroke: k.seam, Width: 0.8})
	}
}

const legendHeight = 13

// lookKey is a legend: each look with its word, whose text key begins with prefix.
func (p *leaf) lookKey(prefix string, keys []part) {
	label := page.Ink{Font: font(7.5), Color: ink2}
	x, y := p.d.Frame.Left, p.d.Y+4
	for _, k := range keys {
		p.band(area{x, y - 4, 12, 8}, k)
		x = p.d.Text(x+16, label.Middle(y), p.say(prefix+k.key, nil), label) + 14
	}
	p.d.Y += legendHeight
}
