package page

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// face is one font file with the width of every character that it can draw.
type face struct {
	bytes   []byte
	advance [1 << 16]int16 // thousandths of the size by character; -1: the font cannot draw it
}

var errShort = errors.New("font table is cut short")

// parseFace reads the character map (format 4) and the widths of a TrueType file. gofpdf has both
// inside but tells neither what is missing nor how long a line is before it is drawn.
func parseFace(data []byte) (f face, err error) {
	defer func() {
		if recover() != nil { // an offset that points outside the file
			err = errShort
		}
	}()
	data = slices.Clip(data) // slicing reaches to the capacity, not to the end
	f.bytes = data
	for i := range f.advance {
		f.advance[i] = -1
	}
	tables := map[string][]byte{}
	for i := range int(u16(data, 4)) {
		entry := data[12+16*i:]
		from, size := u32(entry, 8), u32(entry, 12)
		tables[string(entry[:4])] = data[from : from+size : from+size]
	}
	widths := glyphWidths(tables)
	segments, err := format4(tables["cmap"])
	if err != nil {
		return f, err
	}
	eachGlyph(segments, func(r, glyph int) {
		f.advance[r] = int16(widths[min(glyph, len(widths)-1)])
	})
	return f, nil
}

// glyphWidths rounds as gofpdf does, so that a measured line is as long as the drawn one.
func glyphWidths(tables map[string][]byte) []int {
	em := float64(u16(tables["head"], 18))
	widths := make([]int, u16(tables["hhea"], 34))
	for g := range widths {
		widths[g] = int(float64(u16(tables["hmtx"], 4*g))*1000/em + 0.5)
	}
	return widths
}

func format4(cmap []byte) ([]byte, error) {
	for i := range int(u16(cmap, 2)) {
		table := cmap[u32(cmap, 8+8*i):]
		if u16(table, 0) == 4 {
			return table[:u16(table, 2)], nil
		}
	}
	return nil, fmt.Errorf("no character map of format 4")
}

// eachGlyph walks the segments of a format 4 table (OpenType specification, "cmap").
func eachGlyph(t []byte, glyph func(r, glyph int)) {
	x2 := int(u16(t, 6)) // twice the number of segments
	ends, starts := 14, 16+x2
	deltas, offsets := starts+x2, starts+2*x2
	for s := 0; s < x2; s += 2 {
		start, end := int(u16(t, starts+s)), int(u16(t, ends+s))
		delta, offset := int(u16(t, deltas+s)), int(u16(t, offsets+s))
		for r := start; r <= end && r < 0xFFFF; r++ {
			g := r
			if offset != 0 {
				if g = int(u16(t, offsets+s+offset+2*(r-start))); g == 0 {
					continue
				}
			}
			if g = (g + delta) & 0xFFFF; g != 0 {
				glyph(r, g)
			}
		}
	}
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }
