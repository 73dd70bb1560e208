package quality

import (
	"cmp"
	"math"
	"slices"
)

// Percentile is the nearest-rank percentile: the smallest value that at least the fraction p of all values
// do not exceed. It is a value that occurred. values must not be empty; they change places.
func Percentile(values []int64, p float64) int64 {
	rank := int(math.Ceil(p*float64(len(values)) - tiny))
	return nth(values, min(max(rank, 1), len(values))-1)
}

// nth is what would stand at place n if the values were sorted: Hoare's selection (CACM 4, 1961, p. 321),
// which looks at each value a few times only.
func nth(values []int64, n int) int64 {
	for from, to := 0, len(values)-1; from < to; {
		pivot := values[from+(to-from)/2]
		i, j := from, to
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			to = j
		case n >= i:
			from = i
		default:
			return values[n]
		}
	}
	return values[n]
}

// tiny forgives what a product of fractions loses in rounding; no rank is so near the next.
const tiny = 1e-9

// Case is how long something took, or has taken so far.
type Case struct {
	For  int64 // milliseconds
	Done bool  // false: censored, it still goes on after For
}

// SurvivalPercentiles are the times by which the fractions ps of all cases are done, open ones censored: the
// Kaplan–Meier estimate (JASA 53, 1958, pp. 457–481). Without open cases they are the nearest-rank percentiles.
// One is nil when so many cases are open that its fraction was never reached. cases change places.
func SurvivalPercentiles(cases []Case, ps ...float64) []*int64 {
	if len(cases) > 0 && !slices.ContainsFunc(cases, func(c Case) bool { return !c.Done }) {
		return nearest(cases, ps)
	}
	slices.SortFunc(cases, earlier)
	out := make([]*int64, len(ps))
	for i, p := range ps {
		out[i] = survived(cases, p)
	}
	return out
}

// nearest gives percentiles of cases that all are done, which need not be sorted for it.
func nearest(cases []Case, ps []float64) []*int64 {
	took := durations.take()
	for _, c := range cases {
		took = pushed(took, c.For)
	}
	out := make([]*int64, len(ps))
	for i, p := range ps {
		ms := Percentile(took, p)
		out[i] = &ms
	}
	durations.give(took)
	return out
}

// earlier orders cases by their time. One that ends at the very moment another is last seen open was at risk with it.
func earlier(a, b Case) int {
	switch {
	case a.For != b.For:
		return cmp.Compare(a.For, b.For)
	case a.Done == b.Done:
		return 0
	case a.Done:
		return -1
	}
	return 1
}

// survived walks sorted cases to where the fraction p of all is done.
func survived(cases []Case, p float64) *int64 {
	alive := 1.0
	for i, c := range cases {
		if !c.Done {
			continue
		}
		alive *= 1 - 1/float64(len(cases)-i)
		if alive <= 1-p+tiny {
			ms := c.For
			return &ms
		}
	}
	return nil
}
