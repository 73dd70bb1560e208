package demo

import (
	"testing"
	"time"
)

func TestOfficeHours(t *testing.T) {
	at := func(s string) time.Time {
		x, err := time.Parse("02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, c := range []struct{ now, next, last string }{
		{"10 07:30", "10 09:00", "09 17:59"},
		{"10 09:00", "10 09:00", "10 09:00"},
		{"10 12:00", "10 13:30", "10 11:59"},
		{"10 12:45", "10 13:30", "10 11:59"},
		{"10 14:36", "10 14:36", "10 14:36"},
		{"10 18:00", "11 09:00", "10 17:59"},
		{"10 23:10", "11 09:00", "10 17:59"},
	} {
		if got := atWork(at(c.now)); !got.Equal(at(c.next)) {
			t.Errorf("after %s work goes on at %s, not %s", c.now, got, c.next)
		}
		if got := lastAtWork(at(c.now)); !got.Equal(at(c.last)) {
			t.Errorf("before %s work ended at %s, not %s", c.now, got, c.last)
		}
	}
	for _, c := range []struct {
		from string
		work time.Duration
		to   string
	}{
		{"10 14:36", time.Hour, "10 13:36"},
		{"10 14:36", 66 * time.Minute, "10 13:30"},
		{"10 14:36", 78 * time.Minute, "10 11:48"},
		{"10 06:00", 78 * time.Minute, "09 16:42"},
		{"10 12:30", 4 * time.Hour, "09 17:00"},
	} {
		if got := workBefore(at(c.from), c.work); !got.Equal(at(c.to)) {
			t.Errorf("%s of work before %s is %s, not %s", c.work, c.from, got, c.to)
		}
	}
}
