package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// AttachAsk names a ticket or a return and files of this machine that are attached to it.
type AttachAsk struct {
	Kind    string // ticket or return
	Number  string // as people quote it
	Step    string // of a return: what the files show
	Caption string // of all of them; may be empty
	Paths   []string
}

// AttachPaths attaches files to a ticket or a return. When one of them is refused nothing is attached.
func (a *App) AttachPaths(ctx context.Context, ask AttachAsk) (files []record.Attachment, err error) {
	defer func() { err = a.closing(recover(), err) }()
	if _, err := a.mustBeSomebody(); err != nil {
		return nil, err
	}
	id, err := a.numbered(ask.Kind, ask.Number)
	if err != nil {
		return nil, err
	}
	for _, path := range ask.Paths {
		f, err := a.takePath(ctx, path)
		if err != nil {
			return nil, err
		}
		f.Step, f.Caption = ask.Step, ask.Caption
		files = append(files, f)
	}
	if ask.Kind == "ticket" {
		_, err = (&Tickets{a}).Attach(ticket.Attach{Ticket: id, Files: files})
		return files, err
	}
	_, err = (&Returns{a}).Attach(returns.Attach{Return: id, Files: files})
	return files, err
}

// numbered finds a ticket or a return by its number.
func (a *App) numbered(kind, number string) (record.ID, error) {
	return view(a, func(tx *storage.Tx, _ training.Actor, _ time.Time) (record.ID, error) {
		ask := PaperAsk{Number: number}
		switch kind {
		case "ticket":
			t, err := named(tx, ticket.Tickets, ticket.IndexNumber, ask, func(n string) string { return strings.ToLower(strings.TrimSpace(n)) })
			return t.ID, err
		case "return":
			r, err := named(tx, returns.Returns, "number", ask, strings.TrimSpace)
			return r.ID, err
		}
		return "", record.Wrong("kind", "field.unknownValue", record.Params{"value": kind})
	})
}

// SaveAttachments copies the attachments of a ticket or a return into a folder, under their names.
func (a *App) SaveAttachments(kind, number, folder string) (paths []string, err error) {
	defer func() { err = a.closing(recover(), err) }()
	id, err := a.numbered(kind, number)
	if err != nil {
		return nil, err
	}
	var files record.Files
	if kind == "ticket" {
		d, err := (&Tickets{a}).Get(id)
		if err != nil {
			return nil, err
		}
		files = d.Ticket.Files
	} else {
		d, err := (&Returns{a}).Get(id)
		if err != nil {
			return nil, err
		}
		files = d.Return.Files
	}
	if err := place(folder); err != nil {
		return nil, err
	}
	for _, f := range files {
		raw, err := a.files().Bytes(f.Digest)
		if err != nil {
			return paths, unreadable(f.Name, err)
		}
		path := free(filepath.Join(folder, fileNameOf(f.Name)))
		if err := written(folder, writeOut(path, raw)); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// free is the path, or with a number where there is a file already: what is there is never written over.
func free(path string) string {
	end := filepath.Ext(path)
	for n, out := 2, path; ; n++ {
		if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
			return out
		}
		out = strings.TrimSuffix(path, end) + " (" + strconv.Itoa(n) + ")" + end
	}
}
