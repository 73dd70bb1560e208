package sheets

import (
	"strings"
	"time"

	"mendesk/app/quality"
	"mendesk/app/record"
)

// Head is what every book of the desk begins with.
type Head struct {
	Shop string
	Zone *time.Location
	At   time.Time // of writing
}

func (h Head) book(key string, say Texts, about ...Fact) Book {
	title := say.Say("export."+key+".title", nil)
	facts := []Fact{
		{say.Say("export.about.table", nil), title},
		{say.Say("export.about.shop", nil), h.Shop},
		{say.Say("export.about.zone", nil), h.Zone.String()},
		{say.Say("export.about.at", nil), h.At.In(h.Zone).Format("2006-01-02 15:04")},
	}
	return Book{Title: title, Shop: h.Shop, Zone: h.Zone, At: h.At, About: append(facts, about...), Aside: say.Say("export.about.title", nil), Currency: say.Say("export.currency", nil)}
}

// heads are the columns of a table: their keys under export.<table>. and their widths.
func heads(table string, say Texts, columns ...any) []Column {
	var out []Column
	for i := 0; i+1 < len(columns); i += 2 {
		out = append(out, Column{say.Say("export."+table+"."+columns[i].(string), nil), float64(columns[i+1].(int))})
	}
	return out
}

// Figures are the figures of a period, the same that the page and the report show. A figure without data has
// that word for its value, never 0. Rates are percentages, times are hours.
func Figures(h Head, s quality.Sheet, say Texts) Book {
	b := h.book("figures", say,
		Fact{say.Say("export.figures.period", nil), string(s.From) + " — " + string(s.To)},
		Fact{say.Say("export.figures.before", nil), string(s.Previous.From) + " — " + string(s.Previous.To)},
		Fact{say.Say("export.figures.asOf", nil), s.AsOf.In(h.Zone).Format("2006-01-02 15:04")},
	)
	b.Table.Columns = heads("figures", say,
		"figure", 26, "value", 12, "unit", 8, "numerator", 12, "denominator", 12, "n", 8, "target", 12, "met", 10, "sample", 10,
		"low", 10, "high", 10, "p90", 12, "mean", 12, "waiting", 10, "backlog", 10, "leftOut", 10, "previous", 12, "change", 12, "from", 12, "to", 12,
	)
	for _, f := range s.Figures {
		b.Table.Rows = append(b.Table.Rows, figure(f, s, say))
		b.About = append(b.About, Fact{say.Say("quality.figure."+f.Key+".name", nil), say.Say("quality.figure."+f.Key+".definition", nil)})
		if left := leftOut(f, say); left != "" {
			b.About = append(b.About, Fact{say.Say("export.figures.leftOut", nil), left})
		}
	}
	return b
}

func figure(f quality.Figure, s quality.Sheet, say Texts) []Value {
	value := measured(f.Unit, f.Value)
	if f.Value == nil {
		value = Text(say.Say("quality.noData", nil))
	}
	sample, backlog := Value{}, Value{}
	if f.Small && f.Value != nil {
		sample = Text(say.Say("quality.small", nil))
	}
	if f.Key == quality.ResolutionRate {
		backlog = Count(f.Backlog)
	}
	mean := measured(f.Unit, f.Mean)
	if f.Key == quality.CSAT && f.Mean != nil {
		mean = Amount(*f.Mean, 2) // points, not a share
	}
	return []Value{
		Text(say.Say("quality.figure."+f.Key+".name", nil)), value, Text(say.Say("export.unit."+string(f.Unit), nil)),
		Count(int(f.Numerator)), Count(int(f.Denominator)), Count(f.N),
		measured(f.Unit, f.Target), Text(say.Say("quality.met."+string(f.Met), nil)), sample,
		measured(f.Unit, f.Low), measured(f.Unit, f.High), measured(f.Unit, f.P90), mean,
		Count(f.Waiting), backlog, Count(f.LeftOut), measured(f.Unit, f.Previous), measured(f.Unit, f.Change),
		DayOf(s.From), DayOf(s.To),
	}
}

func leftOut(f quality.Figure, say Texts) string {
	var all []string
	for _, l := range f.Left {
		all = append(all, say.Say("report.notes.reason", words{"reason": say.Say("quality.left."+l.Reason, nil), "n": Count(l.N).plain(nil)}))
	}
	return strings.Join(all, say.Say("report.notes.comma", nil))
}

// measured is a figure's number in its unit; empty for one that is not known.
func measured(unit quality.Unit, v *float64) Value {
	switch {
	case v == nil:
		return Value{}
	case unit == quality.Ratio:
		return Share(*v, 2)
	}
	return Amount(*v/3600, 2)
}

func yes(b bool, say Texts) Value {
	if b {
		return Text(say.Say("export.yes", nil))
	}
	return Text(say.Say("export.no", nil))
}

func coded(list, code string, say Texts) Value {
	if code == "" {
		return Value{}
	}
	return Text(say.Say(list+"."+code, nil))
}

func money(minor int64, currency string) Value {
	return Sum(record.Money{Minor: minor, Currency: currency})
}
