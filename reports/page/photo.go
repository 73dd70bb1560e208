package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"image/jpeg"
	"math"

	"github.com/jung-kurt/gofpdf"
)

// Photo draws a JPEG whole and centred inside a box; its bytes stand in the document as they came, once.
// Anything else is an error, and nothing is drawn.
func (d *Doc) Photo(raw []byte, x, y, w, h float64) error {
	finite(x, y, w, h)
	c, err := jpeg.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("photo: %w", err)
	}
	if c.Width < 1 || c.Height < 1 || w <= 0 || h <= 0 {
		return errors.New("photo: nothing to be seen")
	}
	name, as := fmt.Sprintf("%x", sha256.Sum256(raw)), gofpdf.ImageOptions{ImageType: "JPG"}
	if d.pdf.GetImageInfo(name) == nil {
		if err := d.numbered(d.pdf.RegisterImageOptionsReader(name, as, bytes.NewReader(raw))); err != nil {
			return fmt.Errorf("photo: %w", err)
		}
	}
	scale := math.Min(w/float64(c.Width), h/float64(c.Height))
	wide, high := scale*float64(c.Width), scale*float64(c.Height)
	d.pdf.ImageOptions(name, x+(w-wide)/2, y+(h-high)/2, wide, high, false, as, 0, "")
	return nil
}

// numbered gives every image of a document a width of its own, by less than a pixel. gofpdf writes images in the
// order of their widths and, among equals, in the order of a map: without it the same input makes other bytes.
// The width that it prints is cut to whole pixels. Its fields can be reached through their gob alone.
func (d *Doc) numbered(info *gofpdf.ImageInfoType) error {
	if err := d.pdf.Error(); err != nil {
		return err
	}
	d.photos++
	raw, err := info.GobEncode()
	if err != nil {
		return err
	}
	var (
		data, mask, palette    []byte
		n, bits                int
		wide, high, scale, dpi float64
		space, filter, decode  string
		clear                  []int
		out                    bytes.Buffer
		fields                 = []any{&data, &mask, &n, &wide, &high, &space, &palette, &bits, &filter, &decode, &clear, &scale, &dpi}
		from, into             = gob.NewDecoder(bytes.NewReader(raw)), gob.NewEncoder(&out)
	)
	for _, f := range fields {
		if err := from.Decode(f); err != nil {
			return err
		}
	}
	wide += float64(d.photos) / (1 << 20)
	for _, f := range fields {
		if err := into.Encode(f); err != nil {
			return err
		}
	}
	return info.GobDecode(out.Bytes())
}
