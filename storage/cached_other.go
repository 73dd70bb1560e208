//go:build !linux

package storage

import "io"

// cached tells whether the system holds a place of a file in memory; known is false where it does not say.
func cached(io.ReaderAt, int64) (held, known bool) { return false, false }
