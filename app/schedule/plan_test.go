package schedule

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

func TestNextAtJumpsOfTheClock(t *testing.T) {
	for _, c := range []struct{ name, zone, spec, after, want string }{
		{"an ordinary night", "Asia/Shanghai", "30 2 * * *", "2026-11-20T02:30:00+08:00", "2026-11-21T02:30:00+08:00"},
		{"just before", "Asia/Shanghai", "30 2 * * *", "2026-11-20T02:29:59+08:00", "2026-11-20T02:30:00+08:00"},
		{"left out in spring", "Europe/Berlin", "30 2 * * *", "2026-03-28T02:30:00+01:00", "2026-03-29T03:30:00+02:00"},
		{"asked within the jump", "Europe/Berlin", "30 2 * * *", "2026-03-29T03:10:00+02:00", "2026-03-29T03:30:00+02:00"},
		{"the day after", "Europe/Berlin", "30 2 * * *", "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00"},
		{"twice in autumn: the first", "Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00"},
		{"twice in autumn: not the second", "Europe/Berlin", "30 2 * * *", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"},
		{"asked in the second hour", "America/New_York", "30 1 * * *", "2026-11-01T01:10:00-05:00", "2026-11-02T01:30:00-05:00"},
		{"every ten minutes goes on", "Europe/Berlin", "*/10 * * * *", "2026-10-25T02:50:00+02:00", "2026-10-25T02:00:00+01:00"},
		{"an interval", "Europe/Berlin", "@every 5m", "2026-10-25T02:58:00+02:00", "2026-10-25T02:03:00+01:00"},
		{"the first of the month", "America/New_York", "15 6 1 * *", "2026-10-15T00:00:00-04:00", "2026-11-01T06:15:00-05:00"},
		{"a Monday", "Asia/Shanghai", "0 6 * * 1", "2026-11-22T23:00:00+08:00", "2026-11-23T06:00:00+08:00"},
		{"half an hour", "Australia/Lord_Howe", "15 2 * * *", "2026-10-04T00:00:00+10:30", "2026-10-04T02:45:00+11:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone, _ := time.LoadLocation(c.zone)
			plan, err := ParsePlan(c.spec)
			if err != nil {
				t.Fatal(err)
			}
			after, _ := time.Parse(time.RFC3339, c.after)
			if got := plan.Next(after, zone).In(zone).Format(time.RFC3339); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestParsePlanRefusesNonsense(t *testing.T) {
	for _, spec := range []string{"", "every night", "61 * * * *", "* * *"} {
		if _, err := ParsePlan(spec); err == nil {
			t.Errorf("%q was read", spec)
		}
	}
	plan, err := ParsePlan("0 0 30 2 *")
	if err != nil || !plan.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.UTC).IsZero() {
		t.Errorf("the 30th of February comes: %v", err)
	}
}

// A job with an hour runs once on every calendar day of any zone, whatever its clock does.
func TestADailyPlanIsDueOnceADay(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata", "Africa/Cairo"}
	rapid.Check(t, func(t *rapid.T) {
		zone, _ := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		clock := time.Date(2026, 1, 1, rapid.IntRange(0, 22).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, time.UTC)
		plan, err := ParsePlan(clock.Format("4 15 * * *"))
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, zone).Add(-time.Millisecond)
		for day := record.Day("2026-01-01"); day < "2027-01-01"; day = day.Add(1) {
			// Asking again at any moment before changes nothing.
			at = plan.Next(at, zone)
			if got := record.DayOf(at, zone); got != day {
				t.Fatalf("due on %s at %s, want %s", got, at.In(zone), day)
			}
			if again := plan.Next(at.Add(-time.Duration(rapid.IntRange(1, 20).Draw(t, "minutes"))*time.Minute), zone); !again.Equal(at) {
				t.Fatalf("asked shortly before %s it is %s", at.In(zone), again.In(zone))
			}
		}
	})
}
