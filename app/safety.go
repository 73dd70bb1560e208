package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mendesk/app/record"
	"mendesk/storage"
)

// Check verifies the whole desk and lists what is wrong; none when all is well.
func (a *App) Check(ctx context.Context) ([]storage.Fault, error) {
	return safely(a, func(d *desk) ([]storage.Fault, error) {
		faults, err := d.store.Check(ctx, a.progress)
		if err != nil {
			return faults, err
		}
		files, err := d.checkFiles(ctx, a.progress)
		return append(faults, files...), err
	})
}

// Rebuild drops everything derived and derives it again from the journal.
func (a *App) Rebuild(ctx context.Context) error {
	_, err := safely(a, func(d *desk) (struct{}, error) { return struct{}{}, d.store.Rebuild(ctx, a.progress) })
	return err
}

// Digest is one SHA-256 over all folded records, equal on any two desks with the same events.
func (a *App) Digest(ctx context.Context) (string, error) {
	return safely(a, func(d *desk) (string, error) { return d.store.Digest(ctx) })
}

// Backup copies the desk to a file that does not exist yet while it is in use, and verifies the copy. The
// attachments go into a folder beside it, which backups share.
func (a *App) Backup(ctx context.Context, out string) error {
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		return record.Wrong("out", "file.exists", record.Params{"file": out})
	}
	_, err := safely(a, func(d *desk) (struct{}, error) {
		if err := d.store.Backup(ctx, out); err != nil {
			return struct{}{}, err
		}
		_, err := d.backUpFiles(ctx, filepath.Dir(out))
		return struct{}{}, err
	})
	return err
}

// Restore makes a desk from a backup, in a folder that does not exist yet, with the attachments that lie
// beside the backup. [App.Check] names those that do not.
func (a *App) Restore(ctx context.Context, backup string) error {
	if _, err := os.Stat(a.options.Dir); !errors.Is(err, fs.ErrNotExist) {
		return record.Wrong("desk", "folder.exists", record.Params{"folder": a.options.Dir})
	}
	if _, err := os.Stat(backup); err != nil {
		return record.Wrong("file", "file.missing", record.Params{"file": backup})
	}
	if err := os.MkdirAll(a.options.Dir, 0o700); err != nil {
		return a.closing(nil, fmt.Errorf("make the desk's folder: %w", err))
	}
	if err := storage.Restore(ctx, backup, a.Path(), a.storeOptions()); err != nil {
		_ = os.RemoveAll(a.options.Dir) // made above, and nothing in it is whole
		return a.closing(nil, err)
	}
	return a.closing(nil, a.restoreFiles(ctx, backup))
}

func (a *App) progress(done, total int) { a.shell.Emit("progress", Progress{done, total}) }

// safely runs work on the open desk's store as a bound call would.
func safely[T any](a *App, work func(d *desk) (T, error)) (out T, err error) {
	defer func() { err = a.closing(recover(), err) }()
	d, err := a.open()
	if err != nil {
		return out, err
	}
	return work(d)
}
