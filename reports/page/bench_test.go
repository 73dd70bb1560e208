package page

import (
	"strings"
	"testing"
)

func BenchmarkOnePageOfText(b *testing.B) {
	said := strings.Repeat("客户来电：指纹识别失灵，多次重启后仍无法录入。", 60)
	for b.Loop() {
		mustMake(b, func(d *Doc) { d.Paragraph(said, body) }, nil)
	}
}

func BenchmarkWrap(b *testing.B) {
	said := strings.Repeat("客户来电：指纹识别失灵，多次重启后仍无法录入。Fan noise above 65 dB. ", 100)
	for b.Loop() {
		Font{Regular, 10}.Wrap(said, 300)
	}
}
