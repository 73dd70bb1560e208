package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// Weight is one of the two weights that are embedded.
type Weight int

// The weights: Chinese type has nothing between that reads at 8 points.
const (
	Regular Weight = iota
	Bold
	weights = 2
)

func (w Weight) style() string { return [weights]string{"", "B"}[w] }

// Font is a weight at a size in points.
type Font struct {
	Weight Weight
	Size   float64
}

//go:embed fonts
var embedded embed.FS

var loaded = sync.OnceValues(func() (*[weights]face, error) { return load(embedded) })

// load reads the fonts and compares each with its sum: gofpdf takes a truncated font without a word
// and prints pages with holes.
func load(files fs.FS) (*[weights]face, error) {
	sums, err := fs.ReadFile(files, "fonts/SHA256SUMS")
	if err != nil {
		return nil, fmt.Errorf("read the sums of the fonts: %w", err)
	}
	var faces [weights]face
	for w, name := range [weights]string{"NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"} {
		data, err := fs.ReadFile(files, "fonts/"+name)
		if err != nil {
			return nil, fmt.Errorf("read a font: %w", err)
		}
		sum := sha256.Sum256(data)
		if !strings.Contains(string(sums), hex.EncodeToString(sum[:])+"  "+name+"\n") {
			return nil, fmt.Errorf("font %s does not match its sum: the program file is damaged", name)
		}
		if faces[w], err = parseFace(data); err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
	}
	return &faces, nil
}

// faces panics when the fonts are damaged; Make reports that as an error before anything is drawn.
func faces() *[weights]face {
	f, err := loaded()
	if err != nil {
		panic(err)
	}
	return f
}

// Measure is the length of one cleaned line in points.
func (f Font) Measure(s string) float64 {
	advance := &faces()[f.Weight].advance
	var sum int
	for _, r := range s {
		sum += advanceOf(advance, r)
	}
	return float64(sum) * f.Size / 1000
}

func advanceOf(advance *[1 << 16]int16, r rune) int {
	if r < 0 || r >= 1<<16 || advance[r] < 0 {
		return 0
	}
	return int(advance[r])
}
