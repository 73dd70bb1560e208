package reports

import (
	"math"

	"mendesk/reports/page"
)

// seal is the round mark of an office: a name along the rim, a star, and what the seal is for below it.
type seal struct {
	at        page.Point
	radius    float64
	rim, foot string
	color     page.Color
}

func (s seal) draw(d *page.Doc) {
	d.See(0.82, func() {
		d.Circle(s.at, s.radius, page.Paint{Stroke: s.color, Width: s.radius * 0.05})
		d.Circle(s.at, s.radius*0.91, page.Paint{Stroke: s.color, Width: s.radius * 0.018})
		d.Polygon(star(s.at, s.radius*0.3), page.Paint{Fill: s.color})
		s.along(d)
		small := page.Ink{Font: bold(s.radius*0.16).Shrunk(s.foot, s.radius*1.1, 3), Color: s.color}
		d.TextIn(s.at.X-s.radius*0.6, s.at.Y+s.radius*0.62, s.radius*1.2, s.foot, page.AlignCenter, small)
	})
}

// along writes the rim's name around the upper part of the circle, each letter upright on it.
func (s seal) along(d *page.Doc) {
	const most = 250 // degrees of the rim that a name may take
	reach := s.radius * 0.7
	name := page.CleanLine(s.rim)
	letters := page.Ink{Font: bold(s.radius * 0.21), Color: s.color}
	air := letters.Size * 0.28
	if wide := letters.Measure(name) + air*float64(len([]rune(name))); wide > reach*most*math.Pi/180 {
		letters.Font = letters.Shrunk(name, letters.Measure(name)*reach*most*math.Pi/180/wide, s.radius*0.1)
		air = letters.Size * 0.2
		name = letters.Fit(name, reach*most*math.Pi/180*0.88)
	}
	runes := []rune(name)
	degrees := func(length float64) float64 { return length / reach * 180 / math.Pi }
	angle := -degrees(letters.Measure(name)+air*float64(len(runes)-1)) / 2
	for _, r := range runes {
		w := letters.Measure(string(r))
		d.Turn(s.at, angle+degrees(w/2), func() {
			d.Text(s.at.X-w/2, s.at.Y-reach+letters.Size*0.36, string(r), letters)
		})
		angle += degrees(w + air)
	}
}

// star has five points, one of them up.
func star(at page.Point, radius float64) []page.Point {
	var points []page.Point
	for i := range 10 {
		r := radius
		if i%2 == 1 {
			r = radius * 0.382
		}
		sin, cos := math.Sincos(float64(i) * math.Pi / 5)
		points = append(points, page.Point{X: at.X + r*sin, Y: at.Y - r*cos})
	}
	return points
}

// guilloche is the fine ribbon under a certificate's words: strands that turn around each other on their
// way around an ellipse.
func guilloche(d *page.Doc, at page.Point, wide, high float64, color page.Color) {
	const strands, lobes = 26, 9
	for k := range strands {
		turn := float64(k) / strands
		d.Loop(720, func(t float64) page.Point {
			angle := 2 * math.Pi * t
			swing := 0.085*math.Sin(lobes*angle+2.3*turn) + 0.03*math.Sin(2*lobes*angle-3*turn)
			sin, cos := math.Sincos(angle + 0.07*math.Sin(lobes*angle+4*turn))
			r := 0.8 + 0.13*turn + swing
			return page.Point{X: at.X + wide*r*cos, Y: at.Y + high*r*sin}
		}, page.Paint{Stroke: color, Width: 0.35})
	}
}
