package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Fault is something that Check found wrong. Its code names a text ("fault." + Code).
type Fault struct {
	Code   string        `json:"code"`
	Params record.Params `json:"params,omitempty"`
}

// maxFaults bounds what one Check lists: a damaged page can spoil thousands of records.
const maxFaults = 1000

var errEnough = errors.New("enough faults")

// Check reads the whole desk as it stands now and lists what is wrong, empty when nothing is: the pages of
// the file, the sums and chains of the journal, that histories are complete, and that folding again gives
// the stored records, refusals, indexes and rows. Work goes on meanwhile.
func (s *Store) Check(ctx context.Context, progress func(done, total int)) ([]Fault, error) {
	faults := []Fault{}
	look := func(steps func(c *checking) error) func(*Tx) error {
		return func(tx *Tx) error {
			c := &checking{tx: tx, progress: progress, faults: faults}
			err := steps(c)
			if faults = c.faults; errors.Is(err, errEnough) {
				return nil
			}
			return err
		}
	}
	err := s.View(ctx, look((*checking).all))
	if err == nil { // last, since on torn pages it would panic where nobody can recover
		s.writing.Lock() // it would take what a writer frees for lost
		err = s.View(ctx, look((*checking).pages))
		s.writing.Unlock()
	}
	if errors.Is(err, ErrDamaged) { // what cannot be read at all is a fault too, and the last that can be told
		return append(faults, Fault{"file", record.Params{"reason": err.Error()}}), nil
	}
	return faults, err
}

type checking struct {
	tx          *Tx
	progress    func(done, total int)
	done, total int
	faults      []Fault
	versions    map[record.Ref]folded
	refused     int // refusals that there should be
}

func (c *checking) fault(code string, params record.Params) error {
	c.faults = append(c.faults, Fault{code, params})
	if len(c.faults) >= maxFaults {
		return errEnough
	}
	return nil
}

func (c *checking) faultOf(code string, ref record.Ref) error {
	return c.fault(code, record.Params{"kind": ref.Kind, "id": string(ref.ID)})
}

func (c *checking) all() error {
	kinds := slices.Sorted(maps.Keys(c.tx.s.kinds))
	c.total = keysIn(c.tx.b, inJournal)
	for _, name := range kinds {
		c.total += keysIn(c.tx.b, inRecord(name))
	}
	c.versions = map[record.Ref]folded{}
	for _, step := range []func() error{c.journal, c.waiting, c.tips, c.locals} {
		if err := step(); err != nil {
			return err
		}
	}
	for _, name := range kinds {
		if err := c.kind(c.tx.s.kinds[name]); err != nil {
			return err
		}
	}
	return c.count(inRefused, c.refused)
}

// locals looks at what this workstation alone keeps.
func (c *checking) locals() error {
	at := c.tx.b.Bucket([]byte(inLocal))
	if at == nil {
		return nil
	}
	cur := at.Cursor()
	for k, v := cur.First(); k != nil; k, v = cur.Next() {
		if _, err := readLocal(string(k), v); err != nil {
			if err := c.fault("local.damaged", record.Params{"key": strings.ToValidUTF8(string(k), "?")}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checking) step() error {
	c.done++
	if c.done&255 == 0 {
		if c.progress != nil {
			c.progress(min(c.done, c.total), c.total)
		}
		return c.tx.ctx.Err()
	}
	return nil
}

func (c *checking) pages() error {
	var first error
	for err := range c.tx.b.Check() { // drained, or its goroutine would stay
		if first == nil {
			first = c.fault("file", record.Params{"reason": err.Error()})
		}
	}
	return first
}

func (c *checking) journal() error {
	lines := map[string]int{} // history lines that there should be, by kind
	journal := c.tx.b.Bucket([]byte(inJournal))
	cur := journal.Cursor()
	for k, v := cur.First(); k != nil; k, v = cur.Next() {
		if err := c.step(); err != nil {
			return err
		}
		if err := c.entry(journal, k, v, lines); err != nil {
			return err
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(lines)) {
		if got := keysIn(c.tx.b, inHistory(kind)); got != lines[kind] {
			if err := c.fault("history.count", record.Params{"kind": kind, "count": strconv.Itoa(got), "want": strconv.Itoa(lines[kind])}); err != nil {
				return err
			}
		}
	}
	return nil
}

func entryParams(key []byte) record.Params {
	if len(key) != entrySize {
		return record.Params{"log": fmt.Sprintf("%q", key), "n": "?"}
	}
	log, n := splitJournalKey(key)
	return record.Params{"log": string(log), "n": strconv.FormatUint(n, 10)}
}

func (c *checking) entry(journal *bbolt.Bucket, k, v []byte, lines map[string]int) error {
	if len(k) != entrySize {
		return c.fault("journal.damaged", entryParams(k))
	}
	change, err := decodeEntry(k, v)
	if err != nil {
		return c.fault("journal.damaged", entryParams(k))
	}
	want, err := journalKey(change.Log, change.N, change.Hash())
	if err != nil || !bytes.Equal(want, k) || placed(change) != nil {
		return c.fault("journal.misplaced", entryParams(k))
	}
	if change.Prev != "" {
		prev, err := journalKey(change.Log, change.N-1, change.Prev)
		if err != nil || journal.Get(prev) == nil {
			return c.fault("journal.chain", entryParams(k))
		}
	}
	if _, had := change.Redacted(func(ref record.Ref) record.Stamp { return erasedAt(c.tx.b, ref) }); had {
		if err := c.fault("journal.erased", entryParams(k)); err != nil {
			return err
		}
	}
	place := historyPlace(change.At, k)
	refs, _ := eventsOf(change)
	for _, ref := range refs {
		lines[ref.Kind]++
		at := c.tx.b.Bucket([]byte(inHistory(ref.Kind)))
		if at == nil || at.Get(historyKey(ref.ID, place)) == nil {
			if err := c.faultOf("history.missing", ref); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checking) waiting() error {
	at := c.tx.b.Bucket([]byte(inWaiting))
	cur := at.Cursor()
	for k, v := cur.First(); k != nil; k, v = cur.Next() {
		change, err := decodeEntry(k, v)
		if err != nil {
			if err := c.fault("waiting.damaged", entryParams(k)); err != nil {
				return err
			}
			continue
		}
		prev, err := journalKey(change.Log, change.N-1, change.Prev)
		if err != nil || c.tx.b.Bucket([]byte(inJournal)).Get(prev) != nil {
			if err := c.fault("waiting.late", entryParams(k)); err != nil {
				return err
			}
		}
	}
	return nil
}

// tips checks that the last entry of every log is a tip, and that every tip is an entry.
func (c *checking) tips() error {
	journal, tips := c.tx.b.Bucket([]byte(inJournal)), c.tx.b.Bucket([]byte(inTips))
	cur := tips.Cursor()
	for k, _ := cur.First(); k != nil; k, _ = cur.Next() {
		if journal.Get(k) == nil {
			if err := c.fault("tip.wrong", entryParams(k)); err != nil {
				return err
			}
		}
	}
	cur = journal.Cursor()
	for k, _ := cur.Last(); len(k) == entrySize; k, _ = cur.Prev() {
		if tips.Get(k) == nil {
			if err := c.fault("tip.missing", entryParams(k)); err != nil {
				return err
			}
		}
		cur.Seek(k[:idSize]) // then Prev: the last entry of the log before
	}
	return nil
}
