package attachment

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"mendesk/app/record"
)

var (
	// ErrMissing means that the bytes are not here.
	ErrMissing = errors.New("the attachment is not on this workstation")
	// ErrDamaged means that the bytes are not those that were kept.
	ErrDamaged = record.ErrDamaged
	// ErrTooLarge means that more bytes came than may be kept.
	ErrTooLarge = errors.New("the attachment is too large")
)

// Folder is where the attachments of one desk lie. It may be used from many goroutines; nothing is made on
// disk before the first is kept.
type Folder struct {
	path string

	mu    sync.Mutex
	sound map[record.Hash]stamp // verified since, unless the file changed

	create func(path string) (writer, error) // tests only: a disk that fails
}

// stamp tells whether a file is still the one that was verified.
type stamp struct {
	size int64
	at   time.Time
}

// At is the folder at path, which need not exist.
func At(path string) *Folder {
	return &Folder{path: path, sound: map[record.Hash]stamp{}, create: createFile}
}

// Path of the folder.
func (f *Folder) Path() string { return f.path }

// nameOf is the file of a digest in hexadecimal: some systems take A for a.
func nameOf(digest record.Hash) (string, error) {
	b, err := digest.Bytes()
	return hex.EncodeToString(b), err
}

func (f *Folder) file(digest record.Hash) (string, error) {
	name, err := nameOf(digest)
	if err != nil {
		return "", err
	}
	return filepath.Join(f.path, name[:2], name), nil
}

// Size tells whether the bytes are here, and how many there are. Nothing is verified.
func (f *Folder) Size(digest record.Hash) (int64, bool) {
	path, err := f.file(digest)
	if err != nil {
		return 0, false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return 0, false
	}
	return info.Size(), true
}

// Touch makes a file young again, so that Sweep lets it be for a while.
func (f *Folder) Touch(digest record.Hash, now time.Time) error {
	path, err := f.file(digest)
	if err != nil {
		return err
	}
	f.forget(digest)
	if err := os.Chtimes(path, now, now); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Remove takes a file away; one that is not there is none to remove.
func (f *Folder) Remove(digest record.Hash) error {
	path, err := f.file(digest)
	if err != nil {
		return err
	}
	f.forget(digest)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f *Folder) forget(digest record.Hash) {
	f.mu.Lock()
	delete(f.sound, digest)
	f.mu.Unlock()
}

// Kept is a file of the folder.
type Kept struct {
	Digest record.Hash
	Size   int64
	At     time.Time // when it was written, or last asked to be kept
}

// List names every file of the folder, in the order of their names.
func (f *Folder) List() ([]Kept, error) {
	out := []Kept{}
	shelves, err := os.ReadDir(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	for _, shelf := range shelves {
		if !shelf.IsDir() || len(shelf.Name()) != 2 {
			continue
		}
		files, err := os.ReadDir(filepath.Join(f.path, shelf.Name()))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			digest, ok := digestOf(file.Name())
			info, gone := file.Info()
			if ok && gone == nil && info.Mode().IsRegular() {
				out = append(out, Kept{digest, info.Size(), info.ModTime()})
			}
		}
	}
	return out, nil
}
