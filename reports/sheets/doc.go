// Package sheets writes tables as spreadsheets: XLSX for people who go on working with them, CSV for programs.
//
// A table says what its values are, so that money stays a number with its currency, a day a date and a rate
// a percentage. What people typed is never a formula: in a workbook it is stored as text, in CSV a leading
// character that a spreadsheet would take for one is defused by an apostrophe. The same table makes the same
// bytes.
package sheets

import (
	"time"

	"mendesk/app/record"
)

// Texts are the words of one language, as in the reports.
type Texts interface {
	Say(key string, params map[string]string) string
	Lang() string
}

type words = map[string]string

// Book is one table with what stands around it.
type Book struct {
	Title string // also the sheet's name
	Shop  string // the author
	Zone  *time.Location
	At    time.Time // of writing
	Table Table
	About []Fact // a second sheet: what the table is; not in CSV
	Aside string // the second sheet's name
	// Currency heads the column that CSV puts behind one of money.
	Currency string
}

// Fact is a label with what it says.
type Fact struct{ Label, Value string }

// Table is columns and rows of values.
type Table struct {
	Columns []Column
	Rows    [][]Value
}

// Column has a head and a width in characters.
type Column struct {
	Head string
	Wide float64
}

// Kind is what a value is.
type Kind int

// The kinds of values.
const (
	Nothing Kind = iota // an empty cell
	Words
	Number  // with Places decimals
	Percent // a fraction; with Places decimals of the percentage
	Money
	Date
	Moment
)

// Value is one cell.
type Value struct {
	Kind   Kind
	Text   string
	Number float64
	Places int
	Money  record.Money
	Day    record.Day
	At     time.Time
}

// Text is a value that people or the desk wrote.
func Text(s string) Value { return Value{Kind: Words, Text: s} }

// Count is a whole number.
func Count(n int) Value { return Value{Kind: Number, Number: float64(n)} }

// Amount is a number with decimals.
func Amount(v float64, places int) Value { return Value{Kind: Number, Number: v, Places: places} }

// Share is a fraction shown as a percentage.
func Share(v float64, places int) Value { return Value{Kind: Percent, Number: v, Places: places} }

// Sum is an amount of money.
func Sum(m record.Money) Value { return Value{Kind: Money, Money: m} }

// DayOf is a calendar day; empty for none.
func DayOf(d record.Day) Value {
	if d == "" {
		return Value{}
	}
	return Value{Kind: Date, Day: d}
}

// Time is an instant, shown as the shop's clocks did; empty for none.
func Time(t time.Time) Value {
	if t.IsZero() {
		return Value{}
	}
	return Value{Kind: Moment, At: t}
}
