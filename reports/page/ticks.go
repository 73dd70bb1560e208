package page

import "math"

// Ticks divides a scale into about n steps of 1, 2, 2.5 or 5 times a power of ten; the first tick is not
// above low and the last not below high. A scale without extent gets a step to stand on.
func Ticks(low, high float64, n int) []float64 {
	if !(high > low) {
		high = low + max(1, math.Abs(low)/10)
	}
	step := niceStep((high - low) / float64(max(n, 1)))
	from, to := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	ticks := make([]float64, 0, int(to-from)+1)
	for k := from; k <= to; k++ {
		ticks = append(ticks, math.Round(k*step*1e9)/1e9)
	}
	return ticks
}

func niceStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, nice := range [...]float64{1, 2, 2.5, 5} {
		if rough <= nice*power*(1+1e-9) {
			return nice * power
		}
	}
	return 10 * power
}

// Scale maps values onto a stretch of the page.
type Scale struct{ Low, High, From, To float64 }

// At is where on the page a value stands; a value off the scale stands at its end.
func (s Scale) At(v float64) float64 {
	if s.High == s.Low {
		return s.From
	}
	share := min(max((v-s.Low)/(s.High-s.Low), 0), 1)
	return s.From + share*(s.To-s.From)
}
