package app

import (
	"context"
	jsonv1 "encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
	"mendesk/storage"
)

// Pairing asks to be let in where workstations meet: at a hub by its code, at a shared folder or a chain's own
// cluster by an invitation. One of Hub, Folder and Cluster says which; none: go on with a joining that was cut off.
type Pairing struct {
	Hub         string   `json:"hub"`         // host:port; the usual port may be left out
	Code        string   `json:"code"`        // as the hub shows it; empty: go on with a joining that was cut off
	Folder      string   `json:"folder"`      // the whole path of a shared folder
	Cluster     []string `json:"cluster"`     // addresses of servers of one cluster
	Credentials string   `json:"credentials"` // of a cluster: the file that names this workstation
	Authorities string   `json:"authorities"` // of a cluster: the file of who signs its certificates; empty: the system's
	Invitation  string   `json:"invitation"`  // to a folder or a cluster; empty: this user holds the desk's key, or makes it
	NewKey      bool     `json:"newKey"`      // of a folder without an invitation: who has the desk's key until now can open nothing there
	Name        string   `json:"name"`        // of a workstation that joins; one that has a desk keeps its own
}

// kind of the place that is asked; empty for a joining that goes on.
func (c Pairing) kind() string {
	switch {
	case c.Folder != "":
		return LinkFolder
	case len(c.Cluster) > 0:
		return LinkCluster
	case c.Hub != "" || c.Code != "":
		return LinkHub
	}
	return ""
}

// Paired is what pairing came to.
type Paired struct {
	Kind        string    `json:"kind"`
	Hub         record.ID `json:"hub"`
	Desk        record.ID `json:"desk"`
	Workstation record.ID `json:"workstation"`
	Address     string    `json:"address"`
	Joined      bool      `json:"joined"`                      // this folder was empty: its records come with the first sync
	First       bool      `json:"first"`                       // the desk was not shared before
	Records     bool      `json:"records"`                     // it joined from a snapshot: its records are here
	Note        *Shown    `json:"note" ts_type:"Shown | null"` // why no snapshot was taken, when one was offered
}

// Joined is how this workstation reaches its desk's shared log, and whom pairing told it to believe.
type Joined struct {
	Kind   string       `json:"kind"`
	Link   natshub.Link `json:"link"`
	Folder string       `json:"folder,omitempty"`
	Names  [][]byte     `json:"names"` // as the hub signed them, or whoever holds the desk's key
	First  bool         `json:"first"`
}

// into settings: the place and whom to believe there.
func (j Joined) into(set *syncSettings) {
	set.Kind, set.NATS, set.Folder, set.Names = j.Kind, j.Link, j.Folder, j.Names
}

// localJoined is kept beside the records: it belongs to this workstation alone and holds no secret.
const localJoined = "joined"

// joiningFile stands in a folder that has no desk yet, from before the code is proven until the desk is there:
// what was cut off goes on without a second code.
const joiningFile = "joining.json"

type joining struct {
	Workstation record.ID `json:"workstation"`
	Name        string    `json:"name"`
	Hub         string    `json:"hub"`
	Joined      *Joined   `json:"joined,omitempty"` // once the hub let it in
}

// keys are where this user's secrets lie.
func (a *App) keys() keys.Keys { return keys.Keys{Dir: a.options.ConfigDir, Ring: keys.System()} }

// Pair lets this workstation in. An open desk that is not shared yet is shared there, and one that was is known
// there anew; an empty folder becomes a new workstation of the desk that is there. A Problem names a field of
// Pairing, or "desk". It needs an admin where there is a desk.
func (a *App) Pair(ctx context.Context, c Pairing) (p Paired, err error) {
	defer func() { err = a.closing(recover(), err) }()
	if a.Exists() {
		return a.share(ctx, c)
	}
	return a.join(ctx, c)
}

// share makes the open desk known at a place. What it has not sent to the place before goes there first, if
// anybody answers.
func (a *App) share(ctx context.Context, c Pairing) (Paired, error) {
	if err := a.mustAdmin(); err != nil {
		return Paired{}, err
	}
	d, err := a.open()
	if err != nil {
		return Paired{}, err
	}
	if err := d.part(); err != nil {
		return Paired{}, err
	}
	me, err := d.me()
	if err != nil {
		return Paired{}, err
	}
	if c.Name = strings.TrimSpace(c.Name); c.Name == "" {
		c.Name = me.Name
	}
	was, err := d.was()
	if err != nil {
		return Paired{}, err
	}
	from := d.sync.link().Kind
	if from == LinkFolder { // its key may be another from here on
		_, _ = d.sync.meet(ctx)
	}
	j, err := d.letInAgain(ctx, c, pairing.Applicant{Workstation: me.Workstation, Name: c.Name, Desk: me.Desk, Was: was})
	if err != nil {
		return Paired{}, err
	}
	if from != "" && from != LinkFolder {
		_, _ = d.sync.meet(ctx)
	}
	if err := errors.Join(remember(d, localJoined, j), j.begin(d.store)); err != nil {
		return Paired{}, err
	}
	_, err = d.sync.keep(j.into)
	return j.paired(me.Workstation, false), err
}

// letIn has whoever may let workstations in do so.
func (a *App) letIn(ctx context.Context, c Pairing, who pairing.Applicant) (Joined, error) {
	switch c.kind() {
	case LinkFolder:
		return a.intoFolder(ctx, c, who)
	case LinkCluster:
		return a.intoCluster(ctx, c, who)
	}
	return a.prove(ctx, c, who)
}

// join makes this folder a new workstation of the desk at a place.
func (a *App) join(ctx context.Context, c Pairing) (Paired, error) {
	at, err := a.joining(c)
	if err != nil {
		return Paired{}, err
	}
	if at.Joined == nil || c.Code != "" || c.Invitation != "" {
		c.Hub = at.Hub
		j, err := a.letIn(ctx, c, pairing.Applicant{Workstation: at.Workstation, Name: at.Name})
		if err != nil {
			return Paired{}, err
		}
		at.Joined = &j
		if err := a.keepJoining(at); err != nil {
			return Paired{}, err
		}
	}
	p := at.Joined.paired(at.Workstation, true)
	ctx, f := a.beginFetch(ctx)
	if a.isLive() { // the window shows how far it is
		go func() { _ = a.settleLive(ctx, at, f) }() // the state tells
		return p, nil
	}
	defer a.endFetch(f)
	p.Note, err = a.settle(ctx, at, f)
	p.Records = f.took
	return p, err
}

// joining reads how far a joining came, or begins one.
func (a *App) joining(c Pairing) (at joining, err error) {
	raw, err := os.ReadFile(a.joiningPath())
	if err == nil {
		if err := json.Unmarshal(raw, &at); err != nil {
			return at, fmt.Errorf("how far the joining came: %w", err)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return at, err
	}
	if hub := strings.TrimSpace(c.Hub); hub != "" && c.kind() == LinkHub {
		at.Hub = hub
	}
	if name := strings.TrimSpace(c.Name); name != "" {
		at.Name = name
	}
	if at.Name == "" {
		at.Name, _ = os.Hostname() // empty: the hub's refusal names the field
	}
	if at.Workstation == "" {
		if at.Workstation, err = record.NewID(a.now(), a.options.Rand); err != nil {
			return at, err
		}
	}
	return at, a.keepJoining(at)
}

func (a *App) joiningPath() string { return filepath.Join(a.options.Dir, joiningFile) }

func (a *App) keepJoining(at joining) error {
	raw, err := record.Encode(at)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(a.options.Dir, 0o700); err != nil {
		return fmt.Errorf("make the desk's folder: %w", err)
	}
	tmp := a.joiningPath() + ".new"
	if err := os.WriteFile(tmp, append(raw, '\n'), 0o600); err != nil {
		return fmt.Errorf("note how far the joining came: %w", err)
	}
	return os.Rename(tmp, a.joiningPath())
}

// prove pairs with the hub. The secret is kept before, so that a lost answer can be asked for again.
func (a *App) prove(ctx context.Context, c Pairing, who pairing.Applicant) (Joined, error) {
	s, err := a.secretOf(who.Workstation)
	if err != nil {
		return Joined{}, err
	}
	p, err := natshub.Pair(ctx, c.Hub, c.Code, who, s)
	if err != nil {
		return Joined{}, err
	}
	j := Joined{Kind: LinkHub, Link: p.Link, First: p.Welcome.First}
	for _, m := range p.Welcome.Members {
		j.Names = append(j.Names, m.Names...)
	}
	return j, nil
}

// secretOf gives the secret of a workstation, and makes it for one that has none.
func (a *App) secretOf(workstation record.ID) (keys.Secret, error) {
	k := a.keys()
	s, err := k.Load(workstation)
	if errors.Is(err, keys.ErrNone) {
		if s, err = keys.New(a.options.Rand); err == nil {
			err = k.Save(workstation, s)
		}
	}
	return s, err
}

// settings are those by which the workstation syncs once its desk is there.
func (at joining) settings() (set syncSettings) {
	at.Joined.into(&set)
	return set
}

// settle makes the database of a workstation that was let in, unless it is there already, and opens it: from a
// snapshot where there is one, else empty. A Problem in note tells why it is empty. Its letter is a guess until it
// knows the others; see introduce.
func (a *App) settle(ctx context.Context, at joining, f *fetch) (note *Shown, err error) {
	o := a.storeOptions()
	open := storage.Open
	if !a.Exists() {
		joins := o
		joins.Workstation, joins.Letter = at.Name, letterOf(len(at.Joined.Names))
		joins.Joins = storage.Joining{Desk: at.Joined.Link.Desk, Workstation: at.Workstation}
		if note, err = a.takeSnapshot(ctx, at, joins, f); err != nil {
			return note, problemOf(err)
		}
		if f.took = a.Exists(); !f.took {
			open, o = storage.Create, joins
		}
	}
	store, err := open(a.Path(), o)
	if err != nil {
		return note, err
	}
	if err := errors.Join(at.Joined.begin(store), a.knowAsItsMaker(store, at)); err != nil {
		return note, errors.Join(err, store.Close())
	}
	for key, value := range map[string]any{localJoined: *at.Joined, localNewcomer: newcomer{at.Name}, localSync: at.settings()} {
		raw, err := jsonv1.Marshal(value)
		if err == nil {
			err = store.SetLocal(key, raw)
		}
		if err != nil {
			return note, errors.Join(err, store.Close())
		}
	}
	if err := errors.Join(os.Remove(a.joiningPath()), a.dropFetched()); err != nil {
		return note, errors.Join(err, store.Close())
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return note, a.take(store)
}

// admitted tells whether a hub let this folder in, and its desk is not settled yet.
func (a *App) admitted() bool {
	var at joining
	raw, err := os.ReadFile(a.joiningPath())
	return err == nil && json.Unmarshal(raw, &at) == nil && at.Joined != nil
}

// resume goes on with a joining that was cut off after the hub had let this folder in.
func (a *App) resume() error {
	at, err := a.joining(Pairing{})
	ctx, f := a.beginFetch(context.Background())
	if err == nil && a.isLive() {
		return a.settleLive(ctx, at, f)
	}
	defer a.endFetch(f)
	if err == nil {
		_, err = a.settle(ctx, at, f)
	}
	return a.settled(err)
}

// settleLive settles while the window shows how far it is; a place that does not answer is asked again and again.
func (a *App) settleLive(ctx context.Context, at joining, f *fetch) error {
	defer func() {
		a.endFetch(f)
		a.shell.Emit("state", nil)
	}()
	for {
		note, err := a.settle(ctx, at, f)
		a.mu.Lock()
		a.joinNote = note
		a.mu.Unlock()
		if p, is := record.AsProblem(err); !is || !ordinary(p.Code) || errors.Is(context.Cause(ctx), errShutdown) {
			return a.settled(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(waitToFetch):
		}
	}
}

// settled ends the opening; a joining that the program's end cut off is no failure.
func (a *App) settled(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	err = asProblem(a.options.Log, err)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.opening, a.failed = false, err
	return err
}

// letterOf is the letter of the n-th workstation: A to Z, then AA and on.
func letterOf(n int) string {
	n = max(n, 1) - 1
	if n < 26 {
		return string(rune('A' + n))
	}
	n = min(n-26, 26*26-1)
	return string([]rune{rune('A' + n/26), rune('A' + n%26)})
}

func (j Joined) paired(me record.ID, joined bool) Paired {
	set := syncSettings{}
	j.into(&set)
	return Paired{
		Kind: j.Kind, Hub: j.Link.Hub, Desk: j.Link.Desk, Workstation: me, Address: set.link().Address, Joined: joined, First: j.First,
	}
}
