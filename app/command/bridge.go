package command

import (
	"bytes"
	"crypto/subtle"
	_ "embed"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"mendesk/app"
)

//go:embed preview.js
var previewJS []byte

// maxCall is the largest call a page may send: a file of 20 MB as base 64, with room.
const maxCall = 32 << 20

// bridge serves the frontend and carries its calls, for whoever holds the token.
type bridge struct {
	app    *app.App
	assets fs.FS
	token  string
	files  http.Handler
}

func newBridge(a *app.App, s *screen, assets fs.FS, token string) http.Handler {
	b := &bridge{a, assets, token, http.FileServerFS(assets)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /call/{name}", b.call)
	mux.HandleFunc("GET /events", s.events)
	mux.HandleFunc("GET /preview.js", b.proxy)
	mux.HandleFunc("GET /", b.file)
	return b.guard(a.Papers(a.Attached(mux)))
}

// guard lets in who brings the token, as a query once and as a cookie from then on, from this origin only.
func (b *bridge) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token := r.URL.Query().Get("token"); b.right(token) {
			http.SetCookie(w, &http.Cookie{Name: "mendesk", Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
		cookie, err := r.Cookie("mendesk")
		if err != nil || !b.right(cookie.Value) || !local(r) {
			http.Error(w, "403", http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Security-Policy", app.ContentSecurity)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

func (b *bridge) right(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(b.token)) == 1
}

// local refuses a page of another origin, also one that resolves its name to this machine.
func local(r *http.Request) bool {
	if !strings.HasPrefix(r.Host, "127.0.0.1:") && !strings.HasPrefix(r.Host, "localhost:") {
		return false
	}
	origin := r.Header.Get("Origin")
	return origin == "" || origin == "http://"+r.Host
}

func (b *bridge) call(w http.ResponseWriter, r *http.Request) {
	args, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCall))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	out, err := b.app.Call(r.PathValue("name"), args)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
		out = []byte(b.app.FormatError(err))
	}
	_, _ = w.Write(out) // the page has gone away: nothing is left to tell
}

func (b *bridge) proxy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write(bytes.ReplaceAll(previewJS, []byte("/*methods*/"), quoted(b.app.Methods())))
}

func quoted(names []string) []byte {
	return []byte(`"` + strings.Join(names, `","`) + `"`)
}

// file serves the built frontend; the index page gets the proxy before its own script.
func (b *bridge) file(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" && r.URL.Path != "/index.html" {
		b.files.ServeHTTP(w, r)
		return
	}
	page, err := fs.ReadFile(b.assets, "index.html")
	if err != nil {
		http.Error(w, "the frontend is not built: run make build", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(bytes.Replace(page, []byte("<head>"), []byte(`<head><script src="/preview.js"></script>`), 1))
}
