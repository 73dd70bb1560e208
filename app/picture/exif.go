package picture

import (
	"encoding/binary"
	"image"
	"strings"
	"time"
)

// EXIF 2.32, of which two things are read: how the camera was held, and when it was released.
const (
	tagOrientation = 0x0112
	tagExif        = 0x8769
	tagTaken       = 0x9003
	tagOffset      = 0x9011
)

// segments calls do with the marker and content of each part of a JPEG before its pixels.
func segments(raw []byte, do func(marker byte, part []byte) bool) {
	if len(raw) < 4 || raw[0] != 0xFF || raw[1] != 0xD8 {
		return
	}
	for at := 2; at+4 <= len(raw) && raw[at] == 0xFF; {
		marker := raw[at+1]
		if marker == 0xFF { // filling
			at++
			continue
		}
		size := int(binary.BigEndian.Uint16(raw[at+2:]))
		if size < 2 || at+2+size > len(raw) || marker == 0xDA {
			return
		}
		if !do(marker, raw[at+4:at+2+size]) {
			return
		}
		at += 2 + size
	}
}

// progressive tells whether a JPEG comes in several scans.
func progressive(raw []byte) (yes bool) {
	segments(raw, func(marker byte, _ []byte) bool {
		yes = marker == 0xC2
		return !yes
	})
	return yes
}

// tiff is the part of a JPEG that holds EXIF.
type tiff struct {
	raw   []byte
	order binary.ByteOrder
}

func exifOf(raw []byte) (t tiff, ok bool) {
	segments(raw, func(marker byte, part []byte) bool {
		if marker != 0xE1 || len(part) < 14 || string(part[:6]) != "Exif\x00\x00" {
			return true
		}
		t.raw = part[6:]
		switch string(t.raw[:4]) {
		case "II*\x00":
			t.order, ok = binary.LittleEndian, true
		case "MM\x00*":
			t.order, ok = binary.BigEndian, true
		}
		return false
	})
	return t, ok
}

// entry finds a tag in the directory at an offset: its type, count and the four bytes that are or name its value.
func (t tiff) entry(dir uint32, tag uint16) (count uint32, value []byte, ok bool) {
	if uint64(dir)+2 > uint64(len(t.raw)) {
		return 0, nil, false
	}
	n := int(t.order.Uint16(t.raw[dir:]))
	for i := range n {
		at := int(dir) + 2 + 12*i
		if at+12 > len(t.raw) {
			return 0, nil, false
		}
		if t.order.Uint16(t.raw[at:]) == tag {
			return t.order.Uint32(t.raw[at+4:]), t.raw[at+8 : at+12], true
		}
	}
	return 0, nil, false
}

func (t tiff) text(dir uint32, tag uint16) string {
	count, value, ok := t.entry(dir, tag)
	if !ok || count == 0 || count > 64 {
		return ""
	}
	if count > 4 {
		at := uint64(t.order.Uint32(value))
		if at+uint64(count) > uint64(len(t.raw)) {
			return ""
		}
		value = t.raw[at : at+uint64(count)]
	}
	return strings.TrimRight(string(value), "\x00 ")
}

// orientation is how a JPEG must be turned to be looked at, 1 to 8; 1 when it does not say.
func orientation(raw []byte) int {
	t, ok := exifOf(raw)
	if !ok {
		return 1
	}
	_, value, ok := t.entry(t.order.Uint32(t.raw[4:]), tagOrientation)
	if n := t.orderOf(value); ok && n >= 1 && n <= 8 {
		return n
	}
	return 1
}

func (t tiff) orderOf(value []byte) int {
	if len(value) < 2 {
		return 0
	}
	return int(t.order.Uint16(value))
}

// takenAt is when the camera says that it was released, and whether it names its zone.
func takenAt(raw []byte) (at time.Time, zoned bool) {
	t, ok := exifOf(raw)
	if !ok {
		return at, false
	}
	_, value, ok := t.entry(t.order.Uint32(t.raw[4:]), tagExif)
	if !ok {
		return at, false
	}
	dir := t.order.Uint32(value)
	taken := t.text(dir, tagTaken)
	const layout = "2006:01:02 15:04:05"
	if at, err := time.Parse(layout+"-07:00", taken+t.text(dir, tagOffset)); err == nil {
		return at.UTC(), true
	}
	at, err := time.Parse(layout, taken)
	if err != nil {
		return time.Time{}, false
	}
	return at, false
}

// upright turns a picture as EXIF says: 2 mirrors it, 3 turns it by half, 4 mirrors it upside down, 5 to 8
// are the same lying on their side.
func upright(img image.Image, turned int) image.Image {
	in, ok := img.(*image.NRGBA)
	if !ok || turned < 2 || turned > 8 {
		return img
	}
	w, h := in.Rect.Dx(), in.Rect.Dy()
	from := map[int]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[turned]
	ow, oh := w, h
	if turned >= 5 {
		ow, oh = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, ow, oh))
	for y := range oh {
		for x := range ow {
			fx, fy := from(x, y)
			copy(out.Pix[out.PixOffset(x, y):][:4], in.Pix[in.PixOffset(fx, fy):][:4])
		}
	}
	return out
}
