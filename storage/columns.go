package storage

import (
	"fmt"
	"slices"
	"sync"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// columns keep the figures rows of each kind side by side in memory, from the first time they are asked
// for. What was handed out is never written to again: a later answer is a new one.
type columns struct {
	mu    sync.Mutex
	kinds map[string]*column
}

type column struct {
	loaded bool
	rows   record.Rows          // sorted by id
	fresh  map[record.ID][]byte // committed since; nil: gone
	last   int                  // the transaction that last changed a row
}

func (c *columns) of(kind string) *column {
	if c.kinds == nil {
		c.kinds = map[string]*column{}
	}
	if c.kinds[kind] == nil {
		c.kinds[kind] = &column{fresh: map[record.ID][]byte{}}
	}
	return c.kinds[kind]
}

// apply takes a commit in.
func (c *columns) apply(txid int, rows map[string]map[record.ID][]byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for kind, changed := range rows {
		col := c.of(kind)
		col.last = txid
		if !col.loaded {
			continue
		}
		for id, row := range changed {
			col.fresh[id] = row
		}
	}
}

// forget has everything read from the file again.
func (c *columns) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, col := range c.kinds {
		col.loaded = false
		clear(col.fresh)
	}
}

// Rows gives the figures rows of a kind in the order of the ids, as they stood when the transaction began
// or later; what this transaction appended is not in them.
func (tx *Tx) Rows(kind string) (record.Rows, error) {
	k := tx.s.kinds[kind]
	if k == nil || k.Row == nil {
		return record.Rows{}, fmt.Errorf("kind %q has no figures rows", kind)
	}
	c := &tx.s.columns
	c.mu.Lock()
	defer c.mu.Unlock()
	col := c.of(kind)
	if col.loaded {
		return col.settle()
	}
	rows, err := tx.readRows(kind)
	if err != nil {
		return rows, err
	}
	if tx.batch == nil && tx.b.ID() >= col.last { // an older view must not become everybody's
		col.rows, col.loaded = rows, true
	}
	return rows, nil
}

func (tx *Tx) readRows(kind string) (record.Rows, error) {
	rows := record.Rows{Name: tx.s.words.name}
	at := tx.b.Bucket([]byte(inFigures(kind)))
	if at == nil {
		return rows, nil
	}
	return rows, eachRow(at, func(id record.ID, row []byte) error {
		return appendRow(&rows, id, row)
	})
}

func eachRow(at *bbolt.Bucket, do func(record.ID, []byte) error) error {
	c := at.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if err := do(record.ID(k), v); err != nil {
			return err
		}
	}
	return nil
}

func appendRow(rows *record.Rows, id record.ID, row []byte) error {
	if rows.Size == 0 {
		rows.Size = len(row)
	}
	if len(row) != rows.Size {
		return fmt.Errorf("figures row of %s has %d bytes and not %d: %w", id, len(row), rows.Size, ErrDamaged)
	}
	rows.IDs = append(rows.IDs, id)
	rows.Data = append(rows.Data, row...)
	return nil
}

// settle merges what was committed since into a new answer.
func (col *column) settle() (record.Rows, error) {
	if len(col.fresh) == 0 {
		return col.rows, nil
	}
	ids := make([]record.ID, 0, len(col.fresh))
	for id := range col.fresh {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	old := col.rows
	out := record.Rows{Size: old.Size, Name: old.Name, IDs: make([]record.ID, 0, len(old.IDs)+len(ids)), Data: make([]byte, 0, len(old.Data)+len(ids)*old.Size)}
	from := 0
	for _, id := range ids {
		at, found := slices.BinarySearch(old.IDs[from:], id)
		out.IDs = append(out.IDs, old.IDs[from:from+at]...)
		out.Data = append(out.Data, old.Data[from*old.Size:(from+at)*old.Size]...)
		from += at
		if found {
			from++
		}
		if row := col.fresh[id]; row != nil {
			if err := appendRow(&out, id, row); err != nil {
				return record.Rows{}, err
			}
		}
	}
	out.IDs = append(out.IDs, old.IDs[from:]...)
	out.Data = append(out.Data, old.Data[from*old.Size:]...)
	col.rows = out
	clear(col.fresh)
	return out, nil
}
