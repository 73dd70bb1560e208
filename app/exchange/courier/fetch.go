package courier

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// The waits before a file that was not there is looked for again: they double from the first to the last.
const (
	firstWait = 15 * time.Second
	lastWait  = 30 * time.Minute
	sayAgain  = time.Hour // between two words about what is lacking
)

// fetch gets what is lacking, what somebody looks at first, then says what was not found.
func (c *Courier) fetch(ctx context.Context, ask Ask) error {
	size := map[record.Hash]int64{}
	for _, f := range ask.Files {
		size[f.Digest] = f.Size
	}
	for {
		f, looked, more := c.next(ask, size)
		if !more {
			return c.say(ctx, ask)
		}
		err := c.fetchFile(ctx, ask, f, looked)
		switch {
		case err == nil:
			c.arrived(f.Digest)
			if err := c.book.FoundAt(f.Digest, ask.Place); err != nil {
				return err
			}
			c.moved()
		case errors.Is(err, errLater):
		case errors.Is(err, exchange.ErrNone):
			c.missed(f.Digest)
		default:
			c.stopped(f.Digest)
			return fmt.Errorf("fetch attachment %s: %w", f.Digest, err)
		}
	}
}

// next picks the file to fetch: the one asked for last, else the newest that is lacking and was not looked for lately.
func (c *Courier) next(ask Ask, size map[record.Hash]int64) (f File, looked, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.looked) > 0 {
		d := c.looked[len(c.looked)-1]
		if n, named := size[d]; named && c.lacks(d) && c.due(d) {
			return File{Digest: d, Size: n}, true, true
		}
		c.looked = c.looked[:len(c.looked)-1]
	}
	if !ask.All {
		return f, false, false
	}
	for _, f := range ask.Files {
		if c.lacks(f.Digest) && c.due(f.Digest) {
			return f, false, true
		}
	}
	return f, false, false
}

// lacks tells whether a file is not here as it was kept; the caller holds the lock, as for due.
func (c *Courier) lacks(digest record.Hash) bool {
	_, here := c.o.Bytes.Size(digest)
	return !here || c.hurt[digest]
}

func (c *Courier) due(digest record.Hash) bool {
	t, tried := c.tries[digest]
	return !tried || !c.o.Now().Before(t.next)
}

func (c *Courier) arrived(digest record.Hash) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.looked = without(c.looked, digest)
	delete(c.asked, digest)
	delete(c.tries, digest)
	delete(c.hurt, digest)
	delete(c.coming, digest)
}

// missed notes that a file was not there: it is looked for again after a while.
func (c *Courier) missed(digest record.Hash) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.coming, digest)
	t, now := c.tries[digest], c.o.Now()
	if t.n == 0 {
		t.first = now
	}
	wait := lastWait
	if t.n < 16 {
		wait = min(firstWait<<t.n, lastWait)
	}
	t.n, t.next = t.n+1, now.Add(wait)
	c.tries[digest] = t
}

func (c *Courier) stopped(digest record.Hash) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.coming, digest)
}

// errLater means that somebody looks at another file: this one goes on later, from where it is.
var errLater = errors.New("somebody looks at another file")

func (c *Courier) fetchFile(ctx context.Context, ask Ask, f File, looked bool) error {
	c.came(f.Digest, 0)
	if f.Size <= exchange.MaxPiece {
		data, err := ask.Depot.Get(ctx, f.Digest)
		if err != nil {
			return err
		}
		return c.keep(ctx, f, bytes.NewReader(data))
	}
	lists, err := ask.Depot.Lists(ctx, string(f.Digest))
	if err != nil {
		return err
	}
	tried := map[string]bool{}
	for _, l := range lists {
		m, err := readMade(l.Data, f.Size)
		if err != nil || tried[string(l.Data)] {
			continue
		}
		tried[string(l.Data)] = true
		err = c.assemble(ctx, ask, f, m, looked)
		if err == nil || !errors.Is(err, exchange.ErrNone) && !errors.Is(err, record.ErrDamaged) {
			return err
		}
	}
	return fmt.Errorf("no whole list of it: %w", exchange.ErrNone)
}

// assemble adds piece after piece to what has come of a file already, and keeps it when it is whole.
func (c *Courier) assemble(ctx context.Context, ask Ask, f File, m made, looked bool) error {
	if err := os.MkdirAll(c.o.Half, 0o700); err != nil {
		return err
	}
	path := c.half(f.Digest)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	err = c.fill(ctx, ask, f, m, file, looked)
	if err == nil {
		err = c.keep(ctx, f, io.NewSectionReader(file, 0, m.Size))
	}
	err = errors.Join(err, file.Close())
	if err == nil || errors.Is(err, record.ErrDamaged) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func (c *Courier) fill(ctx context.Context, ask Ask, f File, m made, file *os.File, looked bool) error {
	for i := c.whole(m, file); i < len(m.Pieces); i++ {
		c.came(f.Digest, i*exchange.MaxPiece)
		if !looked && c.othersLooked() {
			return errLater
		}
		data, err := ask.Depot.Get(ctx, m.Pieces[i])
		if err != nil {
			return err
		}
		if len(data) != m.length(i) {
			return fmt.Errorf("piece %d has %d bytes: %w", i, len(data), exchange.ErrNone)
		}
		if _, err := file.WriteAt(data, int64(i)*exchange.MaxPiece); err != nil {
			return err
		}
	}
	return file.Truncate(m.Size)
}

// whole counts the pieces that have come whole, from the first on.
func (c *Courier) whole(m made, file io.ReaderAt) int {
	data := make([]byte, exchange.MaxPiece)
	for i, p := range m.Pieces {
		part := data[:m.length(i)]
		if n, err := file.ReadAt(part, int64(i)*exchange.MaxPiece); n < len(part) || err != nil && !errors.Is(err, io.EOF) || record.HashOf(part) != p {
			return i
		}
	}
	return len(m.Pieces)
}

func (c *Courier) othersLooked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.looked, func(d record.Hash) bool { return c.lacks(d) && c.due(d) })
}

func (c *Courier) keep(ctx context.Context, f File, from io.Reader) error {
	return c.o.Bytes.Take(ctx, f.Digest, from, record.MaxAttachment)
}

// came notes how far a file is.
func (c *Courier) came(digest record.Hash, bytes int) {
	c.mu.Lock()
	c.coming[digest] = bytes
	c.mu.Unlock()
	c.moved()
}

func (c *Courier) half(digest record.Hash) string {
	b, _ := digest.Bytes() // records name only what is one
	return filepath.Join(c.o.Half, hex.EncodeToString(b))
}

// tidy removes what came in part of files that no record names any more, or that came another way.
func (c *Courier) tidy(files []File) {
	entries, err := os.ReadDir(c.o.Half)
	if err != nil || len(entries) == 0 {
		return
	}
	named := map[string]bool{}
	for _, f := range files {
		c.mu.Lock()
		lacks := c.lacks(f.Digest)
		c.mu.Unlock()
		if lacks {
			named[filepath.Base(c.half(f.Digest))] = true
		}
	}
	for _, e := range entries {
		if !named[e.Name()] {
			if err := os.Remove(filepath.Join(c.o.Half, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				c.o.Warn("half a file stays", err)
			}
		}
	}
}

// say tells the others what is lacking here and was not found, once patience is at its end.
func (c *Courier) say(ctx context.Context, ask Ask) error {
	list, urgent := c.lacking(ask)
	raw, err := json.Marshal(wanted{list}, json.Deterministic(true))
	if err != nil {
		return err
	}
	c.mu.Lock()
	said, spoke := c.said[ask.Place]
	soon := c.o.Now().Sub(c.saidAt[ask.Place]) < sayAgain && !urgent && len(list) > 0
	c.mu.Unlock()
	if said == string(raw) || soon || !spoke && len(list) == 0 {
		return nil
	}
	if err := ask.Depot.PutList(ctx, c.o.Me, wantedName, raw); err != nil {
		return fmt.Errorf("say what is lacking: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said[ask.Place], c.saidAt[ask.Place] = string(raw), c.o.Now()
	return nil
}

// lacking lists what the others are asked for, the newest first; urgent when somebody asked for one of them.
func (c *Courier) lacking(ask Ask) (list []record.Hash, urgent bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list = []record.Hash{}
	for _, f := range ask.Files {
		t, tried := c.tries[f.Digest]
		if !tried || !c.lacks(f.Digest) || len(list) == mostWanted {
			continue
		}
		if asked := c.asked[f.Digest]; asked || c.o.Now().Sub(t.first) >= c.o.Patience {
			list, urgent = append(list, f.Digest), urgent || asked
		}
	}
	return list, urgent
}
