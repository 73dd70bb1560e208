package record

import "time"

// Day is a calendar day, written 2026-11-21; which instants it holds depends on a zone. Days compare as text.
type Day string

const dayForm = "2006-01-02"

// DayOf is the day on which t lies in zone.
func DayOf(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(dayForm)) }

// ParseDay reads 2026-11-21; anything else is a Problem without a field.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(dayForm, s); err != nil {
		return "", Problem{Code: "day.malformed", Params: Params{"value": s}}
	}
	return Day(s), nil
}

// Start is the first instant of the day in zone. Where midnight does not exist (a clock put forward at
// midnight), it is the first instant that does.
func (d Day) Start(zone *time.Location) time.Time {
	t, err := time.Parse(dayForm, string(d))
	if err != nil {
		return time.Time{}
	}
	start := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone)
	if DayOf(start, zone) < d {
		start = start.Add(time.Hour)
	}
	return start.UTC()
}

// End is the first instant of the next day in zone: the day's instants are Start ≤ t < End.
func (d Day) End(zone *time.Location) time.Time { return d.Add(1).Start(zone) }

// Add counts n days on, or back when n is negative.
func (d Day) Add(n int) Day {
	t, err := time.Parse(dayForm, string(d))
	if err != nil {
		return d
	}
	return Day(t.AddDate(0, 0, n).Format(dayForm))
}

// AddMonths counts n months on; a day the month does not have becomes its last.
func (d Day) AddMonths(n int) Day {
	t, err := time.Parse(dayForm, string(d))
	if err != nil {
		return d
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day(first.AddDate(0, 0, min(t.Day(), last)-1).Format(dayForm))
}

// Until counts the days from d to other; negative when other is earlier.
func (d Day) Until(other Day) int {
	a, errA := time.Parse(dayForm, string(d))
	b, errB := time.Parse(dayForm, string(other))
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// Weekday of the day.
func (d Day) Weekday() time.Weekday {
	t, _ := time.Parse(dayForm, string(d))
	return t.Weekday()
}
