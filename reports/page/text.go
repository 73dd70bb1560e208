package page

// Align says where text stands in its width.
type Align int

// The alignments; there is no justified text, which tears holes into short Chinese lines.
const (
	AlignLeft Align = iota
	AlignRight
	AlignCenter
)

// Ink is a font and its colour.
type Ink struct {
	Font
	Color Color
}

// Line heights as multiples of the font's size; Chinese needs more air than Latin.
const leading = 1.45

// Leading is the distance from one baseline to the next.
func (f Font) Leading() float64 { return f.Size * leading }

// Middle is the baseline of a line that looks centred on y.
func (f Font) Middle(y float64) float64 { return y + 0.36*f.Size }

// Text writes one line whose baseline starts at x, y, and returns where it ends.
func (d *Doc) Text(x, y float64, s string, ink Ink) float64 {
	finite(x, y)
	s = CleanLine(s)
	if s == "" {
		return x
	}
	d.pdf.SetFont("noto", ink.Weight.style(), ink.Size)
	d.pdf.SetTextColor(ink.Color.rgb())
	d.pdf.Text(x, y, s)
	return x + ink.Measure(s)
}

// TextIn writes one line within width, shortened with an ellipsis when it is longer.
func (d *Doc) TextIn(x, y, width float64, s string, align Align, ink Ink) {
	d.place(x, y, width, ink.Fit(s, width), align, ink)
}

// place writes a line that is known to fit.
func (d *Doc) place(x, y, width float64, s string, align Align, ink Ink) {
	switch align {
	case AlignRight:
		x += width - ink.Measure(s)
	case AlignCenter:
		x += (width - ink.Measure(s)) / 2
	}
	d.Text(x, y, s, ink)
}

// Lines writes lines that were wrapped to width below y and returns the y below the last.
func (d *Doc) Lines(x, y, width float64, lines []string, align Align, ink Ink) float64 {
	for _, s := range lines {
		middle := y + ink.Leading()/2
		d.place(x, ink.Middle(middle), width, s, align, ink)
		y += ink.Leading()
	}
	return y
}

// Paragraph flows text from Y over the frame's width, page after page, and moves Y below it.
func (d *Doc) Paragraph(s string, ink Ink) {
	for _, s := range ink.Wrap(s, d.Frame.Width()) {
		d.Need(ink.Leading())
		d.Y = d.Lines(d.Frame.Left, d.Y, d.Frame.Width(), []string{s}, AlignLeft, ink)
	}
}
