package sheets

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// bom tells spreadsheets that the file is UTF-8; without it Excel reads Chinese in the system's code page.
const bom = "\xef\xbb\xbf"

// CSV writes the table as RFC 4180 in UTF-8 with a byte order mark. Money is followed by a column with its
// currency, so that the amounts stay numbers.
func CSV(b Book) ([]byte, error) {
	out := bytes.NewBufferString(bom)
	w := csv.NewWriter(out)
	w.UseCRLF = true
	money := b.Table.moneyColumns()
	var head []string
	for i, c := range b.Table.Columns {
		head = append(head, Safe(c.Head))
		if money[i] {
			head = append(head, Safe(c.Head+" "+b.Currency))
		}
	}
	if err := w.Write(head); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	for _, row := range b.Table.Rows {
		var cells []string
		for i, v := range row {
			cells = append(cells, v.plain(b.Zone))
			if money[i] {
				cells = append(cells, Safe(v.Money.Currency))
			}
		}
		if err := w.Write(cells); err != nil {
			return nil, fmt.Errorf("write csv: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func (t Table) moneyColumns() map[int]bool {
	out := map[int]bool{}
	for _, row := range t.Rows {
		for i, v := range row {
			out[i] = out[i] || v.Kind == Money
		}
	}
	return out
}

// plain is the value as text. A number is our own and may begin with a minus; words are made safe.
func (v Value) plain(zone *time.Location) string {
	switch v.Kind {
	case Words:
		return Safe(v.Text)
	case Number:
		return strconv.FormatFloat(v.Number, 'f', v.Places, 64)
	case Percent:
		return strconv.FormatFloat(v.Number*100, 'f', v.Places, 64) + "%"
	case Money:
		return v.Money.Plain()
	case Date:
		return string(v.Day)
	case Moment:
		return v.At.In(zone).Format("2006-01-02 15:04")
	}
	return ""
}

// Safe keeps a spreadsheet from taking words for a formula: an apostrophe stands before a leading = + - @, tab
// or carriage return, before their full-width forms, which Excel takes for the same, and before any of them
// behind blanks or invisible characters. Line ends inside stay; NUL, which cuts a cell short, does not.
func Safe(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
	if s == "" {
		return s
	}
	if r := rune(s[0]); r == '\t' || r == '\r' || r == '\n' {
		return "'" + s
	}
	bare := strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc)
	})
	if first, _ := utf8.DecodeRuneInString(bare); bare != "" && strings.ContainsRune("=+-@＝＋－＠−", first) {
		return "'" + s
	}
	return s
}
