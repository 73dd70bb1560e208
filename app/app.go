package app

import (
	"crypto/rand"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"mendesk/app/record"
	"mendesk/app/texts"
	"mendesk/storage"
	"mendesk/storage/attachment"
)

// Options say how a desk is opened. Only Dir must be given.
type Options struct {
	Dir       string           // the desk's folder
	ConfigDir string           // the user's own folder of tokens; empty: no check for copied folders
	Version   string           // of the program, shown and printed
	Now       func() time.Time // the wall clock; nil: time.Now
	Rand      io.Reader        // chance; nil: crypto/rand
	Log       *slog.Logger     // never personal details; nil: nowhere
	Program   Program          // to look through files in a child process; empty: here
	Fast      bool             // generated data only: leave out the disk's sync until the end
}

// App is one running program: at most one open desk and one person signed in.
type App struct {
	options Options
	shell   Shell

	mu       sync.Mutex
	desk     *desk
	person   record.ID // who is signed in
	opening  bool
	failed   error           // why the desk could not be opened
	checking bool            // the file is looked through before it is opened
	hurt     bool            // the open desk met damage
	faults   []storage.Fault // that were found in the file
	language string          // chosen before there was a desk
	live     bool            // shown to people: jobs run when they are due, rounds of sync too
	fetch    *fetch          // a snapshot on its way into a folder that joins; nil when none is
	joinNote *Shown          // why the log has to bring everything although a snapshot was offered
	hub      beside          // the hub that runs in this program, if it does

	reading sync.Mutex          // guards read
	read    map[string]heldFile // what Rescue found in files
	offline map[record.ID]tries // wrong PINs while nothing can be written; guarded by mu

	attachments *attachment.Folder
	attached    *Attachments

	logFile *logFile
	diary   *slog.Logger // the log file alone

	services []any
}

// New prepares a program without touching the disk.
func New(o Options) *App {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	file, diary := logged(&o)
	a := &App{options: o, shell: noShell{}, logFile: file, diary: diary}
	a.attachments = attachment.At(filepath.Join(o.Dir, attachmentFolder))
	a.attached = &Attachments{app: a, coming: map[string]*upload{}, cancel: map[string]func(){}}
	a.services = []any{
		&Desk{a}, &Tickets{a}, &Customers{a}, &Returns{a}, &Training{a}, &Figures{a}, &Imports{app: a},
		&Settings{a}, &Papers{a}, &Drafts{a}, &Conflicts{a}, &Sync{a}, &Rescue{a}, a.attached,
	}
	return a
}

// Services are the structs bound to the window, one for each work area.
func (a *App) Services() []any { return a.services }

// Startup takes the shell and opens the desk in the background when there is one.
func (a *App) Startup(shell Shell) {
	a.shell = shell
	there := a.Exists() || a.admitted()
	a.mu.Lock()
	a.live, a.opening = true, there
	a.mu.Unlock()
	if !there {
		return
	}
	go func() {
		_ = a.Open()
		a.shell.Emit("state", nil)
	}()
}

// Shutdown closes the desk; a command under way ends first.
func (a *App) Shutdown() {
	a.stopFetch(errShutdown)
	a.mu.Lock()
	d := a.desk
	a.desk, a.person = nil, ""
	a.mu.Unlock()
	a.hub.stop(a)
	if d != nil {
		d.sync.stop() // first: a round holds the store's pen only while it merges
		d.schedule.Stop()
		if err := d.store.Close(); err != nil {
			a.options.Log.Error("close the desk", "error", err)
		}
	}
}

// Version of the program.
func (a *App) Version() string { return a.options.Version }

// now is the wall clock as records keep it.
func (a *App) now() time.Time { return record.Instant(a.options.Now()) }

// say gives the texts in lang, or in the workstation's own language when lang is empty.
func (a *App) say(lang string) texts.Say {
	if lang == "" {
		lang = a.lang()
	}
	return texts.For(lang)
}
