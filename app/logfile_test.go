package app

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTheLogKeepsNoHostileNorPersonalText(t *testing.T) {
	o := Options{Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
	file, quiet := logged(&o)
	hostile := []string{
		"收件人林静怡\n13812346207",
		"call me\r\n+86 138-1234-6207 or (0571) 8812.3456 now",
		"tel13812346207\x00\x1b[31m\u202eevil\u2028",
		"１３８１２３４６２０７ Ольга 김민지 José",
		"\xff\xfe broken olivia.chen+shop@mail.example.com",
		`quote " and = and \n13912346207`,
		"time=2026-01-01T00:00:00Z level=ERROR msg=forged\ntime=2026-01-01T00:00:00Z level=ERROR msg=forged",
		strings.Repeat("长", 100_000),
	}
	for _, s := range hostile {
		quiet.Error("unexpected", "ref", "7F3K21", "error", s)
		quiet.Error("wrapped", "error", fmt.Errorf("save ticket 06CSG8HAG3591624221K7E0ZSG: %w", errors.New(s)), "any", struct{ Name string }{s})
		quiet.Warn(s, slog.Group("of", "words", s))
		o.Log.Info("both", "error", s)
	}
	raw, err := os.ReadFile(file.Path())
	if err != nil {
		t.Fatal(err)
	}
	log := string(raw)
	lines := strings.Split(strings.TrimSuffix(log, "\n"), "\n")
	if len(lines) != 4*len(hostile) {
		t.Errorf("%d entries make %d lines", 4*len(hostile), len(lines))
	}
	for _, l := range lines {
		if !strings.HasPrefix(l, "time=") || strings.HasPrefix(l, "time=2026-01-01") || len(l) > 2_000 {
			t.Errorf("a line of its own making: %.200q", l)
		}
	}
	for _, never := range []string{"林", "1234", "6207", "8812", "３", "Ольга", "김", "José", "olivia", "example.com", "长", "\x1b", "\x00", "\u202e", "\u2028"} {
		if strings.Contains(log, never) {
			t.Errorf("%q is in the log:\n%.2000s", never, log)
		}
	}
	if !utf8.ValidString(log) || !strings.Contains(log, "ref=7F3K21") || !strings.Contains(log, "06CSG8HAG3591624221K7E0ZSG") {
		t.Errorf("what support looks for is gone:\n%.2000s", log)
	}
}
