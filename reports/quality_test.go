package reports

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mendesk/app/quality"
	"mendesk/app/texts"
)

var (
	update = flag.Bool("update", false, "write the golden hashes of the reports anew")
	keep   = flag.String("keep", "", "a folder in which the reports are kept, to be looked at")
)

// shipped are the texts of the program; a missing one, or one with an open place, fails the test.
type shipped struct {
	words texts.Say
	t     testing.TB
}

func (s shipped) Lang() string { return s.words.Lang() }

func (s shipped) Say(key string, places map[string]string) string {
	text := s.words.Say(key, places)
	if text == key || strings.Contains(text, "{{") {
		s.t.Errorf("the text %s of %s is missing or has an open place: %s", key, s.Lang(), text)
	}
	return text
}

// catalogue is a language's texts as a table.
type catalogue struct {
	t     testing.TB
	lang  string
	texts map[string]string
}

// frozen are the texts with those of other areas as they once were, so that a word of theirs does not
// change how our pages look.
func frozen(t testing.TB, lang string) catalogue {
	t.Helper()
	c := catalogue{t, lang, map[string]string{}}
	c.read("../app/texts/" + lang + ".json")
	for key := range c.texts {
		if !strings.HasPrefix(key, "report.") {
			delete(c.texts, key)
		}
	}
	c.read("testdata/words-" + lang + ".json")
	return c
}

func (c catalogue) read(file string) {
	c.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		c.t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(data, &tree); err != nil {
		c.t.Fatal(err)
	}
	c.flatten("", tree)
}

func (c catalogue) flatten(prefix string, tree map[string]any) {
	for key, v := range tree {
		if branch, is := v.(map[string]any); is {
			c.flatten(prefix+key+".", branch)
		} else {
			c.texts[prefix+key] = v.(string)
		}
	}
}

func (c catalogue) Lang() string { return c.lang }

func (c catalogue) Say(key string, places map[string]string) string {
	text, found := c.texts[key]
	if !found {
		form := "_other"
		if places["count"] == "1" && c.lang == "en" {
			form = "_one"
		}
		if text, found = c.texts[key+form]; !found {
			c.t.Errorf("no text %s in %s", key, c.lang)
		}
	}
	for name, value := range places {
		text = strings.ReplaceAll(text, "{{"+name+"}}", value)
	}
	if strings.Contains(text, "{{") {
		c.t.Errorf("a place of %s is left open: %q", key, text)
	}
	return text
}

func draw(t testing.TB, in quality.Report, lang string) []byte {
	t.Helper()
	return drawWith(t, in, frozen(t, lang))
}

func drawWith(t testing.TB, in quality.Report, words Texts) []byte {
	t.Helper()
	pdf, err := Quality(in, words)
	if err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		name := strings.ReplaceAll(t.Name(), "/", "-") + "-" + words.Lang() + ".pdf"
		if err := os.WriteFile(filepath.Join(*keep, name), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return pdf
}

// tool runs a program of poppler or qpdf on a document.
func tool(t testing.TB, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: poppler-utils, qpdf), so the report is not read back", name)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
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

var langs = []string{"zh-CN", "en"}

// TestReportOfAPeriodThatHasJustBegun says what each figure was before, while there is nothing yet.
func TestReportOfAPeriodThatHasJustBegun(t *testing.T) {
	in := demo()
	for i := range in.Figures {
		f := &in.Figures[i]
		f.Value, f.Change, f.N, f.Small, f.Met, f.Trending = nil, nil, 0, false, quality.None, quality.Unknown
	}
	for lang, want := range map[string][]string{"zh-CN": {"上期 95.2%", "上期 31.7 分钟"}, "en": {"Previous 95.2%", "Previous 31.7 min"}} {
		text := bare(tool(t, drawWith(t, in, shipped{texts.For(lang), t}), "pdftotext", "-layout", "FILE", "-"))
		for _, w := range want {
			if !strings.Contains(text, bare(w)) {
				t.Errorf("%s: %q is missing in\n%s", lang, w, text)
			}
		}
	}
}

func TestReportSaysWhatItWasHanded(t *testing.T) {
	want := map[string][]string{
		"zh-CN": {"售后质量报告", "栖木生活官方旗舰店", "2026 年 10 月", "统计截至 2026-11-01 09:00", "对比 2026 年 9 月", "首次回复及时率", "96.4", "目标 ≥ 95%", "达标", "未达标", "小样本", "暂无数据", "n 1,842", "1.2 pt", "较上期", "142", "80%", "T-B-261016-3", "欧阳靖文", "3 天 4 小时", "无人负责", "退货消毒与质检", "罗文静、Olivia Chen", "剔除", "第 1 页 / 共", "数据说明"},
		"en":    {"After-sales quality report", "栖木生活官方旗舰店", "October 2026", "Figures as of 1 Nov 2026 09:00", "First reply in time", "96.4", "Target ≥ 95%", "Small sample", "No data", "T-B-261016-3", "3 d 4 h", "Unassigned", "罗文静, Olivia Chen", "Page 1 of", "About these figures"},
	}
	for _, lang := range langs {
		t.Run(lang, func(t *testing.T) {
			pdf := drawWith(t, demo(), shipped{texts.For(lang), t})
			// poppler decides by the width of a gap whether it is a space
			text := bare(tool(t, pdf, "pdftotext", "-layout", "FILE", "-"))
			for _, w := range want[lang] {
				if !strings.Contains(text, bare(w)) {
					t.Errorf("%q is missing in\n%s", w, text)
				}
			}
			if out := tool(t, pdf, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
		})
	}
}

func bare(s string) string { return strings.Join(strings.Fields(s), "") }

func TestReportOfAnEmptyDesk(t *testing.T) {
	for _, lang := range langs {
		pdf := draw(t, empty(), lang)
		text := tool(t, pdf, "pdftotext", "-layout", "FILE", "-")
		for _, never := range []string{"NaN", "Inf", "0%", "0.0"} {
			if strings.Contains(strings.ReplaceAll(strings.ReplaceAll(text, "80%", ""), "10%", ""), never) {
				t.Errorf("%s: %q is printed where there is no data:\n%s", lang, never, text)
			}
		}
		tool(t, pdf, "qpdf", "--check", "FILE")
	}
}

func TestLongTableGoesOnWithItsHead(t *testing.T) {
	in := demo()
	in.Breached = many(in.Breached, 200)
	in.BreachedTotal = 260
	text := tool(t, draw(t, in, "zh-CN"), "pdftotext", "-layout", "FILE", "-")
	if n := strings.Count(text, "负责人"); n < 5 {
		t.Errorf("the head of the table stands %d times", n)
	}
	for i := range 200 {
		if number := fmt.Sprintf("T-B-2610-%d", i); !strings.Contains(text, number) {
			t.Errorf("%s is missing", number)
		}
	}
	if !strings.Contains(text, "共 260 个时钟超时，这里列出最近的 200 个") {
		t.Error("it does not say that more exist")
	}
}

func TestHostileWordsOfCustomersDoNotStopAReport(t *testing.T) {
	in := demo()
	for i, s := range []string{"👨‍👩‍👧 好评👍🏽", "\xff\xfe", "\u202eevil", strings.Repeat("锁", 10_000), strings.Repeat("x", 10_000), "王𠮷祥", ""} {
		b := in.Breached[0]
		b.Subject, b.Customer, b.Owner, b.Number = s, s, s, s
		in.Breached = append(in.Breached, b)
		in.Certification = append(in.Certification, quality.CourseCoverage{Course: s, Required: i, Missing: i, People: []string{s, s}})
	}
	in.Shop = strings.Repeat("栖木👍", 500)
	for _, lang := range langs {
		tool(t, draw(t, in, lang), "qpdf", "--check", "FILE")
	}
}

// TestAnyNumbersMakeAReport draws developments with gaps, without extent, from nothing to years.
func TestAnyNumbersMakeAReport(t *testing.T) {
	for seed := range 20 {
		in := demo()
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		value := func() *float64 {
			switch random.IntN(4) {
			case 0:
				return nil
			case 1:
				return at(0)
			case 2:
				return at(1)
			default:
				return at(math.Exp(random.Float64()*30 - 12))
			}
		}
		for i := range in.Figures {
			f := &in.Figures[i]
			f.Value, f.Target, f.Change, f.P90, f.Low, f.High, f.Response = value(), value(), value(), value(), value(), value(), value()
		}
		for i := range in.Trends {
			in.Trends[i].Target = value()
			for k := range in.Trends[i].Points {
				in.Trends[i].Points[k].Value = value()
			}
		}
		for i := range in.Stages {
			in.Stages[i].P50, in.Stages[i].P90, in.Stages[i].Change = value(), value(), value()
		}
		in.Trend = in.Trends[seed%len(in.Trends)]
		if text := tool(t, draw(t, in, langs[seed%2]), "pdftotext", "FILE", "-"); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("seed %d: %s", seed, text)
		}
	}
}

func TestUnknownZoneIsAnError(t *testing.T) {
	in := demo()
	in.Zone = "Mars/Olympus"
	if _, err := Quality(in, frozen(t, "en")); err == nil {
		t.Error("no error")
	}
}

// TestGolden holds the look of the report: when a hash changes, look at the pages (-keep FOLDER) before
// it is written anew (-update). The hash is over the unpacked content, so that another release of the
// compressor changes nothing.
func TestGolden(t *testing.T) {
	for _, lang := range langs {
		t.Run(lang, func(t *testing.T) {
			pdf := draw(t, demo(), lang)
			if again := draw(t, demo(), lang); !bytes.Equal(pdf, again) {
				t.Fatal("the same input made other bytes")
			}
			got := fmt.Sprintf("%x\n", sha256.Sum256(unpacked(t, pdf)))
			file := "testdata/quality-" + lang + ".sha256"
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the report looks different: %s is not %s", got, want)
			}
		})
	}
}

var (
	stream  = regexp.MustCompile(`(?s)/Filter /FlateDecode\b(.*?)stream\n(.*?)\nendstream`)
	lengths = regexp.MustCompile(`/Length1? \d+|/ID \[.*?\]|\d{10} \d{5} n|startxref\n\d+|/Prev \d+`)
)

// unpacked is a document with its streams inflated, and without the numbers that their packing decides.
func unpacked(t testing.TB, pdf []byte) []byte {
	t.Helper()
	out := stream.ReplaceAllFunc(pdf, func(m []byte) []byte {
		at := bytes.Index(m, []byte("stream\n"))
		r, err := zlib.NewReader(bytes.NewReader(m[at+7:]))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return append(bytes.Clone(m[:at]), plain...)
	})
	return lengths.ReplaceAll(out, nil)
}

func BenchmarkQualityReport(b *testing.B) {
	one, fifty := empty(), demo()
	one.Figures = demo().Figures[:4]
	fifty.Breached = many(fifty.Breached, 1180)
	for _, c := range []struct {
		name string
		in   quality.Report
	}{{"short", one}, {"50 pages", fifty}} {
		b.Run(c.name, func(b *testing.B) {
			say := frozen(b, "zh-CN")
			for b.Loop() {
				if _, err := Quality(c.in, say); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
