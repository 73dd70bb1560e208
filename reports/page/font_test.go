package page

import (
	"bytes"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jung-kurt/gofpdf"
)

func TestDamagedFontIsRefused(t *testing.T) {
	whole := func() fstest.MapFS {
		files := fstest.MapFS{}
		entries, err := fs.ReadDir(embedded, "fonts")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := fs.ReadFile(embedded, "fonts/"+e.Name())
			if err != nil {
				t.Fatal(err)
			}
			files["fonts/"+e.Name()] = &fstest.MapFile{Data: data}
		}
		return files
	}
	const bold = "fonts/NotoSansSC-Bold.ttf"
	for name, damage := range map[string]func(fstest.MapFS){
		"truncated":     func(m fstest.MapFS) { m[bold].Data = m[bold].Data[:len(m[bold].Data)-4096] },
		"one bit":       func(m fstest.MapFS) { m[bold].Data = bytes.Clone(m[bold].Data); m[bold].Data[5000] ^= 1 },
		"missing":       func(m fstest.MapFS) { delete(m, bold) },
		"sums missing":  func(m fstest.MapFS) { delete(m, "fonts/SHA256SUMS") },
		"sum not given": func(m fstest.MapFS) { m["fonts/SHA256SUMS"].Data = []byte("\n") },
	} {
		t.Run(name, func(t *testing.T) {
			files := whole()
			damage(files)
			if _, err := load(files); err == nil {
				t.Error("a damaged font was accepted")
			}
		})
	}
	if _, err := load(whole()); err != nil {
		t.Errorf("the whole fonts: %v", err)
	}
}

func TestParseFaceRefusesACutFile(t *testing.T) {
	data := faces()[Regular].bytes
	for _, n := range []int{0, 3, 11, 100, 2000, 50_000} {
		if _, err := parseFace(data[:n]); err == nil {
			t.Errorf("%d bytes were accepted", n)
		}
	}
}

func TestMeasureAgreesWithTheWriter(t *testing.T) {
	pdf := gofpdf.New("P", "pt", "A4", "")
	for w, f := range faces() {
		pdf.AddUTF8FontFromBytes("noto", Weight(w).style(), bytes.Clone(f.bytes))
	}
	for w := range Weight(weights) {
		pdf.SetFont("noto", w.style(), 10)
		for r := rune(' '); r < 0xFFFF; r++ {
			if faces()[w].advance[r] <= 0 {
				continue
			}
			if got, want := (Font{w, 10}).Measure(string(r)), pdf.GetStringWidth(string(r)); math.Abs(got-want) > 1e-9 {
				t.Fatalf("%U in weight %d: %v, the writer says %v", r, w, got, want)
			}
		}
	}
}

func TestBothWeightsDrawTheSameCharacters(t *testing.T) {
	regular, bold := &faces()[Regular].advance, &faces()[Bold].advance
	for r := range regular {
		if (regular[r] < 0) != (bold[r] < 0) {
			t.Fatalf("%U is in one weight only", r)
		}
	}
	for _, r := range string(box) + "…·—≥≤×÷¥€喆翀镕堃" {
		if regular[r] < 0 {
			t.Errorf("%q is missing", r)
		}
	}
}

func TestDocumentsDoNotShareFontBytes(t *testing.T) {
	before := bytes.Clone(faces()[Regular].bytes)
	if _, err := Make(About{Title: "x", At: time.Unix(0, 0)}, func(d *Doc) { d.Text(10, 10, "智能", Ink{Font{Regular, 10}, 1}) }, nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, faces()[Regular].bytes) {
		t.Error("drawing a document changed the embedded font")
	}
	if !strings.HasPrefix(string(before[:4]), "\x00\x01\x00\x00") {
		t.Error("not a TrueType file")
	}
}
