//go:build (desktop || bindings) && !linux

package main

import "mendesk/app"

// clipboard is empty here: the page itself is given what is pasted.
func clipboard() (app.Clip, error) { return app.Clip{}, nil }
