package quality

import (
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

// SurvivalPercentile is the time by which the fraction p of all cases is done, open ones censored: the
// Kaplan–Meier estimate (JASA 53, 1958, pp. 457–481). Without open cases it is the nearest-rank percentile.
// There is none when so many cases are open that the fraction was never reached. cases are sorted in place.
func SurvivalPercentile(cases []Case, p float64) (int64, bool) {
	slices.SortFunc(cases, func(a, b Case) int {
		if a.For != b.For {
			if a.For < b.For {
				return -1
			}
			return 1
		}
		// One that ends at the very moment another is last seen open was at risk with it.
		switch {
		case a.Done && !b.Done:
			return -1
		case !a.Done && b.Done:
			return 1
		}
		return 0
	})
	alive := 1.0
	for i, c := range cases {
		if !c.Done {
			continue
		}
		alive *= 1 - 1/float64(len(cases)-i)
		if alive <= 1-p+tiny {
			return c.For, true
		}
	}
	return 0, false
}
