package quality

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestPeriodBeforeAndLabel(t *testing.T) {
	for _, c := range []struct{ from, to, before, beforeTo, label string }{
		{"2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31", "2026-11"},
		{"2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", "2026-03"},
		{"2024-03-01", "2024-03-31", "2024-02-01", "2024-02-29", "2024-03"},
		{"2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31", "2026-01"},
		{"2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30", "2026-Q4"},
		{"2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31", "2026"},
		{"2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15", "2026-W47"},
		{"2025-12-29", "2026-01-04", "2025-12-22", "2025-12-28", "2026-W01"},
		{"2026-11-17", "2026-11-23", "2026-11-10", "2026-11-16", "11-17"}, // seven days that are no week
		{"2026-11-21", "2026-11-21", "2026-11-20", "2026-11-20", "11-21"},
		{"2026-11-01", "2026-11-21", "2026-10-11", "2026-10-31", "11-01"},
		{"2026-02-01", "2026-04-30", "2025-11-04", "2026-01-31", "02-01"}, // three months that are no quarter
	} {
		p := Period{record.Day(c.from), record.Day(c.to), time.UTC}
		b := p.Before()
		if string(b.From) != c.before || string(b.To) != c.beforeTo {
			t.Errorf("%s–%s: before is %s–%s, want %s–%s", c.from, c.to, b.From, b.To, c.before, c.beforeTo)
		}
		if got := p.Label(); got != c.label {
			t.Errorf("%s–%s: label %s, want %s", c.from, c.to, got, c.label)
		}
	}
}

func TestPeriodRefusesWhatIsNoPeriod(t *testing.T) {
	for _, c := range []struct{ from, to, field string }{
		{"2026-13-01", "2026-11-02", "from"},
		{"2026-11-01", "soon", "to"},
		{"2026-11-02", "2026-11-01", "to"},
	} {
		p, ok := record.AsProblem(Period{record.Day(c.from), record.Day(c.to), time.UTC}.Err())
		if !ok || p.Field != c.field {
			t.Errorf("%s–%s: %v, want a problem of %s", c.from, c.to, p, c.field)
		}
	}
	if err := (Period{"2026-11-01", "2026-11-01", time.UTC}).Err(); err != nil {
		t.Error(err)
	}
}

func TestPeriodCountsDaysOfTheZone(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		hours          float64
	}{
		{"Asia/Shanghai", "2026-11-01", "2026-11-30", 720},
		{"Europe/Berlin", "2026-10-25", "2026-10-25", 25},
		{"Europe/Berlin", "2026-03-29", "2026-03-29", 23},
		{"Asia/Kathmandu", "2026-11-01", "2026-11-01", 24},
	} {
		p := Period{record.Day(c.from), record.Day(c.to), zone(t, c.zone)}
		if got := p.End().Sub(p.Start()).Hours(); got != c.hours {
			t.Errorf("%s %s: %v h, want %v", c.zone, c.from, got, c.hours)
		}
	}
}

func TestPeriodsOfATrendTouchAndKeepTheirLength(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Asia/Shanghai"), zone(t, "America/Santiago"), zone(t, "Australia/Lord_Howe")}
	rapid.Check(t, func(t *rapid.T) {
		from := record.Day("2020-01-01").Add(rapid.IntRange(0, 4000).Draw(t, "from"))
		to := from.Add(rapid.IntRange(0, 100).Draw(t, "days"))
		if rapid.Bool().Draw(t, "month") {
			from = from[:8] + "01"
			to = from.AddMonths(rapid.SampledFrom([]int{1, 3, 12}).Draw(t, "months")).Add(-1)
		}
		p := Period{from, to, rapid.SampledFrom(zones).Draw(t, "zone")}
		ps := p.Last(12)
		if ps[11] != p {
			t.Fatalf("last is %v, not %v", ps[11], p)
		}
		for i := 1; i < len(ps); i++ {
			if !ps[i-1].End().Equal(ps[i].Start()) {
				t.Fatalf("%v does not end where %v starts", ps[i-1], ps[i])
			}
			if ps[i-1].Length() != ps[i].Length() && p.Length() != Run {
				t.Fatalf("%v and %v differ in length", ps[i-1], ps[i])
			}
		}
	})
}
