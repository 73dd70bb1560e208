package reports

import (
	"mendesk/app/quality"
	"mendesk/reports/page"
)

// frame leaves the foot of each page to its number.
var frame = page.Frame{Left: 40, Top: 40, Right: page.Width - 40, Bottom: page.Height - 46}

// Quality draws the quality report of a period in the language of the texts, as PDF.
func Quality(in quality.Report, texts Texts) ([]byte, error) {
	l, err := leafOf("quality report", in.Zone, texts)
	if err != nil {
		return nil, err
	}
	s := &sheet{leaf: l, in: in}
	period := s.period(in.From, in.To)
	about := page.About{
		Title: s.say("report.quality.file", words{"period": period, "shop": in.Shop}), Subject: period, Author: in.Shop,
		Lang: texts.Lang(), At: in.AsOf, Frame: frame, Paper: paper,
	}
	return page.Make(about, func(d *page.Doc) {
		s.d = d
		s.masthead()
		s.paidTwice()
		s.cards()
		s.trend()
		s.causes()
		s.stages()
		s.breached()
		s.certification()
		s.notes()
	}, s.foot)
}

// sheet is a quality report being drawn.
type sheet struct {
	leaf
	in quality.Report
}

func (p *sheet) masthead() {
	in := p.in
	p.mast(mast{
		title: p.say("report.quality.title", nil),
		lead:  in.Shop,
		sub:   p.say("report.quality.dates", words{"span": p.span(in.From, in.To), "zone": in.Zone}),
		right: p.period(in.From, in.To),
		small: p.say("report.quality.asOf", words{"time": p.moment(in.AsOf)}),
		below: p.say("report.quality.against", words{"period": p.period(in.Previous.From, in.Previous.To)}),
	})
}

// foot is drawn when the number of pages is known.
func (p *sheet) foot(d *page.Doc, n, of int) {
	p.footer(d, p.say("report.quality.foot", words{"shop": p.in.Shop, "period": p.period(p.in.From, p.in.To)}), n, of)
}
