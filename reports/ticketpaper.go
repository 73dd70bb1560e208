package reports

import (
	"maps"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/reports/page"
)

// TicketPaper is one ticket with what its print tells.
type TicketPaper struct {
	Shop, Zone string
	At         time.Time // of printing
	Ticket     ticket.Ticket
	State      ticket.State // as it counts at that moment
	Clocks     []ticket.Clock
	Standard   ticket.Standard
	Customer   string
	Order      string // its number; empty when there is none
	Returns    []returns.Brief
	Lines      []record.Line // oldest first
	Names      Names         // of people
	// Notes: internal notes, hand-over remarks, reasons and the solution are printed too. A paper without
	// them may be given to the customer.
	Notes bool
}

// Ticket draws one ticket: its head, its clocks, the conversation and its returns.
func Ticket(in TicketPaper, texts Texts) ([]byte, error) {
	l, err := leafOf("ticket", in.Zone, texts)
	if err != nil {
		return nil, err
	}
	t := &ticketPaper{leaf: l, in: in}
	title := t.say("report.ticket.file", words{"number": in.Ticket.Number, "shop": in.Shop})
	about := page.About{
		Title: title, Subject: in.Ticket.Number, Author: in.Shop, Lang: texts.Lang(), At: in.At, Frame: frame, Paper: paper,
	}
	return page.Make(about, func(d *page.Doc) {
		t.d = d
		t.masthead()
		t.head()
		t.clocks()
		t.conversation()
		t.returns()
	}, func(d *page.Doc, n, of int) { t.footer(d, title, n, of) })
}

type ticketPaper struct {
	leaf
	in TicketPaper
}

func (p *ticketPaper) masthead() {
	sub := "report.ticket.without"
	if p.in.Notes {
		sub = "report.ticket.with"
	}
	p.mast(mast{
		title: p.say("report.ticket.title", nil), lead: p.in.Shop, sub: p.say(sub, words{"zone": p.in.Zone}),
		right: p.in.Ticket.Number,
		small: p.say("tickets.state."+string(p.in.State), nil),
		below: p.say("report.paper.printed", words{"time": p.moment(p.in.At)}),
	})
}

func (p *ticketPaper) head() {
	t := p.in.Ticket
	label := func(key string) string { return p.say("report.ticket.head."+key, nil) }
	word := func(list, code string) string {
		if code == "" {
			return ""
		}
		return p.say(list+"."+code, nil)
	}
	strong := page.Ink{Font: bold(13), Color: ink}
	p.d.Paragraph(t.Subject, strong)
	p.d.Y += 6
	owner := p.in.Names.Of(t.Owner)
	if owner == "" {
		owner = t.OwnerWords
	}
	solution := ""
	if p.in.Notes {
		solution = t.Solution
	}
	rating := ""
	if t.Rating > 0 {
		rating = p.say("tickets.rated", words{"rating": count(t.Rating)})
	}
	p.facts(4,
		fact{label("customer"), p.in.Customer}, fact{label("order"), p.in.Order}, fact{label("kind"), word("tickets.kind", string(t.Kind))},
		fact{label("category"), t.Category},
		fact{label("channel"), word("tickets.channel", string(t.Channel))}, fact{label("priority"), word("tickets.priority", string(t.Priority))},
		fact{label("severity"), word("tickets.severity", string(t.Severity))},
		fact{label("owner"), owner}, fact{label("department"), word("training.department", string(t.Department))},
		fact{label("created"), p.when(t.CreatedAt)}, fact{label("resolved"), p.moved(t.ResolvedAt)}, fact{label("closed"), p.moved(t.ClosedAt)},
		fact{label("rating"), rating},
	)
	p.remark(p.say("tickets.solution", nil), solution)
}

func (p *ticketPaper) moved(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.moment(t)
}

// clocks are the promises of the service standard and how they were kept.
func (p *ticketPaper) clocks() {
	head := func(key string) string { return p.say("report.ticket.clock."+key, nil) }
	columns := []page.Column{
		{Head: head("metric"), Share: 130},
		{Head: head("state"), Share: 85},
		{Head: head("target"), Share: 80, Align: page.AlignRight},
		{Head: head("spent"), Share: 80, Align: page.AlignRight},
		{Head: head("paused"), Share: 60, Align: page.AlignRight},
		{Head: head("due"), Share: 90},
	}
	var rows [][]page.Cell
	for _, c := range p.in.Clocks {
		rows = append(rows, p.clock(c))
	}
	if len(rows) == 0 {
		return
	}
	sub := ""
	if p.in.Standard.ID != "" {
		sub = p.say("tickets.standard", words{"name": p.in.Standard.Name, "version": count(p.in.Standard.Version)})
	}
	p.list(p.say("tickets.clocks", nil), sub, nil, columns, rows)
}

func (p *ticketPaper) clock(c ticket.Clock) []page.Cell {
	mark, t := page.MarkDot, neutral
	switch c.State {
	case ticket.Met:
		mark, t = page.MarkTick, ok
	case ticket.Breached:
		mark, t = page.MarkWarning, bad
	case ticket.Paused:
		mark = page.MarkDash
	case ticket.Running:
		mark, t = page.MarkInfo, warn
	}
	state := chip(p.say("report.ticket.clock.is."+string(c.State), nil), mark, t)
	paused := "—"
	if c.PausedFor > 0 {
		paused = p.length(c.PausedFor)
	}
	return []page.Cell{
		{Text: p.say("tickets.clock.metric."+string(c.Metric), nil), Bold: true},
		{Chip: &state},
		{Text: p.length(c.Target)},
		{Text: p.length(c.Spent)},
		{Text: paused},
		{Text: p.when(c.DueAt)},
	}
}

// returns are the returns that were asked for in the ticket.
func (p *ticketPaper) returns() {
	head := func(key string) string { return p.say("report.ticket.returns."+key, nil) }
	columns := []page.Column{{Head: head("number"), Share: 110}, {Head: head("goods"), Share: 200}, {Head: head("state"), Share: 110}, {Head: head("amount"), Share: 95, Align: page.AlignRight}}
	var rows [][]page.Cell
	for _, b := range p.in.Returns {
		goods := b.Title + " × " + count(b.Units)
		if b.More {
			goods += " " + p.say("returns.andMore", nil)
		}
		rows = append(rows, []page.Cell{
			{Text: b.Number, Bold: true},
			{Text: goods},
			{Text: p.say("returns.state."+string(b.State), nil)},
			{Text: p.money(b.Amount.Minor, b.Amount.Currency)},
		})
	}
	if len(rows) > 0 {
		p.list(p.say("tickets.returns", nil), "", nil, columns, rows)
	}
}

// spokenLists are the lists out of which the places of a line come.
var spokenLists = map[string]string{
	"channel": "tickets.channel", "kind": "tickets.kind", "from": "tickets.state", "to": "tickets.state",
	"field": "tickets.field", "department": "training.department",
}

var fieldLists = map[string]string{
	"kind": "tickets.kind", "priority": "tickets.priority", "severity": "tickets.severity", "channel": "tickets.channel",
}

// spoken puts the places of a line in words: codes by their texts, people by their names.
func (p *ticketPaper) spoken(params record.Params) record.Params {
	out := maps.Clone(params)
	for name, v := range params {
		list := spokenLists[name]
		if name == "value" {
			list = fieldLists[params["field"]]
		}
		switch {
		case v == "":
		case name == "owner":
			if known := p.in.Names.Of(record.ID(v)); known != "" {
				out[name] = known
			}
		case list != "":
			out[name] = p.say(list+"."+v, nil)
		}
	}
	return out
}
