package storage

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"mendesk/app/record"
)

// incoming is a foreign change that keeps the rules; what became of it is up to the batch.
type incoming struct {
	c   record.Change
	raw []byte
	key []byte
}

// checked reads foreign changes from their own bytes again, unless they are just what was read from them, so that
// nothing but these is believed, and puts them in the order of their stamps, in which most need no refold.
func checked(changes []record.Change) ([]incoming, error) {
	out := make([]incoming, len(changes))
	err := inParallel(len(changes), func(i int) (err error) {
		if out[i], err = check(changes[i]); err != nil {
			return fmt.Errorf("change %d of log %s: %w: %w", changes[i].N, changes[i].Log, ErrInvalid, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, compareIncoming)
	return out, nil
}

func compareIncoming(x, y incoming) int {
	return cmp.Or(cmp.Compare(x.c.At, y.c.At), bytes.Compare(x.key[idSize+8:], y.key[idSize+8:]))
}

func check(c record.Change) (x incoming, err error) {
	var asRead bool
	if x.raw, asRead = c.AsRead(); asRead {
		x.c = c
	} else {
		if x.raw, err = c.Encoded(); err != nil {
			return x, err
		}
		if x.c, err = record.DecodeChange(x.raw); err != nil {
			return x, err
		}
	}
	if err = placed(x.c); err != nil {
		return x, err
	}
	for i, e := range x.c.Events {
		if !kindName.MatchString(e.Of.Kind) || !e.Of.ID.Valid() || e.What == "" {
			return x, fmt.Errorf("event %d happens to no record", i)
		}
	}
	x.key, err = journalKey(x.c.Log, x.c.N, x.c.Hash())
	return x, err
}

// placed checks a change's place in its log and in the order of all.
func placed(c record.Change) error {
	_, _, log, err := c.At.Parts()
	switch {
	case err != nil:
		return err
	case !c.Log.Valid() || log != c.Log:
		return fmt.Errorf("stamp %s of another log", c.At)
	case c.N == 0 || (c.N == 1) != (c.Prev == "") || (c.N == 1) != (c.Begins != nil):
		return fmt.Errorf("a log begins with its first entry and goes on from there")
	case c.Begins != nil && !c.Begins.Workstation.Valid():
		return fmt.Errorf("%q is no workstation", c.Begins.Workstation)
	}
	if c.Prev != "" {
		_, err = c.Prev.Bytes()
	}
	return err
}
