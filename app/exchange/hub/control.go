package hub

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"mendesk/app/record"
)

// control is the door through which verbs on the same machine reach a running hub: a socket in its folder
// that only the user can open. Where the system has none, or its path would be too long, a file names a port
// of this machine and the token that it wants.
type control struct {
	server *http.Server
	paths  []string // to be removed at the end
}

const (
	socketName = "control.sock"
	portName   = "control.port"
	maxSocket  = 100 // of the 108 bytes that the path of a socket may have
)

func bySocket(dir string) bool {
	return runtime.GOOS != "windows" && len(filepath.Join(dir, socketName)) <= maxSocket
}

func serveControl(h *Hub) (*control, error) {
	token := randomWord()
	c := &control{server: &http.Server{Handler: guarded(token, h.routes()), ReadHeaderTimeout: 10 * time.Second}}
	l, err := c.listen(h.o.Dir, token)
	if err != nil {
		return nil, fmt.Errorf("open the hub's control socket: %w", err)
	}
	go func() {
		if err := c.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			h.o.Log.Error("hub: the control socket", "error", err)
		}
	}()
	return c, nil
}

func (c *control) listen(dir, token string) (net.Listener, error) {
	c.paths = []string{filepath.Join(dir, portName), filepath.Join(dir, socketName)}
	if bySocket(dir) {
		path := filepath.Join(dir, socketName)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) { // of one that was killed; the lock is ours
			return nil, err
		}
		l, err := net.Listen("unix", path)
		if err != nil {
			return nil, err
		}
		return l, errors.Join(os.Chmod(path, 0o600), writeDoor(dir, door{Token: token}))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return l, writeDoor(dir, door{Address: l.Addr().String(), Token: token})
}

// door is how to knock.
type door struct {
	Address string `json:"address,omitempty"` // empty: the socket
	Token   string `json:"token"`
}

func writeDoor(dir string, d door) error { return saveJSON(filepath.Join(dir, portName), d) }

func (c *control) close() error {
	err := c.server.Close()
	for _, path := range c.paths {
		if e := os.Remove(path); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func guarded(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+token)) != 1 {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ask is what a verb may want.
type ask struct {
	Workstation string `json:"workstation,omitempty"`
	Pays        bool   `json:"pays,omitempty"`
}

// reply is what it gets: the value, or why not.
type reply struct {
	Value   any             `json:"value,omitempty"`
	Problem *record.Problem `json:"problem,omitempty"`
	Failed  string          `json:"failed,omitempty"`
}

func (h *Hub) routes() http.Handler {
	mux := http.NewServeMux()
	on := func(path string, do func(r *http.Request, a ask) (any, error)) {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			var a ask
			if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&a); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			value, err := do(r, a)
			_ = json.NewEncoder(w).Encode(replyOf(value, err)) // a verb that went away misses nothing
		})
	}
	on("/code", func(_ *http.Request, a ask) (any, error) { return h.Code(a.Pays) })
	on("/status", func(r *http.Request, _ ask) (any, error) { return h.Status(r.Context()) })
	on("/revoke", func(r *http.Request, a ask) (any, error) { return h.Revoke(r.Context(), a.Workstation) })
	return mux
}

func replyOf(value any, err error) reply {
	if err == nil {
		return reply{Value: value}
	}
	if p, ok := record.AsProblem(err); ok {
		return reply{Problem: &p}
	}
	return reply{Failed: err.Error()}
}
