package ticket

import (
	"testing"
	"time"

	"mendesk/app/record"
)

func TestNewShopKeepsItsPromises(t *testing.T) {
	s, c := shopStandard(t)
	if s.Name != "标准服务" || s.Version != 1 || s.Series != s.ID || s.Target(Normal).Promise != 1440 || s.Calendar != c.ID || s.CloseAfter != 7 {
		t.Errorf("standard %+v", s)
	}
	if c.Name != "营业时间" || c.Zone != "Asia/Shanghai" || len(c.Week) != 7 || len(c.Week[0].Intervals) != 2 {
		t.Errorf("calendar %+v", c)
	}
	if s.Target(Urgent).Resolve >= s.Target(Low).Resolve {
		t.Error("what is urgent may take as long as the rest")
	}
}

func TestPublishedVersionsNeverChange(t *testing.T) {
	_, before := shopStandard(t)
	h := (&story{t: t}).change(after(5), DefaultCalendar(before.ID, "别的", "UTC", nine))[0]
	got, err := before.After(h)
	if err != nil || got.Zone != before.Zone || got.Name != before.Name {
		t.Errorf("published again as %+v, %v", got, err)
	}
}

func TestNarrowestStandardCounts(t *testing.T) {
	version := func(id string, v int, change func(*Standard)) Standard {
		s := Standard{ID: record.ID(id), Version: v, PublishedAt: nine, EffectiveFrom: nine}
		if change != nil {
			change(&s)
		}
		return s
	}
	all := []Standard{
		version("one", 1, nil),
		version("two", 2, func(s *Standard) { s.EffectiveFrom = after(60) }),
		version("complaints", 1, func(s *Standard) { s.Kinds = []Kind{Complaint} }),
		version("urgent", 1, func(s *Standard) { s.Priorities = []Priority{Urgent} }),
		version("chat", 1, func(s *Standard) { s.Channels = []Channel{Chat} }),
		version("retired", 1, func(s *Standard) { s.Kinds, s.RetiredAt = []Kind{Repair}, after(30) }),
	}
	for _, c := range []struct {
		kind     Kind
		channel  Channel
		priority Priority
		at       time.Time
		want     string
	}{
		{Enquiry, Phone, Normal, after(1), "one"},
		{Enquiry, Phone, Normal, after(60), "two"},
		{Enquiry, Chat, Normal, after(60), "chat"},
		{Enquiry, Chat, Urgent, after(60), "urgent"},
		{Complaint, Chat, Urgent, after(60), "complaints"},
		{Repair, Phone, Normal, after(29), "retired"},
		{Repair, Phone, Normal, after(30), "one"},
	} {
		if got, ok := PickStandard(all, c.kind, c.channel, c.priority, c.at); !ok || string(got.ID) != c.want {
			t.Errorf("%s %s %s at %s: %s, want %s", c.kind, c.channel, c.priority, c.at, got.ID, c.want)
		}
	}
	if got, ok := PickStandard(all, Enquiry, Phone, Normal, nine.Add(-time.Minute)); ok {
		t.Errorf("%s before any was in effect", got.ID)
	}
}

func TestStandardRefusesWhatCannotBe(t *testing.T) {
	good := PublishStandard{Name: "标准", Calendar: "C", Targets: []Target{{Promise: 1440}}, PausesIn: []State{WaitingForCustomer}}
	if _, err := good.Events("S", supervisor, nine); err != nil {
		t.Fatal(err)
	}
	if _, err := good.Events("S", agent, nine); code(err) != "right.missing" {
		t.Errorf("an agent published a standard: %v", err)
	}
	for name, change := range map[string]func(*PublishStandard){
		"name":       func(p *PublishStandard) { p.Name = " " },
		"targets":    func(p *PublishStandard) { p.Targets = []Target{{Resolve: -1}} },
		"pausesIn":   func(p *PublishStandard) { p.PausesIn = []State{Opened} },
		"calendar":   func(p *PublishStandard) { p.Calendar = "" },
		"kinds":      func(p *PublishStandard) { p.Kinds = []Kind{"x"} },
		"closeAfter": func(p *PublishStandard) { p.CloseAfter = 366 },
	} {
		p := good
		change(&p)
		if _, err := p.Events("S", supervisor, nine); field(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRetiredStandardKeepsItsTickets(t *testing.T) {
	s, _ := shopStandard(t)
	events, err := s.Retire(RetireStandard{}, supervisor, after(5))
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.After((&story{t: t}).change(after(5), events)[0])
	if err != nil || !got.RetiredAt.Equal(after(5)) || got.Target(Normal) != s.Target(Normal) {
		t.Errorf("retired %+v, %v", got, err)
	}
	if _, err := got.Retire(RetireStandard{}, supervisor, after(6)); code(err) != "ticket.standardNotInUse" {
		t.Errorf("retired twice: %v", err)
	}
}

func TestCalendarRefusesWhatCannotBe(t *testing.T) {
	week := func(in ...Interval) []Weekday { return []Weekday{{1, in}} }
	good := PublishCalendar{Name: "营业时间", Zone: "Asia/Shanghai", Week: week(lunch...), Exceptions: []Exception{{Day: "2026-10-01", Name: "国庆"}}, Years: []int{2026}}
	events, err := good.Events("C", supervisor, nine)
	if err != nil {
		t.Fatal(err)
	}
	if got := folded(t, Calendars, events); got.Exceptions[0].Name != "国庆" || got.Exceptions[0].Intervals == nil || got.Version != 1 {
		t.Errorf("published as %+v", got)
	}
	for _, c := range []struct {
		name, code string
		change     func(*PublishCalendar)
	}{
		{"no zone", "field.missing", func(p *PublishCalendar) { p.Zone = "" }},
		{"the zone of the machine", "field.unknownValue", func(p *PublishCalendar) { p.Zone = "Local" }},
		{"no such zone", "field.unknownValue", func(p *PublishCalendar) { p.Zone = "Asia/Nowhere" }},
		{"no working time", "ticket.noWorkingTime", func(p *PublishCalendar) { p.Week = week() }},
		{"a day twice", "ticket.weekday", func(p *PublishCalendar) { p.Week = append(week(lunch...), week(lunch...)...) }},
		{"a day that is none", "ticket.weekday", func(p *PublishCalendar) { p.Week = []Weekday{{7, lunch}} }},
		{"intervals that overlap", "ticket.intervals", func(p *PublishCalendar) { p.Week = week(Interval{540, 720}, Interval{700, 800}) }},
		{"an interval that ends before it begins", "ticket.intervals", func(p *PublishCalendar) { p.Week = week(Interval{540, 540}) }},
		{"a shift of two days", "ticket.intervals", func(p *PublishCalendar) { p.Week = week(Interval{600, 2881}) }},
		{"a date twice", "ticket.exceptionDay", func(p *PublishCalendar) { p.Exceptions = []Exception{{Day: "2026-10-01"}, {Day: "2026-10-01"}} }},
		{"no date", "ticket.exceptionDay", func(p *PublishCalendar) { p.Exceptions = []Exception{{Day: "01.10.2026"}} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := good
			c.change(&p)
			if _, err := p.Events("C", supervisor, nine); code(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}
