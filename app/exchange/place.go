package exchange

import (
	"context"
	"time"

	"mendesk/app/record"
)

// Place is where workstations of a desk meet: one log of messages, in one order, and the last word of each
// workstation about what it knows. A place is not trusted to keep what it was given, to be complete, nor to
// be the one it was yesterday; what it does give is checked.
//
// Every call ends when ctx does. Errors wrap one of the errors of this package (errors.go); anything else is
// a fault of the program.
type Place interface {
	// State asks how the log stands now.
	State(ctx context.Context) (State, error)
	// Read gives the messages after a position in their order, at most about so many bytes and at least one
	// message when there is one. The empty position is the beginning. A gap where a message was erased is
	// passed over. Data of the page belongs to the caller.
	Read(ctx context.Context, after Position, bytes int) (Page, error)
	// Reached tells whether who has read up to reader has read all that lies before of. It asks nobody.
	Reached(reader, of Position) bool
	// Since reads, as whoever orders the log sees it now, all messages of a subject whose sequence is above seq.
	Since(ctx context.Context, subject Subject, seq uint64) ([]Message, error)
	// Names gives every message of kind Name, whoever sent it.
	Names(ctx context.Context) ([]Message, error)
	// Push appends a batch, all of it or nothing, and gives the sequence of each message. ErrRefused: the
	// last sequence of a subject is another than expected. ErrUnclear: it may be stored, now or soon.
	Push(ctx context.Context, batch Batch) ([]uint64, error)
	// PutHave replaces what sender last said it knows.
	PutHave(ctx context.Context, sender record.ID, data []byte) error
	// Haves gives what each workstation last said.
	Haves(ctx context.Context) (map[record.ID][]byte, error)
}

// Position is a place's own word for how far its log was read; "" is the beginning.
type Position string

// What a message may be.
const (
	Log   = "log"   // a pack of the sender's own entries
	Relay = "relay" // a pack that the sender hands on
	Pays  = "hold"  // a hold on the money of an order
	Named = "name"  // a name: whom to believe
	Began = "boot"  // a start of the place
)

// Subject is what a message is about: whose it is, or for a hold, which order's. A place turns it into
// "<kind>.<desk>.<of>".
type Subject struct {
	Kind string
	Of   record.ID // the sender; the order of a hold; empty for a boot
}

// Message is one message of the log. Its sequence grows along a subject, and where a place has one order
// for all subjects, along the log.
type Message struct {
	Subject
	Seq  uint64
	Data []byte
}

// Page is a part of the log.
type Page struct {
	Messages []Message
	Next     Position // where the next page begins
	More     bool     // there is more to read now
	// Coming gives the next page ahead of its reading, and is closed, where a place fetches it already; nil elsewhere.
	// Reading it gives the very same messages, or others when that one did not come.
	Coming <-chan Page
}

// Limits of a batch and of a message.
const (
	MaxBatch   = 500     // messages
	MaxMessage = 1 << 20 // bytes
)

// Batch is what Push appends together. Follows holds for subjects of the batch the last sequence that
// they must have, 0 for none: otherwise nothing is stored. A subject that is not in it expects nothing.
type Batch struct {
	Messages []Message // Seq is not read
	Follows  map[Subject]uint64
}

// State is how a place stands.
type State struct {
	Boots   []Boot    // its starts, oldest first; none for a place without them
	Last    Position  // the end of the log
	Missing uint64    // messages that it once had, lost, and never meant to erase
	Now     time.Time // the place's clock; zero when it has none
	Holds   bool      // whether it can take holds: it orders them
}

// Boot is one start of a place, itself a message of the log. A place that finds itself restored or copied
// says so; where it cannot know, the workstations that read further will.
type Boot struct {
	ID       record.ID `json:"id"`
	Restored bool      `json:"restored,omitempty"` // what was acknowledged before may be lost
	When     time.Time `json:"when"`
	At       Position  `json:"-"` // where it stands in the log: a reader who reached At has read it
}
