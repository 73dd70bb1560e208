//go:build !linux || bindings

package main

// hasDisplay is true where the system always has a desktop, and where the "window" only writes the bindings.
func hasDisplay() bool { return true }
