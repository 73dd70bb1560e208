package storage

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// Tx reads the desk as it stood when it began, and in a Change also what it appended itself. It must not
// be used by two goroutines, nor after the function it was given to.
type Tx struct {
	s   *Store
	b   *bbolt.Tx
	ctx context.Context

	batch   *batch // nil in a View
	by      record.ID
	now     time.Time
	events  []record.Event
	drafts  map[record.Ref]*draft
	order   []*draft
	numbers map[string]uint64
	failed  error
}

// draft is a record as this command leaves it, folded with a provisional entry and stamp.
type draft struct {
	rec *rec
	cur folded
	hs  []happened
}

// provisional stands for the entry of a change that is not whole yet.
var provisional = record.HashOf([]byte("a change that is not whole yet"))

// Now is the moment of the command, as Change was told it; in a View the wall clock.
func (tx *Tx) Now() time.Time {
	if tx.batch == nil {
		return record.Instant(tx.s.o.Now())
	}
	return tx.now
}

// By is the person whose command this is; empty in a View.
func (tx *Tx) By() record.ID { return tx.by }

// NewID makes an id for a new record.
func (tx *Tx) NewID() (record.ID, error) {
	tx.s.random.Lock()
	defer tx.s.random.Unlock()
	return record.NewID(tx.Now(), tx.s.o.Rand)
}

// Append lets events happen. Each is folded at once: a decision that does not hold is refused with its
// record.Problem, and then nothing of the whole command is written, whatever else it does.
func (tx *Tx) Append(events ...record.Event) error {
	if tx.batch == nil {
		return ErrViewing
	}
	for _, e := range events {
		if tx.failed != nil {
			break
		}
		tx.failed = tx.append(e)
	}
	return tx.failed
}

func (tx *Tx) append(e record.Event) error {
	if err := e.Err(); err != nil {
		return err
	}
	d, err := tx.draft(e.Of)
	if err != nil {
		return err
	}
	salt, err := tx.salt()
	if err != nil {
		return err
	}
	e.When = record.Instant(e.When)
	if e, err = e.Seal(salt); err != nil {
		return err
	}
	h := record.Happened{Event: e, At: tx.stamp(), By: tx.by, Entry: provisional}
	if h.When.IsZero() {
		h.When = tx.now
	}
	if d.cur, err = d.rec.k.foldOwn(d.cur, h); err != nil {
		return err
	}
	d.hs = append(d.hs, happened{h, len(tx.events)})
	tx.events = append(tx.events, e)
	return nil
}

func (tx *Tx) draft(ref record.Ref) (*draft, error) {
	if d, ok := tx.drafts[ref]; ok {
		return d, nil
	}
	if tx.s.kinds[ref.Kind] == nil {
		return nil, fmt.Errorf("kind %q is not registered", ref.Kind)
	}
	if !ref.ID.Valid() {
		return nil, fmt.Errorf("%q is no id of a %s", ref.ID, ref.Kind)
	}
	r, err := tx.batch.rec(ref)
	if err != nil {
		return nil, err
	}
	if r.cur.flags != 0 {
		return nil, record.Problem{Code: "record.newer"}
	}
	if err := tx.batch.pen(); err != nil {
		return nil, err
	}
	d := &draft{rec: r, cur: r.cur}
	tx.drafts[ref] = d
	tx.order = append(tx.order, d)
	return d, nil
}

func (tx *Tx) salt() (string, error) {
	tx.s.random.Lock()
	defer tx.s.random.Unlock()
	var b [16]byte
	if _, err := io.ReadFull(tx.s.o.Rand, b[:]); err != nil {
		return "", fmt.Errorf("salt for a private part: %w", err)
	}
	return base64.StdEncoding.EncodeToString(b[:]), nil
}

// stamp is later than all that this command builds on.
func (tx *Tx) stamp() record.Stamp {
	me := &tx.batch.me
	seen := me.clocks(tx.now)
	for _, d := range tx.order {
		seen = append(seen, d.rec.cur.stamp())
	}
	return record.After(tx.now, me.Log, seen...)
}

// Number gives the next human number of this workstation: prefix, its letter, the day, a count within the
// day. A command that fails gives its numbers back.
func (tx *Tx) Number(prefix string, day record.Day) (string, error) {
	if tx.batch == nil {
		return "", ErrViewing
	}
	if _, err := record.ParseDay(string(day)); err != nil {
		return "", err
	}
	if err := tx.batch.pen(); err != nil {
		return "", err
	}
	me := &tx.batch.me
	key := numbersKey(me.Log, prefix, day)
	n, ok := tx.numbers[key]
	if !ok {
		n, ok = tx.batch.numbers[key]
	}
	if !ok {
		if raw := tx.b.Bucket([]byte(inNumbers)).Get([]byte(key)); len(raw) == 8 {
			n = binary.BigEndian.Uint64(raw)
		}
	}
	tx.numbers[key] = n + 1
	return record.Number(prefix, me.LogLetter, day, n+1), nil
}
