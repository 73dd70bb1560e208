package page

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func photo(t testing.TB, w, h int, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(0, 0, color.White)
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, nil); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestPhotosOfOneSizeMakeTheSameBytes(t *testing.T) {
	draw := func(d *Doc) {
		for i := range uint8(12) {
			if err := d.Photo(photo(t, 40, 30, 20*i), 40, 40+20*float64(i), 100, 18); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Photo(photo(t, 40, 30, 20), 40, 400, 100, 80); err != nil { // a second time
			t.Fatal(err)
		}
	}
	want := mustMake(t, draw, nil)
	for range 8 {
		if !bytes.Equal(mustMake(t, draw, nil), want) {
			t.Fatal("the same photos made other bytes")
		}
	}
	if n := strings.Count(string(want), "/Subtype /Image"); n != 12 {
		t.Errorf("%d images in the document", n)
	}
	if out := tool(t, want, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	if out := tool(t, want, "pdfimages", "-list", "FILE"); strings.Count(out, " 40    30 ") < 12 {
		t.Error(out)
	}
}

func TestWhatIsNoPhotoIsAnError(t *testing.T) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	whole := photo(t, 40, 30, 9)
	for name, raw := range map[string][]byte{"nothing": nil, "words": []byte("no picture"), "a PNG": buf.Bytes(), "its beginning": whole[:20]} {
		pdf := mustMake(t, func(d *Doc) {
			if err := d.Photo(raw, 40, 40, 100, 80); err == nil {
				t.Errorf("%s was drawn", name)
			}
		}, nil)
		if bytes.Contains(pdf, []byte("/Subtype /Image")) {
			t.Errorf("%s is in the document", name)
		}
	}
	mustMake(t, func(d *Doc) {
		if err := d.Photo(whole, 40, 40, 0, 80); err == nil {
			t.Error("drawn into nothing")
		}
	}, nil)
}
