package quality

import (
	"cmp"
	"slices"
)

// Other is the key of the bar of all causes that have no bar of their own.
const Other = "other"

// Cause is how often one cause came and what it cost in minor units.
type Cause struct {
	Key   string
	Count int
	Cost  int64
}

// ParetoBy tells what a Pareto is ordered by.
type ParetoBy string

// The two orders of a Pareto.
const (
	ByCount ParetoBy = "count"
	ByCost  ParetoBy = "cost"
)

// MakePareto orders causes, the largest first and equal ones by key. Those that do not fit in bars join
// "other", which comes last and is never among the vital few: the first that together reach 80 %.
func MakePareto(causes []Cause, by ParetoBy, bars int) Pareto {
	named, other := split(causes)
	size := func(c Cause) int64 {
		if by == ByCost {
			return c.Cost
		}
		return int64(c.Count)
	}
	slices.SortFunc(named, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.Key, b.Key))
	})
	for len(named) > bars || (len(named) == bars && (other.Count > 0 || other.Cost > 0)) {
		last := named[len(named)-1]
		other.Count, other.Cost = other.Count+last.Count, other.Cost+last.Cost
		named = named[:len(named)-1]
	}
	if other.Count > 0 || other.Cost > 0 {
		named = append(named, other)
	}
	return accumulate(named, by, size)
}

// split takes the causes that are really called "other" apart, and drops those that never came.
func split(causes []Cause) (named []Cause, other Cause) {
	other.Key = Other
	for _, c := range causes {
		switch {
		case c.Key == Other || c.Key == "":
			other.Count, other.Cost = other.Count+c.Count, other.Cost+c.Cost
		case c.Count > 0 || c.Cost > 0:
			named = append(named, c)
		}
	}
	return named, other
}

func accumulate(causes []Cause, by ParetoBy, size func(Cause) int64) Pareto {
	p := Pareto{By: by, Bars: make([]Bar, 0, len(causes))}
	var total int64
	for _, c := range causes {
		p.N, p.Cost, total = p.N+c.Count, p.Cost+c.Cost, total+size(c)
	}
	var sum int64
	for _, c := range causes {
		bar := Bar{Key: c.Key, Count: c.Count, Cost: c.Cost}
		// In whole numbers, so that exactly 80 % is 80 %.
		bar.Vital = c.Key != Other && size(c) > 0 && sum*5 < total*4
		sum += size(c)
		if total > 0 {
			bar.Share = float64(size(c)) / float64(total)
			bar.Cumulative = float64(sum) / float64(total)
		}
		if bar.Vital {
			p.Vital, p.VitalShare = p.Vital+1, bar.Cumulative
		}
		p.Bars = append(p.Bars, bar)
	}
	return p
}
