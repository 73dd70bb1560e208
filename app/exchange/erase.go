package exchange

import (
	"bytes"
	"slices"

	"mendesk/app/record"
)

// Eraser finds in a place's log what was erased, and what may stand in its stead. Whoever orders the log asks it, with
// rights of its own; a workstation never deletes. Erasures are believed as workstations believe them: of an entry that
// the workstation signed which began the log.
type Eraser struct {
	desk     record.ID
	believed func(record.Head) bool
	begun    map[record.LogID][]record.ID
	claims   []claim
	files    map[record.Hash]map[record.Ref]record.Stamp // attached to which record, when last
}

// claim is an erasure under a signature.
type claim struct {
	log record.LogID
	by  record.ID
	ref record.Ref
	at  record.Stamp
}

// NewEraser makes an eraser for a desk; believed tells whether the workstation that a head names signed it.
func NewEraser(desk record.ID, believed func(record.Head) bool) *Eraser {
	return &Eraser{desk: desk, believed: believed, begun: map[record.LogID][]record.ID{}, files: map[record.Hash]map[record.Ref]record.Stamp{}}
}

var erasedWord, attachedWord = []byte(`"` + record.Erased + `"`), []byte(`"` + record.Attached + `"`)

// See looks at a message of kind [Log] or [Relay]; news tells that it brings an erasure.
func (e *Eraser) See(raw []byte) (news bool) {
	h, zipped, err := peekPack(e.desk, raw)
	if err != nil {
		return false
	}
	dec, err := decoder()
	if err != nil {
		return false
	}
	if plain, err := dec.DecodeAll(zipped, nil); err != nil || h.First > 1 && !bytes.Contains(plain, erasedWord) && !bytes.Contains(plain, attachedWord) {
		return false // nothing can be in it, and most packs are passed over here
	}
	changes, err := unpack(h, zipped)
	if err != nil || !e.believed(h) {
		return false
	}
	if b := changes[0].Begins; h.First == 1 && b != nil && b.Workstation == h.By {
		e.begun[h.Log] = append(e.begun[h.Log], h.By)
	}
	for _, c := range changes {
		e.seeFiles(c)
		for _, ref := range c.Erases() {
			x := claim{h.Log, h.By, ref, c.At}
			if !slices.Contains(e.claims, x) {
				e.claims, news = append(e.claims, x), true
			}
		}
	}
	return news
}

func (e *Eraser) seeFiles(c record.Change) {
	for _, h := range c.Happened() {
		if h.What != record.Attached {
			continue
		}
		f, err := record.AttachmentOf(h)
		if err != nil || f.Digest == "" {
			continue
		}
		if e.files[f.Digest] == nil {
			e.files[f.Digest] = map[record.Ref]record.Stamp{}
		}
		e.files[f.Digest][h.Of] = max(e.files[f.Digest][h.Of], c.At)
	}
}

// Files lists the attachments that were erased with every record that ever named them.
func (e *Eraser) Files() []record.Hash {
	erased := e.Erasures()
	out := []record.Hash{}
	for digest, of := range e.files {
		still := false
		for ref, at := range of {
			still = still || at >= erased[ref]
		}
		if !still {
			out = append(out, digest)
		}
	}
	slices.Sort(out)
	return out
}

// Erasures tells when records were erased, as far as messages were seen.
func (e *Eraser) Erasures() map[record.Ref]record.Stamp {
	out := map[record.Ref]record.Stamp{}
	for _, c := range e.claims {
		if slices.Contains(e.begun[c.log], c.by) {
			out[c.ref] = max(out[c.ref], c.at)
		}
	}
	return out
}

// Redact gives a message of kind [Log] or [Relay] without the private parts that were erased; nil when it has none.
// Its signature covers no private part and stays as it was.
func (e *Eraser) Redact(raw []byte, erased map[record.Ref]record.Stamp) ([]byte, error) {
	h, changes, whole := e.open(raw)
	if !whole || len(erased) == 0 { // nobody reads what is no pack of this desk
		return nil, nil
	}
	entries, less := make([][]byte, 0, len(changes)), false
	for _, c := range changes {
		c, had := c.Redacted(func(ref record.Ref) record.Stamp { return erased[ref] })
		less = less || had
		entry, err := c.Encoded()
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
	if !less {
		return nil, nil
	}
	return encodePack(e.desk, h, entries)
}

// open unpacks a pack; whole is false for what is none of this desk's.
func (e *Eraser) open(raw []byte) (h record.Head, changes []record.Change, whole bool) {
	h, zipped, err := peekPack(e.desk, raw)
	if err == nil {
		changes, err = unpack(h, zipped)
	}
	return h, changes, err == nil
}
