package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // first frame
	"image/jpeg"
	"image/png"
	"sync"
	"time"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // customers' phones send it
)

// Facts are what the bytes of a picture say of it.
type Facts struct {
	Width, Height int       // pixels, as it is looked at; 0 when it is no picture that can be shown
	TakenAt       time.Time // by the camera's clock; its zone is UTC when the camera does not name one
	Zoned         bool      // the camera named its zone
}

// ErrNotShown means that the bytes are no picture, or one that is too large to be opened.
var ErrNotShown = errors.New("this is no picture that can be shown")

// budget is how many bytes one decoded picture may take: a small file can claim to be a huge picture.
const budget = 256 << 20

// maxEdge keeps the arithmetic of decoders far from where it overflows.
const maxEdge = 30000

// one picture is decoded at a time, so that a page full of them takes the memory of one.
var one sync.Mutex

// Look reads what a picture says of itself without decoding it; the zero Facts for anything else.
func Look(raw []byte) Facts {
	c, _, turned, err := config(raw)
	if err != nil {
		return Facts{}
	}
	f := Facts{Width: c.Width, Height: c.Height}
	if turned >= 5 {
		f.Width, f.Height = f.Height, f.Width
	}
	f.TakenAt, f.Zoned = takenAt(raw)
	return f
}

// config reads the head of a picture and refuses one that would not fit.
func config(raw []byte) (c image.Config, format string, turned int, err error) {
	c, format, err = image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || c.Width < 1 || c.Height < 1 || c.Width > maxEdge || c.Height > maxEdge {
		return c, format, 1, errors.Join(ErrNotShown, err)
	}
	if need(c, format, raw) > budget {
		return c, format, 1, fmt.Errorf("%d × %d pixels: %w", c.Width, c.Height, ErrNotShown)
	}
	turned = 1
	if format == "jpeg" {
		turned = orientation(raw)
	}
	return c, format, turned, nil
}

// need is what decoding takes at most, in bytes.
func need(c image.Config, format string, raw []byte) int64 {
	each := int64(4)
	switch format {
	case "png":
		each = 8 // 16 bits a colour
	case "gif":
		each = 1
	case "jpeg":
		each = 4
		if progressive(raw) {
			each += 4 * 4 // every coefficient is kept until the last scan
		}
	}
	return int64(c.Width) * int64(c.Height) * each
}

// Show gives the picture to look at: upright, at most edge pixels wide and high, encoded anew as JPEG, or as
// PNG when it is transparent. Nothing else of the file is left.
func Show(raw []byte, edge int) (out []byte, mediaType string, err error) {
	defer func() { // a decoder that is at its end with a strange file
		if p := recover(); p != nil {
			out, mediaType, err = nil, "", fmt.Errorf("%w: %v", ErrNotShown, p)
		}
	}()
	_, _, turned, err := config(raw)
	if err != nil {
		return nil, "", err
	}
	one.Lock()
	defer one.Unlock()
	full, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, "", errors.Join(ErrNotShown, err)
	}
	return encode(upright(shrunk(full, edge), turned))
}

// Paper gives the picture for a page: as Show does, and always a JPEG on white.
func Paper(raw []byte, edge int) (out []byte, width, height int, err error) {
	shown, _, err := Show(raw, edge)
	if err != nil {
		return nil, 0, 0, err
	}
	img, _, err := image.Decode(bytes.NewReader(shown))
	if err != nil {
		return nil, 0, 0, err
	}
	b := img.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), img, b.Min, draw.Over)
	var buf bytes.Buffer
	err = jpeg.Encode(&buf, flat, &jpeg.Options{Quality: 82})
	return buf.Bytes(), b.Dx(), b.Dy(), err
}

func shrunk(img image.Image, edge int) image.Image {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	scale := min(1, float64(edge)/float64(max(w, h)))
	w, h = max(1, int(float64(w)*scale+0.5)), max(1, int(float64(h)*scale+0.5))
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(out, out.Bounds(), img, b.Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(out, out.Bounds(), img, b, draw.Src, nil)
	}
	return out
}

func encode(img image.Image) ([]byte, string, error) {
	var buf bytes.Buffer
	if n, ok := img.(*image.NRGBA); ok && !n.Opaque() {
		err := png.Encode(&buf, img)
		return buf.Bytes(), "image/png", err
	}
	err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 85})
	return buf.Bytes(), "image/jpeg", err
}
