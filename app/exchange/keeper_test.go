package exchange

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"mendesk/app/record"
)

// memKeeper is a workstation's store in memory, with the rules of storage that exchange relies on. A toy
// ledger is folded along: which refunds of an order were held by which entry, and which were paid.
type memKeeper struct {
	ws      record.ID
	log     record.LogID
	n       uint64
	prev    record.Hash
	mint    bool
	journal map[record.LogID][]record.Change // by place
	in      map[record.Hash]bool
	waiting map[record.Hash]record.Change
	heads   map[record.LogID][]record.Head
	local   map[string][]byte
	latest  record.Stamp

	held  map[record.Hash]refund // by the entry that holds
	paid  map[record.ID]refund   // by refund
	freed map[record.ID]bool

	crash  func(what string) error // asked before every write
	chance interface{ Read([]byte) (int, error) }
}

type refund struct {
	ID    record.ID `json:"id"`
	Order record.ID `json:"order"`
	Minor int64     `json:"minor"`
}

func newKeeper(ws record.ID, chance interface{ Read([]byte) (int, error) }) *memKeeper {
	return &memKeeper{
		ws: ws, mint: true, chance: chance,
		journal: map[record.LogID][]record.Change{}, in: map[record.Hash]bool{}, waiting: map[record.Hash]record.Change{},
		heads: map[record.LogID][]record.Head{}, local: map[string][]byte{},
		held: map[record.Hash]refund{}, paid: map[record.ID]refund{}, freed: map[record.ID]bool{},
	}
}

func (k *memKeeper) clone() *memKeeper {
	c := *k
	c.journal = map[record.LogID][]record.Change{}
	for log, all := range k.journal {
		c.journal[log] = slices.Clone(all)
	}
	c.heads = map[record.LogID][]record.Head{}
	for log, all := range k.heads {
		c.heads[log] = slices.Clone(all)
	}
	c.in, c.waiting, c.local = maps.Clone(k.in), maps.Clone(k.waiting), maps.Clone(k.local)
	c.held, c.paid, c.freed = maps.Clone(k.held), maps.Clone(k.paid), maps.Clone(k.freed)
	return &c
}

func (k *memKeeper) dies(what string) error {
	if k.crash == nil {
		return nil
	}
	return k.crash(what)
}

// write appends a change of its own.
func (k *memKeeper) write(now time.Time, what string, r refund) (record.Change, error) {
	if k.mint || k.log == "" {
		log, err := record.NewID(now, k.chance)
		if err != nil {
			return record.Change{}, err
		}
		k.log, k.n, k.prev, k.mint = log, 0, "", false
	}
	c := record.Change{Log: k.log, N: k.n + 1, Prev: k.prev, When: now}
	seen := []record.Stamp{k.latest}
	if k.latest.Time().Sub(now) > 24*time.Hour {
		seen = nil
	}
	c.At = record.After(now, k.log, seen...)
	if c.N == 1 {
		c.Begins = &record.Begins{Workstation: k.ws, Letter: "A"}
	}
	c.Events = []record.Event{record.Did(record.Ref{Kind: "ledger", ID: r.Order}, what, r, nil)}
	c, err := c.Write()
	if err != nil {
		return c, err
	}
	k.enter(c)
	k.n, k.prev = c.N, c.Hash()
	return c, nil
}

func (k *memKeeper) enter(c record.Change) {
	all := k.journal[c.Log]
	i, _ := slices.BinarySearchFunc(all, c, byPlace)
	k.journal[c.Log] = slices.Insert(all, i, c)
	k.in[c.Hash()] = true
	k.latest = max(k.latest, c.At)
	for _, h := range c.Happened() {
		r, err := record.Read[refund](h)
		if err != nil {
			continue
		}
		switch h.What {
		case "held":
			k.held[c.Hash()] = r
		case "paid":
			k.paid[r.ID] = r
		case "freed":
			k.freed[r.ID] = true
		}
	}
}

func byPlace(a, b record.Change) int {
	return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.Hash(), b.Hash()))
}

func (k *memKeeper) Tips(context.Context) (record.Tips, error) {
	tips := record.Tips{}
	for log, all := range k.journal {
		followed := map[record.Hash]bool{}
		for _, c := range all {
			followed[c.Prev] = true
		}
		for _, c := range all {
			if !followed[c.Hash()] {
				tips[log] = append(tips[log], record.Tip{N: c.N, Hash: c.Hash()})
			}
		}
	}
	return tips, nil
}

func (k *memKeeper) Logs(context.Context) (map[record.LogID]record.Begins, error) {
	logs := map[record.LogID]record.Begins{}
	for log, all := range k.journal {
		if len(all) > 0 && all[0].Begins != nil {
			logs[log] = *all[0].Begins
		}
	}
	return logs, nil
}

func (k *memKeeper) Writing(context.Context) (record.LogID, error) {
	if k.mint {
		return "", nil
	}
	return k.log, nil
}

func (k *memKeeper) Read(_ context.Context, log record.LogID, n uint64) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		for _, c := range k.journal[log] {
			if c.N >= n && !yield(c, nil) {
				return
			}
		}
	}
}

func (k *memKeeper) Has(_ context.Context, log record.LogID, tip record.Tip) (bool, error) {
	return k.in[tip.Hash], nil
}

func (k *memKeeper) Merge(_ context.Context, changes []record.Change) (record.Merged, error) {
	var m record.Merged
	if err := k.dies("merge"); err != nil {
		return m, err
	}
	for _, c := range changes {
		if k.in[c.Hash()] {
			m.Known++
			continue
		}
		if c.Log == k.log {
			k.mint = true
		}
		k.waiting[c.Hash()] = c
	}
	for again := true; again; {
		again = false
		for _, h := range slices.Sorted(maps.Keys(k.waiting)) {
			if c := k.waiting[h]; c.N == 1 || k.in[c.Prev] {
				delete(k.waiting, h)
				k.enter(c)
				m.Added++
				again = true
			}
		}
	}
	m.Waiting = len(k.waiting)
	return m, nil
}

func (k *memKeeper) PutHeads(_ context.Context, heads []record.Head) error {
	if err := k.dies("heads"); err != nil {
		return err
	}
	for _, h := range heads {
		same := func(o record.Head) bool {
			return o.First == h.First && o.Last == h.Last && o.Hash == h.Hash && bytes.Equal(o.Sig, h.Sig)
		}
		if !slices.ContainsFunc(k.heads[h.Log], same) {
			k.heads[h.Log] = append(k.heads[h.Log], h)
		}
	}
	for log := range k.heads {
		slices.SortStableFunc(k.heads[log], func(a, b record.Head) int { return cmp.Compare(a.Last, b.Last) })
	}
	return nil
}

func (k *memKeeper) Heads(_ context.Context, log record.LogID) ([]record.Head, error) {
	return slices.Clone(k.heads[log]), nil
}

func (k *memKeeper) Local(key string) ([]byte, error) { return k.local[key], nil }

func (k *memKeeper) SetLocal(key string, value []byte) error {
	if err := k.dies("local"); err != nil {
		return err
	}
	k.local[key] = value
	return nil
}

// entries are the hashes of all that is in the journal, sorted.
func (k *memKeeper) entries() []record.Hash { return slices.Sorted(maps.Keys(k.in)) }
