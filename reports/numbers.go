package reports

import (
	"math"
	"strconv"
	"strings"
	"time"

	"mendesk/app/quality"
	"mendesk/app/record"
)

// grouped writes a number with so many decimals, thousands set apart by commas.
func grouped(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		return "−" + whole
	}
	return whole
}

func count(n int) string { return grouped(float64(n), 0) }

// trimmed is grouped without decimals that say nothing: 85, 2.5.
func trimmed(v float64) string {
	s := grouped(v, 2)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// measure is how a figure's numbers are written: all of one figure alike, so that they can be compared.
type measure struct {
	factor   float64
	decimals int
	unit     string // of texts report.unit and report.amount
}

// measureOf chooses the unit by a value of the figure. Rates that should be low are small, and differ in
// the second decimal.
func measureOf(unit quality.Unit, sense quality.Sense, v float64) measure {
	switch {
	case unit == quality.Ratio && sense == quality.AtMost:
		return measure{100, 2, "percent"}
	case unit == quality.Ratio:
		return measure{100, 1, "percent"}
	case v < 2*3600:
		return measure{1.0 / 60, 1, "minutes"}
	case v <= 48*3600:
		return measure{1.0 / 3600, 1, "hours"}
	default:
		return measure{1.0 / 86400, 1, "days"}
	}
}

func (m measure) write(v float64) string { return grouped(v*m.factor, m.decimals) }

// short is write without empty decimals: a target, a tick.
func (m measure) short(v float64) string { return trimmed(v * m.factor) }

// amount is a number with its unit: 95 %, 24 h.
func (p *leaf) amount(m measure, number string) string {
	return p.say("report.amount."+m.unit, words{"value": number})
}

// length writes how long something took: 2 d 4 h.
func (p *leaf) length(seconds int64) string {
	minutes := seconds / 60
	days, hours := minutes/1440, minutes/60%24
	places := words{"days": count(int(days)), "hours": count(int(hours)), "minutes": count(int(minutes % 60))}
	switch {
	case days > 0 && hours == 0:
		return p.say("report.length.daysOnly", places)
	case days > 0:
		return p.say("report.length.days", places)
	case hours > 0 && minutes%60 == 0:
		return p.say("report.length.hoursOnly", places)
	case hours > 0:
		return p.say("report.length.hours", places)
	default:
		return p.say("report.length.minutes", places)
	}
}

// moment writes an instant as the shop's clocks showed it.
func (p *leaf) moment(t time.Time) string {
	return p.say("report.moment", p.places(t.In(p.zone)))
}

func (p *leaf) day(d record.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return p.say("report.day", p.places(t))
}

func (p *leaf) places(t time.Time) words {
	month := strconv.Itoa(int(t.Month()))
	return words{
		"year": t.Format("2006"), "mm": t.Format("01"), "dd": t.Format("02"), "day": strconv.Itoa(t.Day()),
		"month": month, "monthName": p.say("report.month."+month, nil), "time": t.Format("15:04"),
	}
}

// period names a run of days as its reader would: a month, a quarter, else both its days.
func (p *leaf) period(from, to record.Day) string {
	q := quality.Period{From: from, To: to, Zone: p.zone}
	t, err := time.Parse(time.DateOnly, string(from))
	if err != nil {
		return string(from)
	}
	places := p.places(t)
	switch q.Length() {
	case quality.MonthLong:
		places["monthName"] = p.say("report.monthName."+places["month"], nil)
		return p.say("report.period.month", places)
	case quality.QuarterLong:
		places["quarter"] = strconv.Itoa((int(t.Month()) + 2) / 3)
		return p.say("report.period.quarter", places)
	case quality.YearLong:
		return p.say("report.period.year", places)
	case quality.WeekLong:
		year, week := t.ISOWeek()
		return p.say("report.period.week", words{"year": strconv.Itoa(year), "week": strconv.Itoa(week)})
	case quality.DayLong:
		return p.day(from)
	default:
		return p.span(from, to)
	}
}

func (p *leaf) span(from, to record.Day) string {
	return p.say("report.span", words{"from": p.day(from), "to": p.day(to)})
}

// tick names a point of a trend under its axis; a month by its name, anything else as it is labelled.
func (p *leaf) tick(label string) string {
	if t, err := time.Parse("2006-01", label); err == nil {
		return p.say("report.month."+strconv.Itoa(int(t.Month())), nil)
	}
	return label
}
