//go:build linux && !bindings

package main

import "os"

// hasDisplay says whether a window has anywhere to open: without a display GTK would end the process with a panic.
func hasDisplay() bool {
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
