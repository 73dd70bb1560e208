package sheets

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"mendesk/app/record"
)

// XLSX writes the table as a workbook: a head that stays, filters, and each value as what it is.
func XLSX(b Book) (out []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil && closing != nil {
			err = fmt.Errorf("close the workbook: %w", closing)
		}
	}()
	w := &writer{f: f, book: b, styles: map[string]int{}}
	if err := w.write(); err != nil {
		return nil, fmt.Errorf("write the workbook %q: %w", b.Title, err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		return nil, fmt.Errorf("pack the workbook %q: %w", b.Title, err)
	}
	return packed(buf.Bytes())
}

type writer struct {
	f      *excelize.File
	book   Book
	styles map[string]int // by number format
}

func (w *writer) write() error {
	name := sheetName(w.book.Title)
	if err := w.f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	at := record.Instant(w.book.At).Format(time.RFC3339)
	if err := w.f.SetDocProps(&excelize.DocProperties{
		Title: clean(w.book.Title), Creator: clean(w.book.Shop), LastModifiedBy: clean(w.book.Shop), Created: at, Modified: at,
	}); err != nil {
		return err
	}
	if err := w.f.SetAppProps(&excelize.AppProperties{Application: "Mendesk"}); err != nil {
		return err
	}
	if err := w.table(name); err != nil {
		return err
	}
	return w.about(name)
}

// table streams the rows, so that a long list needs no memory beside its own.
func (w *writer) table(name string) error {
	s, err := w.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	t := w.book.Table
	for i, c := range t.Columns {
		if err := s.SetColWidth(i+1, i+1, max(c.Wide, 6)); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head, err := w.head()
	if err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = excelize.Cell{StyleID: head, Value: clean(c.Head)}
	}
	if err := s.SetRow("A1", cells, excelize.RowOpts{Height: 20}); err != nil {
		return err
	}
	for i, row := range t.Rows {
		if err := w.row(s, i+2, row); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(max(len(t.Columns), 1), len(t.Rows)+1)
	if err != nil {
		return err
	}
	return w.f.AutoFilter(name, "A1:"+last, nil)
}

func (w *writer) row(s *excelize.StreamWriter, n int, row []Value) error {
	cells := make([]any, len(row))
	for i, v := range row {
		c, err := w.cell(v)
		if err != nil {
			return err
		}
		cells[i] = c
	}
	at, err := excelize.CoordinatesToCellName(1, n)
	if err != nil {
		return err
	}
	return s.SetRow(at, cells)
}

// cell is a value with its format. Words are always a string: excelize writes a formula only when asked to.
func (w *writer) cell(v Value) (any, error) {
	var value any
	format := ""
	switch v.Kind {
	case Nothing:
		return nil, nil
	case Words:
		value, format = clean(v.Text), "@"
	case Number:
		value, format = v.Number, "#,##0"+places(v.Places)
	case Percent:
		value, format = v.Number, "0"+places(v.Places)+"%"
	case Money:
		decimals := record.Decimals(v.Money.Currency)
		value, format = major(v.Money), moneyFormat(v.Money.Currency, decimals)
	case Date:
		value, format = serial(v.Day.Start(time.UTC)), "yyyy-mm-dd"
	case Moment:
		value, format = serial(civil(v.At, w.book.Zone)), "yyyy-mm-dd hh:mm"
	}
	style, err := w.style(format)
	return excelize.Cell{StyleID: style, Value: value}, err
}

func places(n int) string {
	if n == 0 {
		return ""
	}
	return "." + strings.Repeat("0", n)
}

// moneyFormat is Excel's own way to show a currency by its code: CNY 1,699.00.
func moneyFormat(currency string, decimals int) string {
	number := "#,##0" + places(decimals)
	if !record.ValidCurrency(currency) {
		return number
	}
	return "[$" + currency + "] " + number + ";[$" + currency + "] -" + number
}

func major(m record.Money) float64 {
	unit := 1.0
	for range record.Decimals(m.Currency) {
		unit *= 10
	}
	return float64(m.Minor) / unit
}

// civil is what a clock in zone showed, as if it had been UTC.
func civil(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// serial is a date as spreadsheets count: days since the eve of 1900, in which they count a leap day that was
// none. It holds from March 1900 on.
func serial(t time.Time) float64 {
	return t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}

func (w *writer) style(format string) (int, error) {
	if id, made := w.styles[format]; made {
		return id, nil
	}
	s := &excelize.Style{CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top"}}
	if format == "@" {
		s.Alignment.WrapText = true
	}
	id, err := w.f.NewStyle(s)
	w.styles[format] = id
	return id, err
}

func (w *writer) head() (int, error) {
	return w.f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Alignment: &excelize.Alignment{Vertical: "center"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0F2A56"}},
	})
}

// about writes the second sheet: what the table is, of whom, of when.
func (w *writer) about(table string) error {
	if len(w.book.About) == 0 {
		return nil
	}
	name := sheetName(w.book.Aside)
	if strings.EqualFold(table, name) {
		name = sheetName("(" + name + ")")
	}
	if _, err := w.f.NewSheet(name); err != nil {
		return err
	}
	if err := w.f.SetColWidth(name, "A", "A", 22); err != nil {
		return err
	}
	if err := w.f.SetColWidth(name, "B", "B", 90); err != nil {
		return err
	}
	style, err := w.style("@")
	if err != nil {
		return err
	}
	for i, k := range w.book.About {
		for col, v := range []string{k.Label, k.Value} {
			at := fmt.Sprintf("%c%d", 'A'+col, i+1)
			if err := w.f.SetCellStr(name, at, clean(v)); err != nil {
				return err
			}
			if err := w.f.SetCellStyle(name, at, at, style); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheetName is a title as a sheet may be called: at most 31 characters and none of :\/?*[].
func sheetName(title string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(title, ""))
	runes := []rune(strings.TrimSpace(s))
	if len(runes) == 0 {
		return "Sheet1"
	}
	return strings.TrimSpace(string(runes[:min(len(runes), 31)]))
}

// clean leaves out what XML cannot hold, and cuts at the length of a cell.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError:
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	const most = 32_000 // of 32,767 UTF-16 units
	units := 0
	for i, r := range s {
		if units++; r >= 1<<16 {
			units++
		}
		if units > most {
			return s[:i] + "…"
		}
	}
	return s
}

// packed packs the workbook's parts again, in an order and with times that do not vary.
func packed(raw []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("read the workbook's parts: %w", err)
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int {
		const first = "[Content_Types].xml" // programs that sniff look for it first
		if (a.Name == first) != (b.Name == first) {
			if a.Name == first {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		if err := repack(w, part); err != nil {
			return nil, fmt.Errorf("pack %s: %w", part.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack the workbook: %w", err)
	}
	return out.Bytes(), nil
}

func repack(w *zip.Writer, part *zip.File) error {
	in, err := part.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	to, err := w.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = io.Copy(to, in)
	return err
}
