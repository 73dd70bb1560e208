package importing

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"mendesk/app/record"
)

func cut(text string, comma byte) [][]string {
	out := [][]string{}
	for row := range records(text, comma) {
		out = append(out, row)
	}
	return out
}

func TestRecordsAsPlatformsWriteThem(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want [][]string
	}{
		"plain":                        {"a,b\r\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		"no newline at the end":        {"a,b\n1,", [][]string{{"a", "b"}, {"1", ""}}},
		"quoted":                       {`"a,""x""` + "\n" + `b",c`, [][]string{{"a,\"x\"\nb", "c"}}},
		"tab after a quote":            {"\"a\"\t,\"b\"\t\n\"1\"\t,2\t", [][]string{{"a", "b"}, {"1", "2\t"}}},
		"id in a formula":              {`="0012",="3,4",5`, [][]string{{"0012", "3,4", "5"}}},
		"id in a quoted formula":       {`"=""0012""",5`, [][]string{{`="0012"`, "5"}}},
		"a quote that never closes":    {"5\" disk,\"open\nnext,row", [][]string{{`5" disk`, `"open`}, {"next", "row"}}},
		"a quote amid a quoted cell":   {`"a "quoted" word",b`, [][]string{{`a "quoted" word`, "b"}}},
		"old Mac line ends":            {"a\rb\r", [][]string{{"a"}, {"b"}}},
		"blank rows keep their places": {"a\n\n\nb", [][]string{{"a"}, {""}, {""}, {"b"}}},
		"an empty quoted cell":         {`"",""`, [][]string{{"", ""}}},
		"nothing":                      {"", [][]string{}},
	} {
		if diff := cmp.Diff(c.want, cut(c.text, ',')); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if diff := cmp.Diff([][]string{{"a", "", "b"}}, cut("a\t\t\"b\"", '\t')); diff != "" {
		t.Errorf("tabs: %s", diff)
	}
}

// Whatever was written by the rules comes back as it was.
func TestWrittenRecordsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[ab",;=\t\n\r 订单]{0,6}`)
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 4), 1, 5).Draw(t, "rows")
		comma := rapid.SampledFrom([]byte{',', ';', '\t'}).Draw(t, "comma")
		pad := rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "pad")
		if comma == '\t' {
			pad = ""
		}
		var b strings.Builder
		for _, row := range rows {
			for i, c := range row {
				if i > 0 {
					b.WriteByte(comma)
				}
				b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"` + pad)
			}
			b.WriteString("\r\n")
		}
		if diff := cmp.Diff(rows, cut(b.String(), comma)); diff != "" && !ambiguous(rows) {
			t.Fatalf("%q: %s", b.String(), diff)
		}
	})
}

// ambiguous tells of cells in which a doubled quote is followed by blanks and a separator: what platforms
// write after a closing quote looks the same.
func ambiguous(rows [][]string) bool {
	for _, row := range rows {
		for _, c := range row {
			for rest := c; strings.Contains(rest, `"`); {
				_, rest, _ = strings.Cut(rest, `"`)
				after := strings.TrimLeft(rest, " \t")
				if len(after) != len(rest) || after == "" || strings.IndexAny(after, ",;\t\r\n\"") == 0 {
					return true
				}
			}
		}
	}
	return false
}

func TestSeparatorIsFoundInTheHeader(t *testing.T) {
	for header, want := range map[string]byte{
		"a,b,c\n": ',', "a\tb\tc": '\t', "a;b;c": ';', "a\t,b\t,c\t\n1\t,2\t,3\t": ',', "\"a,1\"\t\"b,2\"\tc": '\t', "only": ',', "a\t\t\r\n": ',',
	} {
		if got := separator(header); got != want {
			t.Errorf("%q is separated by %q, want %q", header, got, want)
		}
	}
}

func TestEncodingsAreRecognised(t *testing.T) {
	const text = "订单号,商品\n1,电热水壶 𠮷"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("订单号,商品\n1,镕堃喆")
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string][2]string{
		"UTF-8": {text, text}, "with a mark": {"\ufeff" + text, text}, "GB18030": {gb, text}, "GBK": {gbk, "订单号,商品\n1,镕堃喆"}, "UTF-16": {utf16, text},
		"ASCII":           {"a,b", "a,b"},
		"a damaged UTF-8": {"订单号,商品名称\n1,电\xff水壶", "订单号,商品名称\n1,电\uFFFD水壶"},
	} {
		if got, err := decode([]byte(c[0])); err != nil || got != c[1] {
			t.Errorf("%s is read as %q, %v", name, got, err)
		}
	}
	for code, raw := range map[string]string{"import.spreadsheet": "PK\x03\x04rest", "import.notText": "\x00\x01\x02"} {
		_, err := decode([]byte(raw))
		if p, ok := record.AsProblem(err); !ok || p.Code != code {
			t.Errorf("%q gives %v, want %s", raw, err, code)
		}
	}
}

func TestCellsAreCleaned(t *testing.T) {
	for cell, want := range map[string]string{
		" a\t": "a", "=\"0012\"": "0012", "=\"0012\"\t": "0012", "'=SUM(A1)": "=SUM(A1)", "'abc": "'abc", "N/A": "", "无": "", "-": "", "0": "0", "\u3000值\u00a0": "值", "=1+1": "=1+1",
	} {
		if got := clean(cell); got != want {
			t.Errorf("%q is cleaned to %q, want %q", cell, got, want)
		}
	}
	for s, want := range map[string]bool{"2.61101E+17": true, "1e+5": true, "E+5": false, "12E3": false, "260101-123": false} {
		if scientific(s) != want {
			t.Errorf("scientific(%q) is %v", s, !want)
		}
	}
}

func TestMoments(t *testing.T) {
	shanghai, _ := time.LoadLocation("Asia/Shanghai")
	newYork, _ := time.LoadLocation("America/New_York")
	for s, want := range map[string]string{
		"2023-06-01 7:29": "2023-05-31T23:29:00Z", "2023/6/1 07:29:05": "2023-05-31T23:29:05Z", "2023-06-01": "2023-05-31T16:00:00Z",
		"2023年6月1日 7:29": "2023-05-31T23:29:00Z", "2023年6月1日": "2023-05-31T16:00:00Z", "2023年6月1日7时29分5秒": "2023-05-31T23:29:05Z",
		"2023.6.1 07:29": "2023-05-31T23:29:00Z", "2023-06-01T07:29:05Z": "2023-06-01T07:29:05Z", "2023-06-01T07:29:05.120+02:00": "2023-06-01T05:29:05.12Z",
		"2023-06-01 07:29 UTC": "2023-06-01T07:29:00Z", "2023-06-01 7:29 PM": "2023-06-01T11:29:00Z", "2023-06-01 12:05 am": "2023-05-31T16:05:00Z",
		"２０２３-０６-０１　７：２９": "2023-05-31T23:29:00Z", "2023-06-01 07:29 -0330": "2023-06-01T10:59:00Z",
	} {
		got, ok := moment(s, shanghai)
		if !ok || got.Format(time.RFC3339Nano) != want || got.Location() != time.UTC {
			t.Errorf("%q is %s %v, want %s", s, got.Format(time.RFC3339Nano), ok, want)
		}
	}
	for _, s := range []string{"6/1/2023", "2023-06-31", "2023-13-01", "2023-06-01 25:00", "2023-06-01 07:61", "2023-06-01 7:29:61", "soon", "", "2023-06-01 7", "20230601", "2023-06-01 13:00 PM", "0001-01-01", "2023-06-01 07:29 +99:00"} {
		if got, ok := moment(s, shanghai); ok {
			t.Errorf("%q was read as %s", s, got)
		}
	}
	if got, ok := moment("2023-03-12 02:30", newYork); !ok || got.Format(time.RFC3339) != "2023-03-12T07:30:00Z" && got.Format(time.RFC3339) != "2023-03-12T06:30:00Z" {
		t.Errorf("an hour that the clock skipped is %s %v", got, ok)
	}
}

func FuzzRecords(f *testing.F) {
	for _, s := range []string{"a,b\n1,2", "\"a\"\t,b", `="1",2`, "\"\"\"", "\"a\nb", "=\"=\"\"", "\r\n\r"} {
		f.Add(s, byte(','))
	}
	f.Fuzz(func(t *testing.T, text string, comma byte) {
		if comma != ',' && comma != ';' && comma != '\t' {
			comma = ','
		}
		letters := func(s string) int { return strings.Count(s, "a") }
		got := 0
		for row := range records(text, comma) {
			if len(row) == 0 {
				t.Fatal("a row without a cell")
			}
			for _, cell := range row {
				got += letters(cell)
			}
		}
		if got != letters(text) {
			t.Fatalf("%q has %d letters, its cells have %d", text, letters(text), got)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"订单号", "\xff\xfe1\x00", "\xb6\xa9\xb5\xa5", "\xef\xbb\xbfa", "PK\x03\x04"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, err := decode(raw)
		if _, ok := record.AsProblem(err); err != nil && !ok {
			t.Fatalf("an error without words: %v", err)
		}
		if strings.ToValidUTF8(text, "") != text || strings.ContainsRune(text, 0) {
			t.Fatalf("%q is no clean text", text)
		}
	})
}

func FuzzMoment(f *testing.F) {
	for _, s := range []string{"2023-06-01 7:29", "2023年6月1日", "2023-06-01T07:29:05+02:00", "2023-06-01 07:29 +9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := moment(s, time.UTC); ok && (at.Year() < 1969 || at.Year() > 10000) {
			t.Fatalf("%q is %s", s, at)
		}
	})
}

func TestLookTakesAFileThatReadRefuses(t *testing.T) {
	raw := []byte("Nr,客户姓名\n\n =\"7\" ,林静怡,x\n")
	settings := Settings{Format: Tickets, Zone: time.UTC, Now: time.Now()}
	if _, err := Read(raw, settings); !isProblem(err, "import.columnMissing") {
		t.Fatalf("Read: got %v, want columnMissing", err)
	}
	f, err := Look(raw, settings)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Missing(); got != "工单号" {
		t.Errorf("Missing() = %q", got)
	}
	if diff := cmp.Diff([]string{"Nr", "客户姓名"}, f.Headers()); diff != "" {
		t.Error(diff)
	}
	settings.Map = Map{"number": "Nr"}
	if f, err = Look(raw, settings); err != nil || f.Missing() != "" {
		t.Fatalf("with a map: %v, missing %q", err, f.Missing())
	}
	if diff := cmp.Diff([]string{"7", "林静怡", "x"}, f.Cells(3)); diff != "" {
		t.Error(diff)
	}
	if got := f.Cells(9); got == nil || len(got) != 0 {
		t.Errorf("cells of no row: %v", got)
	}
}

func isProblem(err error, code string) bool {
	p, ok := record.AsProblem(err)
	return ok && p.Code == code
}
