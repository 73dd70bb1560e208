package page

import "math"

// Color is 0xRRGGBB. The zero Color draws nothing: the darkest ink of our paper is not pure black.
type Color uint32

func (c Color) rgb() (r, g, b int) { return int(c >> 16 & 0xFF), int(c >> 8 & 0xFF), int(c & 0xFF) }

// Paint says how a shape is filled and outlined; a zero colour leaves that part out.
type Paint struct {
	Fill, Stroke Color
	Width        float64   // of the outline
	Dash         []float64 // lengths on and off; nil: solid
	Flat         bool      // the line ends exactly at its last point, not round beyond it
}

// Point is a place on a page.
type Point struct{ X, Y float64 }

// set hands the paint to gofpdf and returns its word for what to draw, "" for nothing.
func (d *Doc) set(p Paint) string {
	style := ""
	if p.Fill != 0 {
		d.pdf.SetFillColor(p.Fill.rgb())
		style = "F"
	}
	if p.Stroke != 0 && p.Width > 0 {
		d.pdf.SetDrawColor(p.Stroke.rgb())
		d.pdf.SetLineWidth(p.Width)
		d.pdf.SetDashPattern(p.Dash, 0)
		d.pdf.SetLineJoinStyle("round")
		d.pdf.SetLineCapStyle("butt")
		if p.Dash == nil && !p.Flat {
			d.pdf.SetLineCapStyle("round")
		}
		style += "D"
	}
	return style
}

// Rect draws a rectangle.
func (d *Doc) Rect(x, y, w, h float64, p Paint) {
	finite(x, y, w, h)
	if style := d.set(p); style != "" {
		d.pdf.Rect(x, y, w, h, style)
	}
}

// RoundRect draws a rectangle with corners of radius r, which shrinks to fit.
func (d *Doc) RoundRect(x, y, w, h, r float64, p Paint) { d.roundRect(x, y, w, h, r, "1234", p) }

// RoundTop draws a rectangle whose upper corners alone are round: the head of a table, a bar.
func (d *Doc) RoundTop(x, y, w, h, r float64, p Paint) { d.roundRect(x, y, w, h, r, "12", p) }

func (d *Doc) roundRect(x, y, w, h, r float64, corners string, p Paint) {
	finite(x, y, w, h, r)
	r = min(r, w/2, h/2)
	if style := d.set(p); style != "" && r > 0 {
		d.pdf.RoundedRect(x, y, w, h, r, corners, style)
	} else if style != "" {
		d.pdf.Rect(x, y, w, h, style)
	}
}

// Line draws a straight line.
func (d *Doc) Line(from, to Point, p Paint) { d.Polyline([]Point{from, to}, p) }

// Circle draws a circle.
func (d *Doc) Circle(at Point, r float64, p Paint) {
	finite(at.X, at.Y, r)
	if style := d.set(p); style != "" {
		d.pdf.Circle(at.X, at.Y, r, style)
	}
}

// Polyline draws an open line through the points; Fill is not used.
func (d *Doc) Polyline(points []Point, p Paint) {
	p.Fill = 0
	d.path(straight(points), false, p)
}

// Polygon draws a closed shape.
func (d *Doc) Polygon(points []Point, p Paint) { d.path(straight(points), true, p) }

// Curve draws a smooth line through the points, whose X must increase. It never swings above or below
// its neighbours, so the line shows no value that was not measured.
func (d *Doc) Curve(points []Point, p Paint) {
	p.Fill = 0
	d.path(monotone(points), false, p)
}

// Area fills between a Curve and the horizontal line at base.
func (d *Doc) Area(points []Point, base float64, p Paint) {
	if len(points) < 2 {
		return
	}
	curve := monotone(points)
	right, left := points[len(points)-1], points[0]
	curve = append(curve, line(Point{right.X, base}), line(Point{left.X, base}))
	d.path(curve, true, p)
}

// Arc draws a part of a circle line from one angle to another: degrees, clockwise from twelve o'clock.
func (d *Doc) Arc(at Point, r, from, to float64, p Paint) {
	p.Fill = 0
	d.path(arc(at, r, from, to), false, p)
}

// Ray draws a line outwards from near a centre; the angle is in degrees, clockwise from twelve o'clock.
func (d *Doc) Ray(centre Point, from, to, angle float64, p Paint) {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	d.Line(Point{centre.X + from*sin, centre.Y - from*cos}, Point{centre.X + to*sin, centre.Y - to*cos}, p)
}

func (d *Doc) path(steps []step, closed bool, p Paint) {
	style := d.set(p)
	if len(steps) < 2 || style == "" {
		return
	}
	for _, s := range steps {
		finite(s.to.X, s.to.Y)
	}
	d.pdf.MoveTo(steps[0].to.X, steps[0].to.Y)
	for _, s := range steps[1:] {
		if s.curved {
			d.pdf.CurveBezierCubicTo(s.c1.X, s.c1.Y, s.c2.X, s.c2.Y, s.to.X, s.to.Y)
		} else {
			d.pdf.LineTo(s.to.X, s.to.Y)
		}
	}
	if closed {
		d.pdf.ClosePath()
	}
	d.pdf.DrawPath(style)
}

// Gradient fills a rectangle from one colour at the left to another at the right.
func (d *Doc) Gradient(x, y, w, h float64, from, to Color) {
	finite(x, y, w, h)
	r1, g1, b1 := from.rgb()
	r2, g2, b2 := to.rgb()
	d.pdf.LinearGradient(x, y, w, h, r1, g1, b1, r2, g2, b2, 0, 0, 1, 0)
}

// Inside keeps what draw draws within a rectangle.
func (d *Doc) Inside(x, y, w, h float64, draw func()) {
	finite(x, y, w, h)
	d.pdf.ClipRect(x, y, w, h, false)
	draw()
	d.pdf.ClipEnd()
}

// Hatch fills a rectangle with slanted lines, so that it reads apart from a plain one in grey print.
func (d *Doc) Hatch(x, y, w, h, step float64, p Paint) {
	d.Inside(x, y, w, h, func() {
		for at := x - h; at < x+w; at += step {
			d.Line(Point{at, y + h}, Point{at + h, y}, p)
		}
	})
}

// See draws with an opacity between 0 and 1.
func (d *Doc) See(opacity float64, draw func()) {
	d.pdf.SetAlpha(opacity, "Normal")
	draw()
	d.pdf.SetAlpha(1, "Normal")
}

// Turn draws turned about a point, in degrees clockwise.
func (d *Doc) Turn(about Point, degrees float64, draw func()) {
	finite(about.X, about.Y, degrees)
	d.pdf.TransformBegin()
	d.pdf.TransformRotate(-degrees, about.X, about.Y)
	draw()
	d.pdf.TransformEnd()
}

// Loop draws a smooth closed line through the points of a curve that is given for 0 ≤ t < 1.
func (d *Doc) Loop(steps int, at func(t float64) Point, p Paint) {
	points := make([]Point, steps)
	for i := range points {
		points[i] = at(float64(i) / float64(steps))
	}
	d.path(straight(points), true, p)
}
