package app

import (
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mendesk/app/picture"
	"mendesk/app/record"
	"mendesk/storage/attachment"
)

// How pictures are shown: the longer edge in pixels.
const (
	thumbEdge = 480
	viewEdge  = 2048
)

// attachmentSecurity is all that an attachment may do where it is shown: nothing.
const attachmentSecurity = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox"

// Attached serves what is attached to whoever is signed in: /attachments/DIGEST/thumb and /view, a picture
// decoded and encoded again, and /play, a video or sound as it is. Nothing else of an attachment is ever shown
// inside the window: it can be saved. Everything else goes on to next.
func (a *App) Attached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, ours := strings.CutPrefix(r.URL.Path, "/attachments/")
		if !ours {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", attachmentSecurity)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "private, max-age=600")
		digest, as, _ := strings.Cut(asked, "/")
		if err := a.serveAttachment(w, r, record.Hash(digest), as); err != nil {
			h.Set("Cache-Control", "no-store")
			http.Error(w, a.FormatError(a.closing(nil, err)), statusOf(err))
		}
	})
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, attachment.ErrMissing), errors.Is(err, os.ErrNotExist):
		return http.StatusNotFound
	case errors.Is(err, picture.ErrNotShown):
		return http.StatusUnsupportedMediaType
	}
	return http.StatusUnprocessableEntity
}

func (a *App) serveAttachment(w http.ResponseWriter, r *http.Request, digest record.Hash, as string) error {
	if _, err := a.mustBeSomebody(); err != nil {
		return err
	}
	if _, err := digest.Bytes(); err != nil {
		return record.Problem{Code: "record.notFound"}
	}
	switch as {
	case "thumb", "view":
		edge := thumbEdge
		if as == "view" {
			edge = viewEdge
		}
		shown, mediaType, err := a.shownPicture(digest, edge)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Content-Length", fmt.Sprint(len(shown)))
		_, _ = w.Write(shown) // the page has gone away: nothing is left to tell
		return nil
	case "play":
		return a.play(w, r, digest)
	}
	return record.Problem{Code: "record.notFound"}
}

// play serves a video or sound, of which a player asks for stretches.
func (a *App) play(w http.ResponseWriter, r *http.Request, digest record.Hash) error {
	file, err := a.files().Open(digest)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	head := make([]byte, picture.Head)
	n, _ := file.ReadAt(head, 0) // fewer bytes are told by what they are
	mediaType := picture.Sniff(head[:n], "")
	if !picture.Plays(mediaType) {
		return picture.ErrNotShown
	}
	w.Header().Set("Content-Type", mediaType)
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

// shownPicture is a picture as it is shown. The small ones are kept beside the desk; they can be made again.
func (a *App) shownPicture(digest record.Hash, edge int) ([]byte, string, error) {
	path := ""
	if edge == thumbEdge {
		name := digestName(digest)
		path = filepath.Join(a.options.Dir, "thumbnails", name[:2], name)
		if raw, ok := unsealed(path); ok {
			return raw, http.DetectContentType(raw), nil
		}
	}
	raw, err := a.files().Bytes(digest)
	if err != nil {
		return nil, "", err
	}
	shown, mediaType, err := picture.Show(raw, edge)
	if err == nil && path != "" {
		sealed(path, shown)
	}
	return shown, mediaType, err
}

func digestName(digest record.Hash) string {
	b, _ := digest.Bytes() // asked before
	return fmt.Sprintf("%x", b)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealed keeps what can be made again, with its sum; when that fails it is made again.
func sealed(path string, b []byte) {
	sum := crc32.Checksum(b, castagnoli)
	b = append([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)}, b...)
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	tmp := path + ".new"
	if os.WriteFile(tmp, b, 0o600) != nil || os.Rename(tmp, path) != nil {
		_ = os.Remove(tmp)
	}
}

func unsealed(path string) ([]byte, bool) {
	b, err := os.ReadFile(path)
	if err != nil || len(b) < 5 {
		return nil, false
	}
	sum := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	return b[4:], crc32.Checksum(b[4:], castagnoli) == sum
}
