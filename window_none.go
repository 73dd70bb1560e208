//go:build !desktop && !bindings

package main

import "io/fs"

// openWindow is nil: this binary was built for machines without a display, and asked for a window it serves the same
// desk to a browser.
var openWindow func(folder string, assets fs.FS) int
