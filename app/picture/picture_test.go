package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
	"time"
)

// arrow is 60 × 40: red in its upper left quarter, blue elsewhere.
func arrow() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for y := range 40 {
		for x := range 60 {
			c := color.RGBA{B: 255, A: 255}
			if x < 30 && y < 20 {
				c = color.RGBA{R: 255, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withEXIF puts what a camera says into a JPEG, in either order of bytes.
func withEXIF(raw []byte, order binary.AppendByteOrder, turned uint16, taken, zone string) []byte {
	word := func(b []byte, tag, kind uint16, count, value uint32) []byte {
		return order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), count), value)
	}
	t := []byte("MM\x00*")
	if order.AppendUint16(nil, 1)[0] == 1 {
		t = []byte("II*\x00")
	}
	t = order.AppendUint32(t, 8)
	t = order.AppendUint16(t, 2) // entries of the first directory, at 8
	if order.AppendUint16(nil, 1)[0] == 1 {
		t = word(t, tagOrientation, 3, 1, uint32(turned))
	} else {
		t = word(t, tagOrientation, 3, 1, uint32(turned)<<16)
	}
	t = word(t, tagExif, 4, 1, 38)
	t = order.AppendUint32(t, 0)
	t = order.AppendUint16(t, 2) // the second, at 38
	t = word(t, tagTaken, 2, 20, 68)
	t = word(t, tagOffset, 2, 7, 88)
	t = order.AppendUint32(t, 0)
	t = append(t, (taken + "\x00")...) // at 68
	t = append(t, (zone + "\x00")...)
	part := append([]byte("Exif\x00\x00"), t...)
	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(part)+2))...)
	return append(append(out, part...), raw[2:]...)
}

func TestPicturesStandUpright(t *testing.T) {
	// Where the red quarter is seen, as right and lower, when the camera was held in each of eight ways.
	red := map[uint16][2]bool{1: {}, 2: {true, false}, 3: {true, true}, 4: {false, true}, 5: {}, 6: {true, false}, 7: {true, true}, 8: {false, true}}
	for turned, at := range red {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			raw := withEXIF(asJPEG(t, arrow()), order, turned, "2026:11:19 10:12:30", "+08:00")
			shown, kind, err := Show(raw, 480)
			if err != nil || kind != "image/jpeg" {
				t.Fatal(turned, kind, err)
			}
			img, _, err := image.Decode(bytes.NewReader(shown))
			if err != nil {
				t.Fatal(err)
			}
			w, h := 60, 40
			if turned >= 5 {
				w, h = 40, 60
			}
			if b := img.Bounds(); b.Dx() != w || b.Dy() != h {
				t.Fatalf("turned %d is %v", turned, b)
			}
			if f := Look(raw); f.Width != w || f.Height != h || !f.Zoned || !f.TakenAt.Equal(time.Date(2026, 11, 19, 2, 12, 30, 0, time.UTC)) {
				t.Errorf("turned %d: %+v", turned, f)
			}
			for _, lower := range []bool{false, true} {
				for _, right := range []bool{false, true} {
					x, y := w/4, h/4
					if right {
						x += w / 2
					}
					if lower {
						y += h / 2
					}
					r, _, b, _ := img.At(x, y).RGBA()
					if isRed := r > b; isRed != (at == [2]bool{right, lower}) {
						t.Errorf("turned %d: red at right %v lower %v is %v", turned, right, lower, isRed)
					}
				}
			}
			if bytes.Contains(shown, []byte("Exif")) {
				t.Error("what the camera says is still in what is shown")
			}
		}
	}
}

func TestWhatTheCameraSays(t *testing.T) {
	plain := asJPEG(t, arrow())
	if f := Look(plain); f.Width != 60 || !f.TakenAt.IsZero() {
		t.Errorf("%+v", f)
	}
	f := Look(withEXIF(plain, binary.LittleEndian, 1, "2026:11:19 10:12:30", "      "))
	if f.Zoned || !f.TakenAt.Equal(time.Date(2026, 11, 19, 10, 12, 30, 0, time.UTC)) {
		t.Errorf("without a zone: %+v", f)
	}
	if f := Look(withEXIF(plain, binary.LittleEndian, 99, "0000:00:00 00:00:00", "+08:00")); !f.TakenAt.IsZero() || f.Width != 60 {
		t.Errorf("nonsense: %+v", f)
	}
}

// bomb is a PNG of a few bytes that claims to be w × h.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	head = append(head, 8, 6, 0, 0, 0)
	chunk := append([]byte("IHDR"), head...)
	out := append([]byte("\x89PNG\r\n\x1a\n"), binary.BigEndian.AppendUint32(nil, 13)...)
	out = append(out, chunk...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
}

func TestHugePicturesAreNeverDecoded(t *testing.T) {
	for _, raw := range [][]byte{bomb(10000, 10000), bomb(1<<30, 1<<30), bomb(30001, 1), bomb(0, 5)} {
		if _, _, err := Show(raw, 480); !errors.Is(err, ErrNotShown) {
			t.Error(err)
		}
		if f := Look(raw); f != (Facts{}) {
			t.Errorf("%+v", f)
		}
	}
	// Claims little and holds nothing: an error of the decoder.
	if _, _, err := Show(bomb(10, 10), 480); !errors.Is(err, ErrNotShown) {
		t.Error(err)
	}
}

func TestShowShrinksAndKeepsWhatIsTransparent(t *testing.T) {
	big := image.NewNRGBA(image.Rect(0, 0, 1000, 500))
	raw, kind, err := Show(asPNG(t, big), 480)
	if err != nil || kind != "image/png" {
		t.Fatal(kind, err)
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || c.Width != 480 || c.Height != 240 {
		t.Error(c, err)
	}
	paper, w, h, err := Paper(asPNG(t, big), 300)
	if err != nil || w != 300 || h != 150 {
		t.Fatal(w, h, err)
	}
	img, format, err := image.Decode(bytes.NewReader(paper))
	if r, _, _, _ := img.At(10, 10).RGBA(); err != nil || format != "jpeg" || r < 0xF000 {
		t.Error("what is transparent is not white on paper", format, r, err)
	}
	if small, _, err := Show(asJPEG(t, arrow()), 480); err != nil || Look(small).Width != 60 {
		t.Error("a small picture grew", err)
	}
	var b bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 20, 10), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	if _, kind, err := Show(b.Bytes(), 480); err != nil || kind != "image/jpeg" {
		t.Error(kind, err)
	}
	if _, kind, err := Show(webp, 480); err != nil || kind != "image/jpeg" || Look(webp).Width != 1 {
		t.Error("webp:", kind, err)
	}
	for _, none := range [][]byte{nil, []byte("hello"), []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")} {
		if _, _, err := Show(none, 480); !errors.Is(err, ErrNotShown) {
			t.Error(err)
		}
	}
}

// webp is one pixel.
var webp = []byte("RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x000\x01\x00\x9d\x01*\x01\x00\x01\x00\x02\x004%\xa4\x00\x03p\x00\xfe\xfb\x94\x00\x00")

func TestTheTypeIsInTheBytes(t *testing.T) {
	zip := "PK\x03\x04\x14\x00\x00\x00\x00\x00"
	for _, c := range []struct {
		head, name, kind string
		allowed          bool
	}{
		{string(asPNG(t, arrow())), "photo.exe.png", "image/png", true},
		{string(asJPEG(t, arrow())), "a.png", "image/jpeg", true},
		{string(webp), "a", "image/webp", true},
		{"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "IMG_1.HEIC", "image/heic", true},
		{"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "a.mp4", "video/mp4", true},
		{"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", "a.mov", "video/quicktime", true},
		{"\x1a\x45\xdf\xa3\x8f\x42\x82\x84webm\x42\x87\x81\x02 matroskamux", "a.webm", "video/webm", true},
		{"\x1a\x45\xdf\xa3\x8f\x42\x82\x88matroska\x42\x87\x81\x02 webm", "a.mkv", "video/x-matroska", true},
		{"\x1a\x45\xdf\xa3\x8f\x42\x82\xff", "cut off", "video/webm", true},
		{"#!AMR\n", "call.amr", "audio/amr", true},
		{"%PDF-1.7", "a.pdf", "application/pdf", true},
		{"你好，世界", "a.txt", "text/plain", true},
		{"a,b\n1,2", "a.csv", "text/csv", true},
		{zip + "[Content_Types].xml", "a.docx", offices["docx"], true},
		{zip + "[Content_Types].xml", "a.zip", "application/zip", true},
		{string(compound), "a.xls", "application/vnd.ms-excel", true},
		{"<!DOCTYPE html><script>", "a.html", "text/html", true},
		{"<!DOCTYPE html><script>", "photo.jpg", "text/html", true},
		{"<svg onload=alert(1)>", "a.svg", "image/svg+xml", true},
		{"MZ\x90\x00\x03\x00\x00\x00", "photo.jpg", Other, false},
		{"\x7fELF\x02\x01\x01", "a", Other, false},
		{"echo off", "a.bat", "text/plain", false},
		{"#!/bin/sh\nrm", "a.sh", "text/plain", false},
		{string(asJPEG(t, arrow())), "a.scr", "image/jpeg", false},
	} {
		kind := Sniff([]byte(c.head), c.name)
		if kind != c.kind || Allowed(kind, c.name) != c.allowed {
			t.Errorf("%s is %s, allowed %v", c.name, kind, Allowed(kind, c.name))
		}
		if Plays(kind) && kind == "text/html" {
			t.Error("a page is no video")
		}
	}
}

func FuzzShow(f *testing.F) {
	f.Add(withEXIF(asJPEG(f, arrow()), binary.LittleEndian, 6, "2026:11:19 10:12:30", "+08:00"))
	f.Add(asPNG(f, arrow()))
	f.Add(webp)
	f.Add(bomb(9, 9))
	f.Fuzz(func(t *testing.T, raw []byte) {
		Sniff(raw, "a.jpg")
		facts := Look(raw)
		if facts.Width*facts.Height > 1<<20 {
			return // slow, and the limits have their own test
		}
		shown, _, err := Show(raw, 100)
		if err != nil {
			return
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(shown))
		if err != nil || c.Width > 100 || c.Height > 100 || c.Width < 1 {
			t.Fatal(c, err)
		}
	})
}
