package attachment

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"mendesk/app/record"
)

// Open gives the verified bytes to read; they may be skipped through. Reading a file through again is left
// out while it is the one that was verified before.
func (f *Folder) Open(digest record.Hash) (*os.File, error) {
	path, err := f.file(digest)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("attachment %s: %w", digest, ErrMissing)
	}
	if err != nil {
		return nil, err
	}
	if err := f.verify(file, digest); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Bytes gives all of the verified bytes.
func (f *Folder) Bytes(digest record.Hash) ([]byte, error) {
	path, err := f.file(digest)
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("attachment %s: %w", digest, ErrMissing)
	}
	if err == nil && record.HashOf(raw) != digest {
		err = fmt.Errorf("attachment %s: %w", digest, ErrDamaged)
	}
	return raw, err
}

func (f *Folder) verify(file *os.File, digest record.Hash) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	now := stamp{info.Size(), info.ModTime()}
	f.mu.Lock()
	known := f.sound[digest] == now
	f.mu.Unlock()
	if known {
		return nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return err
	}
	if hashOf(sum.Sum(nil)) != digest {
		return fmt.Errorf("attachment %s: %w", digest, ErrDamaged)
	}
	f.mu.Lock()
	f.sound[digest] = now
	f.mu.Unlock()
	_, err = file.Seek(0, io.SeekStart)
	return err
}

// Fault is an attachment that a record names and that cannot be read as it was kept.
type Fault struct {
	Digest  record.Hash
	Damaged bool // else missing
}

// Check reads every named file through, whatever was verified before, and lists what is missing or damaged.
func (f *Folder) Check(ctx context.Context, named []record.Hash, progress func(done, total int)) ([]Fault, error) {
	out := []Fault{}
	for i, digest := range named {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		_, err := f.Bytes(digest)
		switch {
		case errors.Is(err, ErrMissing):
			out = append(out, Fault{digest, false})
		case errors.Is(err, ErrDamaged):
			out = append(out, Fault{digest, true})
		case err != nil:
			return out, err
		}
		if progress != nil {
			progress(i+1, len(named))
		}
	}
	return out, nil
}

// Sweep removes the files that nobody names and nobody asked to keep since before, and tells how many bytes
// that freed.
func (f *Folder) Sweep(ctx context.Context, named func(record.Hash) bool, before time.Time) (freed int64, err error) {
	kept, err := f.List()
	if err != nil {
		return 0, err
	}
	for _, k := range kept {
		if err := ctx.Err(); err != nil {
			return freed, err
		}
		if named(k.Digest) || !k.At.Before(before) {
			continue
		}
		if err := f.Remove(k.Digest); err != nil {
			return freed, err
		}
		freed += k.Size
	}
	return freed, f.Tidy(before)
}

// Copied says what CopyTo did.
type Copied struct {
	Files   int
	Bytes   int64
	Missing []record.Hash // here missing or damaged, and not there either
}

// CopyTo brings the named files into another folder, such as a backup's. What is there already is left; what
// is damaged here is not copied.
func (f *Folder) CopyTo(ctx context.Context, to *Folder, named []record.Hash) (Copied, error) {
	var c Copied
	for _, digest := range named {
		if err := ctx.Err(); err != nil {
			return c, err
		}
		if mine, here := f.Size(digest); here {
			if size, there := to.Size(digest); there && size == mine {
				continue
			}
		} else if _, there := to.Size(digest); there {
			continue
		}
		raw, err := f.Bytes(digest)
		if errors.Is(err, ErrMissing) || errors.Is(err, ErrDamaged) {
			c.Missing = append(c.Missing, digest)
			continue
		}
		if err == nil {
			err = to.Take(ctx, digest, bytes.NewReader(raw), int64(len(raw)))
		}
		if err != nil {
			return c, err
		}
		c.Files, c.Bytes = c.Files+1, c.Bytes+int64(len(raw))
	}
	return c, nil
}

func randomName() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
