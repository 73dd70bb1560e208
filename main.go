// Command mendesk is the whole desk in one binary: with no verb it opens the window, with a verb it is the command line.
package main

import (
	"embed"
	"io/fs"
	"os"
	"runtime/debug"

	"mendesk/app/command"
)

// version is what the program calls itself; a release sets it through the linker.
var version = "0.1.0"

// bundle is the built frontend. A fresh clone holds only .gitkeep there, which the embedding needs.
//
//go:embed all:frontend/dist
var bundle embed.FS

// The collector runs when memory in use has grown this many times over, and earlier near the limit: what imports,
// merges and figures decode by the thousand is gone again at once, so that a small heap would be swept all the time.
const (
	collectAt  = 200   // percent, where GOGC does not say otherwise
	collectAll = 512e6 // bytes
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	debug.SetMemoryLimit(collectAll)
	os.Exit(run(os.Args[1:]))
}

// run opens the window when there is no verb, and hands everything else to the verbs. Where no window can open, the
// same desk is served to a browser instead.
func run(args []string) int {
	assets, err := fs.Sub(bundle, "frontend/dist")
	if err != nil {
		panic(err) // the path is a constant, and the compiler has found it
	}
	folder, noVerb := windowOn(args)
	if noVerb && openWindow != nil && hasDisplay() {
		return openWindow(folder, assets)
	}
	if noVerb {
		args = append(args, "preview")
	}
	return command.Main(args, command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, assets, version)
}

// windowOn says whether args name no verb, and which desk they mean: nothing at all is the person's own desk, an empty
// folder; --desk alone names another.
func windowOn(args []string) (folder string, noVerb bool) {
	switch {
	case len(args) == 0:
		return "", true
	case len(args) == 2 && args[0] == "--desk":
		return args[1], true
	default:
		return "", false
	}
}
