package app

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/exchange/courier"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/storage"
)

// cargo is what travels beside the records: the bytes of attachments. Rounds never wait for it.
type cargo struct {
	d       *desk
	book    *courier.Book
	courier *courier.Courier
	load    chan struct{} // asks for a turn

	mu    sync.Mutex
	files []courier.File // that records name, the newest first; nil: not known
	stand *FilesStatus   // as it was counted last; nil: count again
	busy  bool
	code  string // of what ended the last turn
}

// FilesStatus is how the attachments of this workstation stand with the others.
type FilesStatus struct {
	All         bool   `json:"all"`  // fetch what is not here in the background; else only what somebody looks at
	ToGo        int    `json:"toGo"` // files that the others do not find yet
	ToGoBytes   int64  `json:"toGoBytes"`
	ToCome      int    `json:"toCome"` // files that are not here
	ToComeBytes int64  `json:"toComeBytes"`
	Running     bool   `json:"running"`
	Code        string `json:"code"` // of the problem that ended the last turn; empty: none
}

const halfFolder = "attachments-coming"

func (a *App) newCargo(d *desk) (*cargo, error) {
	me, err := d.me()
	if err != nil {
		return nil, err
	}
	book, err := courier.OpenBook(d.store)
	if err != nil {
		return nil, err
	}
	c := &cargo{d: d, book: book, load: make(chan struct{}, 1)}
	c.courier = courier.New(courier.Options{
		Bytes: a.files(), Me: me.Workstation, Half: filepath.Join(a.options.Dir, halfFolder), Now: time.Now, Tell: c.moved,
		Warn: func(what string, err error) { a.options.Log.Warn("attachments: "+what, "error", err) },
	}, book)
	d.store.OnChange(c.changed)
	return c, nil
}

// changed is told of every commit: other files may be named now.
func (c *cargo) changed(records map[string][]record.ID) {
	if len(records[ticket.Tickets.Name]) == 0 && len(records[returns.Returns.Name]) == 0 {
		return
	}
	c.mu.Lock()
	c.files, c.stand = nil, nil
	c.mu.Unlock()
}

// moved is told when a file has gone or come, or a part of one.
func (c *cargo) moved() {
	c.recount()
	c.d.app.shell.Emit("attachments", nil)
	c.d.app.shell.Emit("sync", nil)
}

func (c *cargo) recount() {
	c.mu.Lock()
	c.stand = nil
	c.mu.Unlock()
}

func (c *cargo) nudge() {
	select {
	case c.load <- struct{}{}:
	default:
	}
}

// named lists the files that records name, the newest first.
func (c *cargo) named(ctx context.Context) (out []courier.File, err error) {
	c.mu.Lock()
	known := c.files
	c.mu.Unlock()
	if known != nil {
		return known, nil
	}
	if err := c.d.store.View(ctx, func(tx *storage.Tx) error {
		out, err = attachedFiles(tx)
		return err
	}); err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.files = out
	c.mu.Unlock()
	return out, nil
}

// attachedFiles lists every attachment that some record names once, the newest first.
func attachedFiles(tx *storage.Tx) ([]courier.File, error) {
	newest := map[record.Hash]courier.File{}
	add := func(files record.Files) {
		for _, f := range files {
			if o, known := newest[f.Digest]; !known || f.At.After(o.At) {
				newest[f.Digest] = courier.File{Digest: f.Digest, Size: f.Size, At: f.At}
			}
		}
	}
	over := storage.Span{Index: record.FileIndex}
	for t, err := range storage.Each(tx, ticket.Tickets, over) {
		if err != nil {
			return nil, err
		}
		add(t.Files)
	}
	for r, err := range storage.Each(tx, returns.Returns, over) {
		if err != nil {
			return nil, err
		}
		add(r.Files)
	}
	out := make([]courier.File, 0, len(newest))
	for _, f := range newest {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b courier.File) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Digest, b.Digest)) })
	return out, nil
}

// status tells how the files stand.
func (c *cargo) status(set syncSettings) (FilesStatus, error) {
	c.mu.Lock()
	stand := c.stand
	c.mu.Unlock()
	if stand == nil {
		files, err := c.named(context.Background())
		if err != nil {
			return FilesStatus{}, err
		}
		stand = &FilesStatus{}
		for _, f := range files {
			switch _, here := c.d.app.files().Size(f.Digest); {
			case !here:
				stand.ToCome, stand.ToComeBytes = stand.ToCome+1, stand.ToComeBytes+f.Size
			case set.Kind != "" && !c.book.LiesAt(f.Digest, set.placeName()):
				stand.ToGo, stand.ToGoBytes = stand.ToGo+1, stand.ToGoBytes+f.Size
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stand = stand
	out := *stand
	out.All, out.Running, out.Code = set.allFiles(), c.busy, c.code
	return out, nil
}

// carryOn takes turns beside the rounds: after each that went well, when somebody looks at a file that is not here,
// and when one is to be looked for again.
func (s *syncer) carryOn() {
	for {
		var again <-chan time.Time
		s.mu.Lock()
		open := s.venue != nil
		s.mu.Unlock()
		if next := s.d.cargo.courier.Next(); open && !next.IsZero() {
			timer := time.NewTimer(max(time.Until(next), carryBreath))
			defer timer.Stop()
			again = timer.C
		}
		select {
		case <-s.ctx.Done():
			return
		case <-s.d.cargo.load:
		case <-again:
		}
		s.carry(s.ctx)
	}
}

// carryBreath is the shortest pause between two turns that nobody asked for.
const carryBreath = 5 * time.Second

// carry takes one turn at the place that the last round left open. How it went is in the status: it fails nothing.
func (s *syncer) carry(ctx context.Context) {
	s.mu.Lock()
	m, set := s.venue, s.set
	s.mu.Unlock()
	if m == nil || set.Kind == "" {
		return
	}
	c := s.d.cargo
	c.mu.Lock()
	c.busy = true
	c.mu.Unlock()
	err := func() (err error) {
		defer func() { err = s.d.app.closing(recover(), problemOf(err)) }()
		return m.carry(ctx, set)
	}()
	code := ""
	if err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
		if code = Show(err).Code; code == "unexpected" {
			code = "sync.filesFailed"
		}
		if ordinary(code) { // the next round says so, or it is over by then
			code = ""
		}
	}
	c.mu.Lock()
	other := c.code != code
	c.busy, c.code, c.stand = false, code, nil
	c.mu.Unlock()
	if other {
		c.moved()
	}
}

// carry sends and fetches at the place; where it keeps no files it says so.
func (e *encounter) carry(ctx context.Context, set syncSettings) error {
	e.carrying.Lock()
	defer e.carrying.Unlock()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(e.here, stop)()
	at, ok := e.place.(exchange.Depots)
	if !ok {
		return exchange.ErrNoDepot
	}
	files, err := e.d.cargo.named(ctx)
	if err != nil {
		return err
	}
	return e.d.cargo.courier.Turn(ctx, courier.Ask{
		Depot: at.Depot(exchange.Files), Place: set.placeName(), Files: files, All: set.allFiles(),
	})
}

// The ways to fetch attachments.
const (
	filesAll    = ""       // all of them, in the background
	filesLooked = "looked" // those that somebody looks at
)

func (set syncSettings) allFiles() bool { return set.Files != filesLooked }

// SetFiles says which attachments this workstation fetches by itself.
type SetFiles struct {
	All bool `json:"all"` // all of them, in the background; else only those that somebody looks at
}

// SetFiles chooses which attachments this workstation fetches by itself. It needs an admin.
func (s *Sync) SetFiles(c SetFiles) (SyncStatus, error) {
	if err := s.app.mustAdmin(); err != nil {
		return SyncStatus{}, err
	}
	return safely(s.app, func(d *desk) (SyncStatus, error) {
		st, err := d.sync.keep(func(set *syncSettings) {
			set.Files = filesAll
			if !c.All {
				set.Files = filesLooked
			}
		})
		d.cargo.nudge()
		return st, err
	})
}
