package quality

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPercentileIsNearestRank(t *testing.T) {
	ordinal := []int64{15, 20, 35, 40, 50}
	for _, c := range []struct {
		p    float64
		want int64
	}{{0.05, 15}, {0.3, 20}, {0.4, 20}, {0.5, 35}, {0.9, 50}, {1, 50}, {0, 15}} {
		if got := Percentile(ordinal, c.p); got != c.want {
			t.Errorf("p %v: %d, want %d", c.p, got, c.want)
		}
	}
	if got := Percentile([]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.9); got != 9 {
		t.Errorf("p90 of ten is %d, want the ninth", got)
	}
	if got := Percentile([]int64{1, 2}, 0.5); got != 1 {
		t.Errorf("median of two is %d: nearest rank takes the lower, which occurred", got)
	}
}

func TestPercentileOccurredAndCoversItsFraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(0, 50), 1, 200).Draw(t, "values")
		p := rapid.Float64Range(0.01, 1).Draw(t, "p")
		slices.Sort(values)
		got := Percentile(values, p)
		if !slices.Contains(values, got) {
			t.Fatalf("%d did not occur", got)
		}
		upTo, below := 0, 0
		for _, v := range values {
			if v <= got {
				upTo++
			}
			if v < got {
				below++
			}
		}
		if n := float64(len(values)); float64(upTo) < p*n-1e-6 || float64(below) >= p*n {
			t.Fatalf("%d of %d are ≤ %d and %d below it at p %v", upTo, len(values), got, below, p)
		}
	})
}

func TestWilsonAgainstPublishedIntervals(t *testing.T) {
	// Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score, no continuity correction).
	for _, c := range []struct {
		x, n      int64
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		low, high := Wilson(c.x, c.n)
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f–%.4f, want %.4f–%.4f", c.x, c.n, low, high, c.low, c.high)
		}
	}
	if low, high := Wilson(0, 0); low != 0 || high != 1 {
		t.Errorf("no cases: %v–%v, want everything", low, high)
	}
}

func TestWilsonHoldsTheValueAndMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 5000).Draw(t, "n")
		x := rapid.Int64Range(0, n).Draw(t, "x")
		low, high := Wilson(x, n)
		value := float64(x) / float64(n)
		if low < 0 || high > 1 || low > value+1e-12 || high < value-1e-12 {
			t.Fatalf("%d of %d: %v not within %v–%v", x, n, value, low, high)
		}
		otherLow, otherHigh := Wilson(n-x, n)
		if math.Abs(otherLow-(1-high)) > 1e-9 || math.Abs(otherHigh-(1-low)) > 1e-9 {
			t.Fatalf("%d of %d: failures give %v–%v, successes %v–%v", x, n, otherLow, otherHigh, low, high)
		}
	})
}

// survivalAt is one percentile of a survival curve.
func survivalAt(cases []Case, p float64) (int64, bool) {
	ms := SurvivalPercentiles(cases, p)[0]
	if ms == nil {
		return 0, false
	}
	return *ms, true
}

func TestSurvivalPercentileOfATextbookSample(t *testing.T) {
	// Freireich et al. 1963, 6-MP group, weeks in remission (+ censored): the estimate of the median is 23.
	done := []int64{6, 6, 6, 7, 10, 13, 16, 22, 23}
	open := []int64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}
	var cases []Case
	for _, v := range done {
		cases = append(cases, Case{v, true})
	}
	for _, v := range open {
		cases = append(cases, Case{v, false})
	}
	if got, ok := survivalAt(cases, 0.5); !ok || got != 23 {
		t.Errorf("median %d %v, want 23", got, ok)
	}
	if got, ok := survivalAt(cases, 0.9); ok {
		t.Errorf("p90 is %d, but so many are open that it was never reached", got)
	}
	if got, ok := survivalAt([]Case{{2, false}, {2, true}}, 0.9); ok {
		t.Errorf("p90 is %d: the one last seen open at 2 was still at risk when the other ended at 2", got)
	}
	if _, ok := survivalAt(nil, 0.5); ok {
		t.Error("no cases have a median")
	}
}

func TestSurvivalPercentileWithoutOpenCasesIsNearestRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(0, 1000), 1, 300).Draw(t, "values")
		p := rapid.SampledFrom([]float64{0.1, 0.25, 0.5, 0.8, 0.9}).Draw(t, "p")
		var cases []Case
		for _, v := range values {
			cases = append(cases, Case{v, true})
		}
		slices.Sort(values)
		if got, ok := survivalAt(cases, p); !ok || got != Percentile(values, p) {
			t.Fatalf("%d %v, want %d", got, ok, Percentile(values, p))
		}
		slices.SortFunc(cases, earlier)
		if got := survived(cases, p); got == nil || *got != Percentile(values, p) {
			t.Fatalf("the curve itself gives %v, want %d", got, Percentile(values, p))
		}
	})
}

func TestOpenCasesNeverShortenTheCycle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		closed := rapid.SliceOfN(rapid.Int64Range(0, 1000), 1, 50).Draw(t, "done")
		open := rapid.SliceOfN(rapid.Int64Range(0, 2000), 0, 50).Draw(t, "open")
		var cases []Case
		for _, v := range closed {
			cases = append(cases, Case{v, true})
		}
		alone, _ := survivalAt(slices.Clone(cases), 0.5)
		for _, v := range open {
			cases = append(cases, Case{v, false})
		}
		with, ok := survivalAt(cases, 0.5)
		if ok && with < alone {
			t.Fatalf("median %d with open cases, %d when they are dropped", with, alone)
		}
		if ok && !slices.Contains(closed, with) {
			t.Fatalf("%d did not occur", with)
		}
	})
}

func TestParetoOfTheReferenceReport(t *testing.T) {
	p := MakePareto([]Cause{
		{"noise", 142, 0},
		{Other, 31, 0},
		{"size", 22, 0},
		{"transit", 71, 0},
		{"notAsDescribed", 96, 0},
		{"mind", 64, 0},
		{"missing", 38, 0},
	}, ByCount, 8)
	var keys []string
	for _, b := range p.Bars {
		keys = append(keys, b.Key)
	}
	want := []string{"noise", "notAsDescribed", "transit", "mind", "missing", "size", Other}
	if !slices.Equal(keys, want) {
		t.Errorf("bars %v, want %v", keys, want)
	}
	if p.N != 464 || p.Vital != 4 {
		t.Errorf("n %d, vital few %d; want 464 and 4", p.N, p.Vital)
	}
}

func TestParetoStopsAtExactlyEighty(t *testing.T) {
	p := MakePareto([]Cause{{"a", 5, 9}, {"b", 3, 900}, {"c", 2, 91}}, ByCount, 8)
	if p.Vital != 2 || p.VitalShare != 0.8 {
		t.Errorf("5 and 3 of 10 are 80 %%: vital %d, share %v", p.Vital, p.VitalShare)
	}
	p = MakePareto([]Cause{{"a", 5, 9}, {"b", 3, 900}, {"c", 2, 91}}, ByCost, 8)
	if p.Bars[0].Key != "b" || p.Vital != 1 || p.Bars[0].Share != 0.9 {
		t.Errorf("by cost: %+v", p)
	}
}

func TestParetoKeepsEverythingAndOtherLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var causes []Cause
		count, cost := 0, int64(0)
		keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g", "h", Other}), 0, 9, rapid.ID[string]).Draw(t, "keys")
		for _, k := range keys {
			c := Cause{k, rapid.IntRange(0, 50).Draw(t, "count"), rapid.Int64Range(0, 9999).Draw(t, "cost")}
			count, cost = count+c.Count, cost+c.Cost
			causes = append(causes, c)
		}
		by := rapid.SampledFrom([]ParetoBy{ByCount, ByCost}).Draw(t, "by")
		bars := rapid.IntRange(2, 9).Draw(t, "bars")
		p := MakePareto(causes, by, bars)
		if p.N != count || p.Cost != cost || len(p.Bars) > bars {
			t.Fatalf("%d cases and cost %d in %d bars, want %d and %d", p.N, p.Cost, len(p.Bars), count, cost)
		}
		for i, b := range p.Bars {
			if b.Key == Other && (i != len(p.Bars)-1 || b.Vital) {
				t.Fatalf("other at %d of %d, vital %v", i, len(p.Bars), b.Vital)
			}
			if b.Vital && i > 0 && !p.Bars[i-1].Vital {
				t.Fatal("the vital few are not the first")
			}
		}
	})
}
