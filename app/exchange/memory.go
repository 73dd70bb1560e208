package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
)

// memory is what a workstation remembers of its place between rounds. It is a convenience: when it is lost,
// the log is read again from the beginning.
type memory struct {
	Of      record.ID                 `json:"of"` // the workstation; in a copied database it may be another's; none in a [Desk.Mark]
	Cursor  Position                  `json:"cursor"`
	Boots   []record.ID               `json:"boots"`             // that were seen
	Missing uint64                    `json:"missing,omitempty"` // as the place last said
	Held    map[record.LogID]spans    `json:"held"`              // what the place's log yields, as it was read
	Sent    map[record.LogID]spans    `json:"sent"`              // what it acknowledged and was not read back yet
	At      map[record.LogID]Position `json:"at"`                // who has read so far has been given all of Held of a log
	Last    map[string]uint64         `json:"last"`              // own sequences by kind: the last one read
	Acked   map[string]uint64         `json:"acked"`             // and the last one acknowledged
	Named   map[record.Hash]bool      `json:"named"`             // names that the place's log yields
	Again   Position                  `json:"again"`             // where to read again when Belief changes
	Doubt   bool                      `json:"doubt"`             // whether there is something to read again
	Belief  record.Hash               `json:"belief"`            // what was known of whom to believe when Again was set

	Distrust []record.ID               `json:"distrust,omitempty"` // boots before which something was found lost; of a place that notes none, losses
	Epoch    string                    `json:"epoch"`
	Since    time.Time                 `json:"since"`           // when this epoch was first seen
	Over     []record.ID               `json:"over,omitempty"`  // workstations that payments of this epoch do not wait for
	Tries    map[record.Hash]record.ID `json:"tries,omitempty"` // payments that were asked for, by their entry
	Told     map[string]int            `json:"told,omitempty"`  // how often a workstation that lacks something was sent it
	Have     record.Hash               `json:"have"`            // digest of what was last published, but for the time
	HaveAt   time.Time                 `json:"haveAt"`
}

func newMemory() memory {
	m := memory{}
	m.forget()
	m.Named = map[record.Hash]bool{}
	m.Told = map[string]int{}
	m.Tries = map[record.Hash]record.ID{}
	return m
}

// forget drops what was known of the place's log, which is then read from the beginning.
func (m *memory) forget() {
	m.Cursor, m.Again, m.Doubt = "", "", false
	m.Held, m.Sent = map[record.LogID]spans{}, map[record.LogID]spans{}
	m.At = map[record.LogID]Position{}
	m.Last, m.Acked = map[string]uint64{}, map[string]uint64{}
	m.Named = map[record.Hash]bool{}
}

func (d *Desk) remember() (memory, error) {
	m := newMemory()
	raw, err := d.c.Keeper.Local(d.key())
	if err != nil || raw == nil {
		return m, err
	}
	if json.Unmarshal(raw, &m) != nil || m.Of != "" && m.Of != d.c.Workstation && !d.slip.othersMemory { // of another version, or another's: read again
		m = newMemory()
	}
	return m, nil
}

func (d *Desk) key() string { return "exchange/" + d.c.Name }

func (d *Desk) keep(m memory) error {
	m.Of = d.c.Workstation
	raw, err := json.Marshal(m, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("remember the place: %w", err)
	}
	was, err := d.c.Keeper.Local(d.key())
	if err != nil || bytes.Equal(was, raw) {
		return err
	}
	return d.c.Keeper.SetLocal(d.key(), raw)
}

// span is entries of one log from First on that end in Last with Hash; Prev is the hash before First.
type span struct {
	First uint64      `json:"first"`
	Last  uint64      `json:"last"`
	Hash  record.Hash `json:"hash"`
	Prev  record.Hash `json:"prev,omitempty"`
}

func (s span) tip() record.Tip { return record.Tip{N: s.Last, Hash: s.Hash} }

func spanOf(h record.Head) span { return span{h.First, h.Last, h.Hash, h.Prev} }

// spans are parts of a log that somebody has; those that follow one another are one.
type spans []span

func (ss spans) with(s span) spans {
	out := make(spans, 0, len(ss)+1)
	for _, o := range ss {
		switch {
		case o == s || o.Last == s.Last && o.Hash == s.Hash && o.First <= s.First:
			return ss
		case o.Last == s.Last && o.Hash == s.Hash: // s begins earlier
		case o.Last+1 == s.First && o.Hash == s.Prev:
			s.First, s.Prev = o.First, o.Prev
		case s.Last+1 == o.First && s.Hash == o.Prev:
			s.Last, s.Hash = o.Last, o.Hash
		default:
			out = append(out, o)
		}
	}
	out = append(out, s)
	slices.SortFunc(out, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Hash, b.Hash))
	})
	return out
}
