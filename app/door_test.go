package app

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"mendesk/app/training"
	"mendesk/storage"
)

func TestPanicBecomesAnErrorWithANumberInTheLog(t *testing.T) {
	var log bytes.Buffer
	a := New(Options{Dir: t.TempDir() + "/desk", Log: slog.New(slog.NewTextHandler(&log, nil))})
	t.Cleanup(a.Shutdown)
	if err := a.Found(Found{Shop: "S", Zone: "UTC", Currency: "CNY", Lang: "en", Admin: "Ann"}); err != nil {
		t.Fatal(err)
	}
	_, err := change(a, func(*storage.Tx, training.Actor, time.Time) (int, error) { panic("boom") })
	shown := Show(err)
	if shown.Code != "unexpected" || shown.Ref == "" {
		t.Fatalf("shown is %+v of %v", shown, err)
	}
	if !strings.Contains(log.String(), shown.Ref) {
		t.Errorf("the log does not name %s: %s", shown.Ref, log.String())
	}
	if _, err := a.Call("Training.People", nil); err != nil {
		t.Errorf("the desk is not usable after a panic: %v", err)
	}
	var out Shown
	if err := json.Unmarshal([]byte(a.FormatError(err)), &out); err != nil || out.Ref != shown.Ref {
		t.Errorf("the bridge says %s", a.FormatError(err))
	}
}

func TestCallsAreReadStrictly(t *testing.T) {
	a := New(Options{Dir: t.TempDir() + "/desk"})
	t.Cleanup(a.Shutdown)
	for name, c := range map[string]struct{ method, args, code string }{
		"unknown service": {"Fly.Away", "", "call.unknown"},
		"unknown method":  {"Desk.Fly", "", "call.unknown"},
		"too many":        {"Desk.State", "[1]", "call.arguments"},
		"too few":         {"Desk.SetLang", "", "call.arguments"},
		"wrong type":      {"Desk.SetLang", "[7]", "call.malformed"},
		"unknown field":   {"Desk.SignIn", `{"who":"x"}`, "call.malformed"},
		"no JSON":         {"Desk.SignIn", `{`, "call.malformed"},
		"refused":         {"Desk.SetLang", `"fr"`, "shop.languageUnknown"},
	} {
		if _, err := a.Call(c.method, []byte(c.args)); Show(err).Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if _, err := a.Call("desk.State", nil); err != nil {
		t.Errorf("a service's name minds case: %v", err)
	}
}
