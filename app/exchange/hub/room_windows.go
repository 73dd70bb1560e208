package hub

import (
	"golang.org/x/sys/windows"
)

// freeBytes is the room that is left where dir lies.
func freeBytes(dir string) (uint64, error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(p, &free, nil, nil)
	return free, err
}

// residentBytes is not asked for on Windows.
func residentBytes() uint64 { return 0 }
