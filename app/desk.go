package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"mendesk/app/record"
	"mendesk/app/schedule"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// fileName is the desk's database inside its folder.
const fileName = "desk.bolt"

// desk is an open desk: its store, its jobs and its rounds with the others.
type desk struct {
	app      *App
	store    *storage.Store
	schedule *schedule.Schedule
	sync     *syncer
	cargo    *cargo
	answers  answers
	payer    payer // tests: who confirms holds; nil: the place where workstations meet, see payerNow
}

// me is who this workstation is.
func (d *desk) me() (storage.Identity, error) { return d.store.Identity() }

// DefaultDir is where a desk lies when no folder is named: the user's own data folder.
func DefaultDir() (string, error) {
	if dir := os.Getenv("MENDESK_DESK"); dir != "" {
		return dir, nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "mendesk"), nil
	}
	if dir := os.Getenv("LOCALAPPDATA"); dir != "" {
		return filepath.Join(dir, "Mendesk"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the user's folder: %w", err)
	}
	return filepath.Join(home, ".local", "share", "mendesk"), nil
}

// DefaultConfigDir is where the tokens that tell a copied desk from the original lie.
func DefaultConfigDir() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the user's configuration folder: %w", err)
	}
	return filepath.Join(dir, "mendesk"), nil
}

// Path is the desk's database file.
func (a *App) Path() string { return filepath.Join(a.options.Dir, fileName) }

// Exists tells whether the folder holds a desk.
func (a *App) Exists() bool { return storage.Exists(a.Path()) }

func (a *App) storeOptions() storage.Options {
	return storage.Options{
		Kinds: Kinds(), Now: a.options.Now, Rand: a.options.Rand, TokenDir: a.options.ConfigDir, NoSync: a.options.Fast,
		Progress: func(done, total int) { a.shell.Emit("progress", Progress{done, total}) },
	}
}

// Open opens the desk in the folder, after a look through its file when it was not closed.
func (a *App) Open() error {
	if a.admitted() {
		return a.resume()
	}
	derive, err := a.lookAfterUnclean()
	var store *storage.Store
	if err == nil {
		store, err = storage.Open(a.Path(), a.storeOptions())
	}
	if err == nil && derive {
		if err = store.Rebuild(context.Background(), a.progress); err != nil {
			err = errors.Join(err, store.Close())
		}
	}
	err = asProblem(a.options.Log, err)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.opening, a.failed = false, err
	if err != nil {
		return err
	}
	a.failed = a.take(store)
	return a.failed
}

// Reopen lets a desk that stopped writing write again, once the disk takes what is written. Who is signed in stays.
// What opening finds is in the state.
func (a *App) Reopen() error {
	if err := storage.Writable(a.dir()); err != nil {
		return asProblem(a.options.Log, err)
	}
	a.letGo()
	_ = a.Open() // the state tells
	return nil
}

// letGo closes the open desk, soon to be opened again.
func (a *App) letGo() {
	a.mu.Lock()
	d := a.desk
	a.desk, a.opening = nil, true
	a.mu.Unlock()
	a.hub.stop(a)
	if d == nil {
		return
	}
	d.sync.stop()
	d.schedule.Stop()
	if err := d.store.Close(); err != nil {
		a.options.Log.Error("close the desk", "error", err)
	}
}

// take makes store the open desk. The caller holds the lock.
func (a *App) take(store *storage.Store) error {
	d := &desk{app: a, store: store}
	var err error
	if d.schedule, err = a.newSchedule(d); err != nil {
		return errors.Join(err, store.Close())
	}
	if d.cargo, err = a.newCargo(d); err != nil {
		return errors.Join(err, store.Close())
	}
	if d.sync, err = a.newSyncer(d); err != nil {
		return errors.Join(err, store.Close())
	}
	if a.live {
		err := d.part()
		if err == nil {
			_, err = d.introduce()
		}
		if err != nil { // it is tried again by the next round
			a.options.Log.Warn("make this workstation known", "error", err)
		}
		if away, err := d.joins(); err == nil && !away { // a newcomer's chores begin when it knows its shop
			d.schedule.Start()
		}
		d.sync.start()
		a.startHub(d)
	}
	a.desk, a.hurt, a.faults = d, false, nil
	if why := store.Stopped(); why != nil {
		a.options.Log.Error("the desk is open for reading alone", "reason", why.Error())
	}
	store.OnStop(func(why error) {
		a.options.Log.Error("writing stopped", "reason", why.Error())
		a.shell.Emit("state", nil)
	})
	a.diary.Info("the desk is open", "version", a.options.Version)
	if _, verb := a.shell.(noShell); !verb { // a verb is over before segments are built, and reading verbs write nothing
		store.TendSearch()
	}
	store.OnChange(func(changed map[string][]record.ID) { a.shell.Emit("changed", changed) })
	return nil
}

func (a *App) open() (*desk, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.desk == nil {
		return nil, record.Problem{Code: "desk.notOpen"}
	}
	return a.desk, nil
}

// signedIn is the person whose commands these are.
func (a *App) signedIn() record.ID {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.person
}

// change is the one door for every change: it finds who acts, runs do in one transaction, recovers a panic
// and turns errors into what the screen can show.
func change[T any](a *App, do func(tx *storage.Tx, who training.Actor, now time.Time) (T, error)) (out T, err error) {
	defer func() { err = a.closing(recover(), err) }()
	d, err := a.open()
	if err != nil {
		return out, err
	}
	now, person := a.now(), a.signedIn()
	err = d.store.Change(person, now, func(tx *storage.Tx) error {
		who, err := actor(tx, person)
		if err != nil {
			return err
		}
		out, err = do(tx, who, now)
		return err
	})
	a.notice(err)
	return out, err
}

// view is the door for reading; it too wants someone signed in.
func view[T any](a *App, do func(tx *storage.Tx, who training.Actor, now time.Time) (T, error)) (out T, err error) {
	defer func() { err = a.closing(recover(), err) }()
	d, err := a.open()
	if err != nil {
		return out, err
	}
	person := a.signedIn()
	err = d.store.View(context.Background(), func(tx *storage.Tx) error {
		who, err := actor(tx, person)
		if err != nil {
			return err
		}
		out, err = do(tx, who, a.now())
		return err
	})
	a.notice(err)
	return out, err
}

// closing ends a bound call: a panic becomes an error, and an error something that can be shown.
func (a *App) closing(panicked any, err error) error {
	if panicked != nil {
		a.options.Log.Error("panic", "value", fmt.Sprint(panicked), "stack", string(debug.Stack()))
		err = fmt.Errorf("panic: %v", panicked)
	}
	return asProblem(a.options.Log, err)
}

var errNobody = record.Problem{Code: "sign.nobody"}

// actor loads who acts with every certificate they hold.
func actor(tx *storage.Tx, person record.ID) (training.Actor, error) {
	if person == "" {
		return training.Actor{}, errNobody
	}
	p, err := storage.Get(tx, training.People, person)
	if errors.Is(err, storage.ErrNotFound) {
		return training.Actor{}, errNobody
	}
	if err != nil {
		return training.Actor{}, err
	}
	s, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return training.Actor{}, err
	}
	held, err := all(tx, training.Certificates, storage.Span{Index: "person", Prefix: record.Key(person)})
	if err != nil {
		return training.Actor{}, err
	}
	return training.ActorOf(p, held, s.Location()), nil
}

// all collects a span whose size the domain keeps small.
func all[T any](tx *storage.Tx, k record.Kind[T], over storage.Span) ([]T, error) {
	out := []T{}
	for t, err := range storage.Each(tx, k, over) {
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// one finds the single record under a key of an index; ok is false when there is none.
func one[T any](tx *storage.Tx, k record.Kind[T], index string, key record.Tuple) (t T, ok bool, err error) {
	page, err := storage.List(tx, k, storage.Span{Index: index, Prefix: key}, "", 1)
	if err != nil || len(page.Records) == 0 {
		return t, false, err
	}
	return page.Records[0], true, nil
}

// Progress of long work.
type Progress struct {
	Done  int `json:"done"`
	Total int `json:"total"`
}
