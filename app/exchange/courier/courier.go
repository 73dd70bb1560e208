// Package courier brings the bytes of attachments from workstation to workstation through a depot, piece by piece,
// beside the rounds that bring records. What fails is tried again later; no record ever waits for it.
//
// A file of one piece lies under its own hash. A larger one is cut into pieces of [exchange.MaxPiece] bytes, and a
// list under the file's hash names them. Nobody is believed: what came counts when its SHA-256 is the file's name.
// Who lacks a file that nobody seems to have put there says so in a list of its own, and whoever has it puts it there
// again: so a depot that lost pieces heals.
package courier

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Bytes are the attachments that lie on this workstation; *attachment.Folder is one.
type Bytes interface {
	// Size tells whether a file is here, without reading it.
	Size(digest record.Hash) (int64, bool)
	// Open gives the verified bytes; record.ErrDamaged when they are not what was kept.
	Open(digest record.Hash) (*os.File, error)
	// Take keeps what from gives if it is what digest names, else it is record.ErrDamaged.
	Take(ctx context.Context, digest record.Hash, from io.Reader, most int64) error
}

// File is an attachment that a record names.
type File struct {
	Digest record.Hash
	Size   int64
	At     time.Time // when it was attached
}

// Options of a courier. Half and Now must be given.
type Options struct {
	Bytes    Bytes
	Notes    Notes
	Me       record.ID
	Half     string           // folder of files that have come in part; it is made when the first comes
	Now      func() time.Time // the clock of retries
	Patience time.Duration    // how long a file may be missing before the others are asked for it; 0: ten minutes
	Tell     func()           // called when a file has moved on, a few times a second at most; nil: nobody
	Warn     func(what string, err error)
}

// Courier is this workstation's side. It may be used from many goroutines; at most one turn runs at a time.
type Courier struct {
	o    Options
	book *Book
	turn chan struct{}

	mu     sync.Mutex
	looked []record.Hash             // somebody waits for these, the last one asked for first
	asked  map[record.Hash]bool      // of those, the ones for which the others are asked at once
	hurt   map[record.Hash]bool      // here, and not as they were kept
	tries  map[record.Hash]try       // that nobody seems to have put there
	coming map[record.Hash]int       // bytes that have come
	heard  map[record.Hash]time.Time // when another's wish was last looked after
	said   map[string]string         // by place: what this workstation last said that it lacks
	saidAt map[string]time.Time      // and when
	told   time.Time
	did    bool // something has moved in this turn
}

// try is how often a file was looked for in vain.
type try struct {
	n           int
	first, next time.Time
}

// New makes a courier; book is what this workstation remembers.
func New(o Options, book *Book) *Courier {
	if o.Patience == 0 {
		o.Patience = 10 * time.Minute
	}
	if o.Tell == nil {
		o.Tell = func() {}
	}
	if o.Warn == nil {
		o.Warn = func(string, error) {}
	}
	return &Courier{
		o: o, book: book, turn: make(chan struct{}, 1), asked: map[record.Hash]bool{}, hurt: map[record.Hash]bool{}, tries: map[record.Hash]try{},
		coming: map[record.Hash]int{}, heard: map[record.Hash]time.Time{}, said: map[string]string{}, saidAt: map[string]time.Time{},
	}
}

// Look asks for files before all others, since somebody looks at their record; with ask, at once even where one was not
// found lately, and the other workstations are asked for it without patience. It tells whether there is news for a turn.
func (c *Courier) Look(ask bool, digests ...record.Hash) (news bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range digests {
		if ask {
			c.asked[d] = true
			delete(c.tries, d)
		}
		news = news || ask || c.due(d) && !slices.Contains(c.looked, d)
		c.looked = append(without(c.looked, d), d)
	}
	c.looked = c.looked[max(0, len(c.looked)-mostLooked):]
	return news
}

const mostLooked = 1000

// Hurt tells that a file which is here is not what was kept: it is fetched anew when somebody has it.
func (c *Courier) Hurt(digest record.Hash) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hurt[digest] = true
}

// Coming tells how many bytes of a file have come, while it comes.
func (c *Courier) Coming(digest record.Hash) (bytes int, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	bytes, ok = c.coming[digest]
	return bytes, ok
}

// Next is when a file that was not there is looked for again; zero when there is none.
func (c *Courier) Next() (next time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.tries {
		if next.IsZero() || t.next.Before(next) {
			next = t.next
		}
	}
	return next
}

// Ask is what a turn is about.
type Ask struct {
	Depot exchange.Depot
	Place string // the depot's name in the book
	Files []File // that records name, the newest first
	All   bool   // fetch what is not here; else only what somebody looks at
}

// Turn sends what the depot lacks and fetches what is lacking here, both at once, and gives the first error that
// ended one of them. Whatever came or went stays done; the next turn goes on where this one ended.
func (c *Courier) Turn(ctx context.Context, ask Ask) error {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := c.adopt(ctx, ask.Files); err != nil {
		return err
	}
	wishes, err := c.wishes(ctx, ask)
	if err != nil {
		return err
	}
	var sent, fetched error
	var both sync.WaitGroup
	both.Go(func() { sent = c.send(ctx, ask, wishes) })
	both.Go(func() { fetched = c.fetch(ctx, ask) })
	both.Wait()
	c.tidy(ask.Files)
	c.mu.Lock()
	did := c.did
	c.did = false
	clear(c.coming)
	c.mu.Unlock()
	if did {
		c.o.Tell()
	}
	return errors.Join(sent, fetched)
}

// adopt notes which files are here, so that one that is lost later is known to be lost.
func (c *Courier) adopt(ctx context.Context, files []File) error {
	for _, f := range files {
		if c.book.Here(f.Digest) {
			continue
		}
		if _, here := c.o.Bytes.Size(f.Digest); !here {
			continue
		}
		if err := errors.Join(ctx.Err(), c.book.KeptHere(f.Digest)); err != nil {
			return err
		}
	}
	return nil
}

// moved tells of progress, now and then.
func (c *Courier) moved() {
	now := time.Now()
	c.mu.Lock()
	c.did = true
	soon := now.Sub(c.told) < 300*time.Millisecond
	if !soon {
		c.told = now
	}
	c.mu.Unlock()
	if !soon {
		c.o.Tell()
	}
}

func without(all []record.Hash, d record.Hash) []record.Hash {
	out := make([]record.Hash, 0, len(all)+1)
	for _, o := range all {
		if o != d {
			out = append(out, o)
		}
	}
	return out
}
