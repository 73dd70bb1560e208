package record

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Event is one thing that happened to one record.
type Event struct {
	Of      Ref            // the record it happened to
	What    string         // what happened, a word of the kind's [Vocabulary]
	When    time.Time      // business time, UTC; zero means the change's
	Data    jsontext.Value // what rules and figures need; never a personal detail or free text
	Private jsontext.Value // names, contacts, addresses and every free text, under a salt; can be erased
	Sealed  Hash           // digest of Private as stored, so that the chain holds when Private is erased

	bad error // why Data or Private could not be written as JSON
}

// Did makes an event on a record. data and private are structs (nil for none); text that is not valid
// UTF-8 makes an event that no store accepts.
func Did(of Ref, what string, data, private any) Event {
	e := Event{Of: of, What: what}
	e.Data, e.bad = encode(data)
	if e.bad == nil {
		e.Private, e.bad = encode(private)
	}
	return e
}

// At returns the event with its own business time, for imports and late entries.
func (e Event) At(when time.Time) Event {
	e.When = Instant(when)
	return e
}

// Err tells why the event cannot be stored; nil when it can.
func (e Event) Err() error {
	if e.bad != nil {
		return fmt.Errorf("event %s on %s %s: %w", e.What, e.Of.Kind, e.Of.ID, e.bad)
	}
	return nil
}

type secret struct {
	Salt string         `json:"salt"`
	Is   jsontext.Value `json:"is"`
}

// Seal puts Private under a salt and takes its digest. Storage calls it once, when the event is appended.
func (e Event) Seal(salt string) (Event, error) {
	if len(e.Private) == 0 {
		return e, nil
	}
	b, err := Encode(secret{salt, e.Private})
	if err != nil {
		return e, fmt.Errorf("seal event %s on %s %s: %w", e.What, e.Of.Kind, e.Of.ID, err)
	}
	e.Private, e.Sealed = b, HashOf(b)
	return e, nil
}

// Happened is an event as a fold sees it: with its place in the order, its author and its entry.
type Happened struct {
	Event
	At    Stamp
	By    ID
	Entry Hash // identity of the change that carried it
}

// Read decodes an event's Data. Members that this version does not know are passed over; they stay in the journal.
func Read[D any](h Happened) (D, error) {
	var d D
	if len(h.Data) == 0 {
		return d, nil
	}
	if err := json.Unmarshal(h.Data, &d); err != nil {
		return d, fmt.Errorf("read %s of %s %s: %w", h.What, h.Of.Kind, h.Of.ID, err)
	}
	return d, nil
}

// ReadPrivate decodes an event's Private; the zero value when it was erased.
func ReadPrivate[P any](h Happened) (P, error) {
	var p P
	if len(h.Private) == 0 {
		return p, nil
	}
	var s secret
	err := json.Unmarshal(h.Private, &s)
	if err == nil {
		err = json.Unmarshal(s.Is, &p)
	}
	if err != nil {
		return p, fmt.Errorf("read private part of %s of %s %s: %w", h.What, h.Of.Kind, h.Of.ID, err)
	}
	return p, nil
}

// Encode writes v as the one JSON that its value has: deterministic, no duplicate names, valid UTF-8.
func Encode(v any) (jsontext.Value, error) {
	b, err := json.Marshal(v, json.Deterministic(true))
	return b, err
}

func encode(v any) (jsontext.Value, error) {
	if v == nil {
		return nil, nil
	}
	return Encode(v)
}
