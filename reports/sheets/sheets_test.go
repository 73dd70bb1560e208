package sheets

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"mendesk/app/quality"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/texts"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

var shanghai = must(time.LoadLocation("Asia/Shanghai"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var head = Head{Shop: "栖木生活官方旗舰店", Zone: shanghai, At: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}

// said are the shipped texts; one that is missing fails the test.
type said struct {
	texts.Say
	t *testing.T
}

func (s said) text(key string, places map[string]string) string {
	text := s.Say.Say(key, places)
	if text == key || strings.Contains(text, "{{") {
		s.t.Errorf("the text %s of %s is missing or has an open place", key, s.Lang())
	}
	return text
}

// speaker gives said the shape that the tables want.
type speaker struct{ said }

func (s speaker) Say(key string, places map[string]string) string { return s.text(key, places) }

func speaking(t *testing.T, lang string) Texts { return speaker{said{texts.For(lang), t}} }

func cells(t *testing.T, xlsx []byte) (*excelize.File, string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(xlsx))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, f.GetSheetName(0)
}

func readCSV(t testing.TB, b []byte) [][]string {
	t.Helper()
	if !bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		t.Fatal("no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(b[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func bookOf(values ...Value) Book {
	b := Book{Title: "表", Zone: shanghai, At: head.At, Aside: "说明", Currency: "币种"}
	for range values {
		b.Table.Columns = append(b.Table.Columns, Column{"列", 12})
	}
	b.Table.Rows = [][]Value{values}
	return b
}

func TestWordsAreNeverAFormula(t *testing.T) {
	for in, want := range map[string]string{
		"=cmd|'/C calc'!A0": "'=cmd|'/C calc'!A0", "+1+1": "'+1+1", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"  =1": "'  =1", "\u200b=1": "'\u200b=1", "＝1": "'＝1", "＠a": "'＠a", "−1": "'−1", "\n@": "'\n@", "\x00=1": "'=1",
		"'=1": "'=1", "1=1": "1=1", "林静怡": "林静怡", "": "", "a@b.c": "a@b.c", "  ": "  ",
	} {
		if got := Safe(in); got != want {
			t.Errorf("Safe(%q) = %q, want %q", in, got, want)
		}
		b := bookOf(Text(in), Count(1))
		rows := readCSV(t, must(CSV(b)))
		if got := strings.ReplaceAll(rows[1][0], "\r\n", "\n"); got != strings.NewReplacer("\r\n", "\n", "\r", "").Replace(want) {
			t.Errorf("CSV of %q reads %q", in, got)
		}
		f, sheet := cells(t, must(XLSX(b)))
		if formula, err := f.GetCellFormula(sheet, "A2"); err != nil || formula != "" {
			t.Errorf("XLSX of %q has the formula %q (%v)", in, formula, err)
		}
		if kind, err := f.GetCellType(sheet, "A2"); in != "" && (err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString) {
			t.Errorf("XLSX of %q is of type %v (%v)", in, kind, err)
		}
	}
}

func TestNoWordsAtAllMakeAFormulaOrBreakAFile(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom([]string{"=", "+", "-", "@", "\t", "\r", "\n", " ", "\u3000", "\u200b", "\ufeff", "＝", "\"", ",", ";", "\x00", "\x0b", "\xff", "👍", "锁", "<f>", "]]>", "_x0041_", "'"}), rapid.String())
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(rt, "words"), "")
		rows := readCSV(t, must(CSV(bookOf(Text(s), Count(7)))))
		if len(rows) != 2 || rows[1][1] != "7" {
			rt.Fatalf("%q broke the rows: %q", s, rows)
		}
		bare := strings.TrimLeftFunc(rows[1][0], func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc) })
		if bare != "" && strings.ContainsAny(bare[:1], "=+-@") {
			rt.Fatalf("%q begins a formula", rows[1][0])
		}
		xlsx := must(XLSX(bookOf(Text(s), Count(7))))
		if xml := part(rt, xlsx, "xl/worksheets/sheet1.xml"); strings.Contains(xml, "<f>") || strings.Contains(xml, "<f ") {
			rt.Fatalf("%q became a formula: %s", s, xml)
		}
		f, err := excelize.OpenReader(bytes.NewReader(xlsx))
		if err != nil {
			rt.Fatal(err)
		}
		defer f.Close()
		if seven, err := f.GetCellValue("表", "B2"); err != nil || seven != "7" {
			rt.Fatalf("%q: the cell beside it is %q (%v)", s, seven, err)
		}
	})
}

type fataler interface{ Fatal(...any) }

func part(t fataler, xlsx []byte, name string) string {
	r, err := zip.NewReader(bytes.NewReader(xlsx), int64(len(xlsx)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	b, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestValuesStayWhatTheyAre(t *testing.T) {
	b := bookOf(
		Count(1842), Amount(-26.4, 2), Share(0.9642, 2), Sum(record.Money{Minor: 169900, Currency: "CNY"}), Sum(record.Money{Minor: -1200, Currency: "JPY"}),
		Sum(record.Money{Minor: 1234, Currency: "KWD"}), DayOf("2026-11-21"), Time(time.Date(2026, 11, 20, 16, 30, 0, 0, time.UTC)), Value{}, Text("007"), DayOf(""), Time(time.Time{}),
	)
	xlsx := must(XLSX(b))
	f, sheet := cells(t, xlsx)
	shown := []string{"1,842", "-26.40", "96.42%", "CNY 1,699.00", "JPY -1,200", "KWD 1.234", "2026-11-21", "2026-11-21 00:30", "", "007", "", ""}
	raw := []string{"1842", "-26.4", "0.9642", "1699", "-1200", "1.234", "46347", "46347.0208333333", "", "007", "", ""}
	for i := range shown {
		at := must(excelize.CoordinatesToCellName(i+1, 2))
		if got := must(f.GetCellValue(sheet, at)); got != shown[i] {
			t.Errorf("%s shows %q, want %q", at, got, shown[i])
		}
		got := must(f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true}))
		if len(got) > 16 {
			got = got[:16]
		}
		if got != raw[i] {
			t.Errorf("%s holds %q, want %q", at, got, raw[i])
		}
	}
	want := []string{"1842", "-26.40", "96.42%", "1699.00", "CNY", "-1200", "JPY", "1.234", "KWD", "2026-11-21", "2026-11-21 00:30", "", "007", "", ""}
	if got := readCSV(t, must(CSV(b)))[1]; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("CSV reads %q, want %q", got, want)
	}
}

func TestTheSameTableMakesTheSameBytes(t *testing.T) {
	say := texts.For("zh-CN")
	first := must(XLSX(Tickets(head, demoTickets(), "全部", say)))
	for range 5 {
		if again := must(XLSX(Tickets(head, demoTickets(), "全部", say))); !bytes.Equal(first, again) {
			t.Fatal("the workbook's bytes differ")
		}
	}
	later := head
	later.At = head.At.Add(time.Hour)
	if bytes.Equal(first, must(XLSX(Tickets(later, demoTickets(), "全部", say)))) {
		t.Error("the moment of writing is not in the workbook")
	}
}

func demoTickets() []ticket.Brief {
	return []ticket.Brief{
		{Number: "T-B-261116-11", Subject: "=HYPERLINK(\"http://x\")", State: ticket.Opened, Kind: ticket.Complaint, Channel: ticket.Chat, Priority: ticket.High, CustomerName: "林静怡", OwnerWords: "老王", CreatedAt: head.At, LastAt: head.At, Clock: ticket.Clock{Metric: ticket.Resolution, State: ticket.Breached, DueAt: head.At}},
		{Number: "T-B-261116-12", Subject: "咨询", State: ticket.Closed, Kind: ticket.Enquiry, Channel: ticket.Email, Priority: ticket.Low, CreatedAt: head.At, LastAt: head.At, Clock: ticket.Clock{Metric: ticket.Resolution, State: ticket.NoClock}},
	}
}

func at(v float64) *float64 { return &v }

// demoBooks are every table of the desk.
func demoBooks(say Texts) map[string]Book {
	figures := quality.Sheet{From: "2026-10-01", To: "2026-10-31", AsOf: head.At, Previous: quality.Span{From: "2026-09-01", To: "2026-09-30"}, Figures: []quality.Figure{
		{Key: quality.CSAT, Value: at(0.882), Numerator: 368, Denominator: 417, N: 417, Unit: quality.Ratio, Target: at(0.85), Met: quality.Met, Mean: at(4.4), Previous: at(0.888), Change: at(-0.006)},
		{Key: quality.FirstReplyTime, Value: at(1740), N: 20, Unit: quality.Seconds, Small: true, P90: at(30240), Met: quality.None, LeftOut: 7, Left: []quality.Left{{Reason: "impossibleTimes", N: 7}}},
		{Key: quality.ReturnCycle, Unit: quality.Seconds, Met: quality.None},
		{Key: quality.ResolutionRate, Value: at(0.87), N: 40, Unit: quality.Ratio, Backlog: 236, Met: quality.Missed},
	}}
	row := ReturnRow{Customer: "林静怡", Worker: "何佳", State: returns.Received, Return: returns.Return{
		Number: "R-B-261116-3", OrderNumber: "261108345521", Currency: "CNY", Fault: returns.Merchant, Method: returns.DoorPickUp, Stage: returns.StageInspect, Waiting: returns.ForUs,
		RequestedAt: head.At, SignedDay: "2026-11-10",
		Lines: []returns.ReturnLine{{N: 1, SKU: "+AP500", Title: "空气净化器", Ordered: 2, Paid: 339800, Requested: 1, Approved: 1, Reason: returns.QualityFault}, {N: 2, SKU: "F5", Title: "滤芯", Ordered: 1, Paid: 12900, Requested: 1, Reason: returns.ChangeOfMind, Disposition: returns.Restock}},
	}}
	m := training.Matrix{At: head.At, Valid: 1, Required: 2, Columns: []training.Column{{Code: "QC", Version: 2, NameZh: "质检", NameEn: "Inspection"}}, Rows: []training.Row{
		{Name: "何佳", Department: training.ReturnCentre, Roles: []training.Role{training.Inspector}, Tier: training.Senior, Cells: []training.Cell{{State: training.Certified, Required: true, Number: "QC-1", Until: "2027-02-28", DaysLeft: 99}}},
		{Name: "陈思远", Department: training.CustomerService, Roles: []training.Role{training.Agent}, Tier: training.Trainee, Cells: []training.Cell{{State: training.NoCertificate, Required: true, EnrolledOn: "2026-11-24"}}},
		{Name: "方敏", Department: training.TrainingDept, Roles: []training.Role{training.Trainer}, Tier: training.Regular, Cells: []training.Cell{{State: training.NoCertificate}}},
	}}
	return map[string]Book{
		"figures": Figures(head, figures, say), "tickets": Tickets(head, demoTickets(), "全部工单", say),
		"returns": Returns(head, []ReturnRow{row}, say), "certification": Certification(head, m, say),
	}
}

func TestTablesSayWhatTheyWereHanded(t *testing.T) {
	want := map[string][]string{
		"figures":       {"满意度 CSAT,88.20%,%,368,417,417,85.00%,达标,,,,,4.40", "首次回复用时,0.48,小时", "小样本", "退换周期,暂无数据,小时", "236"},
		"tickets":       {"'=HYPERLINK", "处理中,投诉,在线客服,高", "林静怡,老王,2026-11-21 11:00", "解决,超时,2026-11-21 11:00", "咨询"},
		"returns":       {"R-B-261116-3,已收货,质检,我们,林静怡,261108345521,2026-11-21 11:00,2026-11-10,商家责任,上门取件,1,'+AP500,空气净化器,质量问题,1,1,0,0", "1699.00,CNY,何佳", "再上架"},
		"certification": {"何佳,退货中心,质检员,高级,QC,质检,2,是,有效,是,QC-1,2027-02-28,99", "陈思远", "2026-11-24"},
	}
	for _, lang := range texts.Languages() {
		for name, b := range demoBooks(speaking(t, lang)) {
			out := string(must(CSV(b)))
			for _, w := range want[name] {
				if lang == "zh-CN" && !strings.Contains(out, w) {
					t.Errorf("%s: %q is missing in\n%s", name, w, out)
				}
			}
			for i, row := range b.Table.Rows {
				if len(row) != len(b.Table.Columns) {
					t.Errorf("%s: row %d has %d cells for %d columns", name, i, len(row), len(b.Table.Columns))
				}
			}
			f, sheet := cells(t, must(XLSX(b)))
			if sheet != b.Title || f.SheetCount != 2 {
				t.Errorf("%s: the sheet is called %q among %d", name, sheet, f.SheetCount)
			}
			if shop := must(f.GetCellValue(b.Aside, "B2")); shop != head.Shop {
				t.Errorf("%s: the second sheet says %q", name, shop)
			}
		}
	}
	if out := string(must(CSV(demoBooks(texts.For("zh-CN"))["certification"]))); strings.Contains(out, "方敏") {
		t.Error("somebody of whom nothing is required is listed")
	}
}

func TestSheetNamesAreSuchAsExcelAllows(t *testing.T) {
	for in, want := range map[string]string{"": "Sheet1", "a/b:c": "a b c", strings.Repeat("锁", 40): strings.Repeat("锁", 31), "[x]'": "x"} {
		if got := sheetName(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
