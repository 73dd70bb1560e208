package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/storage"
	"mendesk/storage/attachment"
)

// backupFiles is the folder beside backups that holds the attachments of all of them, each once.
const backupFiles = "mendesk-attachments"

// sweepAfter is how long bytes that no record names stay: a draft may name them.
const sweepAfter = 30 * 24 * time.Hour

// namedFiles lists the digest of every attachment that some record names.
func namedFiles(tx *storage.Tx) ([]record.Hash, error) {
	var out []record.Hash
	add := func(files record.Files) {
		for _, f := range files {
			out = append(out, f.Digest)
		}
	}
	over := storage.Span{Index: record.FileIndex}
	for t, err := range storage.Each(tx, ticket.Tickets, over) {
		if err != nil {
			return nil, err
		}
		add(t.Files)
	}
	for r, err := range storage.Each(tx, returns.Returns, over) {
		if err != nil {
			return nil, err
		}
		add(r.Files)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func (d *desk) named(ctx context.Context) (out []record.Hash, err error) {
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		out, err = namedFiles(tx)
		return err
	})
	return out, err
}

// checkFiles lists the attachments that records name and that are not here as they were kept.
func (d *desk) checkFiles(ctx context.Context, progress func(done, total int)) ([]storage.Fault, error) {
	names, err := d.named(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.app.files().Check(ctx, names, progress)
	out := []storage.Fault{}
	for _, f := range found {
		code := "attachment.missing"
		if f.Damaged {
			code = "attachment.damaged"
		}
		out = append(out, storage.Fault{Code: code, Params: record.Params{"digest": string(f.Digest)}})
	}
	return out, err
}

// backUpFiles brings every named attachment into the folder beside a backup; what earlier backups brought is
// there already. It comes after the backup, so that nothing that the backup names is left out.
func (d *desk) backUpFiles(ctx context.Context, folder string) (attachment.Copied, error) {
	names, err := d.named(ctx)
	if err != nil {
		return attachment.Copied{}, err
	}
	return d.app.files().CopyTo(ctx, attachment.At(filepath.Join(folder, backupFiles)), names)
}

// restoreFiles brings the attachments that a restored desk names back from the folder beside its backup. Those
// that are not there are told to the log, and later by a check: the records themselves are whole.
func (a *App) restoreFiles(ctx context.Context, backup string) error {
	store, err := storage.Open(a.Path(), a.storeOptions())
	if err != nil {
		return err
	}
	d := &desk{app: a, store: store}
	names, err := d.named(ctx)
	if err = errors.Join(err, store.Close()); err != nil {
		return err
	}
	from := attachment.At(filepath.Join(filepath.Dir(backup), backupFiles))
	copied, err := from.CopyTo(ctx, a.files(), names)
	if len(copied.Missing) > 0 {
		a.options.Log.Warn("attachments that the backup names are not beside it", "count", len(copied.Missing))
	}
	return err
}

// runFiles sweeps away what no record has named for a while, so that what was taken off leaves the disk.
func (d *desk) runFiles(ctx context.Context) (record.Params, error) {
	names, err := d.named(ctx)
	if err != nil {
		return nil, err
	}
	keep := func(digest record.Hash) bool {
		_, found := slices.BinarySearch(names, digest)
		return found
	}
	freed, err := d.app.files().Sweep(ctx, keep, time.Now().Add(-sweepAfter)) // by the clock that dates files
	return record.Params{"count": strconv.Itoa(len(names)), "size": fmt.Sprintf("%.1f", float64(freed)/(1<<20))}, err
}

// Attachment states.
const (
	FileSound   = "sound"
	FileMissing = "missing" // not on this workstation
	FileDamaged = "damaged"
)

// FileState is how an attachment is on this workstation.
type FileState struct {
	Digest record.Hash `json:"digest"`
	State  string      `json:"state"`
}

// Verify reads attachments and tells how each is on this workstation; what was read before and did not change
// since is not read again.
func (s *Attachments) Verify(digests []record.Hash) (out []FileState, err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	if _, err := s.app.mustBeSomebody(); err != nil {
		return nil, err
	}
	out = make([]FileState, len(digests))
	for i, digest := range digests {
		out[i] = FileState{digest, FileSound}
		file, err := s.app.files().Open(digest)
		switch {
		case err == nil:
			err = file.Close()
		case errors.Is(err, attachment.ErrMissing):
			out[i].State, err = FileMissing, nil
		case errors.Is(err, attachment.ErrDamaged):
			out[i].State, err = FileDamaged, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
