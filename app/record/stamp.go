package record

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Stamp places a change in the one order that all workstations agree on: milliseconds, a counter, and the
// log that wrote it. Stamps compare as text.
type Stamp string

const (
	stampMillis  = 10 // base-32 digits of milliseconds since 1970, enough until the year 37,000
	stampCounter = 4  // base-32 digits of the counter
	// MaxMillis is the last millisecond that a stamp may name, far past the year 19,000. No clock goes there;
	// behind it lies room for the stamps that must be later still.
	MaxMillis = 1 << 49
	// MaxCounter is the largest counter that fits in one millisecond.
	MaxCounter = 1<<20 - 1
)

// MakeStamp builds the stamp of (ms, counter) as written by log.
func MakeStamp(ms int64, counter int, log LogID) Stamp {
	return Stamp(digits(uint64(ms), stampMillis) + digits(uint64(counter), stampCounter) + string(log))
}

// Parts takes a stamp apart again.
func (s Stamp) Parts() (ms int64, counter int, log LogID, err error) {
	if len(s) != stampMillis+stampCounter+26 {
		return 0, 0, "", fmt.Errorf("stamp %q has the wrong length", string(s))
	}
	m, err := undigits(string(s[:stampMillis]))
	if err != nil {
		return 0, 0, "", fmt.Errorf("stamp %q: %w", string(s), err)
	}
	if m > MaxMillis {
		return 0, 0, "", fmt.Errorf("stamp %q lies past every clock", string(s))
	}
	c, err := undigits(string(s[stampMillis : stampMillis+stampCounter]))
	if err != nil {
		return 0, 0, "", fmt.Errorf("stamp %q: %w", string(s), err)
	}
	return int64(m), int(c), LogID(s[stampMillis+stampCounter:]), nil
}

// Time is the wall-clock part of the stamp, in UTC; the zero time for a malformed stamp.
func (s Stamp) Time() time.Time {
	ms, _, _, err := s.Parts()
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// After gives the next stamp of log: at now, but later than every stamp in seen.
func After(now time.Time, log LogID, seen ...Stamp) Stamp {
	ms, counter := now.UnixMilli(), 0
	for _, s := range seen {
		sm, sc, _, err := s.Parts()
		if err != nil || sm < ms || (sm == ms && sc < counter) {
			continue
		}
		ms, counter = sm, sc+1
		if counter > MaxCounter {
			ms, counter = sm+1, 0
		}
	}
	return MakeStamp(ms, counter, log)
}

const stampDigits = "0123456789abcdefghijklmnopqrstuv" // strconv's base 32; sorts as numbers do

func digits(n uint64, width int) string {
	s := strconv.FormatUint(n, 32)
	if len(s) >= width {
		return s[len(s)-width:]
	}
	return strings.Repeat("0", width-len(s)) + s
}

func undigits(s string) (uint64, error) {
	if strings.Trim(s, stampDigits) != "" {
		return 0, fmt.Errorf("%q is no base-32 number", s)
	}
	return strconv.ParseUint(s, 32, 64)
}

// Instant is t as records keep it: UTC, cut to the millisecond.
func Instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
