package courier

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"mendesk/app/record"
)

// Notes is where a workstation keeps what is its own and no record; storage.Store is one.
type Notes interface {
	Locals(prefix string) (map[string][]byte, error)
	SetLocal(key string, value []byte) error
}

// Book is what this workstation remembers of attachments: which were here once, and at which place the others find
// them. It may be used from many goroutines.
type Book struct {
	notes Notes

	mu    sync.Mutex
	lines map[record.Hash]line
}

type line struct {
	Here bool   `json:"here,omitempty"` // it was here once: when it is not, it was lost
	At   string `json:"at,omitempty"`   // the place where it lies whole, as far as is known
}

const bookKey = "file/"

// OpenBook reads what is remembered.
func OpenBook(notes Notes) (*Book, error) {
	raw, err := notes.Locals(bookKey)
	if err != nil {
		return nil, fmt.Errorf("read what is known of attachments: %w", err)
	}
	b := &Book{notes: notes, lines: map[record.Hash]line{}}
	for digest, text := range raw {
		var l line
		if json.Unmarshal(text, &l) == nil { // else a newer version's; it is found out again
			b.lines[record.Hash(strings.TrimPrefix(digest, bookKey))] = l
		}
	}
	return b, nil
}

// Here tells whether a file was ever kept here.
func (b *Book) Here(digest record.Hash) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines[digest].Here
}

// LiesAt tells whether the others find a file at a place.
func (b *Book) LiesAt(digest record.Hash, place string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return place != "" && b.lines[digest].At == place
}

// KeptHere notes that a file is here.
func (b *Book) KeptHere(digest record.Hash) error {
	return b.note(digest, func(l *line) { l.Here = true })
}

// FoundAt notes that a file is here and that the others find it at a place.
func (b *Book) FoundAt(digest record.Hash, place string) error {
	return b.note(digest, func(l *line) { l.Here, l.At = true, place })
}

func (b *Book) note(digest record.Hash, change func(*line)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.lines[digest]
	was := l
	if change(&l); l == was {
		return nil
	}
	raw, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := b.notes.SetLocal(bookKey+string(digest), raw); err != nil {
		return fmt.Errorf("note an attachment: %w", err)
	}
	b.lines[digest] = l
	return nil
}
