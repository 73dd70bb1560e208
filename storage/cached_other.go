//go:build !linux

package storage

import (
	"io"
	"os"
)

// cached tells whether the system holds a place of a file in memory; known is false where it does not say.
func cached(io.ReaderAt, int64) (held, known bool) { return false, false }

// scattered says that what is read of a file lies anywhere, where a system wants to know.
func scattered(*os.File) {}
