package quality

import "math"

// SmallSample is the number of cases below which a figure is marked as resting on few.
const SmallSample = 30

const z95 = 1.959963984540054 // two-sided 95 % of the normal distribution

// Wilson is the 95 % score interval of a proportion (E. B. Wilson, JASA 22, 1927, pp. 209–212). It stays
// within 0 and 1 and is honest at 0 of n and n of n. Without cases it is everything.
func Wilson(successes, n int64) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	total, p := float64(n), float64(successes)/float64(n)
	z2 := z95 * z95
	centre := p + z2/(2*total)
	reach := z95 * math.Sqrt(p*(1-p)/total+z2/(4*total*total))
	scale := 1 + z2/total
	return max(0, (centre-reach)/scale), min(1, (centre+reach)/scale)
}
