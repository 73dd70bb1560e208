package importing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mendesk/app/record"
)

// MaxBytes is the largest file that is read: about a million rows.
const MaxBytes = 512 << 20

// Load reads a file whole, refusing one that is larger than [MaxBytes].
func Load(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the file to import: %w", err)
	}
	if len(raw) > MaxBytes {
		return nil, record.Problem{Code: "import.tooLarge", Params: record.Params{"limit": "512 MiB"}}
	}
	return raw, nil
}

// decode gives the text of a file: by its byte order mark, else as UTF-8 when that is what it is, else as
// GB18030, which holds GBK. Bytes that are no character become U+FFFD.
func decode(raw []byte) (string, error) {
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")) {
		return "", record.Problem{Code: "import.spreadsheet"}
	}
	as := encodingOf(raw)
	if as == nil {
		raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
		if bytes.IndexByte(raw, 0) >= 0 {
			return "", record.Problem{Code: "import.notText"}
		}
		return string(bytes.ToValidUTF8(raw, []byte("\uFFFD"))), nil
	}
	text, err := as.NewDecoder().Bytes(raw)
	if err != nil {
		return "", errors.Join(record.Problem{Code: "import.notText"}, err)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return "", record.Problem{Code: "import.notText"}
	}
	return string(text), nil
}

// encodingOf is nil for UTF-8.
func encodingOf(raw []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) || mostlyUTF8(raw):
		return nil
	}
	return simplifiedchinese.GB18030
}

// mostlyUTF8 tells UTF-8 with a damaged byte or two, where the good characters outnumber the bad ones by
// far, from another encoding, where hardly any are good.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		raw = raw[n:]
	}
	return bad == 0 || good > 4*bad
}
