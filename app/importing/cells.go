package importing

import (
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
)

// cells reads the fields of one row and collects what there is to tell about it.
type cells struct {
	file  *File
	cells []string
	row   Row
}

// text is what the row says in a field; empty when the file has no such column.
func (c *cells) text(field string) string {
	i, ok := c.file.at[field]
	if !ok || i >= len(c.cells) {
		return ""
	}
	return clean(c.cells[i])
}

func (c *cells) odd(field, code string, params record.Params) {
	c.row.Odd = append(c.row.Odd, Finding{c.row.Row, c.file.column(field), code, params})
}

// refuse keeps the first reason.
func (c *cells) refuse(field, code string, params record.Params) {
	if c.row.Refused == nil {
		c.row.Refused = &Finding{c.row.Row, c.file.column(field), code, params}
	}
}

// number is what tells the row from all others.
func (c *cells) number() string {
	number := c.text("number")
	switch {
	case number == "":
		c.refuse("number", "field.missing", nil)
	case scientific(number):
		c.refuse("number", "import.numberScientific", record.Params{"value": number})
	case strings.ContainsRune(number, '\uFFFD'):
		c.refuse("number", "import.brokenText", nil)
	}
	return number
}

// checkCells notes what is wrong with the row as a whole: broken characters, and cells beyond the header.
func (c *cells) checkCells() {
	for _, field := range c.file.fields {
		if i := c.file.at[field]; i < len(c.cells) && strings.ContainsRune(c.cells[i], '\uFFFD') {
			c.odd(field, "brokenText", nil)
		}
	}
	if n := len(c.file.header); len(c.cells) > n && !blank(c.cells[n:]) {
		c.row.Odd = append(c.row.Odd, Finding{Row: c.row.Row, Code: "cellsBeyondHeader", Params: record.Params{"cells": strconv.Itoa(len(c.cells) - n)}})
	}
}

// id reads an id or a phone number; one that a spreadsheet has rounded is odd and left away.
func (c *cells) id(field string) string {
	s := c.text(field)
	if scientific(s) {
		c.odd(field, "idRounded", record.Params{"value": s})
		return ""
	}
	return s
}

// moment reads a time; zero when the cell is blank, refused when it is no time.
func (c *cells) moment(field string) time.Time {
	s := c.text(field)
	if s == "" {
		return time.Time{}
	}
	t, ok := moment(s, c.file.settings.Zone)
	if !ok {
		c.refuse(field, "import.timeMalformed", record.Params{"value": s})
	}
	return t
}

// money reads an amount; zero when the cell is blank, refused when it is no amount.
func (c *cells) money(field, currency string) record.Money {
	s := strings.TrimSuffix(strings.TrimLeft(narrow(c.text(field)), "¥￥ "), "元")
	if s == "" {
		return record.Money{Currency: currency}
	}
	m, err := record.ParseMoney(s, currency)
	if err != nil {
		c.refuse(field, "money.malformed", record.Params{"value": c.text(field)})
	}
	m.Currency = currency
	return m
}
