//go:build !windows

package hub

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// freeBytes is the room that is left where dir lies.
func freeBytes(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil //nolint:unconvert // the types differ by system
}

// residentBytes is the memory that the process holds, 0 where the system does not say.
func residentBytes() uint64 {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	if f := bytes.Fields(raw); len(f) > 1 {
		pages, _ := strconv.ParseUint(string(f[1]), 10, 64) // 0 is "not known"
		return pages * uint64(os.Getpagesize())
	}
	return 0
}
