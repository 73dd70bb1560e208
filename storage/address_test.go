package storage

import "unsafe"

// addressOf is where a slice of the mapped file lies in memory.
func addressOf(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }
