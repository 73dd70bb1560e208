package exchange

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"mendesk/app/record"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func id(parts ...string) record.ID { return record.KeyID(parts...) }

func keyOf(name string) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, name)
	return ed25519.NewKeyFromSeed(seed)
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// chain is n entries of a log of workstation ws.
func chain(t testing.TB, ws record.ID, n int) []record.Change {
	t.Helper()
	log := id("log", string(ws))
	var out []record.Change
	var prev record.Hash
	for i := range n {
		c := record.Change{Log: log, N: uint64(i + 1), Prev: prev, At: record.MakeStamp(int64(i), 0, log), When: noon}
		if i == 0 {
			c.Begins = &record.Begins{Workstation: ws, Letter: "A"}
		}
		e, err := record.Did(record.Ref{Kind: "box", ID: id("box")}, "noted", nil, struct{ Text string }{"张三"}).Seal("salt")
		ok(t, err)
		c.Events = []record.Event{e}
		c, err = c.Write()
		ok(t, err)
		out = append(out, c)
		prev = c.Hash()
	}
	return out
}

func packOf(t testing.TB, desk record.ID, by record.ID, key ed25519.PrivateKey, changes []record.Change) []byte {
	t.Helper()
	last := changes[len(changes)-1]
	h, err := SignHead(desk, record.Head{Log: last.Log, First: changes[0].N, Last: last.N, Hash: last.Hash(), Prev: changes[0].Prev, By: by}, key)
	ok(t, err)
	var entries [][]byte
	for _, c := range changes {
		raw, err := c.Encoded()
		ok(t, err)
		entries = append(entries, raw)
	}
	raw, err := encodePack(desk, h, entries)
	ok(t, err)
	return raw
}

func believed(t testing.TB, desk record.ID, raw []byte, ns names) ([]record.Change, error) {
	t.Helper()
	h, zipped, err := peekPack(desk, raw)
	if err != nil {
		return nil, err
	}
	if !ns.believes(real, desk, h) {
		return nil, ErrForged
	}
	return unpack(h, zipped)
}

func TestPackVerifiesAlsoWhenErasedAndHandedOn(t *testing.T) {
	desk, ws, key := id("desk"), id("ws"), keyOf("ws")
	ns := newNames()
	ns.add([]byte("a"), Name{Desk: desk, Workstation: ws, Key: public(key)})
	changes := chain(t, ws, 5)
	got, err := believed(t, desk, packOf(t, desk, ws, key, changes[1:]), ns)
	ok(t, err)
	if len(got) != 4 || got[3].Hash() != changes[4].Hash() || len(got[0].Events[0].Private) == 0 {
		t.Fatalf("got %d entries", len(got))
	}
	changes[2].Events[0].Private = nil
	got, err = believed(t, desk, packOf(t, desk, ws, key, changes[1:]), ns)
	ok(t, err)
	if len(got[1].Events[0].Private) != 0 || got[1].Hash() != changes[2].Hash() {
		t.Error("an erased pack is another")
	}
}

func TestForgedPacksAreNotBelieved(t *testing.T) {
	desk, ws, key := id("desk"), id("ws"), keyOf("ws")
	ns := newNames()
	ns.add([]byte("a"), Name{Desk: desk, Workstation: ws, Key: public(key)})
	changes := chain(t, ws, 5)
	good := packOf(t, desk, ws, key, changes)
	beside := chain(t, id("other"), 5)
	newer := bytes.Clone(good)
	newer[0] = 9
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"nothing":       {nil, ErrForged},
		"another key":   {packOf(t, desk, ws, keyOf("thief"), changes), ErrForged},
		"another desk":  {packOf(t, id("elsewhere"), ws, key, changes), ErrOtherDesk},
		"a gap":         {packOf(t, desk, ws, key, []record.Change{changes[0], changes[2], changes[4]}), ErrForged},
		"another log":   {packOf(t, desk, ws, key, []record.Change{changes[0], beside[1]}), ErrForged},
		"cut":           {good[:len(good)-3], ErrForged},
		"newer":         {newer, ErrNewer},
		"a bomb":        {bomb(t, desk, ws, key), ErrForged},
		"newer entries": {newerEntry(t, desk, ws, key, changes[0]), ErrNewer},
	} {
		if _, err := believed(t, desk, c.raw, ns); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Every byte counts: whatever is turned over is noticed, or changes nothing that is read.
	for i := range good {
		torn := bytes.Clone(good)
		torn[i] ^= 0x10
		got, err := believed(t, desk, torn, ns)
		if err == nil && got[4].Hash() != changes[4].Hash() {
			t.Errorf("byte %d turned over unnoticed", i)
		}
	}
}

// bomb is a small pack that unpacks to very much.
func bomb(t testing.TB, desk, ws record.ID, key ed25519.PrivateKey) []byte {
	t.Helper()
	h, err := SignHead(desk, record.Head{Log: id("log"), First: 1, Last: 1, Hash: record.HashOf(nil), By: ws}, key)
	ok(t, err)
	raw, err := encodePack(desk, h, nil)
	ok(t, err)
	enc, err := zstd.NewWriter(nil)
	ok(t, err)
	_, zipped, err := peekPack(desk, raw)
	ok(t, err)
	return enc.EncodeAll(make([]byte, 64<<20), raw[:len(raw)-len(zipped)])
}

func newerEntry(t testing.TB, desk, ws record.ID, key ed25519.PrivateKey, c record.Change) []byte {
	t.Helper()
	h, err := SignHead(desk, record.Head{Log: c.Log, First: 1, Last: 1, Hash: c.Hash(), By: ws}, key)
	ok(t, err)
	raw, err := encodePack(desk, h, [][]byte{{99, 1, 2}})
	ok(t, err)
	return raw
}

func FuzzPack(f *testing.F) {
	desk, ws, key := id("desk"), id("ws"), keyOf("ws")
	changes := chain(f, ws, 3)
	f.Add(packOf(f, desk, ws, key, changes))
	f.Add(packOf(f, desk, ws, key, changes[2:]))
	f.Add(bomb(f, desk, ws, key))
	f.Add(newerEntry(f, desk, ws, key, changes[0]))
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, zipped, err := peekPack(desk, raw)
		if err != nil {
			return
		}
		got, err := unpack(h, zipped)
		if err == nil && (len(got) == 0 || got[len(got)-1].Hash() != h.Hash) {
			t.Error("unpacked something else than its head says")
		}
	})
}

func FuzzSealed(f *testing.F) {
	desk, key := id("desk"), keyOf("hub")
	raw, err := Name{Desk: desk, Workstation: id("ws"), Key: public(keyOf("ws")), When: noon}.Sign(key)
	ok(f, err)
	f.Add(raw)
	f.Add(binary.AppendUvarint([]byte{1}, 1<<40))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if n, err := ReadName(raw, desk, []ed25519.PublicKey{public(key)}); err == nil && n.Workstation != id("ws") {
			t.Error("a name that nobody signed")
		}
	})
}

func TestNamesAreSignedByAnAuthority(t *testing.T) {
	desk, hub := id("desk"), keyOf("hub")
	name := Name{Desk: desk, Workstation: id("ws"), Key: public(keyOf("ws")), Pays: true, When: noon}
	raw, err := name.Sign(hub)
	ok(t, err)
	got, err := ReadName(raw, desk, []ed25519.PublicKey{public(keyOf("old")), public(hub)})
	ok(t, err)
	if got.Workstation != name.Workstation || !got.Pays || !bytes.Equal(got.Key, name.Key) {
		t.Errorf("got %+v", got)
	}
	if _, err := ReadName(raw, desk, []ed25519.PublicKey{public(keyOf("old"))}); !errors.Is(err, ErrForged) {
		t.Errorf("a stranger's: %v", err)
	}
	if _, err := ReadName(raw, id("elsewhere"), []ed25519.PublicKey{public(hub)}); !errors.Is(err, ErrOtherDesk) {
		t.Errorf("another desk's: %v", err)
	}
	// What is signed as one thing never passes for another.
	have, err := Have{Desk: desk, Workstation: id("ws")}.sign(real, hub)
	ok(t, err)
	if _, err := ReadName(have, desk, []ed25519.PublicKey{public(hub)}); !errors.Is(err, ErrForged) {
		t.Errorf("what a workstation has passed for a name: %v", err)
	}
	if _, err := (Name{Desk: desk, Workstation: id("ws"), Key: []byte{1}}).Sign(hub); err == nil {
		t.Error("a key of one byte was signed")
	}
}
