package exchange

import (
	"fmt"
	"time"

	"mendesk/app/record"
)

// Result is how a round went and how things stand after it. It is filled as far as the round came, also
// when that ended with an error.
type Result struct {
	At       time.Time // when it ended, by this workstation's clock
	Read     int       // messages read of the place's log
	Merged   record.Merged
	Holds    []Hold        // valid holds that were read, in their order; also this workstation's own
	Sent     int           // entries sent
	Pending  int           // entries of any log that are here and that the place lacks
	Peers    []Peer        // the other workstations of the desk, by id; the revoked ones not
	Shut     []record.ID   // the workstations that are revoked
	Skipped  int           // messages read that nobody may be believed for: unsigned, forged, of an unknown key
	Newer    int           // messages read that only a newer version of the program understands
	Restored bool          // the place was found restored, replaced or damaged by this round; what it lacks is sent again
	ClockOff time.Duration // this workstation's clock minus the place's; 0 when that has none
	Revoked  bool          // a name revokes this workstation
}

// Peer is another workstation as it last spoke.
type Peer struct {
	Workstation record.ID
	Seen        time.Time // its last word, by its clock; zero when it never spoke
	Lacks       int       // entries that are here and not there
	Ahead       bool      // it knows entries that are not here
	Fast        int       // minutes that its clock runs ahead of the place's; of a place without a clock, at least so many of this workstation's
	Program     string
}

// Step is how far a round is.
type Step struct {
	Doing Doing
	Done  int // messages read, or entries sent
	Total int // as far as it is known; 0 when not
}

// Doing is what a round does now.
type Doing string

// The parts of a round.
const (
	Asking  Doing = "asking"
	Reading Doing = "reading"
	Sending Doing = "sending"
)

// Wait wraps ErrWaiting and says for whom.
type Wait struct {
	For   []record.ID // workstations that have not synced since
	Since time.Time   // when this workstation first saw what the place lost
}

func (w Wait) Error() string { return fmt.Sprintf("%v: %d since %s", ErrWaiting, len(w.For), w.Since) }

// Unwrap is ErrWaiting.
func (w Wait) Unwrap() error { return ErrWaiting }

// Payment names what is to be paid: the entry here that takes the money of a refund on an order's ledger.
type Payment struct {
	Order  record.ID
	Refund record.ID
	Log    record.LogID
	Tip    record.Tip
}
