package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"mendesk/app/picture"
	"mendesk/app/record"
	"mendesk/storage/attachment"
)

// Attachments is the service of files that people attach. It keeps their bytes; a command of a ticket or a
// return then names what was kept. What no record names is swept away after a while, so a file in a draft
// needs no record of its own.
type Attachments struct {
	app *App

	mu      sync.Mutex
	coming  map[string]*upload  // files that a page sends, by the page's own name for them
	dropped map[string][]string // paths that were dropped on the window, until the page takes them
	cancel  map[string]func()   // ends what is being taken
}

// Taken is what became of files that somebody chose: those that were kept, and why the others were not.
type Taken struct {
	Files   []record.Attachment `json:"files"`
	Refused []NotTaken          `json:"refused"`
}

// NotTaken is a file that was not kept.
type NotTaken struct {
	Name    string `json:"name"`
	Problem Shown  `json:"problem"`
}

const attachmentFolder = "attachments"

// files is where the attachments of this workstation lie.
func (a *App) files() *attachment.Folder { return a.attachments }

// take keeps one file and says what it is.
func (a *App) takeFile(ctx context.Context, name string, from io.Reader, size int64) (record.Attachment, error) {
	head := make([]byte, picture.Head)
	n, err := io.ReadFull(from, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return record.Attachment{}, unread(name, err)
	}
	head = head[:n]
	if err := welcome(name, head, size); err != nil {
		return record.Attachment{}, err
	}
	digest, size, err := a.files().Put(ctx, io.MultiReader(bytes.NewReader(head), from), record.MaxAttachment)
	if err != nil {
		return record.Attachment{}, a.notKept(name, err)
	}
	return a.known(record.Attachment{Digest: digest, Size: size, Name: name})
}

// welcome refuses a file before its bytes are kept: an empty one, one too large, and what a system would run.
func welcome(name string, head []byte, size int64) error {
	switch {
	case len(head) == 0:
		return record.Wrong("files", "attachment.empty", record.Params{"name": name})
	case size > record.MaxAttachment:
		return record.TooLarge("files", name)
	case !picture.Allowed(picture.Sniff(head, name), name):
		return record.Wrong("files", "attachment.notAllowed", record.Params{"name": name})
	}
	return nil
}

// known fills in what the kept bytes say of a file; the page's word for it counts for nothing.
func (a *App) known(f record.Attachment) (record.Attachment, error) {
	file, err := a.files().Open(f.Digest)
	if err != nil {
		return f, unreadable(f.Name, err)
	}
	raw, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return f, err
	}
	f.Type, f.Size = picture.Sniff(raw[:min(len(raw), picture.Head)], f.Name), int64(len(raw))
	seen := picture.Look(raw)
	f.Width, f.Height, f.TakenAt = seen.Width, seen.Height, seen.TakenAt
	if d, err := a.open(); err == nil && !seen.Zoned && !seen.TakenAt.IsZero() {
		t := seen.TakenAt // by a clock on the wall of the shop
		f.TakenAt = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, d.zone())
	}
	f.TakenAt = record.Instant(f.TakenAt)
	return f, nil
}

// kept checks the files that a command names, and fills in what their bytes say.
func (a *App) kept(files []record.Attachment) ([]record.Attachment, error) {
	out := make([]record.Attachment, 0, len(files))
	for i, f := range files {
		at := "files." + strconv.Itoa(i)
		if _, err := f.Digest.Bytes(); err != nil {
			return nil, record.Wrong(at, "attachment.unknown", record.Params{"name": f.Name})
		}
		f, err := a.known(f)
		if p, ok := record.AsProblem(err); ok {
			p.Field = at
			return nil, p
		}
		if err != nil {
			return nil, err
		}
		if !picture.Allowed(f.Type, f.Name) { // a draft kept it under another name
			return nil, record.Wrong(at, "attachment.notAllowed", record.Params{"name": f.Name})
		}
		if err := a.noteKept(f.Digest); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// noteKept remembers that a file was here, so that one that is lost later is known from one that has not come yet.
func (a *App) noteKept(digest record.Hash) error {
	d, err := a.open()
	if err != nil {
		return err
	}
	return d.cargo.book.KeptHere(digest)
}

// notKept turns a failure to keep a file into what the user can mend.
func (a *App) notKept(name string, err error) error {
	switch {
	case errors.Is(err, attachment.ErrTooLarge):
		return record.TooLarge("files", name)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return record.Wrong("files", "attachment.noRoom", record.Params{"name": name, "folder": a.dir()})
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return record.Problem{Code: "folder.notWritable", Params: record.Params{"folder": filepath.Join(a.dir(), attachmentFolder)}}
	}
	return err
}

func unread(name string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return record.Wrong("files", "attachment.unreadable", record.Params{"name": name})
}

// unreadable says what is wrong with a file that was kept once.
func unreadable(name string, err error) error {
	switch {
	case errors.Is(err, attachment.ErrMissing):
		return record.Wrong("files", "attachment.missing", record.Params{"name": name})
	case errors.Is(err, attachment.ErrDamaged):
		return record.Wrong("files", "attachment.damaged", record.Params{"name": name})
	}
	return err
}

// takePaths keeps the files at paths of this machine; a folder among them is refused by its name.
func (a *App) takePaths(ctx context.Context, paths []string) Taken {
	out := Taken{[]record.Attachment{}, []NotTaken{}}
	for i, path := range paths {
		a.shell.Emit("attaching", Progress{i, len(paths)})
		f, err := a.takePath(ctx, path)
		if errors.Is(err, context.Canceled) {
			break
		}
		if err != nil {
			out.Refused = append(out.Refused, NotTaken{filepath.Base(path), Show(a.closing(nil, err))})
			continue
		}
		out.Files = append(out.Files, f)
	}
	a.shell.Emit("attaching", Progress{len(paths), len(paths)})
	return out
}

func (a *App) takePath(ctx context.Context, path string) (record.Attachment, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return record.Attachment{}, unread(name, err)
	}
	if !info.Mode().IsRegular() {
		return record.Attachment{}, record.Wrong("files", "attachment.noFile", record.Params{"name": name})
	}
	if info.Size() > record.MaxAttachment {
		return record.Attachment{}, record.TooLarge("files", name)
	}
	file, err := os.Open(path)
	if err != nil {
		return record.Attachment{}, unread(name, err)
	}
	f, err := a.takeFile(ctx, name, file, info.Size())
	return f, errors.Join(err, file.Close())
}
