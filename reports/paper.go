package reports

import (
	"maps"
	"regexp"
	"time"

	"mendesk/app/record"
	"mendesk/reports/page"
)

// Named is a name for an id that a paper speaks of: a person, a certificate's number.
type Named struct {
	ID   record.ID
	Name string
}

// Names are the names that a paper needs.
type Names []Named

// Of gives the name of an id; empty for one that is not known here.
func (n Names) Of(id record.ID) string {
	for _, k := range n {
		if k.ID == id {
			return k.Name
		}
	}
	return ""
}

// fact is a label with what it says.
type fact struct{ label, value string }

// facts draws labels with their values in a card, so many beside each other; those without a value are left out.
func (p *leaf) facts(across int, all ...fact) {
	label, value := page.Ink{Font: font(7.2), Color: ink3}, page.Ink{Font: font(9), Color: ink}
	f := p.d.Frame
	width := (f.Width() - 22) / float64(across)
	var rows [][]fact
	for _, k := range all {
		if k.value == "" {
			continue
		}
		if n := len(rows); n == 0 || len(rows[n-1]) == across {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], k)
	}
	wrapped := func(k fact) []string { return value.WrapMax(k.value, width-10, 3) }
	var heights []float64
	total := 14.0
	for _, row := range rows {
		lines := 1
		for _, k := range row {
			lines = max(lines, len(wrapped(k)))
		}
		heights = append(heights, label.Leading()+float64(lines)*value.Leading()+6)
		total += heights[len(heights)-1]
	}
	p.d.Need(total)
	p.card(area{f.Left, p.d.Y, f.Width(), total})
	y := p.d.Y + 8
	for i, row := range rows {
		for k, x := range row {
			left := f.Left + 11 + float64(k)*width
			p.d.Lines(left, y, width-10, []string{label.Fit(x.label, width-10)}, page.AlignLeft, label)
			p.d.Lines(left, y+label.Leading(), width-10, wrapped(x), page.AlignLeft, value)
		}
		y += heights[i]
	}
	p.d.Y += total + 14
}

var symbols = map[string]string{"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$"}

// money writes minor units as a price tag does: ¥1,699.00, or with the currency's code where the sign would
// be taken for another.
func (p *leaf) money(minor int64, currency string) string {
	places := record.Decimals(currency)
	unit := 1.0
	for range places {
		unit *= 10
	}
	v := grouped(float64(minor)/unit, places)
	sign := ""
	if minor < 0 {
		sign, v = "−", grouped(-float64(minor)/unit, places)
	}
	if s, known := symbols[currency]; known {
		return sign + s + v
	}
	return sign + v + " " + currency
}

// when writes a moment, and a stroke for one that did not come.
func (p *leaf) when(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return p.moment(t)
}

var isDay = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

// told says a text whose places a rule filled: days among them are written as this paper writes days.
func (p *leaf) told(key string, params record.Params) string {
	places := maps.Clone(words(params))
	for name, v := range places {
		if isDay.MatchString(v) {
			places[name] = p.day(record.Day(v))
		}
	}
	return p.say(key, places)
}

// remark flows words of a person under a small label.
func (p *leaf) remark(label, text string) {
	if text == "" {
		return
	}
	small, said := page.Ink{Font: bold(8), Color: ink2}, page.Ink{Font: font(9), Color: ink}
	p.d.Need(small.Leading() + 2*said.Leading())
	p.d.Y = p.d.Lines(p.d.Frame.Left, p.d.Y, p.d.Frame.Width(), []string{small.Fit(label, p.d.Frame.Width())}, page.AlignLeft, small) + 1
	p.d.Paragraph(text, said)
	p.d.Y += 10
}
