package storage

import (
	"fmt"
	"os"
	"path/filepath"
)

// NoRoom is ErrFull with how much was wanted and how much there is, in bytes.
type NoRoom struct {
	Folder     string
	Need, Free int64
}

func (n NoRoom) Error() string {
	return fmt.Sprintf("%d bytes are wanted in %s and %d are free", n.Need, n.Folder, n.Free)
}

// Is makes a NoRoom an ErrFull.
func (n NoRoom) Is(target error) bool { return target == ErrFull }

// spare is what a big write leaves free, so that the desk can go on saving beside it.
const spare = 32 << 20

// Room fails with NoRoom when the disk that holds folder, which need not exist yet, has not need bytes to give
// and something to spare. Where the system does not tell, there is room.
func Room(folder string, need int64) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	at := folder
	for at != filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		}
		at = filepath.Dir(at)
	}
	free, err := freeBytes(at)
	if err != nil {
		return nil //nolint:nilerr // a disk that does not tell is tried
	}
	if free < need+spare {
		return NoRoom{folder, need + spare, free}
	}
	return nil
}

// Writable tries whether folder takes some bytes and the disk keeps them; nil when it does.
func Writable(folder string) error {
	f, err := os.CreateTemp(folder, ".mendesk-*")
	if err != nil {
		return stopError(err)
	}
	_, err = f.Write(make([]byte, 1<<20))
	if err == nil {
		err = f.Sync()
	}
	_ = f.Close()
	_ = os.Remove(f.Name())
	if err != nil {
		return stopError(err)
	}
	return nil
}
