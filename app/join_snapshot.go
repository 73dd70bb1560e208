package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange"
	"mendesk/app/exchange/keys"
	"mendesk/app/record"
	"mendesk/storage"
)

// A folder that joins a desk takes the newest snapshot that proves itself, and reads the rest from the log. Where
// there is none to be believed, or somebody would rather not wait for it, the log brings everything.

// Beside the desk's folder while a snapshot is on its way: the file as far as it came, and what it is of. The note
// goes last: a desk with a note beside it is the snapshot of the note.
const (
	snapshotFile = "snapshot.part"
	snapshotNote = "snapshot.json"
)

// Fetching tells how far a snapshot has come, in bytes.
type Fetching struct {
	Done    int64 `json:"done"`
	Total   int64 `json:"total"`   // 0: it is not known yet whether there is one
	Proving bool  `json:"proving"` // all bytes are here and are being proven
}

// fetch is a snapshot on its way into this folder.
type fetch struct {
	at   Fetching // guarded by the app's lock
	took bool     // the desk is made from it
	stop context.CancelCauseFunc
	done chan struct{}
}

var (
	errReadLog  = errors.New("the log is to be read instead")
	errShutdown = errors.New("the program ends")
)

// fetched is the note: the manifest of the snapshot that is fetched, and how many of its parts are in the file for good.
type fetched struct {
	Manifest []byte `json:"manifest"`
	Parts    int    `json:"parts"`
}

func (a *App) inFolder(name string) string { return filepath.Join(a.options.Dir, name) }

// beginFetch makes it known that a joining is under way, until endFetch.
func (a *App) beginFetch(ctx context.Context) (context.Context, *fetch) {
	if a.isLive() { // it goes on when the call that began it is over
		ctx = context.WithoutCancel(ctx)
	}
	ctx, stop := context.WithCancelCause(ctx)
	f := &fetch{stop: stop, done: make(chan struct{})}
	a.mu.Lock()
	a.fetch = f
	a.mu.Unlock()
	return ctx, f
}

func (a *App) endFetch(f *fetch) {
	a.mu.Lock()
	if a.fetch == f {
		a.fetch = nil
	}
	a.mu.Unlock()
	f.stop(nil)
	close(f.done)
}

func (a *App) isLive() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.live
}

// fetches tells how far a snapshot is that is on its way; ok is false when none is.
func (a *App) fetches() (at Fetching, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.fetch == nil {
		return at, false
	}
	return a.fetch.at, true
}

// stopFetch ends the fetching for a reason and waits for its end.
func (a *App) stopFetch(why error) {
	a.mu.Lock()
	f := a.fetch
	a.mu.Unlock()
	if f != nil {
		f.stop(why)
		<-f.done
	}
}

// takeSnapshot brings a proven snapshot into the folder's database, if there is one that is to be believed. The
// note tells why the log has to do although one was offered; an error leaves what has come for the next time.
func (a *App) takeSnapshot(ctx context.Context, at joining, o storage.Options, f *fetch) (*Shown, error) {
	problem, err := a.trySnapshots(ctx, at, o, f)
	if err != nil && errors.Is(context.Cause(ctx), errReadLog) {
		problem, err = record.Problem{}, nil
	}
	if err != nil || a.Exists() {
		return nil, err
	}
	if err := a.dropFetched(); err != nil || problem.Code == "" {
		return nil, err
	}
	shown := Show(problem)
	return &shown, nil
}

func (a *App) trySnapshots(ctx context.Context, at joining, o storage.Options, f *fetch) (note record.Problem, err error) {
	from, names, authority, err := a.snapshotsOf(ctx, at)
	if errors.Is(err, exchange.ErrNoDepot) {
		return note, nil
	}
	if err != nil {
		return note, err
	}
	defer from.close()
	for range 3 { // a newer one may take the place of the one that is being fetched
		offered, err := exchange.OfferedIn(ctx, from.depot, at.Joined.Link.Desk, authority, names)
		if errors.Is(err, exchange.ErrNoDepot) {
			return note, nil
		}
		if err != nil || len(offered) == 0 {
			return note, err
		}
		gone := false
		for _, s := range offered {
			err := a.adopt(ctx, s, from.depot, authority, names, o, f)
			switch {
			case err == nil:
				return record.Problem{}, nil
			case errors.Is(err, exchange.ErrNone):
				gone = true
			case errors.Is(err, storage.ErrNewer):
				note = record.Problem{Code: "join.snapshotNewer"}
			case errors.Is(err, exchange.ErrForged), errors.Is(err, exchange.ErrUnproven), errors.Is(err, storage.ErrDamaged):
				note = record.Problem{Code: "join.snapshotUnproven"}
			default:
				return note, err
			}
			a.options.Log.Warn("a snapshot is not taken", "of", string(s.Workstation), "error", err)
			if err := a.dropFetched(); err != nil {
				return note, err
			}
		}
		if !gone {
			break
		}
	}
	return note, nil
}

// source is where snapshots lie, held open.
type source struct {
	depot exchange.Depot
	close func()
}

// snapshotsOf reaches the depot of the place that let this folder in, and asks it whom to believe now.
func (a *App) snapshotsOf(ctx context.Context, at joining) (from source, names [][]byte, authorities []ed25519.PublicKey, err error) {
	secret, err := a.keys().Load(at.Workstation)
	if err != nil {
		return from, nil, nil, err
	}
	place, authority, err := a.openPlace(at.settings(), at.Joined.Link.Desk, at.Workstation, nil, secret)
	if err != nil {
		return from, nil, nil, err
	}
	depots, has := place.(exchange.Depots)
	if !has {
		place.Close()
		return from, nil, nil, exchange.ErrNoDepot
	}
	said, err := place.Names(ctx)
	if err != nil {
		place.Close()
		return from, nil, nil, err
	}
	names = slices.Clone(at.Joined.Names)
	for _, m := range said {
		names = append(names, m.Data)
	}
	return source{depots.Depot(exchange.Snapshots), place.Close}, names, []ed25519.PublicKey{authority}, nil
}

// adopt fetches a snapshot's file, proves it and makes it this folder's database.
func (a *App) adopt(ctx context.Context, s exchange.Offered, from exchange.Depot, authorities []ed25519.PublicKey, names [][]byte, o storage.Options, f *fetch) error {
	show := func(at Fetching) {
		a.mu.Lock()
		f.at = at
		a.mu.Unlock()
	}
	path := a.inFolder(snapshotFile)
	k, err := a.fetchFile(ctx, s, from, path, show)
	if err == nil {
		show(Fetching{s.Size, s.Size, true})
		err = proven(ctx, s, path, authorities, names, o)
	}
	if err := errors.Join(err, k.end()); err != nil {
		return err
	}
	return storage.AdoptSnapshot(path, a.Path(), o)
}

func proven(ctx context.Context, s exchange.Offered, path string, authorities []ed25519.PublicKey, names [][]byte, o storage.Options) error {
	file, err := storage.OpenSnapshot(path, o)
	if err != nil {
		return err
	}
	return errors.Join(s.Prove(ctx, authorities, names, file, nil), file.Close())
}

// fetchFile brings the rest of a snapshot's file here. It is safe once the keeping has ended, which is for the caller
// to wait for, after an error too.
func (a *App) fetchFile(ctx context.Context, s exchange.Offered, from exchange.Depot, path string, show func(Fetching)) (*keeping, error) {
	parts := a.partsHere(s, path)
	done := int64(0)
	for _, p := range s.Parts[:parts] {
		done += p.Size
	}
	show(Fetching{done, s.Size, false})
	if err := storage.Room(filepath.Dir(path), s.Size-done); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	k := &keeping{file: file, note: func(parts int) error { return a.noteFetched(fetched{s.Raw(), parts}) }}
	if err := file.Truncate(done); err != nil {
		return k, err
	}
	last := done
	err = s.Fetch(ctx, from, parts, func(part int, plain []byte) error {
		if _, err := file.WriteAt(plain, done); err != nil {
			return fmt.Errorf("keep the snapshot: %w", err)
		}
		done += int64(len(plain))
		show(Fetching{done, s.Size, false})
		if done-last < safeEvery {
			return nil
		}
		last = done
		return k.begin(part + 1)
	})
	if err != nil {
		return k, err
	}
	return k, k.begin(len(s.Parts))
}

// partsHere counts the parts of s that an earlier try has left in the file.
func (a *App) partsHere(s exchange.Offered, path string) int {
	note, err := a.readFetched()
	if err != nil || string(note.Manifest) != string(s.Raw()) || note.Parts > len(s.Parts) {
		return 0
	}
	size := int64(0)
	for _, p := range s.Parts[:note.Parts] {
		size += p.Size
	}
	if info, err := os.Stat(path); err != nil || info.Size() < size {
		return 0
	}
	return note.Parts
}

func (a *App) readFetched() (note fetched, err error) {
	raw, err := os.ReadFile(a.inFolder(snapshotNote))
	if err == nil {
		err = json.Unmarshal(raw, &note)
	}
	return note, err
}

func (a *App) noteFetched(note fetched) error {
	raw, err := record.Encode(note)
	if err != nil {
		return err
	}
	tmp := a.inFolder(snapshotNote) + ".new"
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return fmt.Errorf("note how far the snapshot came: %w", err)
	}
	return os.Rename(tmp, a.inFolder(snapshotNote))
}

// dropFetched removes what was fetched; the note goes first.
func (a *App) dropFetched() error {
	for _, name := range []string{snapshotNote, snapshotNote + ".new", snapshotFile} {
		if err := os.Remove(a.inFolder(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// knowAsItsMaker tells a database that was a snapshot how far its maker had read the place's log. What cannot be
// read any more is no loss: the log is then read from its beginning.
func (a *App) knowAsItsMaker(store *storage.Store, at joining) error {
	note, err := a.readFetched()
	if err != nil {
		return nil //nolint:nilerr // no snapshot was taken
	}
	place, authority, err := a.openPlace(at.settings(), at.Joined.Link.Desk, at.Workstation, nil, keys.Secret{})
	if err != nil {
		return err
	}
	place.Close() // nobody was asked
	m, err := exchange.ReadManifest(note.Manifest, at.Joined.Link.Desk, []ed25519.PublicKey{authority}, at.Joined.Names)
	if err != nil {
		return nil //nolint:nilerr // as above: the log
	}
	return m.Adopt(store, at.settings().placeName())
}

// waitToFetch is how long the program waits before it asks a place again that did not answer.
const waitToFetch = 5 * time.Second
