package app

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"mendesk/app/record"
)

// ContentSecurity is what a page of the desk may load: its own files and nothing from anywhere else.
const ContentSecurity = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; " +
	"connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'"

// Papers serves what is shown inside a page but would be slow through the bridge: /papers/quality.pdf with
// from, to and asOf; certification.pdf with asOf; certificate.pdf, return.pdf and ticket.pdf with id, the last
// with notes=1 for internal ones too; each with lang; and /papers/saved/… for a document in the folder of
// reports. Everything else goes on to next.
func (a *App) Papers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/papers/") {
			next.ServeHTTP(w, r)
			return
		}
		pdf, err := a.paper(r)
		if err != nil {
			http.Error(w, a.FormatError(err), http.StatusUnprocessableEntity)
			return
		}
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Content-Length", fmt.Sprint(len(pdf)))
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Disposition", "inline")
		_, _ = w.Write(pdf) // the page has gone away: nothing is left to tell
	})
}

func (a *App) paper(r *http.Request) ([]byte, error) {
	if name, saved := strings.CutPrefix(r.URL.Path, "/papers/saved/"); saved {
		return a.savedPaper(name)
	}
	kind, isPDF := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/papers/"), ".pdf")
	if !isPDF {
		return nil, record.Problem{Code: "record.notFound"}
	}
	q := r.URL.Query()
	asOf, err := askedMoment(q.Get("asOf"))
	if err != nil {
		return nil, err
	}
	if kind == "quality" {
		return a.reportPDF(ReportAsk{From: record.Day(q.Get("from")), To: record.Day(q.Get("to")), AsOf: asOf, Lang: q.Get("lang")})
	}
	d, err := a.drawPaper(PaperAsk{Kind: kind, ID: record.ID(q.Get("id")), AsOf: asOf, Notes: q.Get("notes") == "1", Lang: q.Get("lang")})
	return d.bytes, err
}

func askedMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, record.Wrong("asOf", "time.malformed", record.Params{"value": text})
	}
	return t, nil
}
