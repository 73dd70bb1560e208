package folder

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Options say which folder, and who writes there.
type Options struct {
	Dir         string
	Key         Key
	Workstation record.ID
	Memory      Memory           // where this workstation keeps what it wrote last; nil: it begins a new file each time
	Now         func() time.Time // nil: time.Now
	Rand        io.Reader        // nil: crypto/rand
}

// Memory belongs to one workstation and lies outside the folder; storage.Store is one.
type Memory interface {
	Local(key string) ([]byte, error)
	SetLocal(key string, value []byte) error
}

// Folder is a shared folder as one workstation reaches it. Its methods may be called from many goroutines.
type Folder struct {
	o       Options
	mu      sync.Mutex
	files   map[string]*found // by path, as the last scan saw them
	foreign int               // files of the desk that the key does not open
	others  int               // files of other desks
	any     bool              // whether there is any file that could be a desk's
	mine    own
}

var _ exchange.Place = (*Folder)(nil)

// Open reaches a folder, which must exist.
func Open(o Options) (*Folder, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if !o.Workstation.Valid() || !o.Key.Desk.Valid() {
		return nil, fmt.Errorf("a folder needs a desk and a workstation, not %q and %q", o.Key.Desk, o.Workstation)
	}
	f := &Folder{o: o, files: map[string]*found{}}
	if info, err := os.Stat(o.Dir); err != nil || !info.IsDir() {
		return nil, unreachable(fmt.Errorf("%s is no folder: %w", o.Dir, err))
	}
	return f, f.remember()
}

// look again; the caller holds the lock.
func (f *Folder) fresh(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := f.scan(); err != nil {
		return err
	}
	switch {
	case len(f.files) > 0:
		return nil
	case f.foreign > 0:
		return ErrForeign
	case !f.any && f.mine.Dir == f.o.Dir:
		return ErrEmptied
	}
	return nil
}

// ErrEmptied means that this workstation wrote into the folder and that nothing of the desk is there any more: a
// drive that is not connected leaves an empty folder behind. [Forget] says that it is to begin anew.
var ErrEmptied = fmt.Errorf("nothing of the desk is in the folder any more: %w", exchange.ErrUnreachable)

// Forget lets this workstation begin anew in a folder whose files are gone for good.
func Forget(m Memory, desk record.ID) error { return m.SetLocal(memoryKey(desk), nil) }

// Contents is what lies in a folder, as files that are whole enough to be recognised.
type Contents struct {
	Ours    int // of the desk, under its key
	Foreign int // of the desk, under another key
	Others  int // of other desks
}

// Look counts what lies in a folder.
func Look(dir string, key Key) (Contents, error) {
	f := &Folder{o: Options{Dir: dir, Key: key}, files: map[string]*found{}}
	err := f.scan()
	return Contents{len(f.files), f.foreign, f.others}, err
}

// State tells how far the files reach. A folder has no starts, no clock and no holds.
func (f *Folder) State(ctx context.Context) (exchange.State, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fresh(ctx); err != nil {
		return exchange.State{}, err
	}
	var ends []spot
	for _, x := range f.logs() {
		ends = append(ends, spotOf(x, x.end))
	}
	return exchange.State{Last: position(ends)}, nil
}

// logs are the files of messages, in an order of their own. Of copies, those of which another holds all are left out.
func (f *Folder) logs() []*found {
	all := slices.Collect(maps.Values(f.files))
	out := slices.DeleteFunc(slices.Clone(all), func(x *found) bool {
		return x.opened.Have || slices.ContainsFunc(all, func(y *found) bool { return y.holdsAllOf(x) })
	})
	slices.SortFunc(out, func(a, b *found) int {
		return cmp.Or(a.opened.When.Compare(b.opened.When), bytes.Compare(a.box.id[:], b.box.id[:]), cmp.Compare(b.end.N, a.end.N), cmp.Compare(a.path, b.path))
	})
	return out
}

// holdsAllOf tells whether x is a copy of the same file that goes on where other ends, or the first of two alike.
func (x *found) holdsAllOf(other *found) bool {
	if x == other || x.box.id != other.box.id {
		return false
	}
	if x.end.same(other.end) {
		return x.path < other.path
	}
	return slices.ContainsFunc(x.known, func(k indexed) bool { return k.at.same(other.end) })
}

// Read gives messages file by file. What two copies of a file share comes once.
func (f *Folder) Read(ctx context.Context, after exchange.Position, size int) (exchange.Page, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fresh(ctx); err != nil {
		return exchange.Page{}, err
	}
	read, page, left := spots(after), exchange.Page{}, size
	for _, x := range f.logs() {
		next, passed := x.after(read)
		if left <= 0 && next < len(x.known) {
			page.More = true
			break
		}
		got, to, err := x.some(next, &left)
		if err != nil {
			return exchange.Page{}, err
		}
		page.Messages = append(page.Messages, got...)
		page.More = page.More || to < len(x.known)
		reached := x.end
		if to < len(x.known) {
			reached = x.known[to].at
		}
		read = slices.DeleteFunc(read, func(s spot) bool { return slices.Contains(passed, s) })
		read = append(read, spotOf(x, reached))
	}
	page.Next = position(read)
	return page, ctx.Err()
}

// some reads messages from place next on until no bytes are left, and tells where it stopped.
func (x *found) some(next int, left *int) (got []exchange.Message, to int, err error) {
	if next == len(x.known) {
		return nil, next, nil
	}
	file, err := os.Open(x.path)
	if err != nil {
		return nil, next, unreachable(err)
	}
	defer func() { _ = file.Close() }()
	for ; next < len(x.known) && *left > 0; next++ {
		m, err := x.read(file, x.known[next])
		if err != nil {
			return nil, next, err
		}
		*left -= max(len(m.Data), 1)
		got = append(got, m)
	}
	return got, next, nil
}

// Since gives a subject's messages above a sequence, from whichever files hold them.
func (f *Folder) Since(ctx context.Context, subject exchange.Subject, seq uint64) ([]exchange.Message, error) {
	return f.messages(ctx, func(e envelope) bool { return e.Kind == subject.Kind && e.Of == subject.Of && e.Seq > seq })
}

// Names gives every name that lies here.
func (f *Folder) Names(ctx context.Context) ([]exchange.Message, error) {
	return f.messages(ctx, func(e envelope) bool { return e.Kind == exchange.Named })
}

func (f *Folder) messages(ctx context.Context, match func(envelope) bool) ([]exchange.Message, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fresh(ctx); err != nil {
		return nil, err
	}
	out := []exchange.Message{}
	for _, x := range f.logs() {
		for i, m := range x.known {
			if !match(m.envelope) {
				continue
			}
			left := 1
			got, _, err := x.some(i, &left)
			if err != nil {
				return nil, err
			}
			out = append(out, got...)
		}
	}
	slices.SortStableFunc(out, func(a, b exchange.Message) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Seq, b.Seq), bytes.Compare(a.Data, b.Data))
	})
	return slices.CompactFunc(out, func(a, b exchange.Message) bool {
		return a.Subject == b.Subject && a.Seq == b.Seq && bytes.Equal(a.Data, b.Data)
	}), ctx.Err()
}

// Haves gives the last word of each workstation; of copies of it the latest.
func (f *Folder) Haves(ctx context.Context) (map[record.ID][]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fresh(ctx); err != nil {
		return nil, err
	}
	out, when := map[record.ID][]byte{}, map[record.ID]time.Time{}
	for _, x := range f.files {
		ws := x.opened.Workstation
		if _, there := out[ws]; x.opened.Have && x.have != nil && (!there || x.opened.When.After(when[ws])) {
			out[ws], when[ws] = x.have, x.opened.When
		}
	}
	return out, nil
}
