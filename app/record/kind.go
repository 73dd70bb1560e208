package record

import (
	"errors"
	"fmt"
	"iter"

	"github.com/go-json-experiment/json"
)

// Nature says what becomes of an event that clashes with what happened before it.
type Nature int

const (
	// Fact events always apply (sent, received, paid); where they clash they raise a flag in the record.
	Fact Nature = iota + 1
	// Decision events can be refused by the fold; a refused one is kept and shown as a conflict.
	Decision
)

// Vocabulary lists the events of a kind with their nature. A word that is not in it was written by a newer
// version and makes the record read-only here.
type Vocabulary map[string]Nature

// Kind is all that storage is told about a kind of record. Every folded T carries its id.
type Kind[T any] struct {
	Name    string
	Version int // raised when After, Indexes, Row or Reach change what is stored
	Events  Vocabulary
	After   func(T, Happened) (T, error) // pure fold; Refused for a decision that does not hold
	Indexes []Index[T]
	Row     func(T, Versions, Intern) []byte     // figures row of a fixed size; nil: none
	Reach   func(T) int64                        // until when a figure asks for that row, see [Rows]; nil: [Always]
	Words   func(T, iter.Seq[Happened]) []string // what search finds it by; nil: none
	Newest  string                               // the index of one moment by which search lists, latest first; empty: by id
}

// Index is one order in which records of a kind are listed.
type Index[T any] struct {
	Name string
	Keys func(T, Versions) []Tuple // none: the record is not in this index
}

// Versions looks up published versions (calendars, standards), which never change. Only indexes and rows
// may ask; a version that is missing now is remembered, and the record derived again when it comes.
type Versions interface {
	Version(Ref) (any, bool)
}

// Look finds the published version id of kind k.
func Look[T any](v Versions, k Kind[T], id ID) (T, bool) {
	got, ok := v.Version(Ref{k.Name, id})
	if !ok {
		var none T
		return none, false
	}
	t, ok := got.(T)
	return t, ok
}

// Intern gives a word its number on this workstation; the same word always has the same number here.
type Intern func(word string) uint32

// Refused is what After returns for a decision that does not hold against what happened before it.
type Refused struct{ Reason Problem }

func (r Refused) Error() string { return "refused: " + r.Reason.Error() }

// Refuse is short for a Refused with a code.
func Refuse(code string) error { return Refused{Problem{Code: code}} }

// ErrUnknownEvent means an event is not in the kind's vocabulary.
var ErrUnknownEvent = errors.New("event of a newer version")

// AnyKind is a Kind whose type is forgotten; values are passed as any.
type AnyKind struct {
	Name    string
	Version int
	Indexes []string
	Erases  bool // its records can be erased, see [Erased]

	New    func() any
	Decode func([]byte) (any, error)
	Encode func(any) ([]byte, error)
	// After folds one event: ErrUnknownEvent for a word outside the vocabulary, Refused only for decisions.
	After func(any, Happened) (any, error)
	Keys  func(index int, state any, v Versions) []Tuple
	Row   func(any, Versions, Intern) []byte // nil when the kind has no row
	Reach func(any) int64                    // nil for always
	Words func(any, iter.Seq[Happened]) []string
	// Newest is the index by which search lists, empty for by id.
	Newest string
}

// Any forgets the type.
func (k Kind[T]) Any() AnyKind {
	a := AnyKind{Name: k.Name, Version: k.Version, Newest: k.Newest}
	_, a.Erases = k.Events[Erased]
	for _, ix := range k.Indexes {
		a.Indexes = append(a.Indexes, ix.Name)
	}
	a.New = func() any { var t T; return t }
	a.Decode = func(b []byte) (any, error) {
		var t T
		err := json.Unmarshal(b, &t)
		return t, err
	}
	a.Encode = func(v any) ([]byte, error) { return Encode(v) }
	a.After = func(v any, h Happened) (any, error) { return k.after(v.(T), h) }
	a.Keys = func(i int, v any, vs Versions) []Tuple { return k.Indexes[i].Keys(v.(T), vs) }
	if k.Row != nil {
		a.Row = func(v any, vs Versions, in Intern) []byte { return k.Row(v.(T), vs, in) }
	}
	if k.Reach != nil {
		a.Reach = func(v any) int64 { return k.Reach(v.(T)) }
	}
	if k.Words != nil {
		a.Words = func(v any, seq iter.Seq[Happened]) []string { return k.Words(v.(T), seq) }
	}
	return a
}

func (k Kind[T]) after(t T, h Happened) (any, error) {
	nature, ok := k.Events[h.What]
	if !ok {
		return t, fmt.Errorf("%s on %s: %w", h.What, k.Name, ErrUnknownEvent)
	}
	next, err := k.After(t, h)
	var refused Refused
	if errors.As(err, &refused) && nature == Fact {
		return t, fmt.Errorf("kind %s refused the fact %s: %w", k.Name, h.What, refused.Reason)
	}
	if err != nil {
		return t, err
	}
	return next, nil
}

// Ref names a record of this kind.
func (k Kind[T]) Ref(id ID) Ref { return Ref{k.Name, id} }

// Did makes an event on a record of this kind; see [Did].
func (k Kind[T]) Did(id ID, what string, data, private any) Event {
	return Did(k.Ref(id), what, data, private)
}
