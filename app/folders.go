package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// Folders are where this workstation's jobs put their files.
type Folders struct {
	Reports string `json:"reports"` // empty: beside the desk
	Backups string `json:"backups"` // empty: beside the desk
}

const localFolders = "folders"

// folders gives the chosen folders, and beside the desk those that nobody chose.
func (d *desk) folders() (Folders, error) {
	f, err := recall[Folders](d, localFolders)
	if f.Reports == "" {
		f.Reports = filepath.Join(d.app.dir(), "reports")
	}
	if f.Backups == "" {
		f.Backups = filepath.Join(d.app.dir(), "backups")
	}
	return f, err
}

// dir is the desk's folder, whole: it is shown, and a person may type what was shown.
func (a *App) dir() string {
	if dir, err := filepath.Abs(a.options.Dir); err == nil {
		return dir
	}
	return a.options.Dir
}

// usable refuses a folder that a job could not write into; one that does not exist is made.
func usable(field, folder string) error {
	if folder == "" {
		return nil
	}
	if !filepath.IsAbs(folder) {
		return record.Wrong(field, "folder.notAbsolute", record.Params{"folder": folder})
	}
	err := os.MkdirAll(folder, 0o700)
	if err == nil {
		var probe *os.File
		if probe, err = os.CreateTemp(folder, ".mendesk-*"); err == nil {
			err = errors.Join(probe.Close(), os.Remove(probe.Name()))
		}
	}
	if err != nil {
		return record.Wrong(field, "folder.notWritable", record.Params{"folder": folder})
	}
	return nil
}

// place makes a job's folder.
func place(folder string) error { return written(folder, os.MkdirAll(folder, 0o700)) }

// written turns a failure to write into folder into what the user can mend.
func written(folder string, err error) error {
	var room storage.NoRoom
	switch {
	case errors.As(err, &room): // says how much is wanted
		return err
	case errors.Is(err, syscall.ENOSPC):
		return record.Problem{Code: "folder.full", Params: record.Params{"folder": folder}}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return record.Problem{Code: "folder.notWritable", Params: record.Params{"folder": folder}}
	}
	return err
}

// mustAdmin refuses whoever is signed in and no admin.
func (a *App) mustAdmin() error {
	_, err := view(a, func(_ *storage.Tx, who training.Actor, _ time.Time) (struct{}, error) {
		return struct{}{}, who.MustAdmin()
	})
	return err
}

// SetFolders chooses the folders of reports and backups on this workstation. It needs an admin.
func (s *Settings) SetFolders(c Folders) (SettingsPage, error) {
	c = Folders{strings.TrimSpace(c.Reports), strings.TrimSpace(c.Backups)}
	return settle(s.app, func(d *desk) error {
		own := Folders{filepath.Join(s.app.dir(), "reports"), filepath.Join(s.app.dir(), "backups")}
		if c.Reports == own.Reports { // not chosen: it moves with the desk
			c.Reports = ""
		}
		if c.Backups == own.Backups {
			c.Backups = ""
		}
		if err := usable("reports", c.Reports); err != nil {
			return err
		}
		if err := usable("backups", c.Backups); err != nil {
			return err
		}
		if err := remember(d, localFolders, c); err != nil {
			return err
		}
		s.app.notePlace(c.Backups)
		return nil
	})
}

// settle lets an admin change what belongs to this workstation alone.
func settle(a *App, do func(d *desk) error) (SettingsPage, error) {
	if err := a.mustAdmin(); err != nil {
		return SettingsPage{}, err
	}
	return safely(a, func(d *desk) (SettingsPage, error) {
		if err := do(d); err != nil {
			return SettingsPage{}, err
		}
		return d.settings(context.Background())
	})
}
