package ticket

import (
	"mendesk/app/record"
	"mendesk/app/training"
)

// Attach puts files on a ticket without a message; what came with one goes with it.
type Attach struct {
	Ticket record.ID           `json:"ticket"`
	Files  []record.Attachment `json:"files"`
}

// Detach takes a file off a ticket. Whoever attached it may, and a supervisor.
type Detach struct {
	Ticket record.ID   `json:"ticket"`
	Entry  record.Hash `json:"entry"` // that attached it
	Digest record.Hash `json:"digest"`
	Reason string      `json:"reason"` // may be empty
}

// Attach puts files on the ticket; anybody of the staff may.
func (t Ticket) Attach(c Attach, who training.Actor) ([]record.Event, error) {
	if err := firstProblem(who.Must(training.Roles()...), t.exists(), t.Files.Check("files", c.Files)); err != nil {
		return nil, err
	}
	if len(c.Files) == 0 {
		return nil, record.Missing("files")
	}
	return record.Attaching(Tickets.Ref(t.ID), c.Files), nil
}

// Detach takes one file off; that it was there stays in the history.
func (t Ticket) Detach(c Detach, who training.Actor) ([]record.Event, error) {
	if err := firstProblem(t.exists(), atMost("reason", c.Reason, maxText)); err != nil {
		return nil, err
	}
	f, err := who.MayDetach(t.Files, c.Entry, c.Digest)
	if err != nil {
		return nil, err
	}
	return []record.Event{record.Detaching(Tickets.Ref(t.ID), f, c.Reason)}, nil
}

// with adds to what was said the files that came with it, at the same moment and in the same change.
func (t Ticket) with(files []record.Attachment, what record.Event) []record.Event {
	out := []record.Event{what}
	for _, e := range record.Attaching(Tickets.Ref(t.ID), files) {
		out = append(out, e.At(what.When))
	}
	return out
}

// said wants words, unless files say enough.
func said(text string, files []record.Attachment) error {
	if len(files) > 0 {
		return atMost("text", text, maxText)
	}
	return words("text", text, maxText)
}
