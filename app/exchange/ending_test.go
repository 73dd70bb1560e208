package exchange

import (
	"crypto/ed25519"
	"slices"
	"testing"
)

func TestAnEndingNamesWhatTheWorkstationSigned(t *testing.T) {
	desk, ws, other := id("desk"), id("ws"), id("other")
	key, stranger := keyOf("ws"), keyOf("stranger")
	entries := chain(t, ws, 70)
	e := NewEnding(desk, ws, []ed25519.PublicKey{public(key)})
	for i := range entries[:68] {
		e.Pack(packOf(t, desk, ws, key, entries[i:i+1]))
	}
	e.Pack(packOf(t, desk, ws, stranger, entries[68:69]))
	e.Pack(packOf(t, desk, other, key, entries[68:69]))
	e.Pack(packOf(t, id("another desk"), ws, key, entries[68:69]))
	e.Pack([]byte("junk"))
	hold := Hold{Desk: desk, Workstation: ws, Order: id("order"), Refund: id("refund"), Log: entries[69].Log, N: 70, Change: entries[69].Hash()}
	for range 2 { // the same entry may be held again
		raw, err := hold.sign(real, key)
		ok(t, err)
		e.Hold(raw)
	}
	hold.N, hold.Change = 69, entries[68].Hash()
	raw, err := hold.sign(real, stranger)
	ok(t, err)
	e.Hold(raw)

	var want []End
	for _, c := range append(slices.Clone(entries[68-lastNamed:68]), entries[69]) {
		want = append(want, End{c.Log, c.N, c.Hash()})
	}
	if got := e.Ends(); !slices.Equal(got, want) {
		t.Errorf("%d ends from %d on, want %d from %d on", len(got), got[0].N, len(want), want[0].N)
	}
}

func TestAnEndingNamesBothSidesOfAFork(t *testing.T) {
	desk, ws, key := id("desk"), id("ws"), keyOf("ws")
	entries := chain(t, ws, lastNamed+10)
	e := NewEnding(desk, ws, []ed25519.PublicKey{public(key)})
	for i := range entries {
		e.Pack(packOf(t, desk, ws, key, entries[i:i+1]))
	}
	beside := entries[3]
	beside.Prev = entries[1].Hash()
	beside.N = 3
	beside, err := beside.Write()
	ok(t, err)
	e.Pack(packOf(t, desk, ws, key, append(slices.Clone(entries[:2]), beside)))
	for _, want := range []End{{beside.Log, 3, beside.Hash()}, {beside.Log, 2, entries[1].Hash()}} {
		if !slices.Contains(e.Ends(), want) {
			t.Errorf("entry %d is not among the ends", want.N)
		}
	}
}
