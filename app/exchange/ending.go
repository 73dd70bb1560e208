package exchange

import (
	"cmp"
	"crypto/ed25519"
	"slices"

	"mendesk/app/record"
)

// Ending gathers, from what lies at a place, where the logs of a workstation end that is to be revoked. Give it all
// packs and holds once the workstation can add no more.
type Ending struct {
	desk, workstation record.ID
	keys              []ed25519.PublicKey
	s                 signing
	packs             map[record.LogID][]record.Head
	holds             map[record.LogID][]End
}

// NewEnding begins with nothing; keys are all that the workstation ever signed with.
func NewEnding(desk, workstation record.ID, keys []ed25519.PublicKey) *Ending {
	return newEnding(real, desk, workstation, keys)
}

func newEnding(s signing, desk, workstation record.ID, keys []ed25519.PublicKey) *Ending {
	return &Ending{desk, workstation, keys, s, map[record.LogID][]record.Head{}, map[record.LogID][]End{}}
}

// Pack takes a message of entries, whoever handed it on; what the workstation did not sign is passed over.
func (e *Ending) Pack(raw []byte) {
	h, _, err := peekPack(e.desk, raw)
	if err != nil || h.By != e.workstation {
		return
	}
	body, err := statementOf(e.desk, h)
	if err == nil && slices.ContainsFunc(e.keys, func(key ed25519.PublicKey) bool { return e.s.verify(key, signed("pack", body), h.Sig) }) {
		e.packs[h.Log] = append(e.packs[h.Log], h)
	}
}

// Hold takes a message of a payment likewise. It says that its writer had the entry, which may lie here no more:
// a payment that the others knew of is not forgotten because its entry was lost.
func (e *Ending) Hold(raw []byte) {
	var h Hold
	by, err := e.s.unseal("hold", raw, &h)
	if err != nil || h.Desk != e.desk || h.Workstation != e.workstation {
		return
	}
	if slices.ContainsFunc(e.keys, func(key ed25519.PublicKey) bool { return key.Equal(by) }) {
		e.holds[h.Log] = append(e.holds[h.Log], End{h.Log, h.N, h.Change})
	}
}

// Of a log so many of its last packs and payments are named: when the last one is lost, those before it are still
// proven.
const lastNamed = 64

// Ends are the last entries of each log that the workstation signed, in the order of the logs. One too many
// harms nothing, since an end says that all before it is believed.
func (e *Ending) Ends() []End {
	var out []End
	for _, packs := range e.packs {
		out = append(out, endsOf(packs)...)
	}
	for _, holds := range e.holds {
		slices.SortFunc(holds, byPlaceOfEnd)
		out = append(out, holds[max(0, len(holds)-lastNamed):]...)
	}
	slices.SortFunc(out, byPlaceOfEnd)
	return slices.Compact(out)
}

func byPlaceOfEnd(a, b End) int {
	return cmp.Or(cmp.Compare(a.Log, b.Log), cmp.Compare(a.N, b.N), cmp.Compare(a.Hash, b.Hash))
}

// endsOf gives the ends of the last packs of a log, and where packs overlap, as they do beside a fork, the end of
// each of these too.
func endsOf(packs []record.Head) []End {
	slices.SortFunc(packs, func(a, b record.Head) int { return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.Hash, b.Hash)) })
	packs = slices.CompactFunc(packs, func(a, b record.Head) bool { return a.Last == b.Last && a.Hash == b.Hash })
	var out []End
	for i, h := range packs {
		beside := i > 0 && packs[i-1].Last >= h.First || slices.ContainsFunc(packs[i+1:], func(x record.Head) bool { return x.First <= h.Last })
		if i >= len(packs)-lastNamed || beside {
			out = append(out, End{h.Log, h.Last, h.Hash})
		}
	}
	return out
}
