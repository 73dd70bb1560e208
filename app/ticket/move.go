package ticket

import (
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Wait says whom the ticket waits for.
type Wait struct {
	Ticket record.ID `json:"ticket"`
	For    State     `json:"for"` // one of the waiting states
	Reason string    `json:"reason"`
}

// Resume takes a new or waiting ticket into work.
type Resume struct {
	Ticket record.ID `json:"ticket"`
}

// Resolve says that the customer's matter is settled, and how.
type Resolve struct {
	Ticket   record.ID `json:"ticket"`
	Solution string    `json:"solution"`
}

// Close ends a resolved ticket, as when the customer confirmed the solution.
type Close struct {
	Ticket record.ID `json:"ticket"`
	Remark string    `json:"remark"`
}

// Reopen takes a resolved or closed ticket back into work.
type Reopen struct {
	Ticket record.ID `json:"ticket"`
	Reason string    `json:"reason"`
}

// Dismiss puts a new ticket aside that is no work: spam, or cancelled by the customer.
type Dismiss struct {
	Ticket record.ID `json:"ticket"`
	As     State     `json:"as"` // spam or cancelled
	Reason string    `json:"reason"`
}

// Wait moves a ticket that is in work into a waiting state. It may be new.
func (t Ticket) Wait(c Wait, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := t.mayMove(who); err != nil {
		return nil, err
	}
	if !c.For.Waiting() {
		return nil, record.Wrong("for", "field.unknownValue", record.Params{"value": string(c.For)})
	}
	if err := firstProblem(t.unfinished(), atMost("reason", c.Reason, maxText)); err != nil {
		return nil, err
	}
	if t.State == c.For {
		return nil, record.Wrong("for", "ticket.alreadyWaiting", nil)
	}
	return []record.Event{t.moved(didWait, c.For, c.Reason).At(now)}, nil
}

// Resume takes a new or waiting ticket into work.
func (t Ticket) Resume(_ Resume, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := firstProblem(t.mayMove(who), t.unfinished()); err != nil {
		return nil, err
	}
	if t.State == Opened {
		return nil, record.Problem{Code: "ticket.alreadyOpen"}
	}
	return []record.Event{t.moved(didResume, Opened, "").At(now)}, nil
}

// Resolve settles a ticket. One that is new or waiting is taken into work in the same change.
func (t Ticket) Resolve(c Resolve, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := firstProblem(t.mayMove(who), t.unfinished(), words("solution", c.Solution, maxText)); err != nil {
		return nil, err
	}
	var events []record.Event
	if t.State != Opened {
		events = append(events, t.moved(didResume, Opened, "").At(now))
	}
	return append(events, t.moved(didResolve, Resolved, c.Solution).At(now)), nil
}

// Close ends a resolved ticket. open are the returns, repairs and claims of it that are not finished:
// while there is one, it does not close.
func (t Ticket) Close(c Close, who training.Actor, open []record.Ref, now time.Time) ([]record.Event, error) {
	if err := firstProblem(t.mayMove(who), atMost("remark", c.Remark, maxText)); err != nil {
		return nil, err
	}
	if t.State != Resolved {
		return nil, record.Problem{Code: "ticket.notResolved"}
	}
	if len(open) > 0 {
		return nil, record.Problem{Code: "ticket.workOpen", Params: record.Params{"count": itoa(len(open))}}
	}
	return []record.Event{t.moved(didClose, Closed, c.Remark).At(now)}, nil
}

// Reopen takes a resolved or closed ticket back into work; it is counted.
func (t Ticket) Reopen(c Reopen, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := firstProblem(t.mayMove(who), words("reason", c.Reason, maxText)); err != nil {
		return nil, err
	}
	if t.State != Resolved && t.State != Closed {
		return nil, record.Problem{Code: "ticket.notResolved"}
	}
	return []record.Event{t.moved(didReopen, Opened, c.Reason).At(now)}, nil
}

// Dismiss puts a new ticket aside as spam or cancelled.
func (t Ticket) Dismiss(c Dismiss, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := firstProblem(t.mayMove(who), atMost("reason", c.Reason, maxText)); err != nil {
		return nil, err
	}
	if !c.As.Dismissed() {
		return nil, record.Wrong("as", "field.unknownValue", record.Params{"value": string(c.As)})
	}
	if t.State != New {
		return nil, record.Problem{Code: "ticket.notNew"}
	}
	return []record.Event{t.moved(didDismiss, c.As, c.Reason).At(now)}, nil
}

func (t Ticket) mayMove(who training.Actor) error {
	return firstProblem(who.Must(training.Agent, training.Technician, training.Supervisor), t.exists())
}

func (t Ticket) unfinished() error {
	if !t.State.Unfinished() {
		return record.Problem{Code: "ticket.notOpen"}
	}
	return nil
}

func (t Ticket) moved(what string, to State, reason string) record.Event {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return Tickets.Did(t.ID, what, movedData{to, t.State}, nil)
	}
	return Tickets.Did(t.ID, what, movedData{to, t.State}, wordsPrivate{reason})
}
