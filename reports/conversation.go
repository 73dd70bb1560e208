package reports

import (
	"mendesk/app/record"
	"mendesk/reports/page"
)

// voice is who speaks in a conversation: what stands at the left of the words, and their ground.
type voice struct {
	stripe, ground page.Color
	dashed         bool
}

var (
	theirs = voice{stripe: bar, ground: white}
	ours   = voice{stripe: accent, ground: 0xEDF2FD}
	inward = voice{stripe: 0xC9A227, ground: 0xFFF9E3, dashed: true}
)

// conversation is what was said and done, oldest first. What is meant for colleagues alone is left out unless
// it was asked for.
func (p *ticketPaper) conversation() {
	p.heading(p.say("tickets.timeline", nil), "", 60)
	for _, l := range p.in.Lines {
		switch {
		case l.What == "noted":
			if p.in.Notes {
				p.said(p.author(l), p.say("tickets.noteHidden", nil), l, inward)
			}
		case l.What == "replied" && l.Key != "tickets.line.acknowledged":
			p.said(p.author(l), p.channel(l), l, ours)
		case l.What == "messageReceived":
			p.said(p.customer(), p.channel(l), l, theirs)
		default:
			p.move(l)
		}
	}
	p.d.Y += 10
}

func (p *ticketPaper) customer() string {
	if p.in.Customer == "" {
		return p.say("tickets.noCustomer", nil)
	}
	return p.in.Customer
}

func (p *ticketPaper) author(l record.Line) string {
	if name := p.in.Names.Of(l.Who); name != "" {
		return name
	}
	return p.say("tickets.team", nil)
}

func (p *ticketPaper) channel(l record.Line) string {
	if l.Params["channel"] == "" {
		return ""
	}
	return p.say("tickets.channel."+l.Params["channel"], nil)
}

// said draws words with who said them, page after page.
func (p *ticketPaper) said(who, about string, l record.Line, v voice) {
	head, soft, body := page.Ink{Font: bold(8.5), Color: ink}, page.Ink{Font: font(7.5), Color: ink3}, page.Ink{Font: font(9), Color: ink}
	f, d := p.d.Frame, p.d
	left, width := f.Left+12, f.Width()-24
	lines := body.Wrap(l.Text, width)
	d.Need(head.Leading() + body.Leading()*float64(min(len(lines), 2)) + 10)
	p.ground(head.Leading()+6, v)
	x := d.Text(left, head.Middle(d.Y+9), head.Fit(who, width/2), head)
	d.Text(x+6, soft.Middle(d.Y+9), soft.Fit(about, width/3), soft)
	d.TextIn(f.Right-132, soft.Middle(d.Y+9), 120, p.moment(l.At), page.AlignRight, soft)
	d.Y += head.Leading() + 4
	for _, s := range lines {
		d.Need(body.Leading() + 4)
		p.ground(body.Leading()+4, v)
		d.Y = d.Lines(left, d.Y, width, []string{s}, page.AlignLeft, body)
	}
	d.Y += 10
}

// ground is the coloured ground of the next height points, with the voice's stripe.
func (p *ticketPaper) ground(height float64, v voice) {
	f, d := p.d.Frame, p.d
	d.Rect(f.Left, d.Y, f.Width(), height, page.Paint{Fill: v.ground})
	stroke := page.Paint{Stroke: v.stripe, Width: 2.4, Flat: true}
	if v.dashed {
		stroke.Dash = []float64{3, 2}
	}
	d.Line(page.Point{X: f.Left + 1.2, Y: d.Y}, page.Point{X: f.Left + 1.2, Y: d.Y + height}, stroke)
}

// move is one line that says what was done; the words of the customer that began the ticket follow it.
func (p *ticketPaper) move(l record.Line) {
	soft := page.Ink{Font: font(8), Color: ink2}
	begins := l.What == "opened" || l.What == "imported"
	who := p.in.Names.Of(l.Who)
	if who != "" {
		who += " "
	}
	text := who + p.told(l.Key, p.spoken(l.Params))
	if l.Text != "" && !begins && p.in.Notes {
		text += p.say("report.ticket.said", words{"words": l.Text})
	}
	f, d := p.d.Frame, p.d
	lines := soft.Wrap(text, f.Width()-140)
	d.Need(soft.Leading()*float64(min(len(lines), 3)) + 4)
	d.Mark(page.Point{X: f.Left + 6, Y: d.Y + soft.Leading()/2}, 7, page.MarkDot, ink3)
	d.TextIn(f.Right-132, soft.Middle(d.Y+soft.Leading()/2), 120, p.moment(l.At), page.AlignRight, page.Ink{Font: font(7.5), Color: ink3})
	for _, s := range lines {
		d.Need(soft.Leading())
		d.Y = d.Lines(f.Left+14, d.Y, f.Width()-140, []string{s}, page.AlignLeft, soft)
	}
	d.Y += 6
	if begins && l.Text != "" {
		p.said(p.customer(), p.channel(l), l, theirs)
	}
}
