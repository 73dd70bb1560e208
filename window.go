//go:build desktop || bindings

package main

import (
	"context"
	_ "embed"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"strings"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"mendesk/app"
)

//go:embed build/appicon.png
var icon []byte

// openWindow is how this binary opens its window.
var openWindow = runWindow

// runWindow runs the desk in folder until its window is closed, and answers the exit code. Under the tag bindings
// wails.Run writes the TypeScript of the services instead, so nothing before it may touch the disk.
func runWindow(folder string, assets fs.FS) int {
	chosen, err := deskOptions(folder)
	if err == nil {
		err = wails.Run(windowOptions(app.New(chosen), assets))
	}
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "mendesk: open the window: %v\n", err)
		return 1
	}
	return 0
}

func deskOptions(folder string) (app.Options, error) {
	if folder == "" {
		var err error
		if folder, err = app.DefaultDir(); err != nil {
			return app.Options{}, err
		}
	}
	config, err := app.DefaultConfigDir()
	if err != nil {
		return app.Options{}, err
	}
	return app.Options{Dir: folder, ConfigDir: config, Version: version, Program: app.ThisProgram(), Log: slog.New(slog.NewTextHandler(os.Stderr, nil))}, nil
}

func windowOptions(desk *app.App, assets fs.FS) *options.App {
	return &options.App{
		Title:  "Mendesk",
		Width:  1280,
		Height: 800,
		// The smallest window that every page is laid out for.
		MinWidth:         1024,
		MinHeight:        700,
		BackgroundColour: options.NewRGB(0xF3, 0xF3, 0xF0),
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: func(next http.Handler) http.Handler { return guarded(desk.Papers(desk.Attached(next))) }},
		// Files that are dropped come as paths: the page could only read them whole.
		DragAndDrop: &options.DragAndDrop{EnableFileDrop: true},
		OnStartup: func(ctx context.Context) {
			runtime.OnFileDrop(ctx, desk.Dropped)
			desk.Startup(shell{ctx})
		},
		OnShutdown: func(context.Context) { desk.Shutdown() },
		Bind:       desk.Services(),
		// A JSON text: an object would reach the page as "[object Object]".
		ErrorFormatter: func(err error) any { return desk.FormatError(err) },
		Linux: &linux.Options{
			Icon:        icon,
			ProgramName: "mendesk",
			// With some drivers an accelerated web view stays blank.
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	}
}

// guarded tells the web view to load nothing that does not come from this binary.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", app.ContentSecurity)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// shell is what the services may ask of the window they run in.
type shell struct{ ctx context.Context }

// Emit tells the page that something happened.
func (s shell) Emit(name string, data any) { runtime.EventsEmit(s.ctx, name, data) }

// AskSave lets the person choose where to save; an empty path means that they changed their mind.
func (s shell) AskSave(title, filename string) (string, error) {
	return runtime.SaveFileDialog(s.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: filename, CanCreateDirectories: true})
}

// AskOpen lets the person choose a file that matches one of patterns, such as "*.csv"; an empty path means that they
// changed their mind.
func (s shell) AskOpen(title string, patterns []string) (string, error) {
	var filters []runtime.FileFilter
	if len(patterns) > 0 {
		all := strings.Join(patterns, ";")
		filters = []runtime.FileFilter{{DisplayName: all, Pattern: all}}
	}
	return runtime.OpenFileDialog(s.ctx, runtime.OpenDialogOptions{Title: title, Filters: filters})
}

// AskOpenMany lets the person choose files; none means that they changed their mind.
func (s shell) AskOpenMany(title string) ([]string, error) {
	return runtime.OpenMultipleFilesDialog(s.ctx, runtime.OpenDialogOptions{Title: title})
}

// Clipboard gives what the page is not given of a paste; see clipboard_linux.go.
func (s shell) Clipboard() (app.Clip, error) { return clipboard() }

// AskFolder lets the person choose a folder; an empty path means that they changed their mind.
func (s shell) AskFolder(title string) (string, error) {
	return runtime.OpenDirectoryDialog(s.ctx, runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
}

// Native is true: the dialogs are the system's own.
func (s shell) Native() bool { return true }
