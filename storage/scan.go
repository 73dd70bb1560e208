package storage

import (
	"bytes"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"mendesk/app/record"
)

// overlay is how a batch's index differs from the stored one: what its readers see on top of it.
type overlay struct {
	added []string // sorted
	gone  map[string]bool
}

func overName(k *kind, nth int) string {
	if nth == len(k.Indexes) {
		return inRecord(k.Name)
	}
	return inIndex(k.Name, k.Indexes[nth])
}

// overlay lets later rows of the batch see r in its indexes as it is now.
func (b *batch) overlay(r *rec) {
	now := b.keysOf(r, r.cur, b.versions(r.ref))
	for i := range now {
		name := overName(r.k, i)
		o := b.over[name]
		if o == nil {
			o = &overlay{gone: map[string]bool{}}
			b.over[name] = o
		}
		o.move(r.live[i], now[i])
	}
	r.live, r.liveAt = now, r.cur.last
}

func (o *overlay) move(old, now []string) {
	for _, k := range old {
		if _, stays := slices.BinarySearch(now, k); stays {
			continue
		}
		if at, mine := slices.BinarySearch(o.added, k); mine {
			o.added = slices.Delete(o.added, at, at+1)
		} else {
			o.gone[k] = true
		}
	}
	for _, k := range now {
		if _, was := slices.BinarySearch(old, k); was {
			continue
		}
		if o.gone[k] {
			delete(o.gone, k)
			continue
		}
		at, _ := slices.BinarySearch(o.added, k)
		o.added = slices.Insert(o.added, at, k)
	}
}

// over gives the unwritten keys of a stretch, sorted, and the stored ones that no longer count.
func (tx *Tx) over(st stretch) (added []string, gone map[string]bool) {
	if tx.batch == nil {
		return nil, nil
	}
	own := &overlay{gone: map[string]bool{}}
	if o := tx.batch.over[overName(st.k, st.nth)]; o != nil {
		low, _ := slices.BinarySearch(o.added, string(st.low))
		high := len(o.added)
		if st.high != nil {
			high, _ = slices.BinarySearch(o.added, string(st.high))
		}
		if low < high {
			added = o.added[low:high]
		}
		gone = o.gone
	}
	for _, d := range tx.order {
		if d.rec.k == st.k {
			now := tx.batch.keysOf(d.rec, d.cur, tx.batch.versions(d.rec.ref))
			own.move(d.rec.live[st.nth], now[st.nth])
		}
	}
	if len(own.added)+len(own.gone) == 0 {
		return added, gone
	}
	return own.onto(added, gone, st)
}

// onto puts this command's own keys on top of the batch's.
func (o *overlay) onto(added []string, gone map[string]bool, st stretch) ([]string, map[string]bool) {
	sum := &overlay{added: slices.Clone(added), gone: map[string]bool{}}
	for k := range gone {
		sum.gone[k] = true
	}
	for k := range o.gone {
		sum.move([]string{k}, nil)
	}
	for _, k := range o.added {
		if st.holds(k) {
			sum.move(nil, []string{k})
		}
	}
	return sum.added, sum.gone
}

// scan visits the keys of a stretch in its order until visit says to stop.
func (tx *Tx) scan(st stretch, visit func(key, value []byte) (more bool, err error)) error {
	added, gone := tx.over(st)
	c := &walk{st: st, added: added}
	if at := tx.b.Bucket(st.bucket); at != nil {
		c.c = at.Cursor()
	}
	c.start()
	for i := 0; ; i++ {
		k, v := c.next()
		if k == nil {
			return nil
		}
		if i&1023 == 1023 && tx.ctx.Err() != nil {
			return tx.ctx.Err()
		}
		if gone[string(k)] {
			continue
		}
		if more, err := visit(k, v); err != nil || !more {
			return err
		}
	}
}

// walk merges a bucket's keys with unwritten ones.
type walk struct {
	st    stretch
	c     *bbolt.Cursor // nil: the bucket is not there yet
	k, v  []byte
	added []string // what is left of them
}

func (w *walk) start() {
	if w.c == nil {
		return
	}
	switch {
	case !w.st.reverse:
		w.keep(w.c.Seek(w.st.low))
	case w.st.high == nil:
		w.keep(w.c.Last())
	default:
		if k, _ := w.c.Seek(w.st.high); k == nil {
			w.keep(w.c.Last())
		} else {
			w.keep(w.c.Prev())
		}
	}
}

func (w *walk) keep(k, v []byte) {
	if w.st.reverse && bytes.Compare(k, w.st.low) < 0 {
		k = nil
	}
	if !w.st.reverse && w.st.high != nil && bytes.Compare(k, w.st.high) >= 0 {
		k = nil
	}
	w.k, w.v = k, v
}

func (w *walk) next() (k, v []byte) {
	if len(w.added) == 0 {
		return w.stored()
	}
	at, order := 0, 1
	if w.st.reverse {
		at, order = len(w.added)-1, -1
	}
	mine := w.added[at]
	if w.k != nil && order*strings.Compare(string(w.k), mine) <= 0 {
		if string(w.k) == mine {
			w.dropAdded(at)
		}
		return w.stored()
	}
	w.dropAdded(at)
	return []byte(mine), nil
}

func (w *walk) dropAdded(at int) {
	if at == 0 {
		w.added = w.added[1:]
		return
	}
	w.added = w.added[:at]
}

func (w *walk) stored() (k, v []byte) {
	k, v = w.k, w.v
	if k == nil {
		return nil, nil
	}
	if w.st.reverse {
		w.keep(w.c.Prev())
	} else {
		w.keep(w.c.Next())
	}
	return k, v
}

// visitIDs walks a stretch record by record, passing over ids behind which there is no record to see.
func (tx *Tx) visitIDs(st stretch, visit func(key []byte, id record.ID) (bool, error)) error {
	byID := st.nth == len(st.k.Indexes)
	return tx.scan(st, func(key, value []byte) (bool, error) {
		id := record.ID(key[len(key)-idSize:])
		if byID && value != nil {
			f, _, err := st.k.peekFolded(key, value)
			if err != nil {
				return false, err
			}
			if !f.exists() {
				return true, nil
			}
		}
		return visit(key, id)
	})
}
