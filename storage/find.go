package storage

import (
	"context"
	"fmt"
	"slices"

	"mendesk/app/record"
	"mendesk/storage/search"
)

// Search finds the records of a kind in whose words every part of the query stands: at most limit of them, the
// newest first, and whether there are more. The query is taken apart at spaces and where Han text meets other
// text; width and case of letters do not count.
func (s *Store) Search(ctx context.Context, kind, query string, limit int) (found []record.ID, more bool, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		ids, next, err := tx.Search(kind, query, "", limit)
		found, more = ids, next != ""
		return err
	})
	return found, more, err
}

// Search finds a page of records as [Store.Search] does, from a cursor on, and where the next page starts. It
// does not see what this transaction appended.
func (tx *Tx) Search(kind, query string, from Cursor, limit int) ([]record.ID, Cursor, error) {
	sh := tx.s.finder.shelves[kind]
	if sh == nil {
		return nil, "", fmt.Errorf("kind %q has no words to be found by", kind)
	}
	a := asking{tx: tx, sh: sh, q: search.Parse(query), limit: limit, found: []spot{}}
	if a.q.Empty() || limit <= 0 {
		return []record.ID{}, "", nil
	}
	if from != "" {
		at, err := sh.spotOf(from)
		if err != nil {
			return nil, "", err
		}
		a.after = &at
	}
	if err := a.run(); err != nil {
		return nil, "", fmt.Errorf("search %s: %w", kind, err)
	}
	return a.page()
}

// asking is one search under way.
type asking struct {
	tx    *Tx
	sh    *shelf
	q     search.Query
	after *spot
	limit int
	found []spot // one more than limit when there are more
}

func (a *asking) page() ([]record.ID, Cursor, error) {
	out := []record.ID{}
	for _, at := range a.found[:min(a.limit, len(a.found))] {
		out = append(out, at.id)
	}
	if len(a.found) <= a.limit {
		return out, "", nil
	}
	return out, a.sh.cursor(a.found[a.limit-1]), nil
}

// run asks the segments, and reads the records from end to end when there are none. When segments took each
// other's place meanwhile it asks again.
func (a *asking) run() error {
	s := a.tx.s
	for range 3 {
		s.openShelf(a.sh)
		now := s.finder.look(a.sh)
		if now == nil {
			break
		}
		a.found = a.found[:0]
		damage, err := a.ask(now)
		same := s.finder.leave(a.sh, now, damage)
		if err != nil {
			return err
		}
		if same && damage == nil {
			return nil
		}
	}
	a.found = a.found[:0]
	return a.scan()
}

// looking is the segments and the fresh records at one moment.
type looking struct {
	segments []*shelved
	fresh    []fresh
	epoch    uint64
	marks    uint64
}

func (f *finder) look(sh *shelf) *looking {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !sh.built {
		return nil
	}
	now := &looking{segments: sh.segments, epoch: sh.epoch, marks: f.marks, fresh: make([]fresh, 0, len(sh.fresh))}
	for id, d := range sh.fresh {
		c := *d
		c.doc.ID = id
		now.fresh = append(now.fresh, c)
	}
	for _, g := range now.segments {
		g.Retain()
	}
	return now
}

func (f *finder) leave(sh *shelf, now *looking, damage error) (same bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	release(now.segments)
	same = sh.epoch == now.epoch
	if damage != nil && same {
		sh.drop(damage)
		f.nudge()
	}
	return same
}

// ask merges what the fresh records and the segments give. A segment's file that cannot be read is damage.
func (a *asking) ask(now *looking) (damage, err error) {
	return readable(func() error { return a.collect(now) })
}

func (a *asking) collect(now *looking) error {
	streams, err := a.streams(now)
	for err == nil && len(a.found) <= a.limit {
		if err = a.tx.ctx.Err(); err != nil {
			break
		}
		st := first(streams)
		if st == nil {
			break
		}
		if !st.open {
			st.begin(a.q)
			continue
		}
		at := st.at
		if st.seg == nil || st.seg.Matches(st.n, a.q) && !a.tx.s.finder.isFresh(a.sh, at.id, now.marks) {
			a.found = append(a.found, at)
		}
		st.step()
	}
	return err
}

// isFresh tells whether a record was fresh already when marks had been made.
func (f *finder) isFresh(sh *shelf, id record.ID, marks uint64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	d := sh.fresh[id]
	return d != nil && d.since <= marks
}

// stream gives answers in order. A segment is only asked when its newest document comes to the front, so that
// a frequent word is answered by the newest segments.
type stream struct {
	at   spot
	over bool
	open bool

	list []spot // what is left, of fresh records

	seg  *shelved
	hits search.Bits
	n    int
}

func first(streams []*stream) *stream {
	var best *stream
	for _, st := range streams {
		if !st.over && (best == nil || st.at.before(best.at)) {
			best = st
		}
	}
	return best
}

func (a *asking) streams(now *looking) ([]*stream, error) {
	list, err := a.readFresh(now)
	if err != nil {
		return nil, err
	}
	own := &stream{open: true, list: list}
	own.step()
	out := []*stream{own}
	for _, g := range now.segments {
		st := &stream{seg: g}
		if a.after != nil {
			st.n = g.After(a.after.order, a.after.id)
		}
		st.move()
		out = append(out, st)
	}
	return out, nil
}

func (st *stream) begin(q search.Query) {
	st.open = true
	st.hits = st.seg.Hits(q, st.seg.masked)
	st.n = st.hits.Next(st.n)
	st.move()
}

func (st *stream) step() {
	if st.seg != nil {
		st.n = st.hits.Next(st.n + 1)
		st.move()
		return
	}
	if st.over = len(st.list) == 0; !st.over {
		st.at, st.list = st.list[0], st.list[1:]
	}
}

func (st *stream) move() {
	if st.over = st.n < 0 || st.n >= st.seg.Docs; !st.over {
		st.at = spot{st.seg.OrderOf(st.n), st.seg.ID(st.n)}
	}
}

// readFresh gives the fresh records that match, in order, and keeps texts that it had to read.
func (a *asking) readFresh(now *looking) ([]spot, error) {
	var out []spot
	for _, d := range now.fresh {
		if d.read < d.txid || d.read == 0 {
			doc, ok, err := a.tx.document(a.sh, d.doc.ID)
			if err != nil {
				return nil, err
			}
			d.ok, d.doc.Order, d.doc.Text = ok, doc.Order, doc.Text
			a.tx.keepText(a.sh, d)
		}
		at := spot{d.doc.Order, d.doc.ID}
		if d.ok && (a.after == nil || a.after.before(at)) && a.q.Matches(d.doc.Text) {
			out = append(out, at)
		}
	}
	slices.SortFunc(out, compareSpots)
	return out, nil
}

func compareSpots(x, y spot) int {
	switch {
	case x.before(y):
		return -1
	case y.before(x):
		return 1
	}
	return 0
}

// keepText keeps a fresh record's text for later searches, unless this view is too old for it.
func (tx *Tx) keepText(sh *shelf, read fresh) {
	f := &tx.s.finder
	if tx.batch != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	d := sh.fresh[read.doc.ID]
	if d == nil || tx.b.ID() < d.txid || tx.b.ID() <= d.read {
		return
	}
	if d.read == 0 {
		if sh.texts >= keptTexts {
			return
		}
		sh.texts++
	}
	d.read, d.ok, d.doc = tx.b.ID(), read.ok, read.doc
}

// scan reads every record in order.
func (a *asking) scan() error {
	over := Span{Index: a.sh.k.Newest, Reverse: true}
	from := Cursor("")
	if a.after != nil {
		from = a.sh.cursor(*a.after)
	}
	st, err := a.tx.stretch(a.sh.k.Name, over, from)
	if err != nil {
		return err
	}
	return a.tx.visitIDs(st, func(_ []byte, id record.ID) (bool, error) {
		d, ok, err := a.tx.document(a.sh, id)
		if ok && a.q.Matches(d.Text) {
			a.found = append(a.found, spot{d.Order, id})
		}
		return err == nil && len(a.found) <= a.limit, err
	})
}
