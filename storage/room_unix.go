//go:build !windows

package storage

import (
	"errors"

	"golang.org/x/sys/unix"
)

func freeBytes(folder string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:unconvert // the types differ between systems
}

// isQuota tells that the person's share of the disk is used up.
func isQuota(err error) bool { return errors.Is(err, unix.EDQUOT) || errors.Is(err, unix.EFBIG) }
