package page

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
)

var (
	catalog = regexp.MustCompile(`^(\d+) 0 obj\n<<\n/Type /Catalog\n`)
	xref    = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n?$`)
	size    = regexp.MustCompile(`/Size (\d+)\n`)
	info    = regexp.MustCompile(`/Info \d+ 0 R\n`)
)

// amend appends what gofpdf cannot say, as an incremental update (ISO 32000-1, 7.5.6): the language
// for screen readers, that the window shows the title and not the file's name, and an ID. The ID is a
// hash of the content, so the same document has the same one.
func amend(pdf []byte, lang string) ([]byte, error) {
	tail := pdf[max(0, bytes.LastIndex(pdf, []byte("\n/Type /Catalog\n"))):]
	start := bytes.LastIndex(pdf[:len(pdf)-len(tail)], []byte("endobj\n")) + len("endobj\n")
	found := catalog.FindSubmatch(pdf[start:])
	previous := xref.FindSubmatch(tail)
	if found == nil || previous == nil {
		return nil, fmt.Errorf("the writer made no catalogue")
	}
	object := found[1]
	body, rest, _ := bytes.Cut(pdf[start:], []byte(">>\nendobj"))
	trailer := rest[bytes.LastIndex(rest, []byte("trailer")):]

	out := bytes.NewBuffer(bytes.TrimRight(pdf, "\n"))
	out.WriteByte('\n')
	offset := out.Len()
	fmt.Fprintf(out, "%s/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n>>\nendobj\n", body, tag(lang))
	table := out.Len()
	id := sha256.Sum256(pdf)
	fmt.Fprintf(out, "xref\n%s 1\n%010d 00000 n \ntrailer\n<<\n%s/Root %s 0 R\n%s/Prev %s\n/ID [<%x><%x>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		object, offset, size.Find(trailer), object, info.Find(trailer), previous[1], id[:16], id[:16], table)
	return out.Bytes(), nil
}

// tag keeps the characters that a language tag can have, so that it needs no escaping.
func tag(lang string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, lang)
}
