package storage

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// cached tells whether the system holds a place of a file in memory; known is false where it does not say.
func cached(f io.ReaderAt, at int64) (held, known bool) {
	file, ok := f.(*os.File)
	if !ok {
		return false, false
	}
	conn, err := file.SyscallConn()
	if err != nil {
		return false, false
	}
	var one [1]byte
	var n int
	if e := conn.Control(func(fd uintptr) { n, err = unix.Preadv2(int(fd), [][]byte{one[:]}, at, unix.RWF_NOWAIT) }); e != nil {
		return false, false
	}
	return n > 0, err == nil || errors.Is(err, unix.EAGAIN)
}
