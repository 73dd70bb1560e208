package picture

import (
	"bytes"
	"net/http"
	"path"
	"strings"
)

// Head is how many bytes of a file Sniff wants to see.
const Head = 3072

// Other is the type of bytes that are nothing that the desk knows.
const Other = "application/octet-stream"

// Sniff finds the media type of a file in its first bytes. The name helps only to tell documents of one
// container apart, never to make a file more than its bytes are.
func Sniff(head []byte, name string) string {
	if t := container(head, name); t != "" {
		return t
	}
	t, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch t {
	case "text/xml", "text/plain":
		if bytes.Contains(bytes.ToLower(head), []byte("<svg")) {
			return "image/svg+xml"
		}
		if t == "text/plain" && ending(name) == "csv" {
			return "text/csv"
		}
	case "application/zip":
		if office, ok := offices[ending(name)]; ok && officeLike(head) {
			return office
		}
	}
	return t
}

func ending(name string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")) }

// Documents that are ZIP files inside.
var offices = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"odt":  "application/vnd.oasis.opendocument.text",
	"ods":  "application/vnd.oasis.opendocument.spreadsheet",
}

func officeLike(head []byte) bool {
	return bytes.Contains(head, []byte("[Content_Types].xml")) || bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis")) ||
		bytes.Contains(head, []byte("_rels/")) || bytes.Contains(head, []byte("docProps/"))
}

// Old office documents are one container with many uses.
var compound = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

var compounds = map[string]string{
	"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
	"wps": "application/vnd.ms-works", "et": "application/vnd.ms-excel",
}

func container(head []byte, name string) string {
	switch {
	case bytes.HasPrefix(head, compound):
		return compounds[ending(name)]
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return brand(string(head[8:12]))
	case bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")):
		return "image/tiff"
	case bytes.HasPrefix(head, []byte("#!AMR")):
		return "audio/amr"
	case bytes.HasPrefix(head, []byte{0x1A, 0x45, 0xDF, 0xA3}):
		return matroska(head)
	}
	return ""
}

// matroska tells WebM and Matroska apart by the DocType that they begin with: programs that write either may name
// the other further on.
func matroska(head []byte) string {
	_, after, found := bytes.Cut(head, []byte{0x42, 0x82}) // the element; its length follows, the upper bit set
	if !found || len(after) == 0 || after[0]&0x80 == 0 {
		return ""
	}
	length := int(after[0] &^ 0x80)
	if length >= len(after) {
		return ""
	}
	switch string(bytes.TrimRight(after[1:1+length], "\x00")) {
	case "webm":
		return "video/webm"
	case "matroska":
		return "video/x-matroska"
	}
	return ""
}

// brand tells the files of phones apart that share one container.
func brand(b string) string {
	switch b {
	case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1":
		return "image/heic"
	case "avif", "avis":
		return "image/avif"
	case "qt  ":
		return "video/quicktime"
	case "M4A ", "M4B ":
		return "audio/mp4"
	case "3gp4", "3gp5", "3gp6", "3g2a":
		return "video/3gpp"
	}
	return "video/mp4"
}

// Allowed tells whether a file of the type may be attached: pictures, videos, sound, documents, text and
// archives; nothing that a system would run.
func Allowed(mediaType, name string) bool {
	if runs[ending(name)] {
		return false
	}
	kind, _, _ := strings.Cut(mediaType, "/")
	switch kind {
	case "image", "video", "audio":
		return true
	case "text":
		return mediaType != "text/xml" || ending(name) == "xml"
	}
	switch mediaType {
	case "application/pdf", "application/zip", "application/x-rar-compressed", "application/ogg":
		return true
	}
	for _, known := range offices {
		if mediaType == known {
			return true
		}
	}
	for _, known := range compounds {
		if mediaType == known {
			return true
		}
	}
	return false
}

// What a system runs when it is opened; nobody attaches these in good faith.
var runs = func() map[string]bool {
	out := map[string]bool{}
	for _, e := range strings.Fields("exe com bat cmd scr pif msi msp ps1 psm1 vbs vbe js jse wsf wsh hta cpl jar lnk reg url " +
		"app command sh bash zsh desktop appimage deb rpm dmg pkg apk docm xlsm pptm scf inf chm") {
		out[e] = true
	}
	return out
}()

// Plays tells whether the window may play the bytes as they are.
func Plays(mediaType string) bool {
	switch mediaType {
	case "video/mp4", "video/webm", "video/quicktime", "audio/mpeg", "audio/mp4", "audio/wave", "audio/ogg", "audio/aac", "application/ogg":
		return true
	}
	return false
}
