package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"mendesk/app/clash"
	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// Conflicts is the service of what workstations did without knowing of each other that cannot both be.
type Conflicts struct{ app *App }

// What a conflict is.
const (
	ConflictIncident = "incident" // money went out twice; settled at the return
	ConflictLost     = "lost"     // a hold was refused because another was first; ends when the refund is declined or held again
	ConflictRefused  = "refused"  // a decision did not hold against what others had done before it
	ConflictEdit     = "edit"     // two values of one field
	ConflictFinding  = "finding"  // what spans records
)

// Conflict is one thing that waits for a person. Nothing of it is lost, whatever they say.
type Conflict struct {
	ID     record.ID     `json:"id"` // the same on every workstation
	What   string        `json:"what"`
	Of     record.Ref    `json:"of"`
	Number string        `json:"number"` // as people call the record
	Title  string        `json:"title"`
	At     time.Time     `json:"at" ts_type:"string"` // since when, or of the later side
	Link   string        `json:"link"`                // the page of the record
	Field  string        `json:"field"`               // of an edit
	Sides  []Side        `json:"sides"`               // the values of an edit, the one that shows last
	Free   bool          `json:"free"`                // another value than those of the sides may settle it
	Code   string        `json:"code"`                // of a finding, or why a decision was refused
	Params record.Params `json:"params"`
	Mine   []Told        `json:"mine"`   // what was refused, the decision that began it first
	Theirs []Told        `json:"theirs"` // what others had done before it
}

// Side is one value of a field.
type Side struct {
	Value  string      `json:"value"`
	By     record.ID   `json:"by"`
	Letter string      `json:"letter"` // of the workstation
	At     time.Time   `json:"at" ts_type:"string"`
	Entry  record.Hash `json:"entry"`
	Shown  bool        `json:"shown"` // the record shows it now
}

// Told is one event of a story, and the workstation that wrote it.
type Told struct {
	Line   record.Line `json:"line"`
	Letter string      `json:"letter"`
}

// SettleConflict ends a conflict in a person's words. An edit takes Value, which is one of its sides or a merged one.
type SettleConflict struct {
	Conflict record.ID `json:"conflict"`
	Value    string    `json:"value"`
	Reason   string    `json:"reason"`
}

// List gives every conflict that nobody settled yet: money first, then the latest.
func (s *Conflicts) List() ([]Conflict, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, now time.Time) ([]Conflict, error) {
		return openConflicts(tx, now)
	})
}

// Count tells how many there are; it is 0 while nobody is signed in.
func (s *Conflicts) Count() (int, error) {
	if s.app.signedIn() == "" {
		return 0, nil
	}
	list, err := s.List()
	return len(list), err
}

// conflictsOpen counts them for the status of sync, whoever is signed in.
func (d *desk) conflictsOpen() (n int, err error) {
	err = d.store.View(context.Background(), func(tx *storage.Tx) error {
		list, err := openConflicts(tx, d.app.now())
		n = len(list)
		return err
	})
	return n, err
}

// Settle ends a conflict that is an edit, a refused decision or a finding.
func (s *Conflicts) Settle(c SettleConflict) ([]Conflict, error) {
	_, err := change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (struct{}, error) {
		return struct{}{}, s.settle(tx, c, who, now)
	})
	if err != nil {
		return nil, err
	}
	return s.List()
}

func openConflicts(tx *storage.Tx, now time.Time) ([]Conflict, error) {
	logs, err := tx.Logs()
	if err != nil {
		return nil, err
	}
	f := &finder{tx: tx, now: now, logs: logs, out: []Conflict{}}
	for _, find := range []func() error{f.incidents, f.lostHolds, f.refusals, f.edits, f.endedTooSoon, f.numbersTwice, f.flags} {
		if err := find(); err != nil {
			return nil, err
		}
	}
	rank := []string{ConflictIncident, ConflictLost, ConflictRefused, ConflictEdit, ConflictFinding}
	slices.SortStableFunc(f.out, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(slices.Index(rank, a.What), slices.Index(rank, b.What)), b.At.Compare(a.At), cmp.Compare(a.ID, b.ID))
	})
	return f.out, nil
}

// add takes a conflict in unless a verdict has ended it.
func (f *finder) add(c Conflict, key string) error {
	c.ID = clash.IDOf(c.Of, c.What, key)
	v, err := maybe(f.tx, clash.Verdicts, c.ID)
	if err != nil || v.ID != "" {
		return err
	}
	if c.Number == "" && c.Title == "" {
		if err := f.name(&c); err != nil {
			return err
		}
	}
	whole(&c)
	if c.Params == nil {
		c.Params = record.Params{}
	}
	f.out = append(f.out, c)
	return nil
}

// Conflicts lists what waits for a person, for the command line.
func (a *App) Conflicts() ([]Conflict, error) { return (&Conflicts{a}).List() }
