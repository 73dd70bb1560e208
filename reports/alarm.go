package reports

import (
	"slices"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/reports/page"
)

// alarm is what nobody may overlook: a red block over the whole width, its first line bold, with a mark that a grey
// print shows too.
func (p *leaf) alarm(title string, lines []string) {
	head, said := page.Ink{Font: bold(10), Color: bad.text}, page.Ink{Font: font(8.5), Color: ink}
	width := p.d.Frame.Width() - 40
	wrapped := []string{}
	for _, l := range lines {
		wrapped = append(wrapped, said.Wrap(l, width)...)
	}
	height := 24 + float64(len(wrapped))*12.5
	p.d.Need(height)
	a := area{p.d.Frame.Left, p.d.Y, p.d.Frame.Width(), height}
	p.d.RoundRect(a.x, a.y, a.w, a.h, 6, page.Paint{Fill: bad.tint, Stroke: bad.solid, Width: 1.2})
	p.d.Mark(page.Point{X: a.x + 15, Y: a.y + 13}, 11, page.MarkWarning, bad.text)
	p.d.Text(a.x+28, a.y+17, head.Fit(title, width), head)
	p.d.Lines(a.x+28, a.y+22, width, wrapped, page.AlignLeft, said)
	p.d.Y += height + 12
}

// paidTwice tells of money that went out twice and that nobody settled, on the first page.
func (p *sheet) paidTwice() {
	if len(p.in.PaidTwice) == 0 {
		return
	}
	lines := []string{}
	for _, one := range p.in.PaidTwice {
		key := "report.paidTwice.one"
		if one.Over.Minor == 0 {
			key = "report.paidTwice.may"
		}
		lines = append(lines, p.say(key, words{
			"number": one.Number, "amount": p.leaf.money(one.Over.Minor, one.Over.Currency), "count": count(one.Refunds), "time": p.moment(one.OpenedAt),
		}))
	}
	p.alarm(p.say("report.paidTwice.title", words{"count": count(len(lines))}), lines)
}

// paidTwice tells of the ledger's incidents: the open one as an alarm, those that were settled in words.
func (p *returnNote) paidTwice(currency string) {
	for _, in := range p.in.Ledger.Incidents {
		if in.Open() {
			p.alarm(p.say("report.paidTwice.open", words{"amount": p.leaf.money(in.Over, currency)}),
				[]string{p.refunds(in.Refunds, currency), p.say("returns.incident.blocks", nil)})
			continue
		}
		p.remark(p.say("report.paidTwice.settled", words{
			"amount": p.leaf.money(in.Over, currency), "back": p.leaf.money(in.Recovered, currency), "name": p.in.Names.Of(in.SettledBy), "time": p.moment(in.SettledAt),
		}), in.Words)
	}
}

func (p *returnNote) refunds(ids []record.ID, currency string) string {
	out := ""
	for _, f := range p.in.Ledger.Refunds {
		if !slices.Contains(ids, f.ID) {
			continue
		}
		if out != "" {
			out += p.say("report.and", nil)
		}
		out += p.say("returns.refund.one", words{"n": count(f.N)}) + " " + p.leaf.money(f.Minor, currency)
		if f.State == returns.RefundExecuted {
			out += " " + p.paidBy(f)
		}
	}
	return out
}
