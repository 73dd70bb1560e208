package importing

import (
	"strings"

	"golang.org/x/text/width"
)

// clean gives what a cell says: without blanks around it, the wrapping ="…" of ids, and the ' that guards
// against formulas. Words for nothing ("-", "N/A", "无") are empty.
func clean(cell string) string {
	s := strings.Trim(cell, " \t\r\n\u00a0\u3000\ufeff")
	if inner, ok := strings.CutPrefix(s, "="); ok && strings.HasPrefix(inner, `"`) {
		s = strings.Trim(strings.TrimSuffix(inner[1:], `"`), " \t")
	}
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte("=+-@\t", s[1]) >= 0 {
		s = s[1:]
	}
	if nothing[strings.ToLower(s)] {
		return ""
	}
	return s
}

var nothing = map[string]bool{
	"-": true, "--": true, "—": true, "/": true, "n/a": true, "na": true, "nan": true, "nat": true, "null": true, "none": true, "无": true,
	"0000-00-00 00:00:00": true, "0000-00-00": true,
}

// fold is a word as headers and synonyms are compared: narrow, lower case, without blanks, underscores,
// hyphens and dots.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '_', '-', '.', '\u00a0', '\u3000', '\ufeff', '：', ':', '*', '\'', '"':
			return -1
		}
		return r
	}, strings.ToLower(narrow(s)))
}

// narrow writes full-width digits and signs (２０２６) as narrow ones.
func narrow(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return width.Narrow.String(s)
		}
	}
	return s
}

// scientific tells of a long number that a spreadsheet has turned into 2.61101E+17 and so destroyed.
func scientific(s string) bool {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(s), "E+")
	return ok && mantissa != "" && exponent != "" &&
		strings.Trim(mantissa, "0123456789.") == "" && strings.Trim(exponent, "0123456789") == ""
}
