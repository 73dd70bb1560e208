package exchange

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
)

// Manifest is the first page of a snapshot: what a workstation that joins may take instead of reading the
// whole log. The workstation that made it signs it. What the snapshot holds of entries must prove itself
// ([Manifest.Prove]); its folded records are believed on this signature, and the nightly check folds again.
type Manifest struct {
	Desk        record.ID   `json:"desk"`
	Workstation record.ID   `json:"workstation"` // who made it
	Program     string      `json:"program,omitempty"`
	When        time.Time   `json:"when"`
	Size        int64       `json:"size"` // of the database file, in bytes
	Parts       []Part      `json:"parts"`
	Tips        record.Tips `json:"tips"`  // of the file
	Ends        []End       `json:"ends"`  // of the maker's own logs, which its signature on the manifest proves
	Names       [][]byte    `json:"names"` // whom to believe, as authorities signed it
	Place       []byte      `json:"place"` // what the maker knew of the place's log then; empty: read it all
}

// Part is a stretch of the file: the SHA-256 of the piece that holds it, compressed, and its own length in bytes.
type Part struct {
	Hash record.Hash `json:"hash"`
	Size int64       `json:"size"`
}

// Evidence is what a snapshot's file holds of entries; *storage.Snapshot is one.
type Evidence interface {
	// Leaves walks all entries in the order of log and place, each with its hash worked out from its bytes.
	Leaves(ctx context.Context) iter.Seq2[record.Leaf, error]
	Heads(ctx context.Context, log record.LogID) ([]record.Head, error)
	Tips(ctx context.Context) (record.Tips, error)
	// Waiting counts entries whose predecessor has not come.
	Waiting(ctx context.Context) (int, error)
}

// ErrUnproven means a snapshot holds entries that nobody signed who may have written them.
var ErrUnproven = errors.New("entries of the snapshot are not proven")

// Mark is what is known of the place now. It is taken before the snapshot's file is written, so that
// whoever goes on reading from it misses nothing.
func (d *Desk) Mark() ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.remember()
	if err != nil {
		return nil, err
	}
	m.Sent, m.Last, m.Acked = map[record.LogID]spans{}, map[string]uint64{}, map[string]uint64{}
	m.Epoch, m.Since, m.Over, m.Tries, m.Told = "", time.Time{}, nil, map[record.Hash]record.ID{}, map[string]int{}
	m.Of, m.Have, m.HaveAt = "", "", time.Time{}
	return json.Marshal(m, json.Deterministic(true))
}

// Manifest signs a snapshot that this workstation made, once everything in it is proven. ErrUnproven when
// others' entries came without signatures, as from a desk of before it was shared.
func (d *Desk) Manifest(ctx context.Context, mark []byte, e Evidence, parts []Part) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := Manifest{
		Desk: d.c.Desk, Workstation: d.c.Workstation, Program: d.c.Program, When: record.Instant(d.c.Now()),
		Parts: parts, Names: d.names.all(), Place: mark, Ends: []End{},
	}
	for _, p := range parts {
		m.Size += p.Size
	}
	var err error
	if m.Tips, err = e.Tips(ctx); err != nil {
		return nil, err
	}
	waiting, err := e.Waiting(ctx)
	if err != nil {
		return nil, err
	}
	if waiting > 0 { // they do not travel with the file: the log has them
		m.Place = nil
	}
	logs, err := d.c.Keeper.Logs(ctx)
	if err != nil {
		return nil, err
	}
	for _, log := range slices.Sorted(maps.Keys(m.Tips)) {
		for _, t := range m.Tips[log] {
			if logs[log].Workstation == d.c.Workstation {
				m.Ends = append(m.Ends, End{log, t.N, t.Hash})
			}
		}
	}
	if err := m.prove(ctx, d.s, d.names, e, nil); err != nil {
		return nil, err
	}
	return d.s.seal("manifest", m, d.c.Key)
}

// ReadManifest reads a manifest of a desk that a believed workstation signed; names are those that are known
// beside the manifest's own. ErrForged, ErrNewer, ErrOtherDesk, ErrRevoked when its maker was revoked.
func ReadManifest(raw []byte, desk record.ID, authorities []ed25519.PublicKey, names [][]byte) (Manifest, error) {
	return readManifest(real, raw, desk, authorities, names)
}

func readManifest(s signing, raw []byte, desk record.ID, authorities []ed25519.PublicKey, known [][]byte) (Manifest, error) {
	var m Manifest
	by, err := s.unseal("manifest", raw, &m)
	if err != nil {
		return m, err
	}
	ns := namesOf(s, desk, authorities, slices.Concat(known, m.Names))
	switch {
	case m.Desk != desk:
		return m, ErrOtherDesk
	case ns.revoked[m.Workstation]:
		return m, ErrRevoked
	case !ns.known(m.Workstation, by):
		return m, fmt.Errorf("a snapshot of workstation %s: %w", m.Workstation, ErrForged)
	}
	var size int64
	for _, p := range m.Parts {
		if _, err := p.Hash.Bytes(); err != nil || p.Size <= 0 {
			return m, fmt.Errorf("a part of the snapshot: %w", ErrForged)
		}
		size += p.Size
	}
	if size != m.Size || size == 0 {
		return m, fmt.Errorf("the parts of the snapshot are not its size: %w", ErrForged)
	}
	return m, nil
}

func namesOf(s signing, desk record.ID, authorities []ed25519.PublicKey, raws [][]byte) names {
	ns := newNames()
	for _, raw := range raws {
		if n, err := readName(s, raw, desk, authorities); err == nil {
			ns.add(raw, n)
		}
	}
	return ns
}

// Prove checks that a snapshot's file holds what the manifest says and nothing else: that each log is a
// chain up to the manifest's tips, and that each entry is covered by the signature of the workstation that
// began its log. Of a revoked workstation's log the tips prove the chain, since the maker is believed.
// progress hears how many entries are proven; it may be nil. ErrUnproven.
func (m Manifest) Prove(ctx context.Context, authorities []ed25519.PublicKey, known [][]byte, e Evidence, progress func(done int)) error {
	return m.prove(ctx, real, namesOf(real, m.Desk, authorities, slices.Concat(known, m.Names)), e, progress)
}

func (m Manifest) prove(ctx context.Context, s signing, ns names, e Evidence, progress func(int)) error {
	p := &proof{m: m, s: s, names: ns, e: e, seen: map[record.LogID]bool{}}
	done := 0
	for l, err := range e.Leaves(ctx) {
		if err != nil {
			return err
		}
		if l.Log != p.log {
			if err := p.next(ctx, l.Log); err != nil {
				return err
			}
		}
		if err := p.leaf(l); err != nil {
			return err
		}
		if done++; done&4095 == 0 && progress != nil {
			progress(done)
		}
	}
	if err := p.next(ctx, ""); err != nil {
		return err
	}
	for log := range m.Tips {
		if !p.seen[log] {
			return fmt.Errorf("log %s is missing: %w", log, ErrUnproven)
		}
	}
	if progress != nil {
		progress(done)
	}
	return nil
}

// proof walks one log after the other.
type proof struct {
	m     Manifest
	s     signing
	names names
	e     Evidence
	seen  map[record.LogID]bool

	log    record.LogID
	began  map[record.ID]bool
	heads  map[record.Tip][]record.Head
	ours   map[record.Tip]bool // ends that the manifest proves
	last   record.Leaf
	open   uint64 // the first place that no signature covers yet
	leaves []record.Leaf
}

func (p *proof) linear() bool { return len(p.m.Tips[p.log]) == 1 }

// next ends the log at hand and begins another.
func (p *proof) next(ctx context.Context, log record.LogID) error {
	if p.log != "" {
		if err := p.end(); err != nil {
			return err
		}
	}
	if p.log = log; log == "" {
		return nil
	}
	if p.seen[log] {
		return fmt.Errorf("log %s comes twice: %w", log, ErrUnproven)
	}
	p.seen[log] = true
	p.began, p.heads, p.ours = map[record.ID]bool{}, map[record.Tip][]record.Head{}, map[record.Tip]bool{}
	p.last, p.open, p.leaves = record.Leaf{}, 1, nil
	heads, err := p.e.Heads(ctx, log)
	if err != nil {
		return err
	}
	for _, h := range heads {
		t := record.Tip{N: h.Last, Hash: h.Hash}
		p.heads[t] = append(p.heads[t], h)
	}
	for _, e := range p.m.Ends {
		if e.Log == log {
			p.ours[record.Tip{N: e.N, Hash: e.Hash}] = true
		}
	}
	return nil
}

func (p *proof) leaf(l record.Leaf) error {
	if l.N == 1 {
		p.began[l.Begins] = true
	}
	if !p.linear() {
		p.leaves = append(p.leaves, l)
		return nil
	}
	if l.N != p.last.N+1 || l.Prev != p.last.Hash {
		return fmt.Errorf("%s does not follow the one before it: %w", l, ErrUnproven)
	}
	p.last = l
	if first, signed := p.signed(record.Tip{N: l.N, Hash: l.Hash}, p.open); signed && first <= p.open {
		p.open = l.N + 1
	}
	return nil
}

// signed gives the lowest first place that a signature which ends at an entry covers; those that cover
// nothing that is still open are not checked.
func (p *proof) signed(t record.Tip, open uint64) (first uint64, ok bool) {
	if p.ours[t] && p.began[p.m.Workstation] {
		return 1, true
	}
	heads := slices.SortedFunc(slices.Values(p.heads[t]), func(a, b record.Head) int { return cmp.Compare(a.First, b.First) })
	for _, h := range heads {
		if h.First > open {
			break
		}
		if p.began[h.By] && !p.names.revoked[h.By] && p.names.believes(p.s, p.m.Desk, h) {
			return h.First, true
		}
	}
	return 0, false
}

// end checks that the log went as far as it should, and that all of it is proven.
func (p *proof) end() error {
	if !p.linear() {
		return p.sides()
	}
	if t := p.m.Tips[p.log][0]; p.last.N != t.N || p.last.Hash != t.Hash {
		return fmt.Errorf("log %s ends at %d and not at %d: %w", p.log, p.last.N, t.N, ErrUnproven)
	}
	if p.open <= p.last.N && !p.revoked() {
		return fmt.Errorf("entry %d of log %s: %w", p.open, p.log, ErrUnproven)
	}
	return nil
}

func (p *proof) revoked() bool {
	for ws := range p.began {
		if p.names.revoked[ws] {
			return true
		}
	}
	return false
}

// sides proves a log that was written twice, chain by chain.
func (p *proof) sides() error {
	prev, open, followed := map[record.Tip]record.Tip{}, map[record.Tip]bool{}, map[record.Tip]bool{}
	for _, l := range p.leaves {
		t, before := record.Tip{N: l.N, Hash: l.Hash}, record.Tip{N: l.N - 1, Hash: l.Prev}
		if l.N > 1 {
			if _, known := prev[before]; !known {
				return fmt.Errorf("%s does not follow the one before it: %w", l, ErrUnproven)
			}
			followed[before] = true
		}
		prev[t], open[t] = before, true
	}
	for t := range prev {
		if !followed[t] && !slices.Contains(p.m.Tips[p.log], t) {
			return fmt.Errorf("log %s has an end at %d that it should not: %w", p.log, t.N, ErrUnproven)
		}
		first, ok := p.signed(t, t.N)
		for at := t; ok && at.N >= first && at.N > 0; at = prev[at] {
			delete(open, at)
		}
	}
	for _, t := range p.m.Tips[p.log] {
		if _, known := prev[t]; !known || followed[t] {
			return fmt.Errorf("log %s does not end at %d: %w", p.log, t.N, ErrUnproven)
		}
	}
	if len(open) > 0 && !p.revoked() {
		return fmt.Errorf("%d entries of the forked log %s: %w", len(open), p.log, ErrUnproven)
	}
	return nil
}

// Adopt tells a store that was made from a proven snapshot what the snapshot's maker knew: the names, and
// how far the log of the place called name was read. The first round goes on from there.
func (m Manifest) Adopt(k Keeper, name string) error {
	if err := checkMark(m.Place); err != nil {
		return err
	}
	raw, err := json.Marshal(m.Names)
	if err != nil {
		return err
	}
	if err := k.SetLocal(namesKey, raw); err != nil {
		return err
	}
	if len(m.Place) == 0 {
		return nil
	}
	return k.SetLocal("exchange/"+name, m.Place)
}

func checkMark(mark []byte) error {
	if len(mark) == 0 {
		return nil
	}
	m := newMemory()
	if err := json.Unmarshal(mark, &m); err != nil {
		return fmt.Errorf("what the snapshot's maker knew of the place: %w: %w", ErrForged, err)
	}
	return nil
}
