package ticket

import (
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// ReplyOut is an answer of the team to the customer.
type ReplyOut struct {
	Ticket   record.ID `json:"ticket"`
	Text     string    `json:"text"`
	Channel  Channel   `json:"channel"`                      // empty: the ticket's
	Auto     bool      `json:"auto"`                         // an automatic acknowledgement: it answers nothing
	Template record.ID `json:"template,omitempty"`           // what the text began as; the app counts it
	Then     State     `json:"then"`                         // a waiting state to go to with it; empty: stay
	At       time.Time `json:"at,omitzero" ts_type:"string"` // when it was said, if entered later

	Files []record.Attachment `json:"files,omitempty"` // sent with it
}

// MessageIn is a message of the customer that somebody enters or a channel brings.
type MessageIn struct {
	Ticket  record.ID `json:"ticket"`
	Text    string    `json:"text"`
	Channel Channel   `json:"channel"` // empty: the ticket's
	At      time.Time `json:"at,omitzero" ts_type:"string"`

	Files []record.Attachment `json:"files,omitempty"` // that came with it
}

// Note is an internal remark; the customer never sees it and it answers nothing.
type Note struct {
	Ticket record.ID           `json:"ticket"`
	Text   string              `json:"text"`
	Files  []record.Attachment `json:"files,omitempty"`
}

// ReplyOut answers the customer, and moves to a waiting state if asked to. A new ticket becomes open by it.
func (t Ticket) ReplyOut(c ReplyOut, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Technician, training.Supervisor); err != nil {
		return nil, err
	}
	c.Channel = t.channel(c.Channel)
	if err := firstProblem(t.exists(), oneOf("channel", c.Channel, channels), said(c.Text, c.Files),
		t.Files.Check("files", c.Files), t.said(c.At, now)); err != nil {
		return nil, err
	}
	if t.State.Dismissed() {
		return nil, record.Problem{Code: "ticket.dismissed"}
	}
	events := t.with(c.Files, Tickets.Did(t.ID, didReply, messageData{c.Channel, c.Auto}, wordsPrivate{trimmed(c.Text)}).At(c.At))
	if c.Then == "" || c.Then == t.State {
		return events, nil
	}
	if t.State == New && !c.Auto {
		t.State = Opened // by the reply
	}
	then, err := t.Wait(Wait{Ticket: t.ID, For: c.Then}, who, now)
	return append(events, then...), err
}

// MessageIn enters what the customer wrote. A ticket that waited for the customer is open again by it.
func (t Ticket) MessageIn(c MessageIn, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Technician, training.Supervisor); err != nil {
		return nil, err
	}
	c.Channel = t.channel(c.Channel)
	if err := firstProblem(t.exists(), oneOf("channel", c.Channel, channels), said(c.Text, c.Files),
		t.Files.Check("files", c.Files), t.said(c.At, now)); err != nil {
		return nil, err
	}
	return t.with(c.Files, Tickets.Did(t.ID, didReceive, messageData{c.Channel, false}, wordsPrivate{trimmed(c.Text)}).At(c.At)), nil
}

// Note adds an internal remark; anybody of the staff may.
func (t Ticket) Note(c Note, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := firstProblem(who.Must(training.Roles()...), t.exists(), said(c.Text, c.Files), t.Files.Check("files", c.Files)); err != nil {
		return nil, err
	}
	return t.with(c.Files, Tickets.Did(t.ID, didNote, nil, wordsPrivate{trimmed(c.Text)}).At(now)), nil
}

func (t Ticket) exists() error {
	if t.State == "" {
		return record.Problem{Code: "ticket.unknown"}
	}
	return nil
}

func (t Ticket) channel(c Channel) Channel {
	if c == "" {
		return t.Channel
	}
	return c
}

func (t Ticket) said(at, now time.Time) error {
	if !at.IsZero() && record.Instant(at).Before(t.CreatedAt) {
		return record.Wrong("at", "ticket.beforeCreation", nil)
	}
	return notLater("at", at, now)
}

func trimmed(s string) string { return strings.TrimSpace(s) }

func itoa(n int) string { return strconv.Itoa(n) }
