package reports

import (
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/reports/page"
)

// CertificatePaper is one certificate with the words around it.
type CertificatePaper struct {
	Certificate training.Certificate
	Person      string                 // its holder's name
	Course      training.CourseVersion // that it was earned in
	Shop, Zone  string
	At          time.Time // the moment at which it is printed, and at which it holds or does not
}

const (
	gold  page.Color = 0xB08A3E
	gold2 page.Color = 0x8A6A24 // for small words
	ivory page.Color = 0xFDFBF5
	vein  page.Color = 0xEFE3CB
	red   page.Color = 0xD93A36
)

// Certificate draws a certificate in the language of the texts, with the other language beside it. One that
// does not hold at the moment of printing says so across the page.
func Certificate(in CertificatePaper, texts, beside Texts) ([]byte, error) {
	l, err := leafOf("certificate", in.Zone, texts)
	if err != nil {
		return nil, err
	}
	c := &certificate{leaf: l, in: in, beside: leaf{texts: beside, zone: l.zone}}
	about := page.About{
		Title: c.say("report.certificate.file", words{"number": in.Certificate.Number, "name": in.Person}), Subject: in.Course.Name(texts.Lang()),
		Author: in.Shop, Lang: texts.Lang(), At: in.At, Paper: ivory, Lying: true,
		Frame: page.Frame{Left: 140, Top: 60, Right: page.Height - 140, Bottom: page.Width - 60},
	}
	return page.Make(about, func(d *page.Doc) {
		c.d, c.beside.d = d, d
		c.ground()
		c.title()
		c.holder()
		c.passed()
		c.issued()
		c.void()
	}, nil)
}

type certificate struct {
	leaf
	in     CertificatePaper
	beside leaf
}

// ground is the ribbon and the double frame.
func (c *certificate) ground() {
	d := c.d
	guilloche(d, page.Point{X: d.Wide / 2, Y: d.High / 2}, 262, 216, vein)
	d.RoundRect(28, 28, d.Wide-56, d.High-56, 1.5, page.Paint{Stroke: gold, Width: 3.4})
	d.Rect(37, 37, d.Wide-74, d.High-74, page.Paint{Stroke: gold, Width: 0.7})
}

// centred writes a line in the middle of the page, made smaller where it would not fit.
func (c *certificate) centred(y float64, s string, ink page.Ink, least float64) {
	ink.Font = ink.Shrunk(s, c.d.Frame.Width(), least)
	c.d.TextIn(c.d.Frame.Left, y, c.d.Frame.Width(), s, page.AlignCenter, ink)
}

func (c *certificate) title() {
	c.centred(146, c.say("report.certificate.title", nil), page.Ink{Font: bold(35), Color: navy}, 20)
	c.centred(179, strings.ToUpper(c.beside.say("report.certificate.title", nil)), page.Ink{Font: font(14), Color: gold2}, 9)
}

func (c *certificate) holder() {
	d := c.d
	both := c.say("report.certificate.certify", nil) + "  " + c.beside.say("report.certificate.certify", nil)
	c.centred(237, both, page.Ink{Font: font(13), Color: ink3}, 9)
	name := page.Ink{Font: bold(31).Shrunk(c.in.Person, d.Frame.Width()-60, 16), Color: ink}
	c.centred(288, c.in.Person, name, 12)
	half := min(max(name.Measure(page.CleanLine(c.in.Person))/2+50, 150), d.Frame.Width()/2)
	d.Line(page.Point{X: d.Wide/2 - half, Y: 303}, page.Point{X: d.Wide/2 + half, Y: 303}, page.Paint{Stroke: gold, Width: 0.8})
}

// passed says what was passed, how, and what its holder may do by it.
func (c *certificate) passed() {
	c.centred(336, c.result(&c.leaf), page.Ink{Font: font(13), Color: ink}, 8)
	c.centred(358, c.result(&c.beside), page.Ink{Font: font(11), Color: ink3}, 7)
	if len(c.in.Certificate.Steps) > 0 {
		both := c.may(&c.leaf) + "   " + c.may(&c.beside)
		c.centred(384, both, page.Ink{Font: font(9.5), Color: ink2}, 6.5)
	}
}

func (c *certificate) result(l *leaf) string {
	return l.say("report.certificate.passed", words{"course": c.in.Course.Name(l.texts.Lang()), "score": count(c.in.Certificate.Score)})
}

func (c *certificate) may(l *leaf) string {
	var steps []string
	for _, s := range c.in.Certificate.Steps {
		steps = append(steps, l.say("training.step."+string(s), nil))
	}
	return l.say("report.certificate.may", words{"steps": strings.Join(steps, l.say("report.and", nil))})
}

// issued is the foot: number and validity at the left, who answers for it at the right.
func (c *certificate) issued() {
	d, k := c.d, c.in.Certificate
	from, until := record.DayOf(k.From, c.zone), k.LastDay(c.in.At)
	label := func(key string) string {
		return c.say("report.certificate."+key, nil) + " " + c.beside.say("report.certificate."+key, nil)
	}
	soft, strong := page.Ink{Font: font(9.5), Color: ink2}, page.Ink{Font: bold(11), Color: ink}
	y := d.High - 108.0
	d.Text(d.Frame.Left, y, label("number")+"  "+k.Number, soft)
	d.Text(d.Frame.Left, y+17, label("valid")+"  "+string(from)+" — "+string(until), soft)
	name := strong.Fit(c.in.Shop, 260)
	d.TextIn(d.Frame.Right-260, y, 260, name, page.AlignRight, strong)
	d.TextIn(d.Frame.Right-260, y+17, 260, string(from), page.AlignRight, soft)
	seal{
		at: page.Point{X: d.Frame.Right - 74, Y: y - 43}, radius: 46, color: red,
		rim: c.in.Shop, foot: c.say("report.certificate.seal", nil),
	}.draw(d)
}

// void stamps what does not hold, so that a paper of a lapsed certificate cannot pass for a valid one.
func (c *certificate) void() {
	state := c.in.Certificate.StateAt(c.in.At, c.zone)
	if state.Valid() {
		return
	}
	d := c.d
	middle := page.Point{X: d.Wide / 2, Y: d.High / 2}
	key := "training.state." + string(state)
	word := c.say(key, nil) + " " + c.beside.say(key, nil)
	size := bold(54).Shrunk(word, 520, 24)
	d.Turn(middle, -14, func() {
		d.See(0.34, func() {
			w := size.Measure(word) + 48
			d.RoundRect(middle.X-w/2, middle.Y-size.Size*0.82, w, size.Size*1.64, 8, page.Paint{Stroke: bad.solid, Width: 4})
			d.TextIn(middle.X-w/2, size.Middle(middle.Y), w, word, page.AlignCenter, page.Ink{Font: size, Color: bad.solid})
		})
	})
}
