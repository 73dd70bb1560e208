package page

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var about = About{
	Title: "质量报告 Quality report", Author: "栖木生活", Subject: "2026-10", Lang: "zh-CN",
	At: time.Date(2026, 11, 1, 1, 0, 0, 0, time.UTC), Frame: Frame{40, 40, Width - 40, Height - 60},
}

var body = Ink{Font{Regular, 10}, 0x1B1C1F}

var style = TableStyle{Size: 9, HeadFill: 0x14285A, HeadText: 0xFFFFFF, Text: 0x1B1C1F, Soft: 0x686B71, Line: 0xE6E6E1, Surface: 0xFFFFFF, Pad: 5, Radius: 4}

func mustMake(t testing.TB, draw func(*Doc), each func(d *Doc, n, of int)) []byte {
	t.Helper()
	pdf, err := Make(about, draw, each)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// tool runs a program of poppler or qpdf on a document.
func tool(t testing.TB, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: poppler-utils, qpdf), so the document is not read back", name)
	}
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func text(t testing.TB, pdf []byte) string {
	return tool(t, pdf, "pdftotext", "-layout", "FILE", "-")
}

var hostileTexts = []string{
	"", " ", "\n\n", "👨‍👩‍👧 好评👍🏽", "王𠮷祥", "a\xff\xfe\xed\xa0\x80b", "\u202eevil\u2066", "\u200b\ufeff", "e\u0301\u0323",
	"(brackets) \\ back\\slash \r return", strings.Repeat("锁", 10_000), strings.Repeat("x", 10_000), strings.Repeat("，", 10_000), "\x00\x1b",
}

func TestHostileTextIsDrawnEverywhere(t *testing.T) {
	for i, s := range hostileTexts {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			pdf := drawAll(t, s)
			tool(t, pdf, "qpdf", "--check", "FILE")
		})
	}
}

func drawAll(t testing.TB, s string) []byte {
	t.Helper()
	a := about
	a.Title, a.Author, a.Subject, a.Lang = s, s, s, s
	pdf, err := Make(a, func(d *Doc) {
		d.Text(40, 30, body.Fit(s, 400), body)
		d.Paragraph(s, body)
		d.Chip(40, d.Y, Chip{Word: s, Mark: MarkTick, Text: 0x19774A, Tint: 0xE3F3EA}, Font{Bold, 8}, 120)
		d.Table([]Column{{Head: s, Share: 1}, {Head: "b", Share: 2, Lines: 3}}, [][]Cell{{{Text: s, Below: s}, {Text: s}}, {{Chip: &Chip{Word: s}}}}, style)
	}, func(d *Doc, n, of int) { d.TextIn(40, Height-30, 300, s, AlignCenter, body) })
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestAnyTextMakesADocument(t *testing.T) {
	texts := hostile()
	for seed := range 25 { // a document costs some 30 ms
		drawAll(t, texts.Example(seed))
	}
}

func TestTextComesBackWhole(t *testing.T) {
	const said = "客户来电：“指纹识别失灵，多次重启后仍无法录入。”（已寄回）要求更换主板——并延长保修期……José 与 Müller 确认，金额￥1,299.00。"
	narrow := about
	narrow.Frame = Frame{40, 40, 140, Height - 60}
	pdf, err := Make(narrow, func(d *Doc) { d.Paragraph(said, body) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(text(t, pdf)), "")
	if want := strings.ReplaceAll(said, " ", ""); got != want {
		t.Errorf("read back %q, want %q", got, want)
	}
}

func TestPageNumbersAreReadable(t *testing.T) {
	pdf := mustMake(t, func(d *Doc) {
		for range 11 {
			d.Break()
		}
	}, func(d *Doc, n, of int) { d.Text(40, 800, fmt.Sprintf("第 %d 页 / 共 %d 页", n, of), body) })
	got := text(t, pdf)
	for n := 1; n <= 12; n++ {
		if !strings.Contains(got, fmt.Sprintf("第 %d 页 / 共 12 页", n)) {
			t.Errorf("page %d has no number", n)
		}
	}
}

func TestSameInputMakesSameBytes(t *testing.T) {
	draw := func(d *Doc) {
		d.Gradient(0, 0, Width, 90, 0x14285A, 0x1F4FA8)
		d.See(0.2, func() { d.Circle(Point{500, 20}, 80, Paint{Fill: 0xFFFFFF}) })
		d.Area([]Point{{40, 200}, {90, 180}, {140, 190}}, 220, Paint{Fill: 0xEBF0FD})
		d.Arc(Point{300, 300}, 40, 0, 210, Paint{Stroke: 0x19774A, Width: 10})
		d.Paragraph(strings.Repeat("智能门锁指纹识别失灵。", 60), body)
	}
	a, b := mustMake(t, draw, nil), mustMake(t, draw, nil)
	if !bytes.Equal(a, b) {
		t.Error("the same input made other bytes")
	}
}

func TestDocumentsAreDrawnSideBySide(t *testing.T) {
	draw := func(d *Doc) { d.Paragraph("智能门锁指纹识别失灵，José 来电。", body) }
	want := mustMake(t, draw, nil)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := Make(about, draw, nil); err != nil || !bytes.Equal(got, want) {
				t.Errorf("drawn beside others it differs (%v)", err)
			}
		})
	}
	all.Wait()
}

func TestDocumentSaysItsLanguageAndTitle(t *testing.T) {
	pdf := mustMake(t, func(d *Doc) { d.Text(40, 40, "正文", body) }, nil)
	if out := tool(t, pdf, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	if out := tool(t, pdf, "pdfinfo", "FILE"); !strings.Contains(out, "质量报告 Quality report") || !strings.Contains(out, "2026") {
		t.Error(out)
	}
	out := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	for _, want := range []string{"/Lang (zh-CN)", "/DisplayDocTitle true", "/ID ["} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

func TestPanicAndBadCoordinatesAreErrors(t *testing.T) {
	for name, draw := range map[string]func(*Doc){
		"panic":    func(*Doc) { panic("broken chart") },
		"NaN":      func(d *Doc) { d.Text(math.NaN(), 10, "x", body) },
		"infinite": func(d *Doc) { d.Line(Point{0, 0}, Point{math.Inf(1), 0}, Paint{Stroke: 1, Width: 1}) },
	} {
		if pdf, err := Make(about, draw, nil); err == nil || pdf != nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTableRepeatsItsHeadAndLosesNoRow(t *testing.T) {
	var rows [][]Cell
	for i := range 120 {
		rows = append(rows, []Cell{{Text: fmt.Sprintf("T-B-261116-%03d", i)}, {Text: "智能门锁指纹识别失灵，多次重启后仍无法录入", Below: "客户"}})
	}
	pages := 0
	pdf := mustMake(t, func(d *Doc) {
		d.Table([]Column{{Head: "工单", Share: 1}, {Head: "主题", Share: 1.5}}, rows, style)
	}, func(_ *Doc, _, of int) { pages = of })
	got := text(t, pdf)
	if pages < 3 || strings.Count(got, "工单") != pages {
		t.Errorf("%d pages with %d heads", pages, strings.Count(got, "工单"))
	}
	for i := range 120 {
		if !strings.Contains(got, fmt.Sprintf("T-B-261116-%03d", i)) {
			t.Errorf("row %d is missing", i)
		}
	}
}

func TestNoRowStandsAlone(t *testing.T) {
	for n := 2; n < 90; n++ {
		rows := make([][]Cell, n)
		for i := range rows {
			rows[i] = []Cell{{Text: fmt.Sprintf("row %d", i)}}
		}
		mustMake(t, func(d *Doc) {
			d.Y = Height - 150
			d.Table([]Column{{Head: "head", Share: 1}}, rows, style)
			oneRow := Font{Size: style.Size}.Leading() + 2*style.Pad
			if left := d.Y - d.Frame.Top; left < 3*oneRow-1e-6 {
				t.Errorf("of %d rows the last stands alone", n)
			}
		}, nil)
		if n == 10 {
			n = 60 // around the next page break
		}
	}
}

func TestRowHigherThanAPageGoesOn(t *testing.T) {
	long := strings.Repeat("智能门锁指纹识别失灵", 1000)
	pdf := mustMake(t, func(d *Doc) {
		d.Table([]Column{{Head: "工单", Share: 1}, {Head: "主题", Share: 1}}, [][]Cell{{{Text: "一"}, {Text: long, Below: "完"}}}, style)
	}, nil)
	got := text(t, pdf)
	if n := strings.Count(strings.Join(strings.Fields(got), ""), "锁"); n != 1000 {
		t.Errorf("%d of 1000 came through", n)
	}
	if !strings.Contains(got, "完") {
		t.Error("the small line is missing")
	}
}

func TestWriteFileLeavesWholeFilesOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "报告.pdf")
	for _, data := range []string{"first", "second"} {
		if err := WriteFile(path, []byte(data)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != data {
			t.Fatalf("%q, %v", got, err)
		}
	}
	if err := WriteFile(filepath.Join(dir, "absent", "x.pdf"), nil); err == nil {
		t.Error("a missing folder was accepted")
	}
	if err := WriteFile(dir, []byte("x")); err == nil {
		t.Error("a folder was overwritten")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".page-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
