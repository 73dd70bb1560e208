package returns

import (
	"strings"
	"unicode/utf8"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Shown is the step of a return that an attachment shows; a claim against a carrier rests on evidence.
type Shown string

// The steps.
const (
	ShowsReception    Shown = "reception"
	ShowsDisinfection Shown = "disinfection" // the goods under the lamp, or the certificate of it
	ShowsInspection   Shown = "inspection"
	ShowsEvidence     Shown = "evidence" // of damage, for a claim
	ShowsRequest      Shown = "request"  // what the customer sent with the request
)

// Shows lists the steps in the order in which screens show them.
func Shows() []Shown {
	return []Shown{ShowsRequest, ShowsReception, ShowsDisinfection, ShowsInspection, ShowsEvidence}
}

// Attach puts photos and papers on a return. Each file names the step that it shows, and may name a line.
type Attach struct {
	Return record.ID           `json:"return"`
	Files  []record.Attachment `json:"files"`
}

// Detach takes a file off a return. Whoever attached it may, and a supervisor.
type Detach struct {
	Return record.ID   `json:"return"`
	Entry  record.Hash `json:"entry"` // that attached it
	Digest record.Hash `json:"digest"`
	Reason string      `json:"reason"` // may be empty
}

// maxReason is how long the reason of a removal may be, in characters.
const maxReason = 2000

// Attach puts files on the return at any time, also after its end; anybody of the staff may.
func (r Return) Attach(c Attach, who training.Actor) ([]record.Event, error) {
	if err := who.Must(training.Roles()...); err != nil {
		return nil, err
	}
	if len(c.Files) == 0 {
		return nil, record.Missing("files")
	}
	if err := r.Files.Check("files", c.Files); err != nil {
		return nil, err
	}
	for i, f := range c.Files {
		if err := r.shows(i, f); err != nil {
			return nil, err
		}
	}
	return record.Attaching(Returns.Ref(r.ID), c.Files), nil
}

func (r Return) shows(i int, f record.Attachment) error {
	known := false
	for _, s := range Shows() {
		known = known || f.Step == string(s)
	}
	if f.Step == "" {
		return record.Missing(field("files", i, "step"))
	}
	if !known {
		return record.Wrong(field("files", i, "step"), "field.unknownValue", record.Params{"value": f.Step})
	}
	if f.Line == 0 {
		return nil
	}
	_, err := r.line(f.Line, field("files", i, "line"))
	return err
}

// Detach takes one file off; that it was there stays in the history.
func (r Return) Detach(c Detach, who training.Actor) ([]record.Event, error) {
	f, err := who.MayDetach(r.Files, c.Entry, c.Digest)
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(strings.TrimSpace(c.Reason)) > maxReason {
		return nil, record.Wrong("reason", "field.tooLong", record.Params{"limit": "2000"})
	}
	return []record.Event{record.Detaching(Returns.Ref(r.ID), f, c.Reason)}, nil
}

func tellFile(h record.Happened, params record.Params, text *string) (string, error) {
	f, err := record.AttachmentOf(h)
	if err != nil {
		return "", err
	}
	p, err := record.ReadPrivate[reasonPrivate](h)
	params["name"], *text = f.Name, p.Reason
	if h.What == record.Attached {
		*text = f.Caption
	}
	return h.What, err
}

type reasonPrivate struct {
	Reason string `json:"reason"`
}
