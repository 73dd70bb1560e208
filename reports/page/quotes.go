package page

// halfWidth gives quotation marks and apostrophes between Latin words their Latin shape. Unicode has one
// character for both, and a Chinese font draws it as wide as a Chinese one: don’ t.
func halfWidth(s string) string {
	text := []rune(s)
	for i := len(text) - 1; i >= 0; i-- { // from the right: an inner mark decides for the outer one
		if r := text[i]; (r == '“' || r == '‘') && latinAt(text, i+1) && !wideAt(text, i-1) {
			text[i] = upright[r]
		}
	}
	for i, r := range text {
		if (r == '”' || r == '’') && latinAt(text, i-1) && !wideAt(text, i+1) {
			text[i] = upright[r]
		}
	}
	return string(text)
}

var upright = map[rune]rune{'“': '"', '”': '"', '‘': '\'', '’': '\''}

func wideAt(text []rune, i int) bool { return i >= 0 && i < len(text) && wide(text[i]) }

func latinAt(text []rune, i int) bool {
	return i >= 0 && i < len(text) && text[i] > ' ' && text[i] < 0x2000
}
