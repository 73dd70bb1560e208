package courier

import (
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// made is the list of a file that is larger than a piece. All pieces but the last are of the largest size, so that
// one file has one list.
type made struct {
	Size   int64         `json:"size"`
	Pieces []record.Hash `json:"pieces"`
}

func (m made) bytes() ([]byte, error) { return json.Marshal(m, json.Deterministic(true)) }

// PiecesOf gives the pieces that a list names; none when it is no list.
func PiecesOf(raw []byte) []record.Hash {
	var m made
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return slices.DeleteFunc(m.Pieces, func(piece record.Hash) bool {
		_, err := piece.Bytes()
		return err != nil
	})
}

// readMade reads a list of a file that should have so many bytes.
func readMade(raw []byte, size int64) (m made, err error) {
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("a list of pieces: %w", err)
	}
	if m.Size != size || int64(len(m.Pieces)) != (size+exchange.MaxPiece-1)/exchange.MaxPiece {
		return m, fmt.Errorf("a list of %d pieces of %d bytes for a file of %d", len(m.Pieces), m.Size, size)
	}
	for _, p := range m.Pieces {
		if _, err := p.Bytes(); err != nil {
			return m, err
		}
	}
	return m, nil
}

// length is how many bytes piece i has.
func (m made) length(i int) int {
	return int(min(exchange.MaxPiece, m.Size-int64(i)*exchange.MaxPiece))
}

// wanted is the list of what a workstation lacks and did not find.
type wanted struct {
	Files []record.Hash `json:"files"`
}

const (
	wantedName = "wanted"
	mostWanted = 500
)

func readWanted(raw []byte) []record.Hash {
	var w wanted
	if json.Unmarshal(raw, &w) != nil || len(w.Files) > mostWanted { // another version's: nobody is held up
		return nil
	}
	return slices.DeleteFunc(w.Files, func(d record.Hash) bool {
		_, err := d.Bytes()
		return err != nil
	})
}
