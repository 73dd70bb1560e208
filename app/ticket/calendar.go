package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Calendar is one published version of the times at which the team works. It never changes: another
// pattern is another version with an id of its own.
type Calendar struct {
	ID          record.ID   `json:"id"`      // of this version
	Series      record.ID   `json:"series"`  // of the calendar that it is a version of: the id of its first version
	Version     int         `json:"version"` // 1, 2, …
	Name        string      `json:"name"`
	Zone        string      `json:"zone"` // IANA name
	Week        []Weekday   `json:"week"`
	Exceptions  []Exception `json:"exceptions"`
	Years       []int       `json:"years"` // years whose exceptions are entered; in others the weekly pattern counts
	PublishedAt time.Time   `json:"publishedAt" ts_type:"string"`
}

// Interval is a span of working time on a day, in minutes of the wall clock after midnight. A shift past
// midnight belongs to the day on which it begins and ends after 1440, at most a day later.
type Interval struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Weekday is the working time of one day of the week: 0 Sunday … 6 Saturday.
type Weekday struct {
	Day       int        `json:"day"`
	Intervals []Interval `json:"intervals"`
}

// Exception is a date with other working time than its weekday: none when it is off, or that of a
// weekend day worked instead (调休).
type Exception struct {
	Day       record.Day `json:"day"`
	Intervals []Interval `json:"intervals"`
	Name      string     `json:"name"`
}

// Calendars is the kind of record.
var Calendars = record.Kind[Calendar]{
	Name:    "calendar",
	Version: 1,
	Events:  record.Vocabulary{didPublish: record.Fact},
	After:   Calendar.After,
	Indexes: []record.Index[Calendar]{{Name: "series", Keys: func(c Calendar, _ record.Versions) []record.Tuple {
		return []record.Tuple{record.Key(c.Series, c.Version)}
	}}},
}

// PublishCalendar publishes a version of a calendar.
type PublishCalendar struct {
	Series     record.ID   `json:"series"`  // empty: a new calendar
	Version    int         `json:"version"` // 0: 1
	Name       string      `json:"name"`
	Zone       string      `json:"zone"`
	Week       []Weekday   `json:"week"`
	Exceptions []Exception `json:"exceptions"`
	Years      []int       `json:"years"`
}

// Events publishes the version under id.
func (c PublishCalendar) Events(id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	if c.Series == "" {
		c.Series = id
	}
	c.Version = max(c.Version, 1)
	if err := c.check(); err != nil {
		return nil, err
	}
	names := make([]string, len(c.Exceptions))
	days := make([]Exception, len(c.Exceptions))
	for i, e := range c.Exceptions {
		names[i], days[i] = e.Name, Exception{Day: e.Day, Intervals: e.Intervals}
	}
	return []record.Event{Calendars.Did(id, didPublish,
		calendarData{c.Series, c.Version, c.Zone, c.Week, days, c.Years},
		calendarPrivate{c.Name, names}).At(now)}, nil
}

type calendarData struct {
	Series     record.ID   `json:"series"`
	Version    int         `json:"version"`
	Zone       string      `json:"zone"`
	Week       []Weekday   `json:"week"`
	Exceptions []Exception `json:"exceptions,omitempty"`
	Years      []int       `json:"years,omitempty"`
}

type calendarPrivate struct {
	Name  string   `json:"name"`
	Names []string `json:"names,omitempty"` // of the exceptions, in their order
}

// After folds what happened to the version: it is published, once.
func (c Calendar) After(h record.Happened) (Calendar, error) {
	c.ID = h.Of.ID
	if h.What == didPublish {
		return c.published(h)
	}
	return c, nil
}

func (c Calendar) published(h record.Happened) (Calendar, error) {
	if !c.PublishedAt.IsZero() {
		return c, nil
	}
	d, err := record.Read[calendarData](h)
	if err != nil {
		return c, err
	}
	p, err := record.ReadPrivate[calendarPrivate](h)
	if err != nil {
		return c, err
	}
	c.Series, c.Version, c.Name, c.Zone, c.PublishedAt = d.Series, d.Version, p.Name, d.Zone, record.Instant(h.When)
	c.Week, c.Exceptions, c.Years = list(d.Week), list(d.Exceptions), list(d.Years)
	for i := range c.Week {
		c.Week[i].Intervals = list(c.Week[i].Intervals)
	}
	for i := range c.Exceptions {
		c.Exceptions[i].Intervals = list(c.Exceptions[i].Intervals)
		if i < len(p.Names) {
			c.Exceptions[i].Name = p.Names[i]
		}
	}
	return c, nil
}

func list[V any](s []V) []V {
	if s == nil {
		return []V{}
	}
	return s
}

// DefaultCalendar is what a new shop starts with: every day 9:00–12:00 and 13:30–18:00 in zone, for the
// year of now and the next. It asks for no right: it belongs to setting up the shop.
func DefaultCalendar(id record.ID, name, zone string, now time.Time) []record.Event {
	day := []Interval{{9 * 60, 12 * 60}, {13*60 + 30, 18 * 60}}
	week := make([]Weekday, 7)
	for i := range week {
		week[i] = Weekday{i, day}
	}
	return []record.Event{Calendars.Did(id, didPublish,
		calendarData{Series: id, Version: 1, Zone: zone, Week: week, Years: []int{now.Year(), now.Year() + 1}},
		calendarPrivate{Name: name}).At(now)}
}

func (c PublishCalendar) check() error {
	if err := words("name", c.Name, maxSubject); err != nil {
		return err
	}
	if c.Zone == "" {
		return record.Missing("zone")
	}
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "Local" {
		return record.Wrong("zone", "field.unknownValue", record.Params{"value": c.Zone})
	}
	if err := checkWeek(c.Week); err != nil {
		return err
	}
	seen := map[record.Day]bool{}
	for _, e := range c.Exceptions {
		if _, err := record.ParseDay(string(e.Day)); err != nil || seen[e.Day] {
			return record.Wrong("exceptions", "ticket.exceptionDay", record.Params{"day": string(e.Day)})
		}
		seen[e.Day] = true
		if !sound(e.Intervals) {
			return record.Wrong("exceptions", "ticket.intervals", nil)
		}
	}
	return nil
}

func checkWeek(week []Weekday) error {
	seen, working := map[int]bool{}, false
	for _, w := range week {
		if w.Day < 0 || w.Day > 6 || seen[w.Day] {
			return record.Wrong("week", "ticket.weekday", record.Params{"day": itoa(w.Day)})
		}
		if !sound(w.Intervals) {
			return record.Wrong("week", "ticket.intervals", nil)
		}
		seen[w.Day] = true
		working = working || len(w.Intervals) > 0
	}
	if !working {
		return record.Wrong("week", "ticket.noWorkingTime", nil)
	}
	return nil
}

// sound tells whether intervals lie on their day, end after they begin and do not overlap.
func sound(in []Interval) bool {
	end := 0
	for _, i := range sortedIntervals(in) {
		if i.From < end || i.From >= 1440 || i.To <= i.From || i.To > 2880 {
			return false
		}
		end = i.To
	}
	return true
}
