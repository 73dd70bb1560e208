package main

import (
	"fmt"
	"slices"
	"time"
)

// took are the times of one thing done many times.
type took []time.Duration

// times does something so often and notes how long each took.
func times(n int, do func(i int) error) (took, error) {
	out := make(took, 0, n)
	for i := range n {
		began := time.Now()
		if err := do(i); err != nil {
			return nil, err
		}
		out = append(out, time.Since(began))
	}
	return out, nil
}

// at gives a percentile, 0.5 the median.
func (t took) at(p float64) time.Duration {
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(float64(len(sorted))*p), len(sorted)-1)]
}

func (t took) mid() time.Duration { return t.at(0.5) }

func line(name string, format string, args ...any) {
	fmt.Printf("  %-34s %s\n", name, fmt.Sprintf(format, args...))
}

// beside prints a measure with its baseline and how many times as long it takes.
func beside(name string, ours time.Duration, baseline string, theirs time.Duration) {
	line(name, "%12s   %s %12s   ×%.2f", short(ours), baseline, short(theirs), float64(ours)/float64(theirs))
}

// short rounds to three figures or so.
func short(d time.Duration) string {
	switch {
	case d > 10*time.Second:
		return d.Round(100 * time.Millisecond).String()
	case d > 10*time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(100 * time.Nanosecond).String()
}
