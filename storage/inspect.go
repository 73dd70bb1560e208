package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Inspect looks through a database that nobody holds, without writing to it: its pages, the sum of every change
// and of every record. It folds nothing, so it is many times faster than CheckFile; an opening after an unclean
// end waits for it. On torn pages it may not come back, so it is run where it can be ended.
func Inspect(ctx context.Context, path string, o Options, progress func(done, total int)) ([]Fault, error) {
	o = o.filled()
	o.readOnly, o.TokenDir = true, ""
	if err := present(path); err != nil {
		return nil, err
	}
	db, err := openBolt(path, o)
	if err != nil {
		return asFault(err)
	}
	c := &checking{progress: progress, faults: []Fault{}}
	err = guarded(func() error {
		return db.View(func(btx *bbolt.Tx) error {
			c.tx = &Tx{b: btx, ctx: ctx}
			return c.inspect()
		})
	})
	err = errors.Join(err, closeBolt(db))
	if err == nil || errors.Is(err, errEnough) {
		return c.faults, nil
	}
	faults, err := asFault(err)
	return append(c.faults, faults...), err
}

func asFault(err error) ([]Fault, error) {
	if errors.Is(err, ErrDamaged) {
		return []Fault{{"file", record.Params{"reason": err.Error()}}}, nil
	}
	return nil, err
}

func (c *checking) inspect() error {
	if _, err := readSelf(c.tx.b); err != nil {
		return err
	}
	records := map[string]bool{}
	err := c.tx.b.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if kind, ok := cutBucket(string(name), inRecord("")); ok {
			records[kind] = true
			c.total += b.Stats().KeyN
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.total += keysIn(c.tx.b, inJournal)
	if err := c.entries(); err != nil {
		return err
	}
	for _, kind := range slices.Sorted(maps.Keys(records)) {
		if err := c.sums(kind); err != nil {
			return err
		}
	}
	if err := c.locals(); err != nil {
		return err
	}
	return c.pages() // last, since on torn pages it would panic where nobody can recover
}

func cutBucket(name, prefix string) (string, bool) {
	if len(name) <= len(prefix) || name[:len(prefix)] != prefix {
		return "", false
	}
	return name[len(prefix):], true
}

func (c *checking) entries() error {
	journal := c.tx.b.Bucket([]byte(inJournal))
	if journal == nil {
		return fmt.Errorf("the database has no journal: %w", ErrDamaged)
	}
	cur := journal.Cursor()
	for k, v := cur.First(); k != nil; k, v = cur.Next() {
		if err := c.step(); err != nil {
			return err
		}
		if _, err := proven(k, v); err != nil {
			if err := c.fault("journal.damaged", entryParams(k)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checking) sums(kind string) error {
	cur := c.tx.b.Bucket([]byte(inRecord(kind))).Cursor()
	for k, v := cur.First(); k != nil; k, v = cur.Next() {
		if err := c.step(); err != nil {
			return err
		}
		if _, err := unsummed(v, kind); err != nil {
			if err := c.faultOf("record.differs", record.Ref{Kind: kind, ID: record.ID(k)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Derived tells that a rebuild mends it, since the changes themselves are whole.
func (f Fault) Derived() bool {
	switch f.Code {
	case "file", "journal.damaged", "journal.misplaced", "journal.chain", "journal.erased", "waiting.damaged", "local.damaged":
		return false
	}
	return true
}
