package storage

import (
	"bytes"
	"context"
	"slices"

	"mendesk/app/record"
)

// Merges commit after this many events, so that their memory stays flat.
const mergeEvents = 25_000

// Merge takes changes of other workstations in, in any order and as often as they come. A change whose
// predecessor is missing waits for it, also over a restart. An invalid change refuses the whole call; what
// was merged before a cancelled ctx stays. The same changes give the same records on every desk.
func (s *Store) Merge(ctx context.Context, changes []record.Change) (record.Merged, error) {
	var sum record.Merged
	in, err := checked(changes)
	if err != nil {
		return sum, err
	}
	waiting := map[string]bool{}
	for len(in) > 0 {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		n := portion(in)
		part := in[:n]
		in = in[n:]
		var got record.Merged
		err := s.update(true, func(b *batch) error {
			m := newMerging(b, waiting)
			defer func() { got = m.sum }()
			if err := m.take(part); err != nil {
				return err
			}
			err := b.flush() // now, since it tells which decisions did not hold
			m.sum.Refused = b.refused
			return err
		})
		if err != nil {
			return sum, err
		}
		sum.Added += got.Added
		sum.Known += got.Known
		sum.Refused += got.Refused
		sum.Forks = append(sum.Forks, got.Forks...)
		sum.Waiting = len(waiting)
	}
	return sum, nil
}

// portion counts the changes of the next batch.
func portion(in []incoming) int {
	events := 0
	for i, x := range in {
		if events += 1 + len(x.c.Events); events > mergeEvents && i > 0 {
			return i
		}
	}
	return len(in)
}

// merging takes one portion of foreign changes into a batch.
type merging struct {
	b       *batch
	sum     record.Merged
	in      map[string]bool       // journal keys that this batch adds
	held    map[string][]incoming // without predecessor so far, by their place
	applied []incoming
	places  map[string]bool // of logs, at which it adds
	forks   map[record.Fork]bool
	waiting map[string]bool         // kept by this call and still waiting
	ends    map[record.LogID]uint64 // the last place of each log in the journal, as far as that was asked
	nobody  bool                    // nothing waited before this batch
}

func newMerging(b *batch, waiting map[string]bool) *merging {
	m := &merging{
		b: b, in: map[string]bool{}, held: map[string][]incoming{}, places: map[string]bool{}, forks: map[record.Fork]bool{},
		waiting: waiting, ends: map[record.LogID]uint64{},
	}
	k, _ := b.btx.Bucket([]byte(inWaiting)).Cursor().First()
	m.nobody = k == nil
	return m
}

func (m *merging) take(part []incoming) error {
	for _, x := range part {
		if err := m.one(x); err != nil {
			return err
		}
	}
	for _, held := range m.held {
		for _, x := range held {
			m.b.put(inWaiting, x.key, summed(x.raw))
			m.b.held = true
			m.waiting[string(x.key)] = true
		}
	}
	return m.fold()
}

func (m *merging) one(x incoming) error {
	if m.known(x) {
		m.sum.Known++
		return nil
	}
	if x.c.Log == m.b.me.Log { // another database writes my log, or I forgot: never write on after it
		m.b.me.Mint = true
	}
	if !m.ready(x) {
		place := string(logPlace(x.c.Log, x.c.N))
		m.held[place] = append(m.held[place], x)
		return nil
	}
	return m.add(x)
}

func (m *merging) known(x incoming) bool {
	if m.in[string(x.key)] || m.journaled(x.c.Log, x.c.N, x.key) || !m.nobody && m.stored(inWaiting, x.key) {
		return true
	}
	return slices.ContainsFunc(m.held[string(logPlace(x.c.Log, x.c.N))], func(h incoming) bool { return bytes.Equal(h.key, x.key) })
}

// journaled tells whether the journal held a key before this batch; beyond the end of a log nothing is looked for.
func (m *merging) journaled(log record.LogID, n uint64, key []byte) bool {
	return n <= m.end(log) && m.stored(inJournal, key)
}

// end is the last place of a log in the journal before this batch: whatever nothing follows is a tip.
func (m *merging) end(log record.LogID) uint64 {
	n, asked := m.ends[log]
	if !asked {
		c := m.b.btx.Bucket([]byte(inTips)).Cursor()
		for k, _ := c.Seek([]byte(log)); bytes.HasPrefix(k, []byte(log)) && len(k) == entrySize; k, _ = c.Next() {
			_, at := splitJournalKey(k)
			n = max(n, at)
		}
		m.ends[log] = n
	}
	return n
}

func (m *merging) stored(bucket string, key []byte) bool {
	at := m.b.btx.Bucket([]byte(bucket))
	if at == nil {
		return false
	}
	k, _ := at.Cursor().Seek(key)
	return bytes.Equal(k, key)
}

// ready tells whether the entry before x is here.
func (m *merging) ready(x incoming) bool {
	if x.c.N == 1 {
		return true
	}
	prev, err := journalKey(x.c.Log, x.c.N-1, x.c.Prev)
	return err == nil && (m.in[string(prev)] || m.journaled(x.c.Log, x.c.N-1, prev))
}

// add enters x, and then what waited for it, and so on.
func (m *merging) add(x incoming) error {
	for queue := []incoming{x}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if _, err := m.b.enter(x.c, x.raw); err != nil {
			return err
		}
		m.noteFork(x)
		m.in[string(x.key)] = true
		m.applied = append(m.applied, x)
		m.sum.Added++
		m.b.me.see(x.c.At, m.b.s.o.Now())
		next, err := m.followers(x)
		if err != nil {
			return err
		}
		queue = append(queue, next...)
	}
	return nil
}

// followers takes out what waited for x: of this batch, and of earlier ones.
func (m *merging) followers(x incoming) ([]incoming, error) {
	var out []incoming
	place := string(logPlace(x.c.Log, x.c.N+1))
	stay := m.held[place][:0]
	for _, h := range m.held[place] {
		if h.c.Prev == x.c.Hash() {
			out = append(out, h)
		} else {
			stay = append(stay, h)
		}
	}
	if m.held[place] = stay; len(stay) == 0 {
		delete(m.held, place)
	}
	waited, err := m.waitedFor(x, []byte(place))
	return append(out, waited...), err
}

func (m *merging) waitedFor(x incoming, place []byte) ([]incoming, error) {
	if m.nobody {
		return nil, nil
	}
	var out []incoming
	c := m.b.btx.Bucket([]byte(inWaiting)).Cursor()
	for k, v := c.Seek(place); bytes.HasPrefix(k, place); k, v = c.Next() {
		w, err := decodeEntry(k, v)
		if err != nil {
			return nil, err
		}
		if w.Prev != x.c.Hash() {
			continue
		}
		key := bytes.Clone(k)
		m.b.remove(inWaiting, key)
		delete(m.waiting, string(key))
		out = append(out, incoming{w, bytes.Clone(v[:len(v)-4]), key})
	}
	return out, nil
}

// noteFork tells of a second entry at x's place of its log.
func (m *merging) noteFork(x incoming) {
	place := logPlace(x.c.Log, x.c.N)
	f := record.Fork{Log: x.c.Log, N: x.c.N}
	if m.forks[f] {
		return
	}
	other := m.places[string(place)]
	m.places[string(place)] = true
	if !other && x.c.N <= m.end(x.c.Log) {
		k, _ := m.b.btx.Bucket([]byte(inJournal)).Cursor().Seek(place)
		other = bytes.HasPrefix(k, place)
	}
	if other {
		m.forks[f] = true
		m.sum.Forks = append(m.sum.Forks, f)
	}
}

// touch is one change's events on a record.
type touch struct {
	place string
	hs    []happened
}

// fold takes the added changes into their records, in the order of their stamps. Records do not touch each
// other, so that they are folded side by side.
func (m *merging) fold() error {
	slices.SortFunc(m.applied, compareIncoming)
	touches := map[record.Ref][]touch{}
	var refs []record.Ref
	for _, x := range m.applied {
		touched, of := eventsOf(x.c)
		for _, ref := range touched {
			if _, seen := touches[ref]; !seen {
				refs = append(refs, ref)
				m.b.enters(ref)
			}
			touches[ref] = append(touches[ref], touch{historyPlace(x.c.At, x.key), of[ref]})
		}
	}
	if err := m.b.load(refs); err != nil {
		return err
	}
	return inParallel(len(refs), func(i int) error {
		r := m.b.recs[refs[i]]
		if r == nil { // a newer version's kind: kept, and folded when that version opens the desk
			return nil
		}
		for _, t := range touches[refs[i]] {
			m.b.take(r, t.place, t.hs)
		}
		return r.encode()
	})
}
