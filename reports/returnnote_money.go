package reports

import (
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/reports/page"
)

// money is the order's ledger: what may be paid, what was, and every refund with who took each step.
func (p *returnNote) money() {
	v := p.in.Ledger.View(p.in.Return)
	head := func(key string) string { return p.say("report.return.ledger."+key, nil) }
	p.heading(head("title"), p.say("report.return.ledger.sub", words{"order": p.in.Return.OrderNumber}), 90)
	p.paidTwice(v.Currency)
	p.sums(v)
	if len(p.in.Ledger.Refunds) == 0 {
		a := area{p.d.Frame.Left, p.d.Y, p.d.Frame.Width(), 30}
		p.card(a)
		p.nothing(a, head("none"), page.MarkDash, neutral)
		p.d.Y += 46
		return
	}
	columns := []page.Column{{Head: head("refund"), Share: 135}, {Head: head("amount"), Share: 75, Align: page.AlignRight}, {Head: head("state"), Share: 95}, {Head: head("steps"), Share: 210}}
	var rows [][]page.Cell
	for _, f := range p.in.Ledger.Refunds {
		state := p.refundState(f)
		rows = append(rows, []page.Cell{
			{Text: p.say("returns.refund.one", words{"n": count(f.N)}), Bold: true, Below: p.goodsOf(f)},
			{Text: p.leaf.money(f.Minor, v.Currency), Bold: true},
			{Chip: &state, Below: p.paidBy(f)},
			{Text: p.steps(f), Color: ink2},
		})
	}
	p.d.Table(columns, rows, tableStyle)
	p.d.Y += 16
}

// sums are the ledger's amounts side by side: the limit, what is gone, what may still go.
func (p *returnNote) sums(v returns.LedgerView) {
	all := []struct {
		key    string
		amount int64
		tone   page.Color
	}{
		{"cap", v.Cap, ink}, {"executed", v.Executed, ok.text}, {"held", v.Held, warn.text}, {"now", v.RefundableNow, royal}, {"missing", v.Missing, ink2},
	}
	if v.Over > 0 {
		all = append(all, struct {
			key    string
			amount int64
			tone   page.Color
		}{"over", v.Over, bad.text})
	}
	const height = 42
	width := (p.d.Frame.Width() - gutter*float64(len(all)-1)) / float64(len(all))
	for i, k := range all {
		a := area{p.d.Frame.Left + float64(i)*(width+gutter), p.d.Y, width, height}
		p.card(a)
		amount := p.leaf.money(k.amount, v.Currency)
		p.d.TextIn(a.x+8, a.y+15, a.w-14, p.say("report.return.ledger."+k.key, nil), page.AlignLeft, page.Ink{Font: font(7.2), Color: ink3})
		p.d.TextIn(a.x+8, a.y+32, a.w-14, amount, page.AlignLeft, page.Ink{Font: bold(12).Shrunk(amount, a.w-14, 7), Color: k.tone})
	}
	p.d.Y += height + 9
}

func (p *returnNote) goodsOf(f returns.Refund) string {
	var all []string
	for _, l := range f.Lines {
		title := ""
		for _, line := range p.in.Ledger.Lines {
			if line.OrderLine == l.OrderLine {
				title = line.Title
			}
		}
		if l.Units > 0 {
			title += " × " + count(l.Units)
		}
		all = append(all, title)
	}
	return strings.Join(all, p.say("report.and", nil))
}

func (p *returnNote) refundState(f returns.Refund) page.Chip {
	mark, t := page.MarkDot, neutral
	switch f.State {
	case returns.RefundExecuted:
		mark, t = page.MarkTick, ok
	case returns.RefundHeld, returns.RefundWaiting:
		mark, t = page.MarkInfo, warn
	case returns.RefundFailed, returns.RefundRefused:
		mark, t = page.MarkWarning, bad
	case returns.RefundDeclined:
		mark = page.MarkCross
	case returns.RefundReversed:
		mark = page.MarkDash
	}
	return chip(p.say("returns.refundState."+string(f.State), nil), mark, t)
}

func (p *returnNote) paidBy(f returns.Refund) string {
	if f.Reference == "" {
		return ""
	}
	return p.say("returns.refund.paidBy", words{"channel": p.say("returns.channel."+f.Channel, nil), "reference": f.Reference})
}

// steps are who did what to a refund and when, a line each.
func (p *returnNote) steps(f returns.Refund) string {
	var all []string
	add := func(key string, at time.Time, by record.ID) {
		if !at.IsZero() {
			all = append(all, p.say("report.return.ledger."+key, words{"time": p.moment(at), "name": p.in.Names.Of(by)}))
		}
	}
	add("proposedBy", f.ProposedAt, f.ProposedBy)
	add("approvedBy", f.ApprovedAt, f.ApprovedBy)
	if f.State == returns.RefundWaiting || f.State == returns.RefundRefused {
		add("askedBy", f.AskedAt, f.AskedBy)
	}
	add("heldBy", f.HeldAt, f.HeldBy)
	add("overriddenBy", f.OverriddenAt, f.OverriddenBy)
	add("executedBy", f.ExecutedAt, f.ExecutedBy)
	add("reversedBy", f.ReversedAt, f.ReversedBy)
	if f.Failures > 0 {
		all = append(all, p.say("report.return.ledger.failures", words{"count": count(f.Failures)}))
	}
	if f.Allowed != "" {
		all = append(all, f.Allowed)
	}
	if f.Why != "" {
		all = append(all, f.Why)
	}
	return strings.Join(all, "\n")
}

// history is everything that happened to the goods and the money, oldest first.
func (p *returnNote) history() {
	var rows [][]page.Cell
	for _, l := range p.in.Lines {
		who := p.in.Names.Of(l.Who)
		if who == "" {
			who = p.say("returns.nobody", nil)
		}
		rows = append(rows, []page.Cell{{Text: p.moment(l.At)}, {Text: who}, {Text: p.told(l.Key, l.Params), Below: l.Text}})
	}
	if len(rows) == 0 {
		return
	}
	head := func(key string) string { return p.say("report.history."+key, nil) }
	columns := []page.Column{{Head: head("at"), Share: 95}, {Head: head("who"), Share: 80, Lines: 2}, {Head: head("what"), Share: 340}}
	p.list(head("title"), p.say("report.history.sub", words{"count": count(len(rows))}), nil, columns, rows)
}
