package app

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// saver is a shell whose person saves everything in one folder, or nothing.
type saver struct {
	noShell
	folder string
	asked  string
}

func (s *saver) AskSave(_, name string) (string, error) {
	s.asked = name
	if s.folder == "" {
		return "", nil
	}
	return filepath.Join(s.folder, name), nil
}

func deskWithATicket(t *testing.T) (*App, TicketDetail) {
	t.Helper()
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	a := New(Options{Dir: t.TempDir() + "/desk", Now: func() time.Time { return now }})
	t.Cleanup(a.Shutdown)
	if err := a.Found(Found{Shop: "栖木生活", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴"}); err != nil {
		t.Fatal(err)
	}
	raw, err := a.Call("Tickets.Open", []byte(`{"kind":"enquiry","channel":"chat","subject":"=1+1"}`))
	if err != nil {
		t.Fatal(err)
	}
	var d TicketDetail
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return a, d
}

func TestPapersAreServedInline(t *testing.T) {
	a, d := deskWithATicket(t)
	h := a.Papers(http.NotFoundHandler())
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	for _, path := range []string{
		"/papers/certification.pdf?lang=en", "/papers/certification.pdf?asOf=2026-01-01T00:00:00Z",
		"/papers/ticket.pdf?id=" + string(d.Ticket.ID), "/papers/ticket.pdf?notes=1&lang=en&id=" + string(d.Ticket.ID),
		"/papers/quality.pdf?from=2026-11-01&to=2026-11-30",
	} {
		if w := get(path); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) {
			t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
		}
	}
	for path, code := range map[string]string{
		"/papers/ticket.pdf?id=nobody": "record.notFound", "/papers/return.pdf": "record.notFound", "/papers/certificate.pdf?id=": "record.notFound",
		"/papers/secret.pdf": "field.unknownValue", "/papers/ticket.txt": "record.notFound", "/papers/certification.pdf?asOf=soon": "time.malformed",
	} {
		if w := get(path); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), code) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := get("/index.html"); w.Code != http.StatusNotFound {
		t.Error("what is no paper does not go on")
	}
	a.setPerson("")
	if w := get("/papers/certification.pdf"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "sign.nobody") {
		t.Errorf("a paper is served to nobody: %d", w.Code)
	}
}

func TestSavingAsksForAPlace(t *testing.T) {
	a, d := deskWithATicket(t)
	shell := &saver{folder: t.TempDir()}
	a.shell = shell
	papers := &Papers{a}
	saved, err := papers.Save(PaperAsk{Kind: "ticket", ID: d.Ticket.ID, Lang: "zh-CN"})
	if err != nil || filepath.Base(saved.Path) != "工单_"+d.Ticket.Number+".pdf" {
		t.Fatalf("saved at %q: %v", saved.Path, err)
	}
	for format, begins := range map[string]string{"xlsx": "PK", "csv": "\xef\xbb\xbf"} {
		for _, kind := range []string{"figures", "tickets", "returns", "certification"} {
			saved, err := papers.Export(ExportAsk{Kind: kind, Format: format, Lang: "en", From: "2026-11-01", To: "2026-11-30"})
			if err != nil {
				t.Fatalf("%s as %s: %v", kind, format, err)
			}
			raw, err := os.ReadFile(saved.Path)
			if err != nil || !strings.HasPrefix(string(raw), begins) || filepath.Ext(saved.Path) != "."+format {
				t.Errorf("%s: %.10q (%v)", saved.Path, raw, err)
			}
			if kind == "tickets" && format == "csv" && !strings.Contains(string(raw), "'=1+1") {
				t.Errorf("a subject stayed a formula: %s", raw)
			}
		}
	}
	shell.folder = ""
	if saved, err := papers.Save(PaperAsk{Kind: "certification"}); err != nil || saved.Path != "" || shell.asked != "员工持证清单_2026-11-21.pdf" {
		t.Errorf("the dialog was left: %q %q %v", saved.Path, shell.asked, err)
	}
	for name, err := range map[string]error{
		"kind": second(papers.Save(PaperAsk{Kind: "secret"})), "format": second(papers.Export(ExportAsk{Kind: "tickets", Format: "exe"})),
		"view": second(papers.Export(ExportAsk{Kind: "tickets", Format: "csv", View: "nowhere"})),
	} {
		if s := Show(err); s.Code != "field.unknownValue" || s.Field != name {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestFileNamesSuitEverySystem(t *testing.T) {
	for in, want := range map[string]string{"工单_T/1:2.pdf": "工单_T-1-2.pdf", "..\\x\n.pdf": "-x-.pdf", "a<b>|?*\"c": "a-b-----c"} {
		if got := fileNameOf(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
