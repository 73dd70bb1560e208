package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Mending says out of what a desk whose file is damaged, gone or foreign is made again.
type Mending struct {
	Backup  string // a copy to begin with; empty: begin with what the file itself still says
	Salvage bool   // take in every change that the file still holds and the backup does not
}

// Mended is what became of it.
type Mended struct {
	Kept    string // where the file that stood there lies now; empty when there was none
	Brought int    // changes that were taken from it
	Waiting int    // of these, whose predecessor is lost: they are kept until it comes
}

// Mend puts a whole desk where path is, and keeps what stood there beside it: nothing is deleted. It is made
// under another name, read through, and then put in place; a kill before that leaves everything as it was, and
// one amid it is made up for when the desk is opened. As after Restore a new log begins at the first write.
// A copy of another desk than the folder's is refused with ErrOtherDesk.
func Mend(ctx context.Context, path string, m Mending, o Options) (Mended, error) {
	o = o.filled()
	lock, err := takeLock(path+".lock", os.O_CREATE|os.O_RDWR, o.LockWait)
	if err != nil {
		return Mended{}, err
	}
	out, err := mend(ctx, path, m, o)
	if err != nil {
		err = fmt.Errorf("mend the desk: %w", err)
	}
	return out, errors.Join(err, lock.release())
}

func mend(ctx context.Context, path string, m Mending, o Options) (Mended, error) {
	tmp := path + ".new"
	if err := removeIfThere(tmp); err != nil {
		return Mended{}, err
	}
	me, err := mendBase(ctx, path, tmp, m, o)
	if err != nil {
		return Mended{}, errors.Join(err, removeIfThere(tmp))
	}
	out := Mended{}
	if m.Salvage || m.Backup == "" {
		err = out.salvage(ctx, path, tmp, o)
	}
	if err == nil {
		err = ready(ctx, tmp, o)
	}
	if err != nil {
		return Mended{}, errors.Join(err, removeIfThere(tmp), removeIfThere(markerPath(tmp)))
	}
	if beside, named, err := readSidecar(path); err != nil || !named || beside.Desk != me.Desk {
		if err := (sidecar{me.Desk}).write(path); err != nil {
			return Mended{}, err
		}
	}
	if err := moveFile(tmp, restoredPath(path)); err != nil {
		return Mended{}, err
	}
	out.Kept, err = putInPlace(path)
	return out, err
}

// mendBase makes the file that the rest goes into: the backup, or an empty desk that is who the old one was.
func mendBase(ctx context.Context, path, tmp string, m Mending, o Options) (self, error) {
	beside, named, err := readSidecar(path)
	if err != nil {
		named = false // it is damaged too, and made anew
	}
	if m.Backup == "" {
		r, err := ReadRemains(ctx, path, nil)
		switch {
		case err != nil:
			return self{}, err
		case !r.Tells:
			return self{}, fmt.Errorf("the file does not say any more who it was: %w", ErrDamaged)
		case named && beside.Desk != r.Desk:
			return self{}, ErrOtherDesk
		}
		if err := Room(filepath.Dir(path), bytesOf(path)); err != nil {
			return self{}, err
		}
		return r.me, fill(tmp, o, func(btx *bbolt.Tx) error { return lay(btx, o, r.me) })
	}
	if err := Room(filepath.Dir(path), bytesOf(m.Backup)+bytesOf(path)); err != nil {
		return self{}, err
	}
	me, err := copyWhole(ctx, m.Backup, tmp, o)
	if err == nil && named && beside.Desk != me.Desk {
		err = ErrOtherDesk
	}
	return me, err
}

// copyWhole copies a backup and reads the copy through.
func copyWhole(ctx context.Context, backup, tmp string, o Options) (me self, err error) {
	if size, there, err := fileSize(backup); err != nil || !there || size == 0 {
		return me, errors.Join(fmt.Errorf("the backup %s has nothing in it: %w", filepath.Base(backup), ErrEmpty), err)
	}
	from, err := os.Open(backup)
	if err != nil {
		return me, err
	}
	if err := errors.Join(copyTo(ctx, tmp, file{from}), from.Close()); err != nil {
		return me, err
	}
	err = reading(tmp, o, func(btx *bbolt.Tx) error {
		if _, err := sound(ctx, btx); err != nil {
			return err
		}
		me, err = readSelf(btx)
		return err
	})
	return me, err
}

func bytesOf(path string) int64 {
	size, _, _ := fileSize(path) // what cannot be seen needs no room
	return size
}

// salvage merges what the old file still holds into the new one.
func (out *Mended) salvage(ctx context.Context, path, tmp string, o Options) (err error) {
	if _, there, err := fileSize(path); err != nil || !there {
		return err
	}
	o.TokenDir, o.Workstation, o.Letter, o.NoSync = "", "", "", true // synced as a whole when it is ready
	s, err := openStore(tmp, o, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.catchUp(ctx); err != nil {
		return err
	}
	var some []record.Change
	flush := func() error {
		got, err := s.Merge(ctx, some)
		out.Brought += got.Added + got.Waiting
		out.Waiting = got.Waiting
		some = some[:0]
		return err
	}
	r, err := ReadRemains(ctx, path, func(c record.Change) error {
		if some = append(some, c); len(some) < mergeEvents {
			return nil
		}
		return flush()
	})
	if isUnreadable(err) {
		return nil // nothing is left in it, and the backup stands alone
	}
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	for key, value := range r.local {
		if err := s.SetLocal(key, value); err != nil {
			return err
		}
	}
	return nil
}

// ready gives the new file a new log at its first write, reads it through, and waits for the disk.
func ready(ctx context.Context, tmp string, o Options) error {
	err := fill(tmp, o, func(btx *bbolt.Tx) error {
		me, err := readSelf(btx)
		if err != nil {
			return err
		}
		me.Mint = true
		return me.write(btx)
	})
	if err != nil {
		return err
	}
	err = reading(tmp, o, func(btx *bbolt.Tx) error {
		_, err := sound(ctx, btx)
		return err
	})
	if err != nil {
		return err
	}
	f, err := os.OpenFile(tmp, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// restoredPath is a desk that is ready to take its place.
func restoredPath(path string) string { return path + ".restored" }

func pending(path string) bool {
	_, there, err := fileSize(restoredPath(path))
	return err == nil && there
}

// finishRestore puts a desk in place that was ready when the program ended.
func finishRestore(path string) error {
	if !pending(path) {
		return nil
	}
	_, err := putInPlace(path)
	return err
}

// putInPlace keeps the old file under another name and gives its own to the new one. Done again after a kill
// it goes on where it was.
func putInPlace(path string) (kept string, err error) {
	kept, err = keepAside(path)
	if err != nil {
		return "", err
	}
	if err := moveFile(restoredPath(path), path); err != nil {
		return "", err
	}
	return kept, removeIfThere(markerPath(path))
}

func keepAside(path string) (string, error) {
	old, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	made, err := os.Stat(restoredPath(path))
	if err != nil {
		return "", err
	}
	base := path + ".damaged-" + made.ModTime().UTC().Format("20060102-150405")
	for n := 1; ; n++ {
		kept := base
		if n > 1 {
			kept = fmt.Sprintf("%s-%d", base, n)
		}
		there, err := os.Stat(kept)
		if err == nil && os.SameFile(there, old) {
			return kept, nil // a kill came after this step
		}
		if err == nil {
			continue
		}
		if err := os.Link(path, kept); err != nil { // a disk without links: for a moment no file is in place
			if err := os.Rename(path, kept); err != nil {
				return "", err
			}
		}
		return kept, syncFolder(filepath.Dir(path))
	}
}
