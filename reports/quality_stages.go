package reports

import (
	"slices"
	"strings"

	"mendesk/app/quality"
	"mendesk/reports/page"
)

// stages shows where returns spend their time, and on whom they wait.
func (p *sheet) stages() {
	in := p.in.Stages
	if len(in) == 0 {
		return
	}
	var longest float64
	for _, s := range in {
		if s.P50 != nil {
			longest = max(longest, *s.P50)
		}
	}
	head := func(key string) string { return p.say("report.stages."+key, nil) }
	columns := []page.Column{
		{Head: head("stage"), Share: 70, Lines: 2},
		{Head: head("p50"), Share: 226},
		{Head: head("p90"), Share: 58, Align: page.AlignRight},
		{Head: head("share"), Share: 52, Align: page.AlignRight},
		{Head: head("change"), Share: 62, Align: page.AlignRight},
		{Head: head("cases"), Share: 48, Align: page.AlignRight},
	}
	var rows [][]page.Cell
	for _, s := range in {
		rows = append(rows, p.stage(s, longest))
	}
	p.list(p.say("report.stages.title", nil), p.say("report.stages.sub", nil), p.partyKey, columns, rows)
}

func (p *sheet) stage(s quality.Stage, longest float64) []page.Cell {
	none := page.Cell{Text: p.say("quality.noData", nil), Color: ink3}
	half := none
	if s.P50 != nil {
		half = page.Cell{Draw: func(x, y, width float64) {
			p.stretch(x, y, width, *s.P50/max(longest, 1), p.lasting(*s.P50), s.Parties)
		}}
	}
	most := none
	if s.P90 != nil {
		most = page.Cell{Text: p.lasting(*s.P90)}
	}
	cases := page.Cell{Text: count(s.N)}
	if s.Open > 0 {
		cases.Below = p.say("report.stages.open", words{"n": count(s.Open)})
	}
	return []page.Cell{
		{Text: p.say("returns.stage."+s.Key, nil), Bold: true},
		half, most,
		{Text: grouped(s.Share*100, 1) + "%"},
		p.shift(s), cases,
	}
}

// lasting writes a time with one decimal in the unit that suits it.
func (p *sheet) lasting(seconds float64) string {
	m := measureOf(quality.Seconds, quality.AtMost, seconds)
	return p.amount(m, m.write(seconds))
}

// party is how a party's share of a bar looks: ours is coloured, what others keep us waiting for is not.
func (p *sheet) party(key string) part {
	k := part{key: key, fill: 0xD5DCE6, look: striped, seam: ink3}
	switch key {
	case "us":
		k.fill, k.look = accent, full
	case "customer":
		k.fill, k.look = bar, full
	case "customs":
		k.fill, k.look = white, outlined
	}
	return k
}

// stretch is a bar to scale, split by the parties that it waited for, with its length beside it.
func (p *sheet) stretch(x, y, width, share float64, words string, parties []quality.PartyShare) {
	label := page.Ink{Font: font(8), Color: ink}
	whole, left := max((width-46)*share, 1.5), x
	for _, k := range parties {
		if w := whole * k.Share; w > 0.2 {
			p.band(area{x, y - 4, max(w-0.8, 0.2), 8}, p.party(k.Party))
			x += w
		}
	}
	p.d.TextIn(left+whole+4, label.Middle(y), width-whole-4, words, page.AlignLeft, label)
}

// partyKey is the legend of the bars: the parties that occur, in the order in which they first do.
func (p *sheet) partyKey() {
	var keys []part
	for _, s := range p.in.Stages {
		for _, k := range s.Parties {
			if k.Share > 0 && !slices.ContainsFunc(keys, func(other part) bool { return other.key == k.Party }) {
				keys = append(keys, p.party(k.Party))
			}
		}
	}
	p.lookKey("quality.party.", keys)
}

// shift is how much longer or shorter a stage took than in the period before.
func (p *sheet) shift(s quality.Stage) page.Cell {
	if s.P50 == nil || s.Change == nil {
		return page.Cell{Text: p.say("quality.noData", nil), Color: ink3}
	}
	change := *s.Change
	m := measureOf(quality.Seconds, quality.AtMost, *s.P50)
	written := m.write(change)
	switch {
	case strings.Trim(written, "−0.,") == "":
		return page.Cell{Text: p.say("quality.trending.same", nil), Color: ink3}
	case change > 0:
		return page.Cell{Text: "+" + p.amount(m, written), Color: bad.text, Bold: true}
	default:
		return page.Cell{Text: p.amount(m, written), Color: ok.text, Bold: true}
	}
}
