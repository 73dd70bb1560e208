package page

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCurveKeepsBetweenItsPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ys := rapid.SliceOfN(rapid.Float64Range(-1e4, 1e4), 3, 20).Draw(t, "ys")
		var points []Point
		for i, y := range ys {
			points = append(points, Point{float64(i) * 17, y})
		}
		steps := monotone(points)
		for i := 1; i < len(steps); i++ {
			a, b := points[i-1], points[i]
			low, high := min(a.Y, b.Y)-1e-6, max(a.Y, b.Y)+1e-6
			for _, c := range samples(a, steps[i]) {
				if c.Y < low || c.Y > high {
					t.Fatalf("between %v and %v the curve reaches %v", a, b, c)
				}
			}
		}
	})
}

func samples(from Point, s step) (all []Point) {
	for k := range 21 {
		t := float64(k) / 20
		u := 1 - t
		mix := func(a, b, c, d float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
		all = append(all, Point{mix(from.X, s.c1.X, s.c2.X, s.to.X), mix(from.Y, s.c1.Y, s.c2.Y, s.to.Y)})
	}
	return all
}

func TestArcStaysOnItsCircle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Float64Range(0, 360).Draw(t, "from")
		steps := arc(Point{50, 50}, 40, from, from+rapid.Float64Range(1, 360).Draw(t, "turn"))
		for i := 1; i < len(steps); i++ {
			for _, p := range samples(steps[i-1].to, steps[i]) {
				if r := math.Hypot(p.X-50, p.Y-50); math.Abs(r-40) > 0.02 {
					t.Fatalf("%v is %v from the centre", p, r)
				}
			}
		}
	})
}

func TestTicksCoverTheScale(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      []float64
	}{
		{0, 142, 3, []float64{0, 50, 100, 150}},
		{0.70, 0.946, 5, []float64{0.7, 0.75, 0.8, 0.85, 0.9, 0.95}},
		{0, 0, 4, []float64{0, 0.25, 0.5, 0.75, 1}},
	} {
		got := Ticks(c.low, c.high, c.n)
		if len(got) != len(c.want) {
			t.Errorf("Ticks(%v, %v) = %v, want %v", c.low, c.high, got, c.want)
			continue
		}
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-9 {
				t.Errorf("Ticks(%v, %v) = %v, want %v", c.low, c.high, got, c.want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e4, 1e4).Draw(t, "low")
		high := low + rapid.Float64Range(0.01, 1e5).Draw(t, "extent")
		n := rapid.IntRange(2, 10).Draw(t, "n")
		got := Ticks(low, high, n)
		slack := (high - low) * 1e-6
		if got[0] > low+slack || got[len(got)-1] < high-slack || len(got) > n+3 {
			t.Fatalf("Ticks(%v, %v, %d) = %v", low, high, n, got)
		}
	})
}

func TestScaleStopsAtItsEnds(t *testing.T) {
	s := Scale{Low: 0, High: 10, From: 200, To: 100}
	for v, want := range map[float64]float64{0: 200, 5: 150, 10: 100, 12: 100, -1: 200} {
		if got := s.At(v); got != want {
			t.Errorf("At(%v) = %v, want %v", v, got, want)
		}
	}
}
