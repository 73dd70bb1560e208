package quality

import (
	"testing"

	"pgregory.net/rapid"

	"mendesk/app/shop"
)

func TestNothingCountedIsNoDataAndNotZero(t *testing.T) {
	empty := &tally{}
	for _, f := range []Figure{empty.rate(CSAT), empty.times(FirstReplyTime, nil)} {
		f = f.against(shop.Targets{List: shop.DefaultTargets()})
		if f.Value != nil || f.Met != None || f.Low != nil || f.Small {
			t.Errorf("%s of nothing: %+v", f.Key, f)
		}
		if f.Target == nil || f.Left == nil {
			t.Errorf("%s keeps its target and an empty list: %+v", f.Key, f)
		}
	}
}

func TestExactlyOnTargetIsMet(t *testing.T) {
	targets := shop.Targets{List: shop.DefaultTargets()}
	for _, c := range []struct {
		key       string
		of, n     int64
		want      Verdict
		wantSmall bool
	}{
		{CSAT, 17, 20, Met, true},
		{CSAT, 849, 1000, Missed, false},
		{ComplaintRate, 2, 100, Met, false},
		{ComplaintRate, 21, 1000, Missed, false},
		{ComplaintShare, 2, 100, None, false},
		{FirstReplyInTime, 19, 20, Met, true},
		{FirstReplyInTime, 28, 29, Met, true},
		{FirstReplyInTime, 29, 30, Met, false},
	} {
		tt := tally{numerator: c.of, denominator: c.n}
		f := tt.rate(c.key).against(targets)
		if f.Met != c.want || f.Small != c.wantSmall || (f.Low != nil) != c.wantSmall {
			t.Errorf("%s %d of %d: %s, small %v", c.key, c.of, c.n, f.Met, f.Small)
		}
	}
}

func TestMoreComplaintsThanOrdersHaveNoInterval(t *testing.T) {
	tt := tally{numerator: 3, denominator: 2}
	f := tt.rate(ComplaintRate)
	if *f.Value != 1.5 || f.Low != nil || !f.Small {
		t.Errorf("a ratio above one is no proportion: %+v", f)
	}
}

func TestChangeSaysWhetherItIsGood(t *testing.T) {
	rate := func(key string, of, n int64) Figure {
		tt := tally{numerator: of, denominator: n}
		return tt.rate(key)
	}
	for _, c := range []struct {
		now, before Figure
		want        Trending
	}{
		{rate(CSAT, 9, 10), rate(CSAT, 8, 10), Better},
		{rate(CSAT, 8, 10), rate(CSAT, 9, 10), Worse},
		{rate(ComplaintRate, 8, 10), rate(ComplaintRate, 9, 10), Better},
		{rate(ComplaintRate, 9, 10), rate(ComplaintRate, 8, 10), Worse},
		{rate(CSAT, 9, 10), rate(CSAT, 90, 100), Same},
		{rate(CSAT, 9, 10), rate(CSAT, 0, 0), Unknown},
		{rate(CSAT, 0, 0), rate(CSAT, 9, 10), Unknown},
	} {
		f := c.now.since(c.before)
		if f.Trending != c.want || (f.Change == nil) != (c.want == Unknown) {
			t.Errorf("%s %v after %v: %s", f.Key, f.Value, f.Previous, f.Trending)
		}
	}
}

func TestTimesGiveMedianP90AndMean(t *testing.T) {
	tt := tally{}
	f := tt.times(FirstReplyTime, []int64{4000, 1000, 3000, 2000})
	if *f.Value != 2 || *f.P90 != 4 || *f.Mean != 2.5 || f.Numerator != 10 || f.Denominator != 4 || f.Unit != Seconds {
		t.Errorf("%+v: %v %v %v", f, *f.Value, *f.P90, *f.Mean)
	}
}

func TestEveryFigureHasASense(t *testing.T) {
	for _, key := range Keys() {
		if senses[key] == "" {
			t.Errorf("%s is neither good high nor good low", key)
		}
	}
	for _, target := range shop.DefaultTargets() {
		if want := senses[target.Figure] == AtLeast; want != target.AtLeast {
			t.Errorf("target and figure %s disagree on what is good", target.Figure)
		}
	}
}

func TestLeftOutRowsNeverChangeAValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 100).Draw(t, "n")
		a := tally{numerator: rapid.Int64Range(0, n).Draw(t, "of"), denominator: n}
		b := a
		for range rapid.IntRange(1, 9).Draw(t, "left") {
			b.leave(rapid.SampledFrom([]string{"merged", "dropped"}).Draw(t, "reason"))
		}
		f, g := a.rate(CSAT), b.rate(CSAT)
		if (f.Value == nil) != (g.Value == nil) || f.Value != nil && *f.Value != *g.Value {
			t.Fatalf("%v became %v", f.Value, g.Value)
		}
		sum := 0
		for _, l := range g.Left {
			sum += l.N
		}
		if g.LeftOut == 0 || sum != g.LeftOut {
			t.Fatalf("%d left out, reasons add up to %d", g.LeftOut, sum)
		}
	})
}
