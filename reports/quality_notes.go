package reports

import (
	"slices"
	"strings"

	"mendesk/reports/page"
)

// notes tells what the figures rest on: what was odd in the data, what was left out and why, how each
// figure is defined, how to read it.
func (p *sheet) notes() {
	tables := slices.DeleteFunc([]noteTable{p.data(), p.leftOut(), p.definitions(), p.counting()}, func(t noteTable) bool { return len(t.rows) == 0 })
	p.heading(p.say("report.notes.title", nil), "", p.opening(tables[0]))
	for _, t := range tables {
		p.d.Need(p.opening(t))
		p.d.Y += 3
		p.d.Text(frame.Left, p.d.Y+9, p.say(t.title, nil), page.Ink{Font: bold(8.5), Color: ink})
		p.d.Y += 14
		p.d.Table(t.columns, t.rows, noteStyle)
		p.d.Y += 8
	}
}

// noteTable is a table under a small heading.
type noteTable struct {
	title   string // text key
	columns []page.Column
	rows    [][]page.Cell
}

// opening is the height that a table and its heading need to begin on a page.
func (p *sheet) opening(t noteTable) float64 { return 17 + p.d.Opening(t.columns, t.rows, noteStyle) }

var noteStyle = page.TableStyle{Size: 7.6, Text: ink2, Soft: ink3, Line: rule, Surface: paper, Pad: 2.6}

// meanings are the columns of a word and what it means.
var meanings = []page.Column{{Share: 110}, {Share: 405}}

func (p *sheet) data() noteTable {
	var rows [][]page.Cell
	for _, n := range p.in.Notes {
		rows = append(rows, []page.Cell{{Text: p.say("quality.note."+n.Key, n.Params)}})
	}
	return noteTable{"report.notes.data", []page.Column{{Share: 1}}, rows}
}

// leftOut says for each figure how many rows it does not count, and for what reasons.
func (p *sheet) leftOut() noteTable {
	var rows [][]page.Cell
	for _, f := range p.in.Figures {
		var why []string
		for _, l := range f.Left {
			why = append(why, p.say("report.notes.reason", words{"reason": p.say("quality.left."+l.Reason, nil), "n": count(l.N)}))
		}
		if f.LeftOut > 0 {
			rows = append(rows, []page.Cell{{Text: p.say("quality.figure."+f.Key+".name", nil), Color: ink}, {Text: count(f.LeftOut), Bold: true, Color: ink}, {Text: strings.Join(why, p.say("report.notes.comma", nil))}})
		}
	}
	return noteTable{"report.notes.leftOut", []page.Column{{Share: 110}, {Share: 36, Align: page.AlignRight}, {Share: 369}}, rows}
}

func (p *sheet) definitions() noteTable {
	var rows [][]page.Cell
	for _, f := range p.in.Figures {
		rows = append(rows, []page.Cell{{Text: p.say("quality.figure."+f.Key+".name", nil), Color: ink}, {Text: p.say("quality.figure."+f.Key+".definition", nil)}})
	}
	return noteTable{"report.notes.definitions", meanings, rows}
}

func (p *sheet) counting() noteTable {
	places := words{
		"zone": p.in.Zone, "time": p.moment(p.in.AsOf), "before": p.span(p.in.Previous.From, p.in.Previous.To),
	}
	var rows [][]page.Cell
	for _, key := range []string{"period", "noData", "small", "percentile", "pareto"} {
		rows = append(rows, []page.Cell{{Text: p.say("report.counting."+key+".name", nil), Color: ink}, {Text: p.say("report.counting."+key+".text", places)}})
	}
	return noteTable{"report.notes.counting", meanings, rows}
}
