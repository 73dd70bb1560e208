package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/reports/page"
)

// StaffPaper is who of a shop's people is certified for what, as of the matrix's moment.
type StaffPaper struct {
	Shop, Zone string
	Matrix     training.Matrix
}

// lying is the frame of a page on its side.
var lying = page.Frame{Left: 40, Top: 40, Right: page.Height - 40, Bottom: page.Width - 46}

// Staff draws the certification list: the coverage, what is missing or soon will be, then everybody
// against every course.
func Staff(in StaffPaper, texts Texts) ([]byte, error) {
	l, err := leafOf("staff certification", in.Zone, texts)
	if err != nil {
		return nil, err
	}
	s := &staff{leaf: l, in: in}
	day := s.day(record.DayOf(in.Matrix.At, s.zone))
	about := page.About{
		Title: s.say("report.staff.file", words{"shop": in.Shop, "day": day}), Subject: day, Author: in.Shop,
		Lang: texts.Lang(), At: in.Matrix.At, Frame: lying, Paper: paper, Lying: true,
	}
	return page.Make(about, func(d *page.Doc) {
		s.d = d
		s.masthead()
		s.counts()
		s.gaps()
		s.matrix()
	}, func(d *page.Doc, n, of int) {
		s.footer(d, s.say("report.staff.foot", words{"shop": in.Shop, "day": day}), n, of)
	})
}

type staff struct {
	leaf
	in StaffPaper
}

func (p *staff) masthead() {
	m := p.in.Matrix
	p.mast(mast{
		title: p.say("report.staff.title", nil), lead: p.in.Shop,
		sub:   p.say("report.staff.sub", words{"people": count(len(m.Rows)), "courses": count(len(m.Columns))}),
		right: p.day(record.DayOf(m.At, p.zone)),
		small: p.say("report.staff.asOf", words{"time": p.moment(m.At), "zone": p.in.Zone}),
	})
}

// look of a certificate's state: its shape and its meaning.
func stateLook(s training.CertificateState) (page.Mark, tone) {
	switch s {
	case training.Certified:
		return page.MarkTick, ok
	case training.Expiring:
		return page.MarkWarning, warn
	case training.NeedsRefresh:
		return page.MarkInfo, warn
	case training.Expired, training.Revoked:
		return page.MarkCross, bad
	case training.SuspendedNow:
		return page.MarkDash, bad
	case training.NoCertificate:
		return page.MarkDash, bad
	}
	return page.MarkDot, neutral
}

// kind of a gap, the most pressing first; empty for what is in order.
func gapOf(c training.Cell) string {
	if !c.Required {
		return ""
	}
	switch c.State {
	case training.Expired, training.SuspendedNow, training.Revoked:
		return "expired"
	case training.NoCertificate, training.NotYet:
		return "missing"
	case training.Expiring:
		return "expiring"
	case training.NeedsRefresh:
		return "refresh"
	}
	return ""
}

var gapOrder = []string{"expired", "missing", "expiring", "refresh"}

// gap is a person who lacks a course, or soon will.
type gap struct {
	row  training.Row
	cell training.Cell
	col  training.Column
	kind string
}

func (p *staff) allGaps() (all []gap) {
	for _, row := range p.in.Matrix.Rows {
		for i, cell := range row.Cells {
			if kind := gapOf(cell); kind != "" {
				all = append(all, gap{row, cell, p.in.Matrix.Columns[i], kind})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b gap) int {
		return cmp.Or(slices.Index(gapOrder, a.kind)-slices.Index(gapOrder, b.kind), cmp.Compare(a.cell.Until, b.cell.Until))
	})
	return all
}

// counts are the coverage and how many gaps there are of each kind.
func (p *staff) counts() {
	const height = 58
	f := p.d.Frame
	width := (f.Width() - 4*gutter) / 6
	a := area{f.Left, p.d.Y, 2 * width, height}
	p.card(a)
	p.coverage(a)
	looks := []training.CertificateState{training.Expired, training.NoCertificate, training.Expiring, training.NeedsRefresh}
	for i, kind := range gapOrder {
		a = area{a.right() + gutter, a.y, width, height}
		p.card(a)
		n := 0
		for _, g := range p.allGaps() {
			if g.kind == kind {
				n++
			}
		}
		mark, t := stateLook(looks[i])
		if n == 0 {
			t = neutral
		}
		label := page.Ink{Font: font(8), Color: ink2}
		p.d.Mark(page.Point{X: a.x + 16, Y: a.y + 17.5}, 9, mark, t.text)
		p.d.TextIn(a.x+24, label.Middle(a.y+17.5), a.w-30, p.say("report.staff.count."+kind, nil), page.AlignLeft, label)
		p.d.Text(a.x+11, a.y+46, count(n), page.Ink{Font: bold(18), Color: t.text})
	}
	p.d.Y += height + 14
}

func (p *staff) coverage(a area) {
	m := p.in.Matrix
	p.d.TextIn(a.x+11, a.y+20, a.w-22, p.say("report.staff.coverage", nil), page.AlignLeft, page.Ink{Font: bold(8.5), Color: ink})
	soft := page.Ink{Font: font(8), Color: ink3}
	if m.Required == 0 {
		p.d.TextIn(a.x+11, a.y+44, a.w-22, p.say("report.staff.nobody", nil), page.AlignLeft, soft)
		return
	}
	x := p.d.Text(a.x+11, a.y+46, grouped(float64(m.Valid)/float64(m.Required)*100, 1)+"%", page.Ink{Font: bold(18), Color: ink})
	lines := soft.WrapMax(p.say("report.staff.coverageOf", words{"valid": count(m.Valid), "required": count(m.Required)}), a.right()-x-20, 2)
	p.d.Lines(x+9, a.y+46-float64(len(lines))*soft.Leading()+2, a.right()-x-20, lines, page.AlignLeft, soft)
}

func (p *staff) chip(s training.CertificateState) *page.Chip {
	mark, t := stateLook(s)
	c := chip(p.say("training.state."+string(s), nil), mark, t)
	return &c
}

// gaps lists who needs what, the most pressing first.
func (p *staff) gaps() {
	all := p.allGaps()
	title := p.say("report.staff.gaps", nil)
	if len(p.in.Matrix.Rows) == 0 || len(p.in.Matrix.Columns) == 0 {
		p.none(title, "", p.say("report.staff.none", nil), page.MarkDash, neutral)
		return
	}
	if len(all) == 0 {
		p.none(title, "", p.say("report.staff.noGaps", nil), page.MarkTick, ok)
		return
	}
	head := func(key string) string { return p.say("report.staff."+key, nil) }
	columns := []page.Column{
		{Head: head("person"), Share: 130, Lines: 2},
		{Head: head("course"), Share: 190, Lines: 2},
		{Head: head("state"), Share: 110},
		{Head: head("until"), Share: 90},
		{Head: head("number"), Share: 120, Lines: 2},
		{Head: head("next"), Share: 120},
	}
	var rows [][]page.Cell
	for _, g := range all {
		next := page.Cell{Text: head("notBooked"), Color: ink3}
		if g.cell.EnrolledOn != "" {
			next = page.Cell{Text: p.day(g.cell.EnrolledOn)}
		}
		rows = append(rows, []page.Cell{
			{Text: g.row.Name, Bold: true, Below: p.department(g.row)},
			{Text: p.courseName(g.col)},
			{Chip: p.chip(g.cell.State)},
			{Text: p.dayOr(g.cell.Until)},
			{Text: g.cell.Number},
			next,
		})
	}
	p.list(title, p.say("report.staff.gapsSub", words{"count": count(len(all))}), nil, columns, rows)
}

func (p *staff) dayOr(d record.Day) string {
	if d == "" {
		return "—"
	}
	return p.day(d)
}

func (p *staff) department(r training.Row) string {
	parts := []string{p.say("training.department."+string(r.Department), nil)}
	for _, role := range r.Roles {
		parts = append(parts, p.say("training.role."+string(role), nil))
	}
	return strings.Join(parts, " · ")
}

func (p *staff) courseName(c training.Column) string {
	v := training.CourseVersion{NameZh: c.NameZh, NameEn: c.NameEn}
	return v.Name(p.texts.Lang()) + " v" + strconv.Itoa(c.Version)
}

// abreastCourses is how many courses have room beside the names.
const abreastCourses = 7

// matrix is everybody against every course, in parts where there are more courses than a page is wide.
func (p *staff) matrix() {
	m := p.in.Matrix
	if len(m.Rows) == 0 || len(m.Columns) == 0 {
		return
	}
	parts := (len(m.Columns) + abreastCourses - 1) / abreastCourses
	each := (len(m.Columns) + parts - 1) / parts
	for n := range parts {
		from, to := n*each, min((n+1)*each, len(m.Columns))
		sub := p.say("report.staff.matrixSub", nil)
		if parts > 1 {
			sub = p.say("report.staff.part", words{"n": count(n + 1), "of": count(parts)}) + " · " + sub
		}
		columns := []page.Column{{Head: p.say("report.staff.person", nil), Share: 1.5, Lines: 2}}
		held := []page.Cell{{Text: p.say("report.staff.held", nil), Bold: true}}
		for _, c := range m.Columns[from:to] {
			columns = append(columns, page.Column{Head: p.courseName(c), Share: 1, Lines: 2})
			held = append(held, page.Cell{Text: count(c.Valid) + " / " + count(c.Required), Bold: true, Color: coverageColor(c)})
		}
		rows := [][]page.Cell{held}
		for _, r := range m.Rows {
			row := []page.Cell{{Text: r.Name, Bold: true, Below: p.department(r)}}
			for _, c := range r.Cells[from:to] {
				row = append(row, p.cell(c))
			}
			rows = append(rows, row)
		}
		p.list(p.say("report.staff.matrix", nil), sub, nil, columns, rows)
	}
}

func coverageColor(c training.Column) page.Color {
	if c.Valid < c.Required {
		return bad.text
	}
	return ok.text
}

// cell is a person's standing in a course; a dot where nothing is required and nothing was earned.
func (p *staff) cell(c training.Cell) page.Cell {
	if c.State == training.NoCertificate && !c.Required && c.EnrolledOn == "" {
		return page.Cell{Draw: func(x, y, _ float64) { p.d.Circle(page.Point{X: x + 8, Y: y}, 1.4, page.Paint{Fill: bar}) }}
	}
	below := ""
	switch {
	case c.EnrolledOn != "":
		below = p.say("report.staff.enrolled", words{"day": p.day(c.EnrolledOn)})
	case c.Until != "":
		below = p.say("report.staff.untilShort", words{"day": p.day(c.Until)})
	}
	if c.State == training.NoCertificate && !c.Required {
		return page.Cell{Text: below, Color: ink2}
	}
	return page.Cell{Chip: p.chip(c.State), Below: below}
}
