package storage

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
)

// Remains is what a database file still holds, be it whole, damaged or cut short. A change proves itself by its
// sum, its hash and its key, so what is read here is what was once written.
type Remains struct {
	Desk  record.ID
	Name  string    // of the workstation
	Last  time.Time // when the latest change that can be read was made
	Tells bool      // the file still says who it is and where every log ends

	logs  map[record.LogID]*covered
	me    self
	local map[string][]byte
}

// Changes counts the places of all logs that can be read.
func (r Remains) Changes() int {
	kept, _ := r.Beyond(Remains{})
	return kept
}

// Lost counts the places that are known to have been written and cannot be read.
func (r Remains) Lost() int {
	_, lost := r.Beyond(Remains{})
	return lost
}

// Beyond counts what was written after the end of each log in other, a backup: what of it r still has, and
// what is lost.
func (r Remains) Beyond(other Remains) (kept, lost int) {
	for log, c := range r.logs {
		from := uint64(0)
		if o := other.logs[log]; o != nil {
			from = o.last()
		}
		k := c.after(from)
		kept += k
		if c.end > from {
			lost += int(c.end-from) - k
		}
	}
	return kept, lost
}

// Complete tells that every change the file ever held can be read: what is damaged can be derived again.
func (r Remains) Complete() bool { return r.Tells && r.Lost() == 0 }

// ReadRemains reads whatever can be read of the database at path, without writing and without holding it. It
// gives each change to each, which may be nil, mostly in the order of the logs. It fails with ErrForeign or
// ErrDamaged when the file's first pages tell nothing at all.
func ReadRemains(ctx context.Context, path string, each func(record.Change) error) (Remains, error) {
	f, err := os.Open(path)
	if err != nil {
		return Remains{}, err
	}
	defer func() { _ = f.Close() }()
	p, err := readPages(f)
	if err != nil {
		return Remains{}, err
	}
	g := &gathering{ctx: ctx, each: each, out: Remains{logs: map[record.LogID]*covered{}, local: map[string][]byte{}}}
	if err := p.buckets([]string{inMeta, inTips, inLocal, inJournal, inWaiting}, g.take); err != nil {
		return Remains{}, err
	}
	if p.bad+g.bad > 0 { // the trees are torn: what they do not lead to any more may lie somewhere
		g.settle()
		if err := p.scan(g.stray); err != nil {
			return Remains{}, err
		}
	}
	return g.end(), nil
}

// gathering collects what the pages give.
type gathering struct {
	ctx  context.Context
	each func(record.Change) error
	out  Remains
	bad  int // values that do not match their sums
	n    int // elements seen
	tips int
	self bool
}

func (g *gathering) step() error {
	if g.n++; g.n&255 == 0 {
		return g.ctx.Err()
	}
	return nil
}

func (g *gathering) take(bucket string, key, value []byte) error {
	if err := g.step(); err != nil {
		return err
	}
	switch bucket {
	case inJournal, inWaiting:
		if c, err := proven(key, value); err == nil {
			return g.found(c, bucket == inJournal)
		}
		g.bad++
	case inTips:
		if len(key) == entrySize {
			log, n := splitJournalKey(key)
			g.log(log).ends(n)
			g.tips++
		}
	case inLocal:
		if raw, err := readLocal(string(key), value); err == nil {
			g.out.local[string(key)] = raw
		}
	case inMeta:
		if string(key) == string(selfKey) {
			raw, err := unsummed(value, "the desk's own entry")
			g.self = err == nil && json.Unmarshal(raw, &g.out.me) == nil
		}
	}
	return nil
}

// proven reads a change that is what its key says.
func proven(key, value []byte) (record.Change, error) {
	if len(key) != entrySize {
		return record.Change{}, ErrDamaged
	}
	c, err := decodeEntry(key, value)
	if err != nil {
		return c, err
	}
	if err := placed(c); err != nil {
		return c, err
	}
	want, err := journalKey(c.Log, c.N, c.Hash())
	if err == nil && string(want) != string(key) {
		err = ErrDamaged
	}
	return c, err
}

func (g *gathering) found(c record.Change, counts bool) error {
	if counts {
		g.log(c.Log).add(c.N)
	}
	if made := c.At.Time(); made.After(g.out.Last) {
		g.out.Last = made
	}
	if g.each == nil {
		return nil
	}
	return g.each(c)
}

func (g *gathering) log(id record.LogID) *covered {
	if g.out.logs[id] == nil {
		g.out.logs[id] = &covered{}
	}
	return g.out.logs[id]
}

// stray takes a change from a page that no tree leads to, unless its place in its log is known: then it is
// what a failed write left.
func (g *gathering) stray(e element) error {
	if err := g.step(); err != nil {
		return err
	}
	if len(e.key) != entrySize || e.flags != 0 {
		return nil
	}
	log, n := splitJournalKey(e.key)
	if c := g.out.logs[log]; c != nil && c.has(n) {
		return nil
	}
	c, err := proven(e.key, e.value)
	if err != nil {
		return nil //nolint:nilerr // any page may lie here
	}
	err = g.found(c, true)
	g.out.logs[log].settle()
	return err
}

func (g *gathering) settle() {
	for _, c := range g.out.logs {
		c.settle()
	}
}

func (g *gathering) end() Remains {
	r := g.out
	g.settle()
	if g.self && r.me.Log != "" {
		g.log(r.me.Log).ends(r.me.N)
	}
	r.Desk, r.Name = r.me.Desk, r.me.Name
	r.Tells = g.self && (g.tips > 0 || len(r.logs) == 0)
	return r
}

// isUnreadable tells that a file's own bytes are at fault, not the reading of it.
func isUnreadable(err error) bool { return errors.Is(err, ErrDamaged) || errors.Is(err, ErrForeign) }
