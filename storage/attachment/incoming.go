package attachment

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"mendesk/app/record"
)

// Incoming is a file that comes piece by piece. It is used by one goroutine at a time, and ends with Finish or Drop.
type Incoming struct {
	folder *Folder
	tmp    string
	w      writer
	sum    hash.Hash
	size   int64
	most   int64
	broken error
}

// Begin opens a new file, of which more than most bytes are ErrTooLarge.
func (f *Folder) Begin(most int64) (*Incoming, error) {
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of attachments: %w", err)
	}
	tmp := filepath.Join(f.path, incoming+randomName())
	w, err := f.create(tmp)
	if err != nil {
		return nil, fmt.Errorf("begin an attachment: %w", err)
	}
	return &Incoming{folder: f, tmp: tmp, w: w, sum: sha256.New(), most: most}, nil
}

// Size is how many bytes came so far.
func (in *Incoming) Size() int64 { return in.size }

// Write adds a piece. After a failure nothing more is taken.
func (in *Incoming) Write(p []byte) (int, error) {
	if in.broken != nil {
		return 0, in.broken
	}
	if in.size+int64(len(p)) > in.most {
		in.broken = ErrTooLarge
		return 0, in.broken
	}
	n, err := in.w.Write(p)
	in.size += int64(n)
	_, _ = in.sum.Write(p[:n])
	in.broken = err
	return n, err
}

// Finish keeps the file under its digest. When it returns, the file survives a power cut; when it fails,
// nothing of it is left.
func (in *Incoming) Finish() (record.Hash, error) { return in.finish("") }

// finish wants the file to be want, unless that is empty.
func (in *Incoming) finish(want record.Hash) (record.Hash, error) {
	digest, err := hashOf(in.sum.Sum(nil)), in.broken
	if err == nil && want != "" && digest != want {
		err = fmt.Errorf("attachment %s: %w", want, ErrDamaged)
	}
	if err == nil {
		err = in.w.Sync()
	}
	err = errors.Join(err, in.w.Close())
	if err == nil {
		err = in.folder.settle(in.tmp, digest)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("keep an attachment: %w", err), drop(in.tmp))
	}
	return digest, nil
}

// Drop forgets a file that will not be finished.
func (in *Incoming) Drop() error {
	return errors.Join(in.w.Close(), drop(in.tmp))
}

// Put keeps what from gives and says under which digest; the same bytes are kept once. More than most bytes
// are ErrTooLarge, and none of them stay.
func (f *Folder) Put(ctx context.Context, from io.Reader, most int64) (record.Hash, int64, error) {
	return f.take(ctx, "", from, most)
}

// Take keeps what from gives if it is what digest names, else it is ErrDamaged.
func (f *Folder) Take(ctx context.Context, digest record.Hash, from io.Reader, most int64) error {
	_, _, err := f.take(ctx, digest, from, most)
	return err
}

func (f *Folder) take(ctx context.Context, want record.Hash, from io.Reader, most int64) (record.Hash, int64, error) {
	in, err := f.Begin(most)
	if err != nil {
		return "", 0, err
	}
	if _, err := io.Copy(in, cancellable{ctx, from}); err != nil {
		return "", 0, errors.Join(fmt.Errorf("keep an attachment: %w", err), in.Drop())
	}
	digest, err := in.finish(want)
	return digest, in.size, err
}

// cancellable stops a copy when ctx ends.
type cancellable struct {
	ctx  context.Context
	from io.Reader
}

func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.from.Read(p)
}
