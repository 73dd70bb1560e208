package storage

import (
	"encoding/binary"
	"fmt"

	"mendesk/app/record"
)

const foldedFormat = 1

const (
	// flagNewer: an event of a newer version is in the history, so the record is read-only here.
	flagNewer byte = 1 << iota
	// flagBroken: an event could not be folded for a reason that no rule foresaw.
	flagBroken
)

// folded is a record as its history makes it.
type folded struct {
	state   any
	flags   byte
	count   uint64 // events in its history
	applied uint64 // of these, the ones that took effect; 0: there is no record to see
	last    string // place of its last change: stamp and hash8
}

func (f folded) exists() bool { return f.applied > 0 }

func (f folded) stamp() record.Stamp {
	if len(f.last) != placeSize {
		return ""
	}
	return record.Stamp(f.last[:stampSize])
}

// The stored form: format, flags, fold version, count, applied, last place, state as JSON, sum.
func (k *kind) encodeFolded(f folded) ([]byte, error) {
	state, err := k.Encode(f.state)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", k.Name, err)
	}
	b := make([]byte, 0, len(state)+placeSize+20)
	b = append(b, foldedFormat, f.flags)
	b = binary.AppendUvarint(b, uint64(k.Version))
	b = binary.AppendUvarint(b, f.count)
	b = binary.AppendUvarint(b, f.applied)
	b = append(b, f.last...)
	return summed(append(b, state...)), nil
}

func (k *kind) decodeFolded(id []byte, raw []byte) (folded, error) {
	f, state, err := k.peekFolded(id, raw)
	if err != nil {
		return f, err
	}
	if f.state, err = k.Decode(state); err != nil {
		return f, fmt.Errorf("%s %s: %w: %w", k.Name, id, ErrDamaged, err)
	}
	return f, nil
}

// peekFolded reads all but the state, which it gives undecoded.
func (k *kind) peekFolded(id, raw []byte) (folded, []byte, error) {
	what := k.Name + " " + string(id)
	b, err := unsummed(raw, what)
	if err != nil {
		return folded{}, nil, err
	}
	if len(b) < 2 || b[0] != foldedFormat {
		return folded{}, nil, fmt.Errorf("%s has an unknown format: %w", what, ErrNewer)
	}
	f := folded{flags: b[1]}
	b = b[2:]
	var numbers [3]uint64
	for i := range numbers {
		n, w := binary.Uvarint(b)
		if w <= 0 {
			return f, nil, fmt.Errorf("%s is cut short: %w", what, ErrDamaged)
		}
		numbers[i], b = n, b[w:]
	}
	f.count, f.applied = numbers[1], numbers[2]
	if len(b) < placeSize {
		return f, nil, fmt.Errorf("%s is cut short: %w", what, ErrDamaged)
	}
	f.last = string(b[:placeSize])
	return f, b[placeSize:], nil
}
