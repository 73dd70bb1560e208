package page

import "math"

// step is one piece of a path: a line or a cubic Bézier to a point. The first step of a path only
// says where it begins.
type step struct {
	to, c1, c2 Point
	curved     bool
}

func line(to Point) step { return step{to: to} }

func straight(points []Point) []step {
	steps := make([]step, len(points))
	for i, p := range points {
		steps[i] = line(p)
	}
	return steps
}

// monotone joins points by cubics that keep between their ends (F. N. Fritsch, R. E. Carlson,
// "Monotone piecewise cubic interpolation", 1980).
func monotone(points []Point) []step {
	if len(points) < 3 {
		return straight(points)
	}
	slopes := slopes(points)
	steps := make([]step, 1, len(points)+2)
	steps[0] = line(points[0])
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		third := (b.X - a.X) / 3
		steps = append(steps, step{
			to: b, curved: true,
			c1: Point{a.X + third, a.Y + third*slopes[i-1]},
			c2: Point{b.X - third, b.Y - third*slopes[i]},
		})
	}
	return steps
}

func slopes(points []Point) []float64 {
	n := len(points)
	secant := make([]float64, n-1)
	for i := range secant {
		a, b := points[i], points[i+1]
		if b.X > a.X {
			secant[i] = (b.Y - a.Y) / (b.X - a.X)
		}
	}
	m := make([]float64, n)
	m[0], m[n-1] = secant[0], secant[n-2]
	for i := 1; i < n-1; i++ {
		if secant[i-1]*secant[i] > 0 {
			m[i] = (secant[i-1] + secant[i]) / 2
		}
	}
	for i, s := range secant {
		if s == 0 {
			m[i], m[i+1] = 0, 0
			continue
		}
		// Within a circle of radius 3 around no slope the cubic cannot overshoot.
		if length := math.Hypot(m[i]/s, m[i+1]/s); length > 3 {
			m[i], m[i+1] = m[i]*3/length, m[i+1]*3/length
		}
	}
	return m
}

// arc follows a circle by cubics of at most a quarter each; degrees, clockwise from twelve o'clock.
func arc(at Point, r, from, to float64) []step {
	parts := max(1, int(math.Ceil(math.Abs(to-from)/90)))
	turn := (to - from) / float64(parts) * math.Pi / 180
	reach := r * 4 / 3 * math.Tan(turn/4)
	angle := from * math.Pi / 180
	place := func(a float64) (p, tangent Point) {
		sin, cos := math.Sincos(a)
		return Point{at.X + r*sin, at.Y - r*cos}, Point{cos, sin}
	}
	p, t := place(angle)
	steps := []step{line(p)}
	for range parts {
		angle += turn
		q, u := place(angle)
		steps = append(steps, step{
			to: q, curved: true,
			c1: Point{p.X + reach*t.X, p.Y + reach*t.Y}, c2: Point{q.X - reach*u.X, q.Y - reach*u.Y},
		})
		p, t = q, u
	}
	return steps
}
