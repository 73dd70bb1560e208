package storage

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"time"

	"mendesk/app/record"
)

// Change runs one command: what do appends becomes one change at the end of this workstation's log,
// durable when Change returns. An error of do, or of any Append in it, writes nothing; so does a do that
// appends nothing.
func (s *Store) Change(by record.ID, now time.Time, do func(*Tx) error) error {
	return s.update(false, func(b *batch) error {
		_, err := b.command(context.Background(), by, now, do)
		return err
	})
}

// Row is one row of an import: a command of its own.
type Row = func(*Tx) error

// RowResult tells what became of a row, once that is durable.
type RowResult struct {
	Index   int // from 0
	Changed bool
	Err     error // the record.Problem for which the row was discarded
}

// Imports commit after this many events, or rows that bring none: one huge transaction would be quadratic,
// and small ones write the same pages again and again.
const batchEvents = 10_000

// Changes runs a Change for each row, many of them in one transaction, so that an import is fast. A row
// that fails with a record.Problem is discarded alone. Any other error, and a cancelled ctx, ends the run;
// the rows before it stay, whole. done hears of every row when it is durable, in order.
func (s *Store) Changes(ctx context.Context, by record.ID, now time.Time, rows iter.Seq[Row], done func(RowResult)) error {
	next, stop := iter.Pull(rows)
	defer stop()
	run := &run{ctx: ctx, by: by, now: now, next: next}
	for !run.over {
		run.results = run.results[:0]
		if err := s.update(true, run.batch); err != nil {
			return err
		}
		for _, r := range run.results {
			if done != nil {
				done(r)
			}
		}
	}
	return run.err
}

type run struct {
	ctx     context.Context
	by      record.ID
	now     time.Time
	next    func() (Row, bool)
	index   int
	results []RowResult
	over    bool
	err     error
}

func (r *run) batch(b *batch) error {
	for max(len(r.results), b.events) < batchEvents && !r.over {
		r.row(b)
	}
	return nil
}

func (r *run) row(b *batch) {
	if r.err = r.ctx.Err(); r.err != nil {
		r.over = true
		return
	}
	do, more := r.next()
	if !more {
		r.over = true
		return
	}
	changed, err := b.command(r.ctx, r.by, r.now, do)
	if _, isProblem := record.AsProblem(err); err != nil && !isProblem {
		r.err, r.over = fmt.Errorf("row %d: %w", r.index, err), true
		return
	}
	r.results = append(r.results, RowResult{r.index, changed, err})
	r.index++
}

// command runs do and takes what it appended into the batch.
func (b *batch) command(ctx context.Context, by record.ID, now time.Time, do func(*Tx) error) (changed bool, err error) {
	tx := &Tx{
		s: b.s, b: b.btx, ctx: ctx, batch: b, by: by, now: record.Instant(now),
		drafts: map[record.Ref]*draft{}, numbers: map[string]uint64{},
	}
	if err := do(tx); err != nil {
		return false, err
	}
	if tx.failed != nil {
		return false, tx.failed
	}
	if len(tx.events) == 0 {
		return false, nil
	}
	return true, tx.settle()
}

// settle makes the command's events a change: now its stamp and its hash are known, and the records are
// folded with them.
func (tx *Tx) settle() error {
	b := tx.batch
	c := record.Change{Log: b.me.Log, N: b.me.N + 1, Prev: b.me.Prev, At: tx.stamp(), When: tx.now, By: tx.by, Events: tx.events}
	if c.N == 1 {
		c.Begins = &record.Begins{Workstation: b.me.Workstation, Letter: b.me.LogLetter, Parent: b.parent}
	}
	c, err := c.Write()
	if err != nil {
		return err
	}
	raw, err := c.Encoded()
	if err != nil {
		return err
	}
	if err := tx.refoldDrafts(c); err != nil {
		return err
	}
	key, err := b.enter(c, raw)
	if err != nil {
		return err
	}
	b.me.N, b.me.Prev = c.N, c.Hash()
	b.me.see(c.At, tx.now)
	b.own = true
	maps.Copy(b.numbers, tx.numbers)
	tx.publish(historyPlace(c.At, key))
	return b.fault
}

// refoldDrafts folds the final events; nothing of the batch has changed yet if one is refused.
func (tx *Tx) refoldDrafts(c record.Change) error {
	for _, d := range tx.order {
		d.cur, d.hs = d.rec.cur, nil
	}
	for i, h := range c.Happened() {
		d := tx.drafts[h.Of]
		var err error
		if d.cur, err = d.rec.k.foldOwn(d.cur, h); err != nil {
			return err
		}
		d.hs = append(d.hs, happened{h, i})
	}
	return nil
}

// publish makes the drafts what the batch knows of their records.
func (tx *Tx) publish(place string) {
	b := tx.batch
	for _, d := range tx.order {
		if len(d.hs) == 0 {
			continue
		}
		d.cur.last = place
		d.rec.cur, d.rec.touched = d.cur, true
		d.rec.lines = append(d.rec.lines, line{place, d.hs})
	}
	if b.many {
		for _, d := range tx.order {
			b.overlay(d.rec)
		}
	}
}

// enter puts a change into the journal and the histories of its records.
func (b *batch) enter(c record.Change, raw []byte) (key []byte, err error) {
	if key, err = journalKey(c.Log, c.N, c.Hash()); err != nil {
		return nil, err
	}
	b.put(inJournal, key, summed(raw))
	if c.Prev != "" {
		prev, err := journalKey(c.Log, c.N-1, c.Prev)
		if err != nil {
			return nil, err
		}
		b.remove(inTips, prev)
	}
	if err := b.putTip(c, key); err != nil {
		return nil, err
	}
	if c.Begins != nil {
		if err := b.putBegins(c); err != nil {
			return nil, err
		}
	}
	b.putHistory(c, key)
	b.noteErasures(c)
	b.events += len(c.Events)
	return key, nil
}

func (b *batch) putHistory(c record.Change, key []byte) {
	n := binary.AppendUvarint(nil, c.N)
	place := historyPlace(c.At, key)
	refs, _ := eventsOf(c)
	for _, ref := range refs {
		b.put(inHistory(ref.Kind), historyKey(ref.ID, place), n)
	}
}
