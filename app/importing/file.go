package importing

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
)

// The formats that are known.
const (
	Tickets   = "tickets"   // tickets of any desk
	Pinduoduo = "pinduoduo" // orders of a Pinduoduo shop
)

// Formats lists what import can read: the formats of orders or of tickets.
func Formats(what string) []string {
	if what == "orders" {
		return []string{Pinduoduo}
	}
	return []string{Tickets}
}

// Settings say how a file is to be read.
type Settings struct {
	Format string
	Source string         // of tickets: whose numbers these are; empty: "import"
	Map    Map            // headers of the file, where they are not the known ones
	Zone   *time.Location // of times without a zone: the shop's
	Now    time.Time      // what is later than this by more than a day is impossible
}

// File is a file whose header was understood.
type File struct {
	settings Settings
	header   []string
	at       map[string]int // field → place of its cell
	fields   []string       // those that were found, in the order of the file
	rows     [][]string
}

// Read understands a file as Look does, and refuses one without the column that numbers its rows: nothing in
// it could be told apart.
func Read(raw []byte, s Settings) (*File, error) {
	f, err := Look(raw, s)
	if err != nil {
		return nil, err
	}
	if column := f.Missing(); column != "" {
		return nil, record.Problem{Code: "import.columnMissing", Params: record.Params{"column": column}}
	}
	return f, nil
}

// Look understands a file's encoding, separator and header.
func Look(raw []byte, s Settings) (*File, error) {
	if _, known := headers()[s.Format]; !known {
		return nil, record.Wrong("format", "import.formatUnknown", record.Params{"value": s.Format})
	}
	if s.Source == "" {
		s.Source = "import"
	}
	text, err := decode(raw)
	if err != nil {
		return nil, err
	}
	f := &File{settings: s}
	for row := range records(text, separator(text)) {
		f.rows = append(f.rows, row)
	}
	first := slices.IndexFunc(f.rows, func(row []string) bool { return !blank(row) })
	if first < 0 {
		return nil, record.Problem{Code: "import.empty"}
	}
	f.header = f.rows[first]
	for i := range f.rows[:first+1] {
		f.rows[i] = nil // rows keep their place, so that they are counted as a spreadsheet does
	}
	if f.at, err = columns(s.Format, f.header, s.Map); err != nil {
		return nil, err
	}
	f.fields = slices.SortedFunc(maps.Keys(f.at), func(a, b string) int { return f.at[a] - f.at[b] })
	return f, nil
}

// Missing names the column without which nothing can be read, as such files usually call it; empty when the
// file has it.
func (f *File) Missing() string {
	if _, ok := f.at["number"]; ok {
		return ""
	}
	return numberLabel(f.settings.Format)
}

// numberLabel is the usual header of the column that numbers the rows.
func numberLabel(format string) string {
	for _, names := range headers()[format] {
		if names[0] == "number" {
			return names[1]
		}
	}
	return "number"
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.Trim(cell, " \t\u00a0\u3000\ufeff") != "" })
}

// Columns says which fields were found under which headers, in the order of the file.
func (f *File) Columns() []Column {
	out := []Column{}
	for _, field := range f.fields {
		out = append(out, Column{field, f.column(field)})
	}
	return out
}

// Unused lists the headers that no field was found under.
func (f *File) Unused() []string {
	out := []string{}
	used := slices.Collect(maps.Values(f.at))
	for i, h := range f.header {
		if h = clean(h); h != "" && !slices.Contains(used, i) {
			out = append(out, h)
		}
	}
	return out
}

// Headers are all headers of the file in their order.
func (f *File) Headers() []string { return cleaned(f.header) }

// Cells are the cells of a row, counted as Row.Row counts; none when there is no such row.
func (f *File) Cells(row int) []string {
	if row < 1 || row > len(f.rows) {
		return []string{}
	}
	return cleaned(f.rows[row-1])
}

func cleaned(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = clean(c)
	}
	return out
}

// Len counts the rows that will be read; blank rows are none.
func (f *File) Len() int {
	n := 0
	for _, row := range f.rows {
		if !blank(row) {
			n++
		}
	}
	return n
}

// Rows reads the rows one by one. A row that repeats the number of an earlier one is refused, unless both
// say the same: otherwise the file read again would change its own rows back and forth.
func (f *File) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		seen := map[string]int{} // number → place of the row that had it first
		for i, cells := range f.rows {
			if blank(cells) {
				continue
			}
			row := f.read(i, seen)
			if !yield(row) {
				return
			}
		}
	}
}

func (f *File) read(i int, seen map[string]int) Row {
	c := cells{file: f, cells: f.rows[i], row: Row{Row: i + 1}}
	number := c.number()
	if first, twice := seen[number]; twice && c.row.Refused == nil {
		if !slices.Equal(f.rows[first], f.rows[i]) {
			c.refuse("number", "import.numberTwice", record.Params{"number": number, "row": strconv.Itoa(first + 1)})
			return c.row
		}
		c.odd("number", "rowTwice", record.Params{"row": strconv.Itoa(first + 1)})
	} else if c.row.Refused == nil {
		seen[number] = i
	}
	c.checkCells()
	if c.row.Refused == nil {
		if f.settings.Format == Pinduoduo {
			c.order(number)
		} else {
			c.ticket(number)
		}
	}
	if c.row.Refused != nil {
		c.row.Order, c.row.Ticket, c.row.Odd = nil, nil, nil
	}
	return c.row
}

// column is the header under which a field stands, or the field's own name.
func (f *File) column(field string) string {
	if i, ok := f.at[field]; ok {
		return clean(f.header[i])
	}
	return field
}
