package exchange

import (
	"context"
	"crypto/ed25519"
	"maps"
	"slices"

	"mendesk/app/record"
)

// pushed hears of every batch that the place took.
func (w *world) pushed(*machine, Batch) {}

// granted hears that money was handed out.
func (w *world) granted(m *machine, r refund, c record.Change) {
	key := string(r.ID) + m.name
	if w.refused[r.ID] && !m.twin {
		w.fail("%s pays what it was told it cannot", m.name)
	}
	if p, again := w.paid[key]; !again || p.off != "" {
		w.paid[key] = &payment{refund: r, by: m, change: c}
	}
	sum := int64(0)
	for _, p := range w.paid {
		if p.off == "" && !m.k.in[p.change.Hash()] && !w.hub.holds(p.ID) && !slices.ContainsFunc(w.machines, func(o *machine) bool {
			return o.k.in[p.change.Hash()] && !o.twin && o.ws != m.ws && m.d.names.named(o.ws)
		}) {
			p.off = "whoever pays cannot know that its witnesses exist" // their names are lost, and the place's log
		}
		if p.Order == r.Order && p.off == "" {
			sum += p.Minor
		}
	}
	if sum > orderCap {
		w.fail("%d of %d were paid on order %s", sum, orderCap, r.Order[22:])
	}
}

// recount strikes off what nobody has any more after something was lost: it was not the exchange that lost it.
func (w *world) recount() {
	there := map[record.Hash]bool{}
	revoked, led := w.led()
	begun := w.beginners()
	take := func(c record.Change, fromHub bool) {
		ws := begun[c.Log]
		if revoked[ws] && fromHub && (!led[c.Hash()] || !w.named(ws)) {
			return
		}
		there[c.Hash()] = true
	}
	for _, m := range w.machines {
		if m.revoked {
			continue
		}
		for _, all := range m.k.journal {
			for _, c := range all {
				take(c, false)
			}
		}
		for _, c := range m.k.waiting {
			take(c, false)
		}
	}
	for _, c := range w.believable() {
		take(c, true)
	}
	lostSome := false
	for _, c := range slices.SortedFunc(maps.Values(w.written), byPlace) {
		h := c.Hash()
		if w.off[h] == "" && (!there[h] || c.Prev != "" && w.off[c.Prev] != "") {
			w.off[h] = "every disk lost it"
			lostSome = true
		}
	}
	for _, p := range w.paid {
		if p.off == "" && !w.hub.holds(p.ID) && (w.off[p.change.Hash()] != "" || w.twinOnly(p)) {
			p.off = "every disk lost it"
		}
	}
	if lostSome {
		w.logf("  %d entries are lost for good", len(w.off))
	}
}

// believable are the entries that lie at the place under a key that is still known somewhere: who moved and was
// revoked before anybody heard of its key cannot say it again.
func (w *world) believable() []record.Change {
	ns := newNames()
	learn := func(raw []byte) {
		if n, err := readName(quick, raw, w.desk, []ed25519.PublicKey{public(w.author)}); err == nil {
			ns.add(raw, n)
		}
	}
	for _, m := range w.machines {
		if !m.revoked {
			for _, raw := range m.d.names.all() {
				learn(raw)
			}
		}
	}
	for _, m := range w.hub.log {
		if m.Kind == Named {
			learn(m.Data)
		}
	}
	w.hub.changes(w.desk) // unpacks what came since
	var out []record.Change
	for _, m := range w.hub.log {
		if m.Kind != Log && m.Kind != Relay {
			continue
		}
		if head, _, err := peekPack(w.desk, m.Data); err == nil && ns.believes(quick, w.desk, head) {
			out = append(out, w.hub.unpacked[string(m.Data)]...)
		}
	}
	return out
}

// twinOnly tells whether only one of two machines that look like one to the others knows of a payment.
func (w *world) twinOnly(p *payment) bool {
	for _, m := range w.machines {
		if !m.twin && !m.revoked && m.k.in[p.change.Hash()] {
			return false
		}
	}
	return !w.hub.has(w.desk, p.change.Hash())
}

// named tells whether the key of a revoked workstation is still known anywhere; it cannot say it again itself.
func (w *world) named(ws record.ID) bool {
	for _, m := range w.machines {
		if !m.revoked && m.d.names.named(ws) {
			return true
		}
	}
	return slices.ContainsFunc(w.hub.log, func(m Message) bool {
		n, err := readName(quick, m.Data, w.desk, []ed25519.PublicKey{public(w.author)})
		return m.Kind == Named && err == nil && n.Workstation == ws && !n.Revoked && !n.Heir
	})
}

// beginners tells who began each log that is anywhere.
func (w *world) beginners() map[record.LogID]record.ID {
	out := map[record.LogID]record.ID{}
	take := func(c record.Change) {
		if c.Begins != nil {
			out[c.Log] = c.Begins.Workstation
		}
	}
	for _, c := range w.hub.changes(w.desk) {
		take(c)
	}
	for _, m := range w.machines {
		for _, all := range m.k.journal {
			take(all[0])
		}
	}
	return out
}

// led are the entries of revoked workstations that lead to where their logs end.
func (w *world) led() (revoked map[record.ID]bool, led map[record.Hash]bool) {
	revoked, led = map[record.ID]bool{}, map[record.Hash]bool{}
	prev := map[record.Hash]record.Hash{}
	for _, c := range w.hub.changes(w.desk) {
		prev[c.Hash()] = c.Prev
	}
	for _, m := range w.machines {
		for _, all := range m.k.journal {
			for _, c := range all {
				prev[c.Hash()] = c.Prev
			}
		}
	}
	for _, m := range w.machines {
		if m.revoked {
			revoked[m.ws] = true
		}
	}
	for _, raw := range w.revoked {
		for _, e := range raw.Ends {
			for at := e.Hash; at != ""; at = prev[at] {
				led[at] = true
			}
		}
	}
	return revoked, led
}

// calm ends all faults and lets everybody sync until nothing moves.
func (w *world) calm() {
	w.quiet = true
	w.hub.arrive()
	for _, m := range w.machines {
		m.away = 0
		w.boot(m)
	}
	w.logf("--- calm")
	for still := 0; still < 2; still++ { // a whole turn in which nothing moved, and one more
		before := w.size()
		for _, m := range w.machines {
			if !m.revoked {
				w.now = w.now.Add(sayAgain)
				w.round(m)
			}
		}
		w.turns++
		if w.size() != before && w.turns < 12 {
			still = -1
		}
	}
}

// size changes whenever anything moves.
func (w *world) size() int {
	n := len(w.hub.log)
	for _, m := range w.machines {
		n += len(m.k.in) + len(m.k.waiting)
	}
	return n
}

// check is what must hold in the end.
func (w *world) check() {
	var first *machine
	for _, m := range w.machines {
		if m.revoked {
			continue
		}
		if first == nil {
			first = m
		}
		if !slices.Equal(first.k.entries(), m.k.entries()) {
			w.fail("%s and %s know different entries: %d and %d", first.name, m.name, len(first.k.in), len(m.k.in))
			w.differ(first, m)
		}
		lost := 0
		for h := range w.written {
			if w.off[h] == "" && !m.k.in[h] {
				lost++
				w.logf("  %s/%d is lost at %s", w.written[h].Log[20:], w.written[h].N, m.name)
			}
		}
		if lost > 0 {
			w.fail("%d entries that were acknowledged are not at %s", lost, m.name)
		}
		w.checkPlace(m)
		for h := range w.rogue {
			if m.k.in[h] && (w.off[h] == "forged" || w.told) {
				w.fail("%s believes a forged entry (%s)", m.name, w.off[h])
			}
		}
		for log, all := range m.k.journal {
			for i, c := range all {
				if c.N > 1 && !slices.ContainsFunc(all[:i], func(o record.Change) bool { return o.Hash() == c.Prev }) {
					w.fail("log %s has a gap before %d at %s", log[20:], c.N, m.name)
				}
			}
		}
	}
	if w.turns >= 12 {
		w.fail("still moving after %d turns", w.turns)
	}
}

// checkPlace compares what a workstation believes to lie at the place with what does.
func (w *world) checkPlace(m *machine) {
	pending, err := m.d.Pending(context.Background())
	w.must(err)
	away := 0
	for h := range m.k.in {
		if !w.hub.has(w.desk, h) {
			away++
		}
	}
	if away > pending {
		w.fail("%s says that %d entries wait to go, and %d are not at the place", m.name, pending, away)
	}
}

func (w *world) differ(a, b *machine) {
	for h := range a.k.in {
		if !b.k.in[h] {
			w.logf("  only at %s: %s (%s)", a.name, w.place(a, h), w.off[h])
		}
	}
	for h := range b.k.in {
		if !a.k.in[h] {
			w.logf("  only at %s: %s (%s)", b.name, w.place(b, h), w.off[h])
		}
	}
}

func (w *world) place(m *machine, h record.Hash) string {
	for log, all := range m.k.journal {
		for _, c := range all {
			if c.Hash() == h {
				return string(log[20:]) + "/" + string(rune('0'+c.N%10))
			}
		}
	}
	return "?"
}
