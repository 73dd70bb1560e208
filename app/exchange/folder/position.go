package folder

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"slices"

	"mendesk/app/exchange"
)

// spot is how far one file was read. Copies of a file that grew apart have a spot each.
type spot struct {
	id  [idLen]byte
	n   uint64
	tag [16]byte
}

const (
	spotLen = idLen + 8 + 16
	// mostSpots of one file are kept: more copies than that are read again now and then, which changes nothing.
	mostSpots = 32
)

func spotOf(x *found, at mark) spot { return spot{x.box.id, at.N, at.Tag} }

// compare sorts by file, the one that reads furthest first.
func (s spot) compare(o spot) int {
	if c := bytes.Compare(s.id[:], o.id[:]); c != 0 {
		return c
	}
	if s.n != o.n {
		return int(o.n) - int(s.n)
	}
	return bytes.Compare(s.tag[:], o.tag[:])
}

// position writes spots down, each once, the furthest of a file first.
func position(spots []spot) exchange.Position {
	spots = slices.Clone(spots)
	slices.SortFunc(spots, spot.compare)
	spots = slices.Compact(spots)
	var raw []byte
	of := 0
	for i, s := range spots {
		if of++; i == 0 || spots[i-1].id != s.id {
			of = 0
		}
		if of >= mostSpots {
			continue
		}
		raw = append(raw, s.id[:]...)
		raw = binary.BigEndian.AppendUint64(raw, s.n)
		raw = append(raw, s.tag[:]...)
	}
	return exchange.Position(base64.RawURLEncoding.EncodeToString(raw))
}

// spots reads a position; one that is none begins at the beginning, for reading again changes nothing.
func spots(p exchange.Position) []spot {
	raw, err := base64.RawURLEncoding.DecodeString(string(p))
	if err != nil || len(raw)%spotLen != 0 {
		return nil
	}
	var out []spot
	for ; len(raw) > 0; raw = raw[spotLen:] {
		s := spot{n: binary.BigEndian.Uint64(raw[idLen:])}
		copy(s.id[:], raw)
		copy(s.tag[:], raw[idLen+8:])
		out = append(out, s)
	}
	return out
}

// after tells which message of the file comes next for who has read up to these spots, and the spots that this file
// has passed.
func (x *found) after(read []spot) (next int, passed []spot) {
	for _, s := range read {
		if s.id != x.box.id {
			continue
		}
		m := mark{N: s.n, Tag: s.tag}
		at := slices.IndexFunc(x.known, func(k indexed) bool { return k.at.same(m) })
		if x.end.same(m) {
			at = len(x.known)
		}
		if at >= 0 {
			next, passed = max(next, at), append(passed, s)
		}
	}
	return next, passed
}

// Reached tells whether who has read up to reader has read all that lies before of.
func (f *Folder) Reached(reader, of exchange.Position) bool {
	have := spots(reader)
	for _, want := range spots(of) {
		if !slices.ContainsFunc(have, func(s spot) bool {
			return s.id == want.id && (s.n > want.n || s.n == want.n && s.tag == want.tag)
		}) {
			return false
		}
	}
	return true
}
