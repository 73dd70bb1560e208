package app

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
)

// photo is a PNG of its own for each edge.
func photo(t *testing.T, edge int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, edge, edge/2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// send hands a file over as a page does, in pieces.
func send(t *testing.T, a *App, name string, raw []byte, piece int) (record.Attachment, error) {
	t.Helper()
	for at := 0; ; at += piece {
		end := min(at+piece, len(raw))
		sent, err := a.attached.Put(Piece{"up-" + name, name, int64(len(raw)), int64(at), base64.StdEncoding.EncodeToString(raw[at:end])})
		if err != nil || sent.File != nil {
			if sent.File == nil {
				return record.Attachment{}, err
			}
			return *sent.File, err
		}
		if sent.Done != int64(end) {
			t.Fatalf("%d of %d bytes came", sent.Done, end)
		}
	}
}

func codeOf(err error) (code, field string) {
	p, _ := record.AsProblem(err)
	return p.Code, p.Field
}

func TestAFileGoesWithAReply(t *testing.T) {
	a, d := deskWithATicket(t)
	raw := photo(t, 600)
	f, err := send(t, a, "外箱.png", raw, 100)
	if err != nil || f.Type != "image/png" || f.Width != 600 || f.Height != 300 || f.Size != int64(len(raw)) || f.Digest != record.HashOf(raw) {
		t.Fatalf("%+v %v", f, err)
	}
	lie := f
	lie.Type, lie.Size, lie.Width = "text/html", 1, 9 // a page may say what it likes
	shown, err := (&Tickets{a}).ReplyOut(ticket.ReplyOut{Ticket: d.Ticket.ID, Files: []record.Attachment{lie}})
	if err != nil {
		t.Fatal(err)
	}
	got := shown.Ticket.Files
	if len(got) != 1 || got[0].Type != "image/png" || got[0].Size != f.Size || got[0].Width != 600 || got[0].Name != "外箱.png" || got[0].Entry == "" {
		t.Fatalf("%+v", got)
	}
	last := shown.Lines[len(shown.Lines)-1]
	if last.What != "replied" || last.Entry != got[0].Entry {
		t.Errorf("the file is not part of the reply: %+v", shown.Lines)
	}
	shown, err = (&Tickets{a}).Detach(ticket.Detach{Ticket: d.Ticket.ID, Entry: got[0].Entry, Digest: got[0].Digest, Reason: "拍错了"})
	if err != nil || len(shown.Ticket.Files) != 0 {
		t.Fatal(shown.Ticket.Files, err)
	}
	last = shown.Lines[len(shown.Lines)-1]
	if last.What != record.Detached || last.Params["name"] != "外箱.png" || last.Text != "拍错了" {
		t.Errorf("%+v", last)
	}
	_, err = (&Tickets{a}).Detach(ticket.Detach{Ticket: d.Ticket.ID, Entry: got[0].Entry, Digest: got[0].Digest})
	if code, field := codeOf(err); code != "attachment.gone" || field != "digest" {
		t.Error(err)
	}
}

func TestWhatCannotBeAttached(t *testing.T) {
	a, d := deskWithATicket(t)
	for name, c := range map[string]struct {
		raw  []byte
		code string
	}{
		"leer.png":  {nil, "attachment.empty"},
		"virus.jpg": {[]byte("MZ\x90\x00 this runs"), "attachment.notAllowed"},
		"run.bat":   {[]byte("echo off"), "attachment.notAllowed"},
	} {
		_, err := send(t, a, name, c.raw, 10)
		if code, field := codeOf(err); code != c.code || field != "files" {
			t.Errorf("%s: %v", name, err)
		}
		if p, _ := record.AsProblem(err); p.Params["name"] != name {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
	_, err := a.attached.Put(Piece{"u", "gross.mp4", record.MaxAttachment + 1, 0, base64.StdEncoding.EncodeToString([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"))})
	if code, _ := codeOf(err); code != "attachment.tooLarge" {
		t.Error(err)
	}
	never := record.Attachment{Digest: record.HashOf([]byte("never")), Name: "a.txt"}
	_, err = (&Tickets{a}).Note(ticket.Note{Ticket: d.Ticket.ID, Files: []record.Attachment{never}})
	if code, field := codeOf(err); code != "attachment.missing" || field != "files.0" {
		t.Error(err)
	}
	f, err := send(t, a, "a.txt", []byte("hello"), 2)
	if err != nil {
		t.Fatal(err)
	}
	_, err = (&Tickets{a}).Note(ticket.Note{Ticket: d.Ticket.ID, Files: []record.Attachment{f, f}})
	if code, field := codeOf(err); code != "attachment.twice" || field != "files.1" {
		t.Error(err)
	}
	_, err = (&Tickets{a}).Note(ticket.Note{Ticket: d.Ticket.ID})
	if code, field := codeOf(err); code != "field.missing" || field != "text" {
		t.Error("neither words nor files:", err)
	}
	_, err = (&Tickets{a}).Attach(ticket.Attach{Ticket: d.Ticket.ID})
	if code, field := codeOf(err); code != "field.missing" || field != "files" {
		t.Error(err)
	}
	a.setPerson("")
	if _, err := send(t, a, "b.txt", []byte("hello"), 9); err == nil {
		t.Error("nobody attached something")
	}
}

func TestPiecesThatDoNotFollowEndAFile(t *testing.T) {
	a, _ := deskWithATicket(t)
	piece := Piece{Upload: "u", Name: "a.txt", Size: 10, Base64: base64.StdEncoding.EncodeToString([]byte("12345"))}
	if _, err := a.attached.Put(piece); err != nil {
		t.Fatal(err)
	}
	piece.At = 3
	if _, err := a.attached.Put(piece); err == nil {
		t.Fatal("a piece was taken twice")
	}
	piece.At = 5
	if _, err := a.attached.Put(piece); err == nil {
		t.Fatal("an ended file went on")
	}
	piece.At = 0
	if _, err := a.attached.Put(piece); err != nil {
		t.Fatal(err)
	}
	if err := a.attached.Cancel("u"); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(a.files().Path(), "incoming-*")); len(left) > 0 {
		t.Error("a cancelled file is left:", left)
	}
}

func TestAttachmentsAreServedSafely(t *testing.T) {
	a, _ := deskWithATicket(t)
	h := a.Attached(http.NotFoundHandler())
	get := func(path string, more ...string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil)
		if len(more) > 0 {
			r.Header.Set("Range", more[0])
		}
		h.ServeHTTP(w, r)
		return w
	}
	keep := func(name string, raw []byte) string {
		f, err := send(t, a, name, raw, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		return "/attachments/" + string(f.Digest)
	}
	picture, page := keep("a.png", photo(t, 1000)), keep("a.html", []byte("<html><script>alert(1)</script>"))
	video := keep("a.mp4", []byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00 and more"))
	for range 2 { // made, then kept
		w := get(picture + "/thumb")
		c, format, err := image.DecodeConfig(bytes.NewReader(w.Body.Bytes()))
		if err != nil || c.Width != 480 || "image/"+format != w.Header().Get("Content-Type") {
			t.Error(c, format, err)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%v", w.Header())
		}
	}
	if c, _, err := image.DecodeConfig(get(picture + "/view").Body); err != nil || c.Width != 1000 {
		t.Error(c, err)
	}
	if w := get(video+"/play", "bytes=4-7"); w.Code != http.StatusPartialContent || w.Body.String() != "ftyp" || w.Header().Get("Content-Type") != "video/mp4" {
		t.Error(w.Code, w.Body)
	}
	for _, path := range []string{page + "/thumb", page + "/view", page + "/play", picture + "/play", picture, picture + "/raw", "/attachments/../desk.bolt", "/attachments//thumb"} {
		if w := get(path); w.Code == http.StatusOK || strings.Contains(w.Body.String(), "<script>") {
			t.Errorf("%s: %d %.100s", path, w.Code, w.Body)
		}
	}
	if w := get("/attachments/" + string(record.HashOf([]byte("not here"))) + "/thumb"); w.Code != http.StatusNotFound {
		t.Error(w.Code)
	}
	thumbs, _ := filepath.Glob(filepath.Join(a.options.Dir, "thumbnails", "*", "*"))
	if len(thumbs) != 1 {
		t.Fatal(thumbs)
	}
	if err := os.WriteFile(thumbs[0], []byte("spoiled by a bad disk"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := image.DecodeConfig(get(picture + "/thumb").Body); err != nil {
		t.Error("a spoiled thumbnail is not made again:", err)
	}
	if w := get("/index.html"); w.Code != http.StatusNotFound || w.Header().Get("Content-Security-Policy") != "" {
		t.Error("what is no attachment does not go on")
	}
	a.setPerson("")
	if w := get(picture + "/thumb"); w.Code != http.StatusUnprocessableEntity {
		t.Error("an attachment is served to nobody")
	}
}

// hand is a shell whose person chooses, drops and pastes.
type hand struct {
	saver
	paths []string
	clip  Clip
	said  []any
}

func (h *hand) AskOpenMany(string) ([]string, error) { return h.paths, nil }
func (h *hand) Clipboard() (Clip, error)             { return h.clip, nil }
func (h *hand) Emit(name string, data any) {
	if name == "dropped" {
		h.said = append(h.said, data)
	}
}

func TestFilesComeByDialogDropAndPaste(t *testing.T) {
	a, _ := deskWithATicket(t)
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "a.txt"), filepath.Join(folder, "run.exe")
	for path, text := range map[string]string{good: "hello", bad: "MZ\x00\x01"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := &hand{saver: saver{folder: folder}, paths: []string{good, bad, folder, filepath.Join(folder, "gone.txt")}}
	a.shell = h
	taken, err := a.attached.Choose("one")
	if err != nil || len(taken.Files) != 1 || taken.Files[0].Name != "a.txt" {
		t.Fatalf("%+v %v", taken, err)
	}
	var why []string
	for _, r := range taken.Refused {
		why = append(why, r.Problem.Code)
	}
	if !slices.Equal(why, []string{"attachment.notAllowed", "attachment.noFile", "attachment.unreadable"}) {
		t.Error(why)
	}
	a.Dropped(1, 2, []string{""}) // a link: the window finds no file in it
	a.Dropped(3, 4, []string{good, ""})
	drop, ok := h.said[0].(Dropped)
	if !ok || drop.X != 3 || drop.Y != 4 || drop.Count != 1 {
		t.Fatalf("%+v", h.said)
	}
	if taken, err := a.attached.Dropped("another"); err != nil || len(taken.Files) != 0 {
		t.Error("a drop that never was:", taken, err)
	}
	if taken, err := a.attached.Dropped(drop.Drop); err != nil || len(taken.Files) != 1 {
		t.Error(taken, err)
	}
	if taken, err := a.attached.Dropped(drop.Drop); err != nil || len(taken.Files) != 0 {
		t.Error("a drop was taken twice:", taken, err)
	}
	h.clip = Clip{Picture: photo(t, 20)}
	if taken, err := a.attached.Paste("two"); err != nil || len(taken.Files) != 1 || taken.Files[0].Name != "粘贴的图片 2026-11-21 11.00.00.png" {
		t.Errorf("%+v %v", taken, err)
	}
	h.clip = Clip{}
	if taken, err := a.attached.Paste("three"); err != nil || taken.Files == nil || taken.Refused == nil {
		t.Error("an empty clipboard is an error or a null:", taken, err)
	}
	saved, err := a.attached.Save(SaveAttachment{taken.Files[0].Digest, "copy.txt"})
	if raw, readErr := os.ReadFile(saved.Path); err != nil || readErr != nil || string(raw) != "hello" {
		t.Error(saved, err, readErr)
	}
}

func TestBackupsCarryAttachments(t *testing.T) {
	a, d := deskWithATicket(t)
	ctx := context.Background()
	f, err := send(t, a, "a.png", photo(t, 50), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&Tickets{a}).Attach(ticket.Attach{Ticket: d.Ticket.ID, Files: []record.Attachment{f}}); err != nil {
		t.Fatal(err)
	}
	place := t.TempDir()
	for _, name := range []string{"one.mendesk", "two.mendesk"} {
		if err := a.Backup(ctx, filepath.Join(place, name)); err != nil {
			t.Fatal(err)
		}
	}
	if faults, err := a.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	for _, lost := range []bool{false, true} {
		if lost {
			if err := os.RemoveAll(filepath.Join(place, backupFiles)); err != nil {
				t.Fatal(err)
			}
		}
		b := New(Options{Dir: filepath.Join(t.TempDir(), "restored")})
		t.Cleanup(b.Shutdown)
		if err := errors.Join(b.Restore(ctx, filepath.Join(place, "two.mendesk")), b.Open(), b.ActAs("")); err != nil {
			t.Fatal(err)
		}
		states, err := b.attached.Verify([]record.Hash{f.Digest})
		want := FileSound
		if lost {
			want = FileLost
		}
		if err != nil || states[0].State != want {
			t.Error(states, err)
		}
		faults, err := b.Check(ctx)
		if err != nil || lost != (len(faults) == 1 && faults[0].Code == "attachment.missing") {
			t.Errorf("lost %v: %v %v", lost, faults, err)
		}
	}
}

func TestSweepingSparesWhatRecordsName(t *testing.T) {
	a, d := deskWithATicket(t)
	ctx := context.Background()
	f, err := send(t, a, "a.txt", []byte("named"), 9)
	if err != nil {
		t.Fatal(err)
	}
	g, err := send(t, a, "b.txt", []byte("nobody's"), 9)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&Tickets{a}).Attach(ticket.Attach{Ticket: d.Ticket.ID, Files: []record.Attachment{f}}); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-sweepAfter - time.Hour)
	for _, digest := range []record.Hash{f.Digest, g.Digest} {
		if err := a.files().Touch(digest, long); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.desk.runFiles(ctx); err != nil {
		t.Fatal(err)
	}
	if _, there := a.files().Size(f.Digest); !there {
		t.Error("what a record names was swept away")
	}
	if _, there := a.files().Size(g.Digest); there {
		t.Error("what nobody names stays")
	}
}

func TestVerbsAttachAndCopyOut(t *testing.T) {
	a, d := deskWithATicket(t)
	path := filepath.Join(t.TempDir(), "说明.txt")
	if err := os.WriteFile(path, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	ask := AttachAsk{Kind: "ticket", Number: d.Ticket.Number, Paths: []string{path, filepath.Dir(path)}}
	if _, err := a.AttachPaths(context.Background(), ask); err == nil {
		t.Fatal("a folder was attached")
	}
	ask.Paths = ask.Paths[:1]
	files, err := a.AttachPaths(context.Background(), ask)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if _, err := json.Marshal(files); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	for _, want := range []string{"说明.txt", "说明 (2).txt"} {
		paths, err := a.SaveAttachments("ticket", d.Ticket.Number, out)
		if err != nil || len(paths) != 1 || filepath.Base(paths[0]) != want {
			t.Fatal(paths, err)
		}
		raw, err := os.ReadFile(paths[0])
		if err != nil || string(raw) != "hello" {
			t.Error(string(raw), err)
		}
	}
}

func TestPhotosForPaperTellWhatIsNotHere(t *testing.T) {
	a, _ := deskWithATicket(t)
	seen, err := send(t, a, "外箱.png", photo(t, 1600), 4096)
	if err != nil {
		t.Fatal(err)
	}
	spoilt, err := send(t, a, "标签.png", photo(t, 800), 4096)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(fileOf(t, a, spoilt.Digest), []byte("not what was kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	absent := record.Attachment{Digest: record.HashOf([]byte("elsewhere")), Width: 10, Height: 10}
	got := a.photosOf(record.Files{seen, spoilt, absent, {Digest: absent.Digest, Name: "a.pdf"}})
	if c, err := jpeg.DecodeConfig(bytes.NewReader(got[0].JPEG)); err != nil || c.Width != paperEdge || got[0].Damaged {
		t.Errorf("the photo is %d wide: %v", c.Width, err)
	}
	if len(got[1].JPEG) != 0 || !got[1].Damaged || len(got[2].JPEG) != 0 || got[2].Damaged || got[3].Damaged {
		t.Errorf("%+v", got[1:])
	}
}

// fileOf is where the bytes of an attachment lie.
func fileOf(t *testing.T, a *App, digest record.Hash) (found string) {
	t.Helper()
	name := digestName(digest)
	err := filepath.WalkDir(filepath.Join(a.options.Dir, "attachments"), func(path string, _ os.DirEntry, err error) error {
		if strings.HasSuffix(strings.ReplaceAll(path, string(filepath.Separator), ""), name) || filepath.Base(path) == name {
			found = path
		}
		return err
	})
	if err != nil || found == "" {
		t.Fatalf("%s is not kept: %v", name, err)
	}
	return found
}
