// Package page draws PDF pages, and is the only package that calls gofpdf.
//
// Raw gofpdf loses a character at every Chinese line break, panics on emoji and on broken UTF-8,
// prints boxes for invisible characters and accepts a truncated font. Everything that reaches it
// from here was cleaned, wrapped and measured by this package first; a panic becomes an error.
//
// Lengths are points (1/72 inch) from the upper left corner; text stands on its baseline.
package page

import (
	"bytes"
	"fmt"
	"math"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// A4 upright, in points.
const (
	Width  = 595.28
	Height = 841.89
)

// About tells what a document is; none of it is read from a clock or the machine, so that the same
// input makes the same bytes.
type About struct {
	Title, Subject, Author string
	Lang                   string    // BCP 47, "zh-CN" or "en": what a screen reader speaks
	At                     time.Time // creation and modification date
	Frame                  Frame     // where the flowing content of every page stands
	Paper                  Color     // behind everything on every page; zero: white
	Lying                  bool      // A4 on its side, Height wide and Width high
}

// Frame is the box of a page that flowing content fills; what lies outside is for heads and footers.
type Frame struct{ Left, Top, Right, Bottom float64 }

// Width is the length of a full line.
func (f Frame) Width() float64 { return f.Right - f.Left }

// Doc is a document being drawn, by one goroutine.
type Doc struct {
	Y     float64 // where the next flowing block begins
	Frame Frame
	Wide  float64 // of each page
	High  float64

	pdf    *gofpdf.Fpdf
	paper  Color
	photos int // that were put into the document
}

// Make draws a document into memory. draw begins on the first page; each, when given, is called for
// every page at the end, when the number of pages is known (footers, page numbers).
// A panic while drawing, an impossible coordinate and a fault of the writer are returned as errors.
func Make(about About, draw func(*Doc), each func(d *Doc, n, of int)) (out []byte, err error) {
	fonts, err := loaded()
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("draw %q: %v", about.Title, r)
		}
	}()
	d := begin(about, fonts)
	draw(d)
	if each != nil {
		of := d.pdf.PageCount()
		for n := 1; n <= of; n++ {
			d.pdf.SetPage(n)
			each(d, n, of)
		}
		d.pdf.SetPage(of)
	}
	return d.finish(about)
}

func begin(about About, fonts *[weights]face) *Doc {
	wide, high := Width, Height
	if about.Lying {
		wide, high = high, wide
	}
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: wide, Ht: high}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(about.At.UTC())
	pdf.SetModificationDate(about.At.UTC())
	pdf.SetTitle(MetaString(about.Title), true)
	pdf.SetSubject(MetaString(about.Subject), true)
	pdf.SetAuthor(MetaString(about.Author), true)
	pdf.SetProducer("Mendesk", true)
	for w, f := range fonts {
		// gofpdf cuts the font inside the slice that it is given, so each document gets its own.
		pdf.AddUTF8FontFromBytes("noto", Weight(w).style(), bytes.Clone(f.bytes))
	}
	d := &Doc{pdf: pdf, Frame: about.Frame, Wide: wide, High: high, paper: about.Paper}
	d.Break()
	return d
}

func (d *Doc) finish(about About) ([]byte, error) {
	var buf bytes.Buffer
	if err := d.pdf.Output(&buf); err != nil {
		return nil, fmt.Errorf("write %q: %w", about.Title, err)
	}
	return amend(buf.Bytes(), about.Lang)
}

// Break begins a new page and puts Y at the frame's top.
func (d *Doc) Break() {
	d.pdf.AddPage()
	d.Rect(0, 0, d.Wide, d.High, Paint{Fill: d.paper})
	d.Y = d.Frame.Top
}

// Need begins a new page when less than height is left on this one, and says whether it did.
func (d *Doc) Need(height float64) bool {
	if d.Y+height <= d.Frame.Bottom || d.Y <= d.Frame.Top {
		return false
	}
	d.Break()
	return true
}

// finite refuses a number that PDF cannot hold; gofpdf would write "NaN" into the page.
func finite(values ...float64) {
	for _, v := range values {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			panic(fmt.Errorf("coordinate %v is outside any page", v))
		}
	}
}
