package exchange

import (
	"crypto/ed25519"
	"fmt"
	"maps"
	"slices"
	"time"

	"mendesk/app/record"
)

// Name says whom to believe: that a key belongs to a workstation, or that a workstation is revoked. An
// authority of the desk signs it (the hub at pairing; who holds a folder's key), so that it proves itself
// wherever it lies. Names are never withdrawn; what counts is the set of all of them.
type Name struct {
	Desk        record.ID `json:"desk"`
	Workstation record.ID `json:"workstation"`
	Key         []byte    `json:"key,omitempty"`     // Ed25519, 32 bytes; empty in a revocation
	Pays        bool      `json:"pays,omitempty"`    // may hold money
	Heir        bool      `json:"heir,omitempty"`    // the key proves what this one wrote, and nothing else: another's whose database was this one's, or its own where it was not let in
	Revoked     bool      `json:"revoked,omitempty"` // believed no more, but for what leads to Ends
	Ends        []End     `json:"ends,omitempty"`    // of the logs that it wrote
	When        time.Time `json:"when"`
}

// End is where a log of a revoked workstation ends: its entry N with Hash and all before it are believed,
// and nothing beside or after.
type End struct {
	Log  record.LogID `json:"log"`
	N    uint64       `json:"n"`
	Hash record.Hash  `json:"hash"`
}

// Sign seals the name with an authority's key.
func (n Name) Sign(authority ed25519.PrivateKey) ([]byte, error) { return n.sign(real, authority) }

func (n Name) sign(s signing, authority ed25519.PrivateKey) ([]byte, error) {
	switch {
	case !n.Desk.Valid() || !n.Workstation.Valid():
		return nil, fmt.Errorf("a name needs a desk and a workstation, not %q and %q", n.Desk, n.Workstation)
	case !n.Revoked && len(n.Key) != ed25519.PublicKeySize:
		return nil, fmt.Errorf("the key of workstation %s has %d bytes", n.Workstation, len(n.Key))
	case n.Heir && (n.Pays || n.Revoked):
		return nil, fmt.Errorf("an heir of workstation %s that pays, or is revoked", n.Workstation)
	}
	n.When = record.Instant(n.When)
	return s.seal("name", n, authority)
}

// NamesOf signs what there is to say of a workstation that is let in: its name, and that it is the heir of those that
// its database was.
func NamesOf(desk, workstation record.ID, was []record.ID, key []byte, pays bool, now time.Time, authority ed25519.PrivateKey) ([][]byte, error) {
	name, err := Name{Desk: desk, Workstation: workstation, Key: key, Pays: pays, When: now}.Sign(authority)
	names := [][]byte{name}
	for _, ws := range was {
		if err == nil {
			name, err = Name{Desk: desk, Workstation: ws, Key: key, Heir: true, When: now}.Sign(authority)
			names = append(names, name)
		}
	}
	return names, err
}

// ReadName reads a name of a desk that one of its authorities signed. ErrForged, ErrNewer, ErrOtherDesk.
func ReadName(raw []byte, desk record.ID, authorities []ed25519.PublicKey) (Name, error) {
	return readName(real, raw, desk, authorities)
}

func readName(s signing, raw []byte, desk record.ID, authorities []ed25519.PublicKey) (Name, error) {
	var n Name
	by, err := s.unseal("name", raw, &n)
	if err != nil {
		return n, err
	}
	switch {
	case !slices.ContainsFunc(authorities, func(a ed25519.PublicKey) bool { return a.Equal(by) }):
		return n, fmt.Errorf("a name signed by a stranger: %w", ErrForged)
	case n.Desk != desk:
		return n, ErrOtherDesk
	case !n.Workstation.Valid(), !n.Revoked && len(n.Key) != ed25519.PublicKeySize, n.Heir && (n.Pays || n.Revoked):
		return n, fmt.Errorf("a name of nobody: %w", ErrForged)
	}
	return n, nil
}

// names is the set of what is known of whom to believe.
type names struct {
	raw     map[string]bool // as they were signed
	keys    map[record.ID][]Name
	revoked map[record.ID]bool
	ends    map[record.LogID][]ended
}

// ended is an end of a log as the revocation of a workstation says it.
type ended struct {
	workstation record.ID
	tip         record.Tip
}

func newNames() names {
	return names{map[string]bool{}, map[record.ID][]Name{}, map[record.ID]bool{}, map[record.LogID][]ended{}}
}

// asNow is whose keys are whose, for one who looks on while names are added.
func (ns names) asNow() names { return names{keys: maps.Clone(ns.keys)} }

// add takes a name in; false when it was known.
func (ns names) add(raw []byte, n Name) bool {
	if ns.raw[string(raw)] {
		return false
	}
	ns.raw[string(raw)] = true
	if !n.Revoked {
		ns.keys[n.Workstation] = append(ns.keys[n.Workstation], n)
		return true
	}
	ns.revoked[n.Workstation] = true
	for _, e := range n.Ends {
		ns.ends[e.Log] = append(ns.ends[e.Log], ended{n.Workstation, record.Tip{N: e.N, Hash: e.Hash}})
	}
	return true
}

// signedBy tells whether a workstation's key made sig, and whether that key may hold money.
func (ns names) signedBy(s signing, ws record.ID, message, sig []byte) (by, pays bool) {
	for _, n := range ns.keys[ws] {
		if s.verify(n.Key, message, sig) {
			return true, n.Pays
		}
	}
	return false, false
}

// named tells whether a workstation was let in itself; of one that has heirs alone nothing else is to be heard.
func (ns names) named(ws record.ID) bool {
	return slices.ContainsFunc(ns.keys[ws], func(n Name) bool { return !n.Heir })
}

// known tells whether key belongs to a workstation that is believed.
func (ns names) known(ws record.ID, key ed25519.PublicKey) bool {
	return !ns.revoked[ws] && slices.ContainsFunc(ns.keys[ws], func(n Name) bool { return !n.Heir && key.Equal(ed25519.PublicKey(n.Key)) })
}

// heir tells whether key may sign what a workstation wrote, as another that has its database.
func (ns names) heir(ws record.ID, key ed25519.PublicKey) bool {
	return !ns.revoked[ws] && slices.ContainsFunc(ns.keys[ws], func(n Name) bool { return n.Heir && key.Equal(ed25519.PublicKey(n.Key)) })
}

func (ns names) mayPay(ws record.ID, key ed25519.PublicKey) bool {
	return slices.ContainsFunc(ns.keys[ws], func(n Name) bool { return n.Pays && key.Equal(ed25519.PublicKey(n.Key)) })
}
