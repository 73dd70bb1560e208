package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
)

// sidecar stands beside the database and names its desk: a database file that is missing or empty is then
// known to be a loss and not a new desk.
type sidecar struct {
	Desk record.ID `json:"desk"`
}

func sidecarPath(path string) string { return path + ".desk" }

func (s sidecar) write(path string) error {
	raw, err := record.Encode(s)
	if err != nil {
		return err
	}
	return writeFile(sidecarPath(path), append(raw, '\n'))
}

func readSidecar(path string) (s sidecar, exists bool, err error) {
	raw, err := os.ReadFile(sidecarPath(path))
	if errors.Is(err, fs.ErrNotExist) {
		return s, false, nil
	}
	if err != nil {
		return s, false, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, true, fmt.Errorf("the file that names the desk: %w: %w", ErrDamaged, err)
	}
	return s, true, nil
}

// present tells in words what is wrong when there is no database to open.
func present(path string) error {
	size, there, err := fileSize(path)
	if err != nil {
		return err
	}
	if there && size > 0 {
		return nil
	}
	_, named, err := readSidecar(path)
	switch {
	case err != nil:
		return err
	case there:
		return ErrEmpty
	case named:
		return ErrMissing
	}
	return ErrNoDesk
}
