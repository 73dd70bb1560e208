package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"mendesk/app/record"
)

// Identity is who a database is.
type Identity struct {
	Desk        record.ID    `json:"desk"`
	Workstation record.ID    `json:"workstation"`
	Name        string       `json:"name"`
	Letter      string       `json:"letter"`  // without generation; empty while it joins a desk
	Log         record.LogID `json:"log"`     // empty until the first write
	Numbers     string       `json:"numbers"` // the letter in human numbers, with its generation; before the first write without
}

// Identity tells who this database is.
func (s *Store) Identity() (Identity, error) {
	var out Identity
	err := s.View(context.Background(), func(tx *Tx) error {
		me, err := readSelf(tx.b)
		out = Identity{me.Desk, me.Workstation, me.Name, me.Letter, me.Log, cmp.Or(me.LogLetter, me.Letter)}
		return err
	})
	return out, err
}

// Copied tells whether this database was copied to another user or computer: the token of its log is not the user's,
// and nobody restored it. With its next write it becomes another workstation, with a letter that no log has; or
// sooner, by BeWorkstation.
func (s *Store) Copied() bool {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.copied
}

// BeWorkstation makes this database another workstation of its desk: with the next write a new log begins,
// under its id and letter. That is how a copied desk stops speaking for the original, and how a joining one
// takes its letter. Nothing that was written is changed.
func (s *Store) BeWorkstation(id record.ID, name, letter string) error {
	if !id.Valid() || letter == "" {
		return fmt.Errorf("workstation %q with the letter %q: %w", id, letter, errors.ErrUnsupported)
	}
	return s.update(false, func(b *batch) error {
		b.dirty = true
		b.me.Workstation, b.me.Name, b.me.Letter, b.me.Mint = id, name, letter, true
		return b.me.write(b.btx)
	})
}
