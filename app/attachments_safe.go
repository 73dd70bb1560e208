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
	"mendesk/storage"
	"mendesk/storage/attachment"
)

// backupFiles is the folder beside backups that holds the attachments of all of them, each once.
const backupFiles = "mendesk-attachments"

// sweepAfter is how long bytes that no record names stay: a draft may name them.
const sweepAfter = 30 * 24 * time.Hour

// named lists the digest of every attachment that some record names, in order.
func (d *desk) named(ctx context.Context) (out []record.Hash, err error) {
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		files, err := attachedFiles(tx)
		for _, f := range files {
			out = append(out, f.Digest)
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

// checkFiles lists the attachments that records name and that are not here as they were kept. One that has not come
// from another workstation yet is no fault.
func (d *desk) checkFiles(ctx context.Context, progress func(done, total int)) ([]storage.Fault, error) {
	names, err := d.named(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.app.files().Check(ctx, names, progress)
	out := []storage.Fault{}
	for _, f := range found {
		if !f.Damaged && !d.lost(f.Digest) {
			continue
		}
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

// lost tells of a file that is not here whether it was: else it is still at another workstation. In a desk that is
// not shared there is no other.
func (d *desk) lost(digest record.Hash) bool {
	return d.cargo.book.Here(digest) || d.sync.link().Kind == ""
}

// Attachment states.
const (
	FileSound   = "sound"
	FileAway    = "away"    // still at another workstation
	FileComing  = "coming"  // on its way
	FileLost    = "lost"    // it was on this workstation and is not any more
	FileDamaged = "damaged" // it is on this workstation, but not as it was kept
)

// Why a file that is not here does not come.
const (
	WhyAlone   = "alone"   // this desk is not shared
	WhyOffline = "offline" // nobody answers
	WhyTrouble = "trouble" // sync has stopped, or files do not travel; its status tells why
)

// FileState is how an attachment is on this workstation.
type FileState struct {
	Digest record.Hash `json:"digest"`
	State  string      `json:"state"`
	Bytes  int         `json:"bytes"` // that have come of it
	Why    string      `json:"why"`   // what keeps it from coming; empty: nothing that is known
}

// Verify reads attachments and tells how each is on this workstation; what was read before and did not change
// since is not read again. What is not here as it was kept is fetched before all else: somebody looks at it.
func (s *Attachments) Verify(digests []record.Hash) ([]FileState, error) {
	return s.states(digests, false)
}

// Fetch looks for attachments now that are not here as they were kept, and asks the other workstations for them.
func (s *Attachments) Fetch(digests []record.Hash) ([]FileState, error) {
	return s.states(digests, true)
}

func (s *Attachments) states(digests []record.Hash, ask bool) ([]FileState, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]FileState, error) {
		out, lacks := make([]FileState, len(digests)), []record.Hash{}
		for i, digest := range digests {
			state, err := d.fileState(digest)
			if err != nil {
				return nil, err
			}
			if out[i] = state; state.State != FileSound {
				lacks = append(lacks, digest)
			}
		}
		if len(lacks) == 0 {
			return out, nil
		}
		why, err := d.whyNot()
		if err != nil {
			return nil, err
		}
		for i := range out {
			if out[i].State != FileSound && out[i].State != FileComing {
				out[i].Why = why
			}
		}
		d.fetch(lacks, ask)
		return out, nil
	})
}

func (d *desk) fileState(digest record.Hash) (FileState, error) {
	out := FileState{Digest: digest, State: FileSound}
	file, err := d.app.files().Open(digest)
	switch {
	case err == nil:
		return out, file.Close()
	case errors.Is(err, attachment.ErrDamaged):
		out.State = FileDamaged
		d.cargo.courier.Hurt(digest)
	case errors.Is(err, attachment.ErrMissing):
		if out.State = FileAway; d.lost(digest) {
			out.State = FileLost
		}
	default:
		return out, err
	}
	if bytes, coming := d.cargo.courier.Coming(digest); coming {
		out.State, out.Bytes = FileComing, bytes
	}
	return out, nil
}

// whyNot tells what keeps files from coming, as far as that is known.
func (d *desk) whyNot() (string, error) {
	st, err := d.sync.status()
	switch {
	case err != nil:
		return "", err
	case st.Link.Kind == "":
		return WhyAlone, nil
	case st.Offline:
		return WhyOffline, nil
	case st.Trouble.Code != "" || st.Files.Code != "":
		return WhyTrouble, nil
	}
	return "", nil
}

// fetch looks for files before all others; with ask, at once also where nobody answered lately.
func (d *desk) fetch(digests []record.Hash, ask bool) {
	if d.sync.link().Kind == "" {
		return
	}
	news := d.cargo.courier.Look(ask, digests...)
	if ask {
		d.sync.soon()
	}
	if news {
		d.cargo.nudge()
	}
}
