package importing

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// 2023-06-01, 2023/6/1 7:29, 2023年6月1日 07:29:05, 2023-06-01T07:29:05.120Z, 2023-06-01 7:29 PM +0800
var momentForm = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})` +
	`(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(?: ?(AM|PM))?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$`)

var chineseMarks = strings.NewReplacer("年", "-", "月", "-", "日", " ", "时", ":", "分", ":", "秒", "", "上午", "", "：", ":")

// moment reads a time; one without a zone is in zone, one without an hour is the start of the day. Times that
// no calendar has (31 June, 25:00) and those that could be read two ways (6/1/2023) are not read.
func moment(s string, zone *time.Location) (time.Time, bool) {
	s = narrow(s)
	if strings.ContainsRune(s, '年') {
		s = strings.TrimRight(chineseMarks.Replace(s), " :-")
	}
	m := momentForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return time.Time{}, false
	}
	var n [6]int // year, month, day, hour, minute, second
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	if m[8] != "" {
		if n[3] < 1 || n[3] > 12 {
			return time.Time{}, false
		}
		n[3] %= 12
		if m[8] == "PM" {
			n[3] += 12
		}
	}
	zone, ok := offset(m[9], zone)
	nanos, _ := strconv.Atoi((m[7] + "000000000")[:9])
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], nanos, zone)
	real := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if !ok || n[0] < 1970 || real.Month() != time.Month(n[1]) || real.Day() != n[2] || n[3] > 23 || n[4] > 59 || n[5] > 59 {
		return time.Time{}, false
	}
	return t.UTC(), true
}

func offset(s string, zone *time.Location) (*time.Location, bool) {
	switch s {
	case "":
		return zone, true
	case "Z", "UTC", "GMT":
		return time.UTC, true
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:2])
	minutes, _ := strconv.Atoi(digits[2:])
	seconds := hours*3600 + minutes*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), hours <= 14 && minutes < 60
}
