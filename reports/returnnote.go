package reports

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/reports/page"
)

// ReturnPaper is one return with everything that its note tells.
type ReturnPaper struct {
	Shop, Zone string
	At         time.Time // of printing
	Return     returns.Return
	State      returns.State // as it counts at that moment
	Policy     returns.Policy
	Ledger     returns.Ledger
	Customer   string
	Ticket     string        // number of the ticket that it was asked for in; empty when there was none
	Lines      []record.Line // of return and ledger, oldest first
	Names      Names         // of people, and numbers of certificates
	Photos     []Photo       // the files of the return, in the order in which they came
}

// ReturnNote draws one return: what came back of what was asked for, why the policy said so, how the goods
// travelled and were handled, what was paid, and everything that happened.
func ReturnNote(in ReturnPaper, texts Texts) ([]byte, error) {
	l, err := leafOf("return note", in.Zone, texts)
	if err != nil {
		return nil, err
	}
	r := &returnNote{leaf: l, in: in}
	title := r.say("report.return.file", words{"number": in.Return.Number, "shop": in.Shop})
	about := page.About{
		Title: title, Subject: in.Return.Number, Author: in.Shop, Lang: texts.Lang(), At: in.At, Frame: frame, Paper: paper,
	}
	return page.Make(about, func(d *page.Doc) {
		r.d = d
		r.masthead()
		r.head()
		r.goods()
		r.policy()
		r.shipments()
		r.disinfections()
		r.inspections()
		r.photos()
		r.money()
		r.history()
	}, func(d *page.Doc, n, of int) { r.footer(d, title, n, of) })
}

type returnNote struct {
	leaf
	in ReturnPaper
}

func (p *returnNote) masthead() {
	p.mast(mast{
		title: p.say("report.return.title", nil), lead: p.in.Shop,
		sub:   p.say("report.paper.zone", words{"zone": p.in.Zone}),
		right: p.in.Return.Number,
		small: p.say("returns.state."+string(p.in.State), nil),
		below: p.say("report.paper.printed", words{"time": p.moment(p.in.At)}),
	})
}

func (p *returnNote) head() {
	r := p.in.Return
	label := func(key string) string { return p.say("report.return.head."+key, nil) }
	day := func(d record.Day) string {
		if d == "" {
			return ""
		}
		return p.day(d)
	}
	p.facts(4,
		fact{label("customer"), p.in.Customer}, fact{label("order"), r.OrderNumber}, fact{label("ticket"), p.in.Ticket},
		fact{label("signed"), day(r.SignedDay)},
		fact{label("requested"), p.when(r.RequestedAt)}, fact{label("by"), p.in.Names.Of(r.RequestedBy)},
		fact{label("fault"), p.say("returns.fault."+string(r.Fault), nil)}, fact{label("method"), p.say("returns.method."+string(r.Method), nil)},
		fact{label("reviewed"), p.reviewed()}, fact{label("sendBy"), day(r.SendBy)}, fact{label("settled"), p.settled()},
	)
	p.remark(p.say("report.return.words", nil), r.Words)
}

func (p *returnNote) reviewed() string {
	if p.in.Return.ReviewedAt.IsZero() {
		return ""
	}
	name := p.in.Names.Of(p.in.Return.ReviewedBy)
	return p.moment(p.in.Return.ReviewedAt) + " " + name
}

func (p *returnNote) settled() string {
	if p.in.Return.SettledAt.IsZero() {
		return ""
	}
	return p.moment(p.in.Return.SettledAt)
}

// goods is the table of what comes back: four counts and three states a line.
func (p *returnNote) goods() {
	head := func(key string) string { return p.say("report.return.goods."+key, nil) }
	columns := []page.Column{
		{Head: head("goods"), Share: 122, Lines: 3},
		{Head: head("requested"), Share: 34, Align: page.AlignRight},
		{Head: head("approved"), Share: 34, Align: page.AlignRight},
		{Head: head("received"), Share: 34, Align: page.AlignRight},
		{Head: head("accepted"), Share: 34, Align: page.AlignRight},
		{Head: head("reception"), Share: 62},
		{Head: head("hygiene"), Share: 70},
		{Head: head("inspection"), Share: 70},
		{Head: head("paid"), Share: 58, Align: page.AlignRight},
	}
	var rows [][]page.Cell
	parts := p.in.Return.Parts()
	for i, l := range p.in.Return.Lines {
		k := parts[i]
		below := l.SKU + " · " + p.say("returns.reason."+string(l.Reason), nil)
		to := ""
		if l.Disposition != "" {
			to = p.say("returns.disposition."+string(l.Disposition), nil)
		}
		inspected := p.part(k.Inspection)
		inspected.Below = to
		rows = append(rows, []page.Cell{
			{Text: l.Title, Bold: true, Below: below},
			{Text: count(l.Requested)},
			p.granted(l),
			{Text: count(l.Received)},
			{Text: count(l.Accepted), Bold: true},
			p.part(k.Reception), p.part(k.Hygiene), inspected,
			{Text: p.leaf.money(l.Value(l.Requested), p.in.Return.Currency)},
		})
	}
	p.list(p.say("report.return.goods.title", nil), p.say("report.return.goods.sub", nil), nil, columns, rows)
}

// granted is how many units were approved, with the clause where it is fewer than were asked for.
func (p *returnNote) granted(l returns.ReturnLine) page.Cell {
	c := page.Cell{Text: count(l.Approved)}
	if l.Clause != "" {
		c.Below = p.say("report.return.clause", words{"clause": l.Clause})
	}
	return c
}

// part is a line's reception, hygiene or inspection as shape, word and colour.
func (p *returnNote) part(k returns.Part) page.Cell {
	mark, t := page.MarkDot, neutral
	switch k.Mark {
	case returns.Done:
		mark, t = page.MarkTick, ok
	case returns.Differs:
		mark, t = page.MarkWarning, bad
	case returns.Todo:
		mark, t = page.MarkInfo, warn
	case returns.NotApplied:
		mark = page.MarkDash
	}
	c := chip(p.told(k.Key, k.Params), mark, t)
	return page.Cell{Chip: &c}
}

// policy explains the decision step by step, each with the clause that it rests on.
func (p *returnNote) policy() {
	r, d := p.in.Return, p.in.Policy.Judge(p.in.Return)
	verdict := "returns.policy.allowed"
	if !r.Allowed {
		verdict = "returns.policy.notAllowed"
	}
	sub := p.say("returns.policy.version", words{"version": count(r.PolicyVersion)}) + " · " + p.say(verdict, nil)
	if r.Against {
		sub += " · " + p.say("returns.policy.against", words{"clause": r.Clause})
	}
	var rows [][]page.Cell
	for _, s := range d.Steps {
		rows = append(rows, p.step(s))
	}
	columns := []page.Column{{Head: p.say("report.return.policy.met", nil), Share: 62}, {Head: p.say("report.return.policy.step", nil), Share: 218}, {Head: p.say("report.return.policy.clause", nil), Share: 235}}
	if p.in.Policy.ID != "" {
		p.list(p.say("returns.policy.title", nil), sub, nil, columns, rows)
	}
	p.remark(p.say("report.return.policy.reason", nil), r.ReviewReason)
}

func (p *returnNote) step(s returns.Explain) []page.Cell {
	met := chip(p.say("returns.policy.yes", nil), page.MarkTick, ok)
	if !s.OK {
		met = chip(p.say("returns.policy.no", nil), page.MarkCross, bad)
	}
	clause := ""
	for _, c := range p.in.Policy.Clauses {
		if c.Number == s.Clause {
			clause = c.ZH
			if p.texts.Lang() == "en" && c.EN != "" || clause == "" {
				clause = c.EN
			}
		}
	}
	if s.Clause != "" {
		clause = p.say("report.return.clause", words{"clause": s.Clause}) + " " + clause
	}
	return []page.Cell{{Chip: &met}, {Text: p.told(s.Key, s.Params)}, {Text: clause, Color: ink2}}
}

func (p *returnNote) shipments() {
	head := func(key string) string { return p.say("report.return.shipment."+key, nil) }
	columns := []page.Column{{Head: head("carrier"), Share: 150}, {Head: head("way"), Share: 90}, {Head: head("safety"), Share: 125}, {Head: head("at"), Share: 90}, {Head: head("by"), Share: 60}}
	var rows [][]page.Cell
	for _, s := range p.in.Return.Shipments {
		way, safety := "sent", "—"
		if s.PickUp {
			way = "pickUp"
		}
		switch {
		case s.Contactless && s.Gear:
			safety = p.say("returns.shipment.contactlessGear", nil)
		case s.Contactless:
			safety = p.say("returns.shipment.contactless", nil)
		}
		rows = append(rows, []page.Cell{
			{Text: s.Carrier, Bold: true, Below: s.Number},
			{Text: p.say("returns.shipment."+way, nil)},
			{Text: safety},
			{Text: p.when(s.At)},
			{Text: p.in.Names.Of(s.By)},
		})
	}
	if len(rows) > 0 {
		p.list(head("title"), "", nil, columns, rows)
	}
}

func (p *returnNote) disinfections() {
	head := func(key string) string { return p.say("report.return.disinfection."+key, nil) }
	columns := []page.Column{{Head: head("goods"), Share: 140}, {Head: head("method"), Share: 110}, {Head: head("minutes"), Share: 55, Align: page.AlignRight}, {Head: head("operator"), Share: 120}, {Head: head("at"), Share: 90}}
	var rows [][]page.Cell
	for _, l := range p.in.Return.Lines {
		if l.DisinfectedAt.IsZero() {
			continue
		}
		d := l.Disinfection
		method := page.Cell{Text: p.say("returns.hygiene.unfit", nil), Below: d.Agent}
		if d.Method != "" && l.Hygiene != returns.Unfit {
			method.Text = p.say("returns.disinfection."+d.Method, nil)
		}
		rows = append(rows, []page.Cell{
			{Text: l.Title, Bold: true},
			method,
			{Text: count(d.Minutes)},
			{Text: p.in.Names.Of(d.Operator), Below: p.certificate(d.Certificate)},
			{Text: p.when(l.DisinfectedAt)},
		})
	}
	if len(rows) > 0 {
		p.list(head("title"), "", nil, columns, rows)
	}
}

func (p *returnNote) certificate(id record.ID) string {
	if id == "" {
		return ""
	}
	return p.say("report.return.certificate", words{"number": p.in.Names.Of(id)})
}

func (p *returnNote) inspections() {
	head := func(key string) string { return p.say("report.return.inspection."+key, nil) }
	columns := []page.Column{{Head: head("goods"), Share: 125}, {Head: head("grade"), Share: 40}, {Head: head("units"), Share: 72}, {Head: head("checks"), Share: 100}, {Head: head("inspector"), Share: 98}, {Head: head("at"), Share: 80}}
	var rows [][]page.Cell
	for _, l := range p.in.Return.Lines {
		if l.Inspections == 0 {
			continue
		}
		rows = append(rows, []page.Cell{
			{Text: l.Title, Bold: true, Below: l.Inspected.Note},
			{Text: l.Inspected.Grade, Bold: true},
			{Text: p.say("report.return.inspection.result", words{"accepted": count(l.Accepted), "rejected": count(l.Refused)})},
			p.checks(l.Inspected.Checks),
			{Text: p.in.Names.Of(l.Inspected.Inspector), Below: p.certificate(l.Inspected.Certificate)},
			{Text: p.when(l.InspectedAt)},
		})
	}
	if len(rows) > 0 {
		p.list(head("title"), "", nil, columns, rows)
	}
}

// checks names what fits and, below, what does not.
func (p *returnNote) checks(all []returns.Check) page.Cell {
	var fits, not string
	for _, k := range all {
		word := p.say("returns.check."+k.Key, nil)
		into := &fits
		if !k.OK {
			into = &not
		}
		if *into != "" {
			*into += p.say("report.and", nil)
		}
		*into += word
	}
	switch {
	case fits == "" && not == "":
		return page.Cell{Text: "—", Color: ink3}
	case not == "":
		return page.Cell{Text: p.say("report.return.inspection.fits", words{"checks": fits})}
	case fits == "":
		return page.Cell{Text: p.say("report.return.inspection.fitsNot", words{"checks": not}), Color: bad.text}
	}
	return page.Cell{
		Text:  p.say("report.return.inspection.fits", words{"checks": fits}),
		Below: p.say("report.return.inspection.fitsNot", words{"checks": not}),
	}
}
