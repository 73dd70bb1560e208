package courier

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// wishAgain is how long another's wish stays looked after: the answer takes its time to be seen.
const wishAgain = time.Hour

// wishes gives what other workstations lack and did not find.
func (c *Courier) wishes(ctx context.Context, ask Ask) (map[record.Hash]bool, error) {
	lists, err := ask.Depot.Lists(ctx, wantedName)
	if err != nil {
		return nil, fmt.Errorf("ask what others lack: %w", err)
	}
	out := map[record.Hash]bool{}
	for _, l := range lists {
		if l.By == c.o.Me {
			c.remember(ask.Place, string(l.Data))
			continue
		}
		for _, d := range readWanted(l.Data) {
			out[d] = true
		}
	}
	return out, nil
}

// remember keeps what this workstation said last, in case an earlier run of the program said it.
func (c *Courier) remember(place, list string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.said[place]; !known {
		c.said[place] = list
	}
}

// send puts what the depot lacks there: what others wish for first, then the newest.
func (c *Courier) send(ctx context.Context, ask Ask, wishes map[record.Hash]bool) error {
	files := slices.Clone(ask.Files)
	slices.SortStableFunc(files, func(a, b File) int { return rank(wishes[a.Digest]) - rank(wishes[b.Digest]) })
	for _, f := range files {
		wished := wishes[f.Digest] && !c.lately(f.Digest)
		if !wished && c.book.LiesAt(f.Digest, ask.Place) {
			continue
		}
		if _, here := c.o.Bytes.Size(f.Digest); !here {
			continue
		}
		err := c.sendFile(ctx, ask, f.Digest, wished)
		switch {
		case errors.Is(err, record.ErrDamaged):
			c.Hurt(f.Digest)
			continue
		case errors.Is(err, os.ErrNotExist): // swept away meanwhile
			continue
		case err != nil:
			return fmt.Errorf("send attachment %s: %w", f.Digest, err)
		}
		if wished {
			c.mu.Lock()
			c.heard[f.Digest] = c.o.Now()
			c.mu.Unlock()
		}
		if err := c.book.FoundAt(f.Digest, ask.Place); err != nil {
			return err
		}
		c.moved()
	}
	return nil
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (c *Courier) lately(digest record.Hash) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, heard := c.heard[digest]
	return heard && c.o.Now().Sub(at) < wishAgain
}

// sendFile puts the pieces of a file there that are not, and its list. With doubt it reads those that are said to be
// there, since somebody could not.
func (c *Courier) sendFile(ctx context.Context, ask Ask, digest record.Hash, doubt bool) error {
	file, err := c.o.Bytes.Open(digest)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	m, err := cut(file)
	if err != nil {
		return err
	}
	there, err := ask.Depot.Has(ctx, "", m.Pieces)
	if err != nil {
		return err
	}
	data := make([]byte, exchange.MaxPiece)
	for i, p := range m.Pieces {
		if there[p] && !doubt {
			continue
		}
		if there[p] {
			_, err := ask.Depot.Get(ctx, p)
			if err == nil {
				continue
			}
			if !errors.Is(err, exchange.ErrNone) {
				return err
			}
		}
		part := data[:m.length(i)]
		if _, err := file.ReadAt(part, int64(i)*exchange.MaxPiece); err != nil {
			return err
		}
		if _, err := ask.Depot.Put(ctx, c.o.Me, part); err != nil {
			return err
		}
		c.moved()
	}
	if len(m.Pieces) < 2 {
		return nil
	}
	return c.sendList(ctx, ask, digest, m)
}

// sendList says what the file is made of, unless somebody said the same.
func (c *Courier) sendList(ctx context.Context, ask Ask, digest record.Hash, m made) error {
	raw, err := m.bytes()
	if err != nil {
		return err
	}
	lists, err := ask.Depot.Lists(ctx, string(digest))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(lists, func(l exchange.List) bool { return bytes.Equal(l.Data, raw) }) {
		return nil
	}
	return ask.Depot.PutList(ctx, c.o.Me, string(digest), raw)
}

// cut names the pieces of a file.
func cut(file io.ReadSeeker) (m made, err error) {
	data := make([]byte, exchange.MaxPiece)
	for {
		n, err := io.ReadFull(file, data)
		if n > 0 {
			m.Size += int64(n)
			m.Pieces = append(m.Pieces, record.HashOf(data[:n]))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return m, nil
		}
		if err != nil {
			return m, err
		}
	}
}
