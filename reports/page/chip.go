package page

// Mark is the shape beside a word: a status is shape, word and colour, so that it reads in grey print.
type Mark int

// The shapes.
const (
	NoMark Mark = iota
	MarkTick
	MarkCross
	MarkWarning // a triangle
	MarkInfo    // a ring with a dot
	MarkDash
	MarkDot
	MarkUp
	MarkDown
)

// Chip is a status in its pill.
type Chip struct {
	Word       string
	Mark       Mark
	Text, Tint Color
}

const chipPad = 5

// ChipWidth is how long a chip is at a size of its word; at most limit.
func ChipWidth(c Chip, font Font, limit float64) float64 {
	return min(font.Measure(CleanLine(c.Word))+2*chipPad+c.markWidth(font), limit)
}

// ChipHeight is one line's height, or two's for a word that is too long for limit.
func ChipHeight(c Chip, font Font, limit float64) float64 {
	return font.Size*1.75 + float64(len(c.lines(font, limit))-1)*font.Size*1.25
}

func (c Chip) markWidth(font Font) float64 {
	if c.Mark == NoMark {
		return 0
	}
	return font.Size + 2
}

func (c Chip) lines(font Font, limit float64) []string {
	lines := font.WrapMax(CleanLine(c.Word), limit-2*chipPad-c.markWidth(font)+0.01, 2)
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

// Chip draws a chip with its left edge at x and its first line centred on y, and returns its right edge.
func (d *Doc) Chip(x, y float64, c Chip, font Font, limit float64) float64 {
	lines, high := c.lines(font, limit), font.Size*1.75
	w := 2*chipPad + c.markWidth(font)
	for _, s := range lines {
		w = max(w, font.Measure(s)+2*chipPad+c.markWidth(font))
	}
	w = min(w, limit)
	d.RoundRect(x, y-high/2, w, ChipHeight(c, font, limit), high/2, Paint{Fill: c.Tint})
	text := x + chipPad
	if c.Mark != NoMark {
		d.Mark(Point{text + font.Size/2 - 0.5, y}, font.Size, c.Mark, c.Text)
		text += c.markWidth(font)
	}
	for i, s := range lines {
		d.Text(text, font.Middle(y+float64(i)*font.Size*1.25), s, Ink{font, c.Text})
	}
	return x + w
}

// Mark draws a shape centred on a point, in a square of that size.
func (d *Doc) Mark(at Point, size float64, m Mark, c Color) {
	u := size / 10
	p := func(x, y float64) Point { return Point{at.X + x*u, at.Y + y*u} }
	pen := Paint{Stroke: c, Width: 1.3 * u}
	switch m {
	case MarkTick:
		d.Polyline([]Point{p(-3.5, 0.3), p(-1, 2.8), p(3.5, -2.8)}, Paint{Stroke: c, Width: 1.6 * u})
	case MarkCross:
		d.Line(p(-2.6, -2.6), p(2.6, 2.6), Paint{Stroke: c, Width: 1.6 * u})
		d.Line(p(-2.6, 2.6), p(2.6, -2.6), Paint{Stroke: c, Width: 1.6 * u})
	case MarkWarning:
		d.Polygon([]Point{p(0, -3.8), p(4, 3.3), p(-4, 3.3)}, pen)
		d.Line(p(0, -1.2), p(0, 1), pen)
		d.Circle(p(0, 2.2), 0.7*u, Paint{Fill: c})
	case MarkInfo:
		d.Circle(at, 4*u, Paint{Stroke: c, Width: 0.9 * u})
		d.Circle(p(0, -1.9), 0.6*u, Paint{Fill: c})
		d.Line(p(0, -0.2), p(0, 2), Paint{Stroke: c, Width: 0.9 * u})
	case MarkDash:
		d.Line(p(-3, 0), p(3, 0), Paint{Stroke: c, Width: 1.6 * u})
	case MarkDot:
		d.Circle(at, 2.6*u, Paint{Fill: c})
	case MarkUp:
		d.Polygon([]Point{p(0, -3.2), p(3.6, 3), p(-3.6, 3)}, Paint{Fill: c})
	case MarkDown:
		d.Polygon([]Point{p(0, 3.2), p(3.6, -3), p(-3.6, -3)}, Paint{Fill: c})
	}
}
