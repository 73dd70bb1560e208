package storage

import (
	"bytes"
	"fmt"
	"iter"

	"github.com/go-json-experiment/json"
	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// readEntry gives a change of the journal or of the waiting ones.
func readEntry(btx *bbolt.Tx, bucket string, key []byte) (record.Change, error) {
	at := btx.Bucket([]byte(bucket))
	var raw []byte
	if at != nil {
		raw = at.Get(key)
	}
	if raw == nil {
		log, n := splitJournalKey(key)
		return record.Change{}, fmt.Errorf("change %d of log %s is missing: %w", n, log, ErrDamaged)
	}
	return decodeEntry(key, raw)
}

func decodeEntry(key, raw []byte) (record.Change, error) {
	log, n := splitJournalKey(key)
	body, err := unsummed(raw, fmt.Sprintf("change %d of log %s", n, log))
	if err != nil {
		return record.Change{}, err
	}
	return record.DecodeChange(body)
}

// historyOf walks what is stored of a record's history in order, one change at a time.
func historyOf(btx *bbolt.Tx, ref record.Ref) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		at := btx.Bucket([]byte(inHistory(ref.Kind)))
		if at == nil {
			return
		}
		prefix := []byte(ref.ID)
		c := at.Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			l, err := readLine(btx, ref, k, v)
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

func readLine(btx *bbolt.Tx, ref record.Ref, k, v []byte) (line, error) {
	entry, err := entryOf(k, v)
	if err != nil {
		return line{}, err
	}
	c, err := readEntry(btx, inJournal, entry)
	if err != nil {
		return line{}, err
	}
	_, of := eventsOf(c)
	return line{string(k[idSize:]), of[ref]}, nil
}

// refold folds a record from its whole stored history.
func refold(btx *bbolt.Tx, k *kind, id record.ID) (folded, []refusal, error) {
	f := k.blank()
	var all []refusal
	for l, err := range historyOf(btx, record.Ref{Kind: k.Name, ID: id}) {
		if err != nil {
			return f, nil, err
		}
		var refused []refusal
		f, refused = k.fold(f, l.place, l.hs)
		all = append(all, refused...)
	}
	return f, all, nil
}

// History walks a record's events in the order of their stamps, refused ones too. Within a Change it ends
// with this transaction's own, whose stamp and entry are provisional.
func (tx *Tx) History(ref record.Ref) iter.Seq2[record.Happened, error] {
	return func(yield func(record.Happened, error) bool) {
		for l, err := range tx.lines(ref) {
			if err != nil {
				yield(record.Happened{}, err)
				return
			}
			for _, h := range l.hs {
				if !yield(h.Happened, tx.ctx.Err()) {
					return
				}
			}
		}
	}
}

func (tx *Tx) lines(ref record.Ref) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for l, err := range historyOf(tx.b, ref) {
			if !yield(l, err) || err != nil {
				return
			}
		}
		for _, l := range tx.ownLines(ref) {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// ownLines are the part of a history that is not written yet; it is later than all that is.
func (tx *Tx) ownLines(ref record.Ref) []line {
	var out []line
	if tx.batch == nil {
		return nil
	}
	if r, ok := tx.batch.recs[ref]; ok {
		out = append(out, r.lines...)
	}
	if d, ok := tx.drafts[ref]; ok {
		out = append(out, line{hs: d.hs})
	}
	return out
}

// Refused is a decision that did not hold against what happened before it, and why.
type Refused struct {
	record.Happened
	Reason record.Problem
}

// RefusedOf lists a record's refused decisions in the order of their stamps; empty, not nil, when none is.
func (tx *Tx) RefusedOf(ref record.Ref) ([]Refused, error) {
	out := []Refused{}
	at := tx.b.Bucket([]byte(inRefused))
	if at == nil || at.Cursor() == nil {
		return out, nil
	}
	prefix := refKey(ref)
	c := at.Cursor()
	if k, _ := c.Seek(prefix); !bytes.HasPrefix(k, prefix) {
		return out, nil
	}
	for l, err := range historyOf(tx.b, ref) {
		if err != nil {
			return nil, err
		}
		for _, h := range l.hs {
			raw := at.Get(refusedKey(ref, l.place, h.nth))
			if raw == nil {
				continue
			}
			r := Refused{Happened: h.Happened}
			if r.Reason, err = decodeReason(ref, raw); err != nil {
				return nil, err
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// RefusedRecords walks the records that have refused decisions, each once, by kind and id.
func (tx *Tx) RefusedRecords() iter.Seq[record.Ref] {
	return func(yield func(record.Ref) bool) {
		at := tx.b.Bucket([]byte(inRefused))
		if at == nil {
			return
		}
		c := at.Cursor()
		for k, _ := c.First(); k != nil; {
			kind, rest, ok := bytes.Cut(k, []byte{0})
			if !ok || len(rest) < idSize {
				return // no key of ours: check tells of it
			}
			ref := record.Ref{Kind: string(kind), ID: record.ID(rest[:idSize])}
			if !yield(ref) {
				return
			}
			k, _ = c.Seek(after(refKey(ref)))
		}
	}
}

func decodeReason(ref record.Ref, raw []byte) (p record.Problem, err error) {
	b, err := unsummed(raw, "a refusal on "+ref.Kind+" "+string(ref.ID))
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("a refusal on %s %s: %w: %w", ref.Kind, ref.ID, ErrDamaged, err)
	}
	return p, nil
}

// ReadOnly tells whether a newer version changed the record in a way that this one does not know, and by
// which event; such a record takes no command here.
func (tx *Tx) ReadOnly(ref record.Ref) (what string, yes bool) {
	f, err := tx.folded(ref)
	if err != nil || f.flags == 0 {
		return "", false
	}
	k := tx.s.kinds[ref.Kind]
	state := k.blank()
	for l, err := range tx.lines(ref) {
		if err != nil {
			return "", true
		}
		for _, h := range l.hs {
			if state, _ = k.fold(state, l.place, []happened{h}); state.flags != 0 {
				return h.What, true
			}
		}
	}
	return "", true
}

// EntryOf finds the place in its log of a change in a record's history; ErrNotFound when it is not in it.
func (tx *Tx) EntryOf(ref record.Ref, entry record.Hash) (n uint64, err error) {
	at := tx.b.Bucket([]byte(inHistory(ref.Kind)))
	hash, err := entry.Bytes()
	if err != nil {
		return 0, err
	}
	if at == nil {
		return 0, ErrNotFound
	}
	prefix := []byte(ref.ID)
	c := at.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if !bytes.HasSuffix(k, hash[:hashSize]) {
			continue
		}
		key, err := entryOf(k, v)
		if err != nil {
			return 0, err
		}
		_, n = splitJournalKey(key)
		return n, nil
	}
	return 0, fmt.Errorf("entry %s of %s %s: %w", entry, ref.Kind, ref.ID, ErrNotFound)
}
