package quality

import (
	"cmp"
	"slices"

	"mendesk/app/shop"
)

// tally gathers a figure's cases and the rows it left out.
type tally struct {
	numerator, denominator int64
	waiting                int
	left                   map[string]int
}

// leave counts a row that belongs to the period but cannot be counted.
func (t *tally) leave(reason string) {
	if t.left == nil {
		t.left = map[string]int{}
	}
	t.left[reason]++
}

// count takes one case in, a success or not.
func (t *tally) count(success bool) {
	t.denominator++
	if success {
		t.numerator++
	}
}

// rate makes a figure whose value is numerator / denominator, and n the denominator.
func (t *tally) rate(key string) Figure {
	f := t.figure(key, Ratio)
	f.N = int(t.denominator)
	if t.denominator == 0 {
		return f
	}
	f.Value = number(float64(t.numerator) / float64(t.denominator))
	if f.Small = f.N < SmallSample; f.Small && t.numerator <= t.denominator {
		low, high := Wilson(t.numerator, t.denominator)
		f.Low, f.High = &low, &high
	}
	return f
}

// times makes a figure whose value is the median of the measured milliseconds, which change places.
func (t *tally) times(key string, took []int64) Figure {
	t.numerator, t.denominator = 0, int64(len(took))
	f := t.figure(key, Seconds)
	f.N = len(took)
	if f.N == 0 {
		return f
	}
	f.Small = f.N < SmallSample
	f.P50, f.P90 = seconds(Percentile(took, 0.5)), seconds(Percentile(took, 0.9))
	f.Value = f.P50
	f.Numerator, f.Mean = mean(took)
	return f
}

// mean sums milliseconds and gives the sum in whole seconds with the mean in seconds.
func mean(took []int64) (total int64, each *float64) {
	for _, ms := range took {
		total += ms
	}
	return total / 1000, number(float64(total) / 1000 / float64(len(took)))
}

func (t *tally) figure(key string, unit Unit) Figure {
	f := Figure{
		Key: key, Unit: unit, Numerator: t.numerator, Denominator: t.denominator,
		Waiting: t.waiting, Sense: senses[key], Met: None, Trending: Unknown, Left: []Left{},
	}
	for reason, n := range t.left {
		f.Left = append(f.Left, Left{reason, n})
		f.LeftOut += n
	}
	slices.SortFunc(f.Left, func(a, b Left) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Reason, b.Reason))
	})
	return f
}

func number(v float64) *float64 { return &v }

func seconds(ms int64) *float64 { return number(float64(ms) / 1000) }

// against sets the figure's target and says whether it was met; exactly on target is met.
func (f Figure) against(targets shop.Targets) Figure {
	target, ok := targets.Of(f.Key)
	if !ok {
		return f
	}
	value := float64(target.Value)
	if f.Unit == Ratio {
		value /= 1e6
	}
	f.Target = &value
	switch {
	case f.Value == nil:
	case f.reaches(target):
		f.Met = Met
	default:
		f.Met = Missed
	}
	return f
}

// reaches compares a rate with its target in whole numbers, so that 17 of 20 is 85 %.
func (f Figure) reaches(target shop.Target) bool {
	var side int
	if f.Unit == Ratio {
		side = cmp.Compare(f.Numerator*1_000_000, target.Value*f.Denominator)
	} else {
		side = cmp.Compare(*f.Value, float64(target.Value))
	}
	return side == 0 || (side > 0) == target.AtLeast
}

// since compares the figure with the same one of the period before.
func (f Figure) since(before Figure) Figure {
	f.Previous, f.PreviousN = before.Value, before.N
	if f.Value == nil || before.Value == nil {
		return f
	}
	change := *f.Value - *before.Value
	f.Change = &change
	switch {
	case change == 0:
		f.Trending = Same
	case (change > 0) == (senses[f.Key] == AtLeast):
		f.Trending = Better
	default:
		f.Trending = Worse
	}
	return f
}
