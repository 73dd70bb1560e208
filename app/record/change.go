package record

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxChange is the largest encoded change, in bytes.
const MaxChange = 512 << 10

// Change is what one command did: atomic on disk and on the wire. Its identity is its hash over everything
// but the private parts, which are covered by their sealed digests.
type Change struct {
	Log    LogID     // who wrote it
	N      uint64    // place in its log, from 1
	Prev   Hash      // the entry before it in its log; empty for the first
	At     Stamp     // place in the order of all changes
	When   time.Time // business time, UTC in milliseconds
	By     ID        // the person whose command it was
	Begins *Begins   // only on the first entry of a log; never folded
	Events []Event

	body []byte // the bytes that the hash is over, as they were first written
	hash Hash   // of body
	read *read  // what it was read from; nil for one that was written here
}

// read is an encoded change with what was read from it.
type read struct {
	raw    []byte
	change Change
	begins Begins
}

// Begins opens a log: which workstation writes it, and which log its database wrote before.
type Begins struct {
	Workstation ID     `json:"workstation"`
	Letter      string `json:"letter"` // letter and generation in human numbers, as in "A" or "A2"
	Parent      LogID  `json:"parent,omitempty"`
}

type bodyEvent struct {
	Kind   string         `json:"kind"`
	ID     ID             `json:"id"`
	What   string         `json:"what"`
	When   time.Time      `json:"when,omitzero"`
	Data   jsontext.Value `json:"data,omitempty"`
	Sealed Hash           `json:"sealed,omitempty"`
}

type body struct {
	Log    LogID       `json:"log"`
	N      uint64      `json:"n"`
	Prev   Hash        `json:"prev,omitempty"`
	At     Stamp       `json:"at"`
	When   time.Time   `json:"when"`
	By     ID          `json:"by,omitempty"`
	Begins *Begins     `json:"begins,omitempty"`
	Events []bodyEvent `json:"events"`
}

// Write fixes the bytes of a new change. Its events must be sealed before.
func (c Change) Write() (Change, error) {
	b := body{c.Log, c.N, c.Prev, c.At, Instant(c.When), c.By, c.Begins, make([]bodyEvent, len(c.Events))}
	c.Events = slices.Clone(c.Events)
	for i, e := range c.Events {
		if err := e.Err(); err != nil {
			return c, err
		}
		e.When = Instant(e.When)
		c.Events[i] = e
		b.Events[i] = bodyEvent{e.Of.Kind, e.Of.ID, e.What, e.When, e.Data, e.Sealed}
	}
	raw, err := Encode(b)
	if err != nil {
		return c, fmt.Errorf("write change %d of log %s: %w", c.N, c.Log, err)
	}
	c.body, c.hash, c.When, c.read = raw, HashOf(raw), b.When, nil
	return c, nil
}

// Hash is the change's identity; empty before [Change.Write].
func (c Change) Hash() Hash { return c.hash }

// The journal's framing: a format byte, then the body and each event's private part, each after its length.
const changeFormat = 1

// Encoded gives the change as it is stored and sent.
func (c Change) Encoded() ([]byte, error) {
	if len(c.body) == 0 {
		return nil, errors.New("change was not written before it is stored")
	}
	out := make([]byte, 0, len(c.body)+256)
	out = append(out, changeFormat)
	out = appendPart(out, c.body)
	for _, e := range c.Events {
		out = appendPart(out, e.Private)
	}
	if len(out) > MaxChange {
		return nil, Problem{Code: "change.tooLarge", Params: Params{"limit": "512 KiB"}}
	}
	return out, nil
}

func appendPart(out, part []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(part)))
	return append(out, part...)
}

// ErrDamaged is wrapped by every error about bytes that are not what was once written.
var ErrDamaged = errors.New("damaged")

// ErrInvalid means a foreign change breaks the rules that every change follows.
var ErrInvalid = errors.New("change is invalid")

// ErrNewerFormat means the bytes were written by a newer version of the desk.
var ErrNewerFormat = errors.New("written by a newer version")

// DecodeChange reads an encoded change, keeping its bytes as they came, and checks that every private
// part that is present matches its sealed digest.
func DecodeChange(raw []byte) (Change, error) {
	if len(raw) == 0 {
		return Change{}, fmt.Errorf("change is empty: %w", ErrDamaged)
	}
	if raw[0] != changeFormat {
		return Change{}, fmt.Errorf("change has format %d: %w", raw[0], ErrNewerFormat)
	}
	raw = slices.Clip(bytes.Clone(raw))
	bodyRaw, rest, err := takePart(raw[1:])
	if err != nil {
		return Change{}, err
	}
	var b body
	if err := json.Unmarshal(bodyRaw, &b); err != nil {
		return Change{}, fmt.Errorf("change body: %w: %w", ErrDamaged, err)
	}
	c := Change{b.Log, b.N, b.Prev, b.At, Instant(b.When), b.By, b.Begins, make([]Event, len(b.Events)), bodyRaw, HashOf(bodyRaw), nil}
	for i, e := range b.Events {
		var private []byte
		if private, rest, err = takePart(rest); err != nil {
			return Change{}, err
		}
		if len(private) > 0 && HashOf(private) != e.Sealed {
			return Change{}, fmt.Errorf("private part of event %d in change %d of log %s: %w", i, b.N, b.Log, ErrDamaged)
		}
		c.Events[i] = Event{Of: Ref{e.Kind, e.ID}, What: e.What, When: Instant(e.When), Data: e.Data, Sealed: e.Sealed}
		if len(private) > 0 {
			c.Events[i].Private = private
		}
	}
	if len(rest) != 0 {
		return Change{}, fmt.Errorf("change %d of log %s has %d bytes too many: %w", b.N, b.Log, len(rest), ErrDamaged)
	}
	c.read = &read{raw: raw, change: c}
	c.read.change.Events = slices.Clone(c.Events)
	if c.Begins != nil {
		c.read.begins = *c.Begins
	}
	return c, nil
}

// AsRead gives the bytes that [DecodeChange] read the change from, which are then what [Change.Encoded] gives; ok is
// false for one that was written here, that is too large, or of which anything was changed since.
func (c Change) AsRead() (raw []byte, ok bool) {
	if c.read == nil || len(c.read.raw) > MaxChange || len(c.read.raw) != c.length() {
		return nil, false
	}
	was := c.read.change
	same := c.Log == was.Log && c.N == was.N && c.Prev == was.Prev && c.At == was.At && c.When.Equal(was.When) && c.By == was.By &&
		c.Begins == was.Begins && (c.Begins == nil || *c.Begins == c.read.begins) && slices.EqualFunc(c.Events, was.Events, Event.equal)
	return c.read.raw, same
}

// length of the encoded change, each part's own length written as short as it can be.
func (c Change) length() int {
	n := 1 + partLength(len(c.body))
	for _, e := range c.Events {
		n += partLength(len(e.Private))
	}
	return n
}

func partLength(n int) int {
	var room [binary.MaxVarintLen64]byte
	return binary.PutUvarint(room[:], uint64(n)) + n
}

func (e Event) equal(o Event) bool {
	return e.Of == o.Of && e.What == o.What && e.When.Equal(o.When) && e.Sealed == o.Sealed && bytes.Equal(e.Data, o.Data) && bytes.Equal(e.Private, o.Private)
}

func takePart(b []byte) (part, rest []byte, err error) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)-w) {
		return nil, nil, fmt.Errorf("change is cut short: %w", ErrDamaged)
	}
	end := w + int(n)
	return b[w:end:end], b[end:], nil
}

// Happened gives the change's events as folds see them.
func (c Change) Happened() []Happened {
	entry := c.Hash()
	out := make([]Happened, len(c.Events))
	for i, e := range c.Events {
		if e.When.IsZero() {
			e.When = c.When
		}
		out[i] = Happened{Event: e, At: c.At, By: c.By, Entry: entry}
	}
	return out
}

// Merged says what a merge did.
type Merged struct {
	Added   int    // changes that were new here and applied
	Known   int    // changes that were here already
	Waiting int    // changes kept until their predecessor comes
	Forks   []Fork // places of a log at which two different entries are known
	Refused int    // decisions that did not hold against what happened before them
}

// Fork is a place of a log that was written twice, as by a copied folder.
type Fork struct {
	Log LogID  `json:"log"`
	N   uint64 `json:"n"`
}
