package exchange

import (
	"context"
	"errors"
)

// What a place can answer.
var (
	// ErrUnreachable means the place did not answer; nothing was stored. Being offline is no fault.
	ErrUnreachable = errors.New("the place cannot be reached")
	// ErrRefused means a subject has another last sequence than the batch expected; nothing was stored.
	ErrRefused = errors.New("somebody else wrote there first")
	// ErrUnclear means nobody knows whether the batch was stored; it may even be stored later.
	ErrUnclear = errors.New("no answer whether it was stored")
	// ErrBusy means the place asks to try again in a moment; nothing was stored.
	ErrBusy = errors.New("the place is busy")
	// ErrFull means the disk of the place is full; nothing was stored.
	ErrFull = errors.New("the place has no room left")
	// ErrRevoked means the place does not let this workstation in any more.
	ErrRevoked = errors.New("this workstation was revoked")
	// ErrWrongKey means whoever answers at the place's address has another key than the pinned one.
	ErrWrongKey = errors.New("the place has another key than the one that was paired")
	// ErrOtherDesk means the place belongs to another desk.
	ErrOtherDesk = errors.New("the place belongs to another desk")
	// ErrNewer means the place, or what lies there, was written by a newer version of the program.
	ErrNewer = errors.New("written by a newer version of the program")
	// ErrNoHolds means the place cannot order payments, as a shared folder cannot.
	ErrNoHolds = errors.New("the place takes no holds")
	// ErrNoDepot means the place keeps the log alone: it is older than depots, or does not let this workstation at its own.
	ErrNoDepot = errors.New("the place keeps no files")
	// ErrNone means a piece is not in the depot, or nobody put it there whole.
	ErrNone = errors.New("the piece is not there")
)

// What a workstation can find when it wants to pay.
var (
	// ErrTaken means the hold was refused: another workstation was first, and the rule of the money leaves
	// nothing for this one.
	ErrTaken = errors.New("another workstation holds this money")
	// ErrHoldAgain means the entry was written before this workstation was restored or copied: its money may
	// have been asked for since by somebody who looks the same. The refund must be held by a new entry.
	ErrHoldAgain = errors.New("the refund was held before this workstation was restored or copied")
	// ErrBehind means something is known elsewhere that is not here yet; another round may bring it.
	ErrBehind = errors.New("something that others know is not here yet")
	// ErrWaiting means the place lost something and not all workstations have synced since; see [Wait].
	ErrWaiting = errors.New("the place lost something; payments wait for the other workstations")
)

// ErrForged means bytes are not what their signature says, or nobody who may signed them.
var ErrForged = errors.New("not signed by whom it names")

// Code names an error for the screen: the word after "sync.trouble." in the catalogues. "" is for nil,
// "fault" for what no user can mend.
func Code(err error) string {
	codes := []struct {
		err  error
		code string
	}{
		{ErrRevoked, "revoked"},
		{ErrWrongKey, "wrongKey"},
		{ErrOtherDesk, "otherDesk"},
		{ErrNewer, "newer"},
		{ErrFull, "full"},
		{ErrNoHolds, "noHolds"},
		{ErrNoDepot, "noDepot"},
		{ErrTaken, "taken"},
		{ErrHoldAgain, "holdAgain"},
		{ErrWaiting, "waiting"},
		{ErrBehind, "behind"},
		{ErrUnclear, "unclear"},
		{ErrRefused, "refused"},
		{ErrBusy, "busy"},
		{ErrUnreachable, "unreachable"},
		{context.Canceled, "stopped"},
		{context.DeadlineExceeded, "unreachable"},
	}
	if err == nil {
		return ""
	}
	for _, c := range codes {
		if errors.Is(err, c.err) {
			return c.code
		}
	}
	return "fault"
}
