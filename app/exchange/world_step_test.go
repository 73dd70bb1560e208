package exchange

import (
	"context"
	"crypto/ed25519"
	"slices"
	"time"

	"mendesk/app/record"
)

// step is one thing that happens.
func (w *world) step() {
	w.now = w.now.Add(time.Duration(w.r.IntN(60)) * time.Second)
	if w.one(3) {
		w.now = w.now.Add(time.Duration(w.r.IntN(40)) * time.Hour)
	}
	for _, m := range w.machines {
		m.away = max(0, m.away-1)
	}
	m := pick(w, w.machines)
	if m.revoked {
		w.rogueDoes(m)
		return
	}
	switch n := w.r.IntN(1000); {
	case n < 250:
		w.write(m, "noted", refund{Order: pick(w, w.orders)})
	case n < 540:
		w.round(m)
	case n < 630:
		w.want(m)
	case n < 780:
		w.pay(m)
	case n < 820:
		m.away = 1 + w.r.IntN(25)
		w.logf("%s is cut off for %d steps", m.name, m.away)
	case n < 840:
		m.offset = time.Duration(w.r.Int64N(int64(60*24*time.Hour))) - 30*24*time.Hour
		if w.one(10) {
			m.offset *= 100
		}
		w.logf("the clock of %s goes wrong by %s", m.name, m.offset)
	case n < 860:
		w.logf("%s is switched off and on", m.name)
		w.boot(m)
	case n < 885:
		m.backup = m.k.clone()
		w.logf("%s is backed up", m.name)
	case n < 900:
		w.restoreMachine(m)
	case n < 907:
		w.copyMachine(m)
	case n < 910:
		w.moveMachine(m)
	case n < 918:
		w.revoke(m)
	case n < 926 && len(w.machines) < 6:
		w.join()
	case n < 945:
		w.junk(m)
	case n < 955:
		m.program += "'"
		w.logf("%s gets a newer version", m.name)
		w.boot(m)
	case n < 970:
		w.passOver(m)
	default:
		w.hubStep()
	}
}

// meanwhile is what another machine does in the midst of a call of m.
func (w *world) meanwhile(m *machine) {
	o := pick(w, w.machines)
	if o == m || o.revoked || o.busy {
		return
	}
	switch w.r.IntN(5) {
	case 0:
		w.write(o, "noted", refund{Order: pick(w, w.orders)})
	case 1, 2:
		w.pay(o)
	case 3:
		w.want(o)
	default:
		w.round(o)
	}
}

func (w *world) hubStep() {
	switch n := w.r.IntN(10); {
	case n < 3:
		w.copies = append(w.copies, w.hub.copy())
		w.logf("the place is backed up at %d", len(w.hub.log))
	case n < 5:
		w.hub.boot(w.id(), false)
		w.logf("the place is started again")
	case n < 7 && len(w.copies) > 0:
		was := len(w.hub.log)
		w.hub.restore(pick(w, w.copies))
		w.hub.boot(w.id(), true)
		w.told = false
		w.logf("the place is restored: %d instead of %d", len(w.hub.log), was)
		w.recount()
	case n == 7 && w.one(20):
		w.hub.restore(newHub(w.id(), w.hub.now))
		w.copies = nil
		w.told = false
		w.logf("the place is replaced by an empty one")
		w.recount()
	default:
		seq := uint64(1 + w.r.IntN(len(w.hub.log)))
		w.logf("the place loses message %d (%s)", seq, w.hub.log[seq-1].Kind)
		w.hub.lose(seq)
		w.told = false
		w.recount()
	}
}

func (w *world) restoreMachine(m *machine) {
	if m.backup == nil || m.busy {
		return
	}
	w.logf("%s is restored from its backup", m.name)
	m.k = m.backup.clone()
	m.k.mint = true
	w.start(m)
	w.recount()
}

// copyMachine copies a folder with the key to another machine; sometimes the copy is noticed only when the
// two meet.
func (w *world) copyMachine(m *machine) {
	if len(w.machines) >= 6 || m.busy {
		return
	}
	mem, err := m.d.remember()
	w.must(err)
	if slices.ContainsFunc(m.open(), func(c record.Change) bool { _, tried := mem.Tries[c.Hash()]; return tried }) {
		return // two that both asked for one payment are one to everybody
	}
	twin := &machine{name: m.name + "~", ws: m.ws, key: m.key, program: m.program, twin: true}
	m.twin = true
	twin.k = m.k.clone()
	twin.k.mint = w.one(50) || m.k.mint
	w.logf("%s is copied to %s", m.name, twin.name)
	w.start(twin)
}

// moveMachine opens a machine's folder as another user on a computer of its own, which is let in as the heir; the
// original is gone, with its key and whatever it had not sent.
func (w *world) moveMachine(m *machine) {
	if len(w.machines) < 2 || m.busy || m.twin || w.nested {
		return
	}
	to := &machine{name: m.name + "'", ws: w.id(), key: w.newKey(), program: m.program, was: append(slices.Clone(m.was), m.ws)}
	to.k = m.k.clone()
	to.k.ws, to.k.mint = to.ws, true
	name, err := Name{Desk: w.desk, Workstation: to.ws, Key: public(to.key), Pays: true, When: w.now}.sign(quick, w.author)
	w.must(err)
	names := [][]byte{name}
	for _, ws := range to.was {
		name, err = Name{Desk: w.desk, Workstation: ws, Key: public(to.key), Heir: true, When: w.now}.sign(quick, w.author)
		w.must(err)
		names = append(names, name)
	}
	w.machines = slices.DeleteFunc(w.machines, func(o *machine) bool { return o == m })
	w.logf("%s moves to %s, as %s", m.name, to.name, to.ws[20:])
	w.start(to, names...)
}

// revoke ends the logs of a workstation where the place's log ends them.
func (w *world) revoke(m *machine) {
	left := 0
	for _, o := range w.machines {
		if !o.revoked && o.ws != m.ws {
			left++
		}
	}
	if left < 2 || m.busy || w.nested {
		return
	}
	ending := newEnding(quick, w.desk, m.ws, []ed25519.PublicKey{public(m.key)})
	for _, at := range w.hub.log {
		switch at.Kind {
		case Log, Relay:
			ending.Pack(at.Data)
		case Pays:
			ending.Hold(at.Data)
		}
	}
	n := Name{Desk: w.desk, Workstation: m.ws, Revoked: true, Ends: ending.Ends(), When: w.now}
	raw, err := n.sign(quick, w.author)
	w.must(err)
	w.revoked = append(w.revoked, n)
	w.hub.append(Message{Subject: Subject{Named, w.id()}, Data: raw})
	for _, o := range w.machines {
		if o.ws == m.ws {
			o.revoked = true
		}
	}
	w.logf("%s is revoked; its logs end at %v", m.name, n.Ends)
	w.recount()
}

// rogueDoes is what a revoked workstation does that still has its key and finds a way to the place.
func (w *world) rogueDoes(m *machine) {
	switch w.r.IntN(4) {
	case 0:
		w.write(m, "noted", refund{Order: pick(w, w.orders)})
		fallthrough
	case 1:
		c := w.rogueEntry(m)
		last := m.k.journal[c.Log]
		from := last[len(last)-1-w.r.IntN(min(3, len(last)))].N
		var part []record.Change
		for at := c; ; {
			part = append(part, at)
			i := slices.IndexFunc(last, func(o record.Change) bool { return o.Hash() == at.Prev })
			if at.N <= from || i < 0 {
				break
			}
			at = last[i]
		}
		slices.Reverse(part)
		w.hub.append(Message{Subject: Subject{Log, m.ws}, Data: w.packed(m, part)})
		w.logf("%s, revoked, puts %d entries at the place", m.name, len(part))
	case 2:
		if _, err := m.d.Round(context.Background(), nil); err != nil {
			w.ended(m, "sync", err)
		}
	case 3:
		w.hub.haves[m.ws] = []byte("junk")
	}
}

// rogueEntry writes an entry beside the ones that lead to the end.
func (w *world) rogueEntry(m *machine) record.Change {
	logs := sortedLogs(m.k)
	own := slices.DeleteFunc(logs, func(log record.LogID) bool {
		return m.k.journal[log][0].Begins == nil || m.k.journal[log][0].Begins.Workstation != m.ws
	})
	if len(own) == 0 {
		return w.write(m, "noted", refund{Order: pick(w, w.orders)})
	}
	after := pick(w, m.k.journal[pick(w, own)])
	c := record.Change{
		Log: after.Log, N: after.N + 1, Prev: after.Hash(), At: record.After(w.now, after.Log, after.At), When: w.now,
		Events: []record.Event{record.Did(record.Ref{Kind: "ledger", ID: pick(w, w.orders)}, "noted", refund{ID: w.id()}, nil)},
	}
	c, err := c.Write()
	w.must(err)
	m.k.enter(c)
	w.rogue[c.Hash()] = true
	return c
}

func (w *world) packed(m *machine, part []record.Change) []byte {
	last := part[len(part)-1]
	h, err := quick.signHead(w.desk, record.Head{Log: last.Log, First: part[0].N, Last: last.N, Hash: last.Hash(), Prev: part[0].Prev, By: m.ws}, m.key)
	w.must(err)
	var entries [][]byte
	for _, c := range part {
		raw, err := c.Encoded()
		w.must(err)
		entries = append(entries, raw)
	}
	raw, err := encodePack(w.desk, h, entries)
	w.must(err)
	return raw
}

// junk is what the place takes from whoever may write to a subject, or from somebody who may not.
func (w *world) junk(m *machine) {
	o := pick(w, w.machines)
	subject := Subject{pick(w, []string{Log, Relay, Named, Pays}), o.ws}
	if subject.Kind == Pays {
		subject.Of = pick(w, w.orders)
	}
	kind := w.r.IntN(4)
	data := make([]byte, w.r.IntN(100))
	_, _ = w.Read(data)
	switch kind {
	case 0:
		data = append([]byte{9}, data...) // of a newer version
	case 1:
		if n := len(w.hub.log); n > 0 {
			data = w.hub.log[w.r.IntN(n)].Data // said again
		}
	case 2:
		data = w.strangersPack(m, o)
	}
	w.hub.append(Message{Subject: subject, Data: data})
	w.logf("junk of kind %d at the place, as %s of %s", kind, subject.Kind, o.name)
}

// strangersPack is an entry in o's log, signed by m, or by nobody who is known.
func (w *world) strangersPack(m, o *machine) []byte {
	all := o.k.journal[o.k.log]
	if len(all) == 0 {
		return nil
	}
	after := pick(w, all)
	c := record.Change{
		Log: after.Log, N: after.N + 1, Prev: after.Hash(), At: record.After(w.now, after.Log, after.At), When: w.now,
		Events: []record.Event{record.Did(record.Ref{Kind: "ledger", ID: pick(w, w.orders)}, "noted", refund{ID: w.id()}, nil)},
	}
	c, err := c.Write()
	w.must(err)
	w.rogue[c.Hash()] = true
	w.off[c.Hash()] = "forged"
	if w.one(50) {
		return w.packed(&machine{ws: o.ws, key: w.newKey()}, []record.Change{c})
	}
	if m.ws == o.ws {
		return nil
	}
	return w.packed(m, []record.Change{c})
}
