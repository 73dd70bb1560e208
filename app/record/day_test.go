package record

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Zones with half hours, with clocks put forward at midnight (Santiago, Beirut), and back over it (Havana).
var zones = []string{
	"Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago",
	"Asia/Beirut", "America/Havana", "Atlantic/Azores", "America/Sao_Paulo", "Pacific/Auckland",
}

func zone(t tester, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

type tester interface{ Fatal(...any) }

func TestEveryInstantLiesInItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		at := time.Unix(rapid.Int64Range(1_400_000_000, 1_900_000_000).Draw(t, "at"), 0)
		d := DayOf(at, z)
		if at.Before(d.Start(z)) || !at.Before(d.End(z)) {
			t.Errorf("%s in %s is not in %s … %s", at.In(z), d, d.Start(z).In(z), d.End(z).In(z))
		}
	})
}

func TestDaysBeginWhereTheOneBeforeEnds(t *testing.T) {
	for _, name := range zones {
		z := zone(t, name)
		for d := Day("2014-01-01"); d < "2027-01-01"; d = d.Add(1) {
			start := d.Start(z)
			if DayOf(start, z) != d || DayOf(start.Add(-time.Second), z) != d.Add(-1) {
				t.Fatalf("%s in %s begins at %s", d, name, start.In(z))
			}
			if hours := d.End(z).Sub(start).Hours(); hours < 23 || hours > 25 {
				t.Fatalf("%s in %s has %v hours", d, name, hours)
			}
		}
	}
}

func TestDaysCount(t *testing.T) {
	if got := Day("2026-01-31").AddMonths(1); got != "2026-02-28" {
		t.Errorf("a month on: %s", got)
	}
	if got := Day("2024-02-29").AddMonths(12); got != "2025-02-28" {
		t.Errorf("a year on: %s", got)
	}
	if got := Day("2026-03-31").AddMonths(-1); got != "2026-02-28" {
		t.Errorf("a month back: %s", got)
	}
	if got := Day("2026-02-27").Until("2026-03-02"); got != 3 {
		t.Errorf("%d days", got)
	}
	if got := Day("2026-03-02").Until("2026-02-27"); got != -3 {
		t.Errorf("%d days", got)
	}
	if Day("2026-11-21").Weekday() != time.Saturday {
		t.Error("no Saturday")
	}
}

func TestMalformedDays(t *testing.T) {
	for _, s := range []string{"", "2026-2-1", "2026-02-30", "21.11.2026", "2026-11-21T00:00"} {
		if _, err := ParseDay(s); err == nil {
			t.Errorf("%q was taken", s)
		}
	}
}
