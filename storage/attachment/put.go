package attachment

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"mendesk/app/record"
)

type writer interface {
	io.Writer
	Sync() error
	Close() error
}

func createFile(path string) (writer, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

// incoming begins the names of files that are still being written.
const incoming = "incoming-"

// settle gives a finished file its name, and makes its folder remember it.
func (f *Folder) settle(tmp string, digest record.Hash) error {
	path, err := f.file(digest)
	if err != nil {
		return err
	}
	if there, err := f.Open(digest); err == nil { // kept before, and sound
		now := time.Now()
		return errors.Join(there.Close(), drop(tmp), os.Chtimes(path, now, now))
	}
	shelf := filepath.Dir(path)
	if err := os.Mkdir(shelf, 0o700); err == nil {
		if err := syncFolder(f.path); err != nil {
			return err
		}
	} else if !errors.Is(err, os.ErrExist) {
		return err
	}
	f.forget(digest)
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncFolder(shelf)
}

func drop(tmp string) error {
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Tidy removes what a program that ended while writing left behind before the given moment.
func (f *Folder) Tidy(before time.Time) error {
	files, err := os.ReadDir(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, file := range files {
		if info, gone := file.Info(); gone == nil && strings.HasPrefix(file.Name(), incoming) && info.ModTime().Before(before) {
			err = errors.Join(err, drop(filepath.Join(f.path, file.Name())))
		}
	}
	return err
}

func hashOf(sum []byte) record.Hash { return record.Hash(base64.RawURLEncoding.EncodeToString(sum)) }

func digestOf(name string) (record.Hash, bool) {
	sum, err := hex.DecodeString(name)
	if err != nil || len(sum) != sha256.Size || strings.ToLower(name) != name {
		return "", false
	}
	return hashOf(sum), true
}

// syncFolder makes a folder remember its names.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" { // has no such call; NTFS keeps its own journal of names
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
