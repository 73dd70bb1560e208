package demo

import "time"

// The hours at which the team works, in minutes of the day, as in the calendar that a shop starts with.
var shifts = [][2]int{{9 * 60, 12 * 60}, {13*60 + 30, 18 * 60}}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func minute(day time.Time, m int) time.Time { return day.Add(time.Duration(m) * time.Minute) }

// atWork is t, or the next beginning of a shift when nobody works at t.
func atWork(t time.Time) time.Time {
	day := midnight(t)
	for _, s := range shifts {
		if t.Before(minute(day, s[0])) {
			return minute(day, s[0]).Add(time.Duration(t.Nanosecond()))
		}
		if t.Before(minute(day, s[1])) {
			return t
		}
	}
	return minute(day, shifts[0][0]).AddDate(0, 0, 1)
}

// lastAtWork is t, or the end of the shift before when nobody works at t.
func lastAtWork(t time.Time) time.Time {
	day := midnight(t)
	for i := len(shifts) - 1; i >= 0; i-- {
		if !t.Before(minute(day, shifts[i][1])) {
			return minute(day, shifts[i][1]).Add(-time.Minute)
		}
		if !t.Before(minute(day, shifts[i][0])) {
			return t
		}
	}
	return lastAtWork(day.Add(-time.Minute))
}

// workBefore goes back from t by an amount of working time.
func workBefore(t time.Time, work time.Duration) time.Time {
	day := midnight(t)
	for {
		for i := len(shifts) - 1; i >= 0; i-- {
			from, to := minute(day, shifts[i][0]), minute(day, shifts[i][1])
			if t.Before(to) {
				to = t
			}
			if span := to.Sub(from); span > 0 {
				if span >= work {
					return to.Add(-work)
				}
				work -= span
			}
		}
		day = day.AddDate(0, 0, -1)
	}
}
