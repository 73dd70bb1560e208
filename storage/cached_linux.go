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

// scattered says that what is read of a file lies anywhere, so that the system reads no more than it is asked for: it
// takes the second page of a leaf for the beginning of a long stretch.
func scattered(f *os.File) {
	if conn, err := f.SyscallConn(); err == nil {
		_ = conn.Control(func(fd uintptr) { _ = unix.Fadvise(int(fd), 0, 0, unix.FADV_RANDOM) }) // what is read is the same
	}
}
