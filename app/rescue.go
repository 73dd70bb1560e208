package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mendesk/app/record"
	"mendesk/storage"
)

// Rescue is the service for a desk that cannot be opened, or whose file is damaged while it is open: what
// happened, what the file still holds, which backups there are, and the way out. While no desk is open anybody
// at the machine may use it, since nobody can sign in; else it needs an admin.
type Rescue struct{ app *App }

// RescuePage is what is known at once.
type RescuePage struct {
	Problem Shown           `json:"problem"`
	Open    bool            `json:"open"` // the desk is open all the same
	File    string          `json:"file"`
	Size    int64           `json:"size"` // bytes; 0 when there is no file
	Changed time.Time       `json:"changed,omitzero" ts_type:"string"`
	Faults  []storage.Fault `json:"faults"`  // the first that were found
	Derive  bool            `json:"derive"`  // deriving again mends them all, and nothing is lost
	Backups []Backup        `json:"backups"` // verified when they were made, newest first; Name is the whole path
	Folder  string          `json:"folder"`  // where they were looked for
	Kept    []string        `json:"kept"`    // damaged files of earlier, which nothing deletes
	Native  bool            `json:"native"`  // the system's own dialogs are there
	Version string          `json:"version"`
}

// mostFaults are listed; a torn page can spoil thousands of records.
const mostFaults = 5

// Page tells what happened and which backups there are.
func (r *Rescue) Page() (out RescuePage, err error) {
	a := r.app
	defer func() { err = a.closing(recover(), err) }()
	if err := a.mayRescue(); err != nil {
		return out, err
	}
	a.mu.Lock()
	failed, faults, open := a.failed, a.faults, a.desk != nil
	a.mu.Unlock()
	if failed == nil {
		failed = record.Problem{Code: "desk.damaged"}
	}
	out = RescuePage{
		Problem: Show(failed), Open: open, File: filepath.Join(a.dir(), fileName), Native: a.shell.Native(), Version: a.options.Version,
		Faults: faults[:min(len(faults), mostFaults)], Derive: open && len(faults) > 0 && derivedAll(faults), Folder: a.backupPlace(),
	}
	if info, err := os.Stat(out.File); err == nil {
		out.Size, out.Changed = info.Size(), record.Instant(info.ModTime())
	}
	out.Backups = a.allBackups()
	out.Kept, err = filepath.Glob(out.File + ".damaged-*")
	whole(&out)
	return out, err
}

// mayRescue refuses while the desk is open and well, or who is signed in is no admin.
func (a *App) mayRescue() error {
	a.mu.Lock()
	open, failed, hurt := a.desk != nil, a.failed, a.hurt || len(a.faults) > 0
	a.mu.Unlock()
	switch {
	case !open && failed == nil:
		return record.Problem{Code: "desk.notOpen"}
	case !open:
		return nil
	case !hurt:
		return record.Problem{Code: "rescue.notNeeded"}
	}
	return a.mustAdmin()
}

// Remains is what the desk's own file still holds.
type Remains struct {
	Readable bool      `json:"readable"` // its first pages tell something
	Complete bool      `json:"complete"` // every change can be read: nothing is lost
	Tells    bool      `json:"tells"`    // who it is and how far its logs went
	Changes  int       `json:"changes"`  // that can be read
	Lost     int       `json:"lost"`     // that are known to be lost; 0 when it does not tell
	Last     time.Time `json:"last,omitzero" ts_type:"string"`
}

// Remains reads the whole file, which takes seconds for a large desk.
func (r *Rescue) Remains() (out Remains, err error) {
	a := r.app
	defer func() { err = a.closing(recover(), err) }()
	if err := a.mayRescue(); err != nil {
		return out, err
	}
	got, err := a.remains(filepath.Join(a.dir(), fileName))
	if err != nil {
		return out, tellsNothing(err)
	}
	return Remains{true, got.Complete(), got.Tells, got.Changes(), got.Lost(), got.Last}, nil
}

// tellsNothing lets a file that tells nothing, or is not there, be an answer.
func tellsNothing(err error) error {
	if errors.Is(err, storage.ErrDamaged) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// WeighBackup names a backup by its whole path.
type WeighBackup struct {
	Path string `json:"path"`
}

// Weighed is what restoring a backup would bring and lose.
type Weighed struct {
	Path    string    `json:"path"`
	Changes int       `json:"changes"` // in the backup
	Last    time.Time `json:"last,omitzero" ts_type:"string"`
	Whole   bool      `json:"whole"` // all of its changes can be read
	Station string    `json:"station"`
	Brought int       `json:"brought"` // made after it, and still in the desk's file
	Lost    int       `json:"lost"`    // made after it, and gone
	Known   bool      `json:"known"`   // the desk's file tells how much came after it
}

// Weigh reads a backup and compares it with what the desk's file still holds.
func (r *Rescue) Weigh(c WeighBackup) (out Weighed, err error) {
	a := r.app
	defer func() { err = a.closing(recover(), err) }()
	if err := a.mayRescue(); err != nil {
		return out, err
	}
	backup, err := a.weighable(c.Path)
	if err != nil {
		return out, err
	}
	out = Weighed{Path: c.Path, Changes: backup.Changes(), Last: backup.Last, Whole: backup.Complete(), Station: backup.Name}
	if file, err := a.remains(filepath.Join(a.dir(), fileName)); err == nil {
		if file.Tells && file.Desk != backup.Desk {
			return out, record.Wrong("path", "rescue.otherDesk", nil)
		}
		out.Brought, out.Lost = file.Beyond(backup)
		out.Known = file.Tells
	}
	return out, nil
}

func (a *App) weighable(path string) (storage.Remains, error) {
	if path == "" {
		return storage.Remains{}, record.Missing("path")
	}
	got, err := a.remains(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return got, record.Wrong("path", "file.missing", record.Params{"file": path})
	case errors.Is(err, storage.ErrDamaged), err == nil && !got.Tells:
		return got, record.Wrong("path", "rescue.noBackup", record.Params{"file": filepath.Base(path)})
	}
	return got, err
}

// remains reads a file once for as long as it stays the same: it may be large.
func (a *App) remains(path string) (storage.Remains, error) {
	info, err := os.Stat(path)
	if err != nil {
		return storage.Remains{}, err
	}
	a.reading.Lock()
	defer a.reading.Unlock()
	if known, ok := a.read[path]; ok && known.size == info.Size() && known.at.Equal(info.ModTime()) {
		return known.remains, known.err
	}
	got, err := storage.ReadRemains(context.Background(), path, nil)
	if a.read == nil {
		a.read = map[string]heldFile{}
	}
	a.read[path] = heldFile{info.Size(), info.ModTime(), got, err}
	return got, err
}

type heldFile struct {
	size    int64
	at      time.Time
	remains storage.Remains
	err     error
}

// Pick asks the person for a backup that lies elsewhere; empty when they cancelled, or where there is no dialog.
func (r *Rescue) Pick() (out Saved, err error) {
	a := r.app
	defer func() { err = a.closing(recover(), err) }()
	out.Path, err = a.shell.AskOpen(a.say("").Say("rescue.pick", nil), []string{"*" + backupEnd, "*"})
	return out, err
}
