package exchange

import (
	"context"
	"crypto/ed25519"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
)

// Names belong to the desk and not to one of its places.
const namesKey = "exchange/names"

func (d *Desk) loadNames() error {
	raws, err := StoredNames(d.c.Keeper)
	if err != nil {
		return err
	}
	for _, raw := range raws {
		if n, err := readName(d.s, raw, d.c.Desk, d.c.Authorities); err == nil {
			d.names.add(raw, n)
		}
	}
	_, err = d.learn(d.c.Names)
	return err
}

// Names gives all names that are known, as they were signed: whoever pairs a workstation hands them on.
func (d *Desk) Names() [][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.names.all()
}

// Learn takes names in that came another way than through the place, as those of a pairing do.
func (d *Desk) Learn(raws [][]byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, err := d.learn(raws)
	return err
}

func (ns names) all() [][]byte {
	out := [][]byte{}
	for _, raw := range slices.Sorted(maps.Keys(ns.raw)) {
		out = append(out, []byte(raw))
	}
	return out
}

// others lists the workstations that were let in, revoked ones too, but for me.
func (ns names) others(me record.ID) []record.ID {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(ns.keys)), func(ws record.ID) bool { return ws == me || !ns.named(ws) })
}

func (d *Desk) learn(raws [][]byte) (news bool, err error) {
	for _, raw := range raws {
		n, err := readName(d.s, raw, d.c.Desk, d.c.Authorities)
		if err == nil && d.names.add(raw, n) {
			news = true
		}
	}
	if !news {
		return false, nil
	}
	stored, err := json.Marshal(d.names.all())
	if err != nil {
		return true, err
	}
	return true, d.c.Keeper.SetLocal(namesKey, stored)
}

// allNames asks for every name before the log is read from its beginning: what was revoked must be known
// before what came before it is believed.
func (r *round) allNames(ctx context.Context) error {
	messages, err := r.c.Place.Names(ctx)
	if err != nil {
		return err
	}
	var raws [][]byte
	for _, m := range messages {
		raws = append(raws, m.Data)
	}
	_, err = r.learn(raws)
	return err
}

// hearNames takes the names of a page in.
func (r *round) hearNames(page Page) error {
	var raws [][]byte
	for _, m := range page.Messages {
		if m.Kind == Named {
			raws = append(raws, m.Data)
			r.m.Named[record.HashOf(m.Data)] = true
		}
	}
	news, err := r.learn(raws)
	if news {
		r.readHaves()
	}
	return err
}

// giveNames puts names where the place's log does not yield them.
func (r *round) giveNames(ctx context.Context) error {
	var batch []Message
	for _, raw := range r.names.all() {
		if !r.m.Named[record.HashOf(raw)] {
			batch = append(batch, Message{Subject: Subject{Named, r.c.Workstation}, Data: raw})
		}
	}
	for part := range slices.Chunk(batch, MaxBatch) {
		if _, err := r.c.Place.Push(ctx, Batch{Messages: part}); err != nil {
			return err
		}
	}
	return nil
}

// belief digests all that decides whom to believe; when it changes, what was passed over is read again.
func (r *round) belief() record.Hash {
	b := []byte(r.c.Program)
	for _, raw := range r.names.all() {
		b = append(append(b, 0), record.HashOf(raw)...)
	}
	for _, log := range slices.Sorted(maps.Keys(r.logs)) {
		b = append(append(b, 1), log...)
		by := r.logs[log].Workstation
		if !r.names.revoked[by] {
			continue
		}
		for _, t := range r.ends(by, log) {
			b = append(append(b, 2), t.Hash...)
		}
	}
	return record.HashOf(b)
}

// StoredNames gives the names that a workstation remembers of wherever it met others last, as they were signed.
func StoredNames(k Keeper) ([][]byte, error) {
	var raws [][]byte
	stored, err := k.Local(namesKey)
	if err != nil || stored == nil {
		return nil, err
	}
	_ = json.Unmarshal(stored, &raws) // what cannot be read comes again with the log
	return raws, nil
}

// OthersOf reads what names of a desk's authorities say of others than one workstation.
func OthersOf(raws [][]byte, desk, workstation record.ID, authorities []ed25519.PublicKey) []Name {
	out := []Name{}
	for _, raw := range raws {
		if n, err := ReadName(raw, desk, authorities); err == nil && n.Workstation != workstation {
			out = append(out, n)
		}
	}
	return out
}

// Endorse signs by another authority what names say: where that one is asked, what workstations wrote that do not come
// along is believed still, and the revoked are not. Nobody is let in by that, nor waited for. Whoever endorses the same
// names gives the same bytes.
func Endorse(names []Name, by ed25519.PrivateKey) ([][]byte, error) {
	out := [][]byte{}
	for _, n := range names {
		n.Pays, n.Heir = false, !n.Revoked
		raw, err := n.Sign(by)
		if err != nil {
			return nil, err
		}
		out = append(out, raw)
	}
	return out, nil
}
