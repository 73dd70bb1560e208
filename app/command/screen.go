package command

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"mendesk/app"
)

// screen is the shell of a browser preview: notices go out as server-sent events, and files that the
// window would ask a place for are saved in a folder of the desk.
type screen struct {
	folder string

	mu      sync.Mutex
	viewers map[chan []byte]struct{}
}

func newScreen(folder string) *screen {
	return &screen{folder: folder, viewers: map[chan []byte]struct{}{}}
}

// Emit sends a notice to every open page; a page too slow to take it misses it and asks anew later.
func (s *screen) Emit(name string, data any) {
	line, err := json.Marshal(map[string]any{"name": name, "data": data})
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for v := range s.viewers {
		select {
		case v <- line:
		default:
		}
	}
}

// AskSave names a file in the desk's own folder.
func (s *screen) AskSave(_, filename string) (string, error) {
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return "", fmt.Errorf("make the folder for saved files: %w", err)
	}
	return filepath.Join(s.folder, filepath.Base(filename)), nil
}

// AskOpen has no dialog here: the page sends the file itself.
func (s *screen) AskOpen(string, []string) (string, error) { return "", nil }

// AskOpenMany has no dialog either: the page sends the files piece by piece.
func (s *screen) AskOpenMany(string) ([]string, error) { return nil, nil }

// Clipboard is the browser's, which gives it to the page itself.
func (s *screen) Clipboard() (app.Clip, error) { return app.Clip{}, nil }

// AskFolder has no dialog either: the page takes the folder's path as text.
func (s *screen) AskFolder(string) (string, error) { return "", nil }

// Native is false: the system's dialogs are not shown.
func (s *screen) Native() bool { return false }

// events streams notices to one page.
func (s *screen) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming", http.StatusInternalServerError)
		return
	}
	mine := make(chan []byte, 64)
	s.mu.Lock()
	s.viewers[mine] = struct{}{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.viewers, mine)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flusher.Flush()
	for {
		select {
		case <-r.Context().Done():
			return
		case line := <-mine:
			if _, err := fmt.Fprintf(w, "data: %s\n\n", line); err != nil {
				return
			}
			flusher.Flush()
		}
	}
}
