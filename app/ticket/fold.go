package ticket

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// After folds one event. Facts always apply; a move that the state does not allow is refused.
func (t Ticket) After(h record.Happened) (Ticket, error) {
	t = t.began(h)
	at := record.Instant(h.When)
	var err error
	switch h.What {
	case didOpen:
		t, err = t.opened(h, at)
	case didImport:
		t, err = t.imported(h)
	case didReply:
		t, err = t.replied(h, at)
	case didReceive:
		t = t.received(at)
	case didNote:
		t.Notes++
	case didAssign:
		t, err = t.assigned(h)
	case didWait, didResume, didDismiss:
		t, err = t.wentTo(h, at)
	case didResolve:
		t, err = t.settled(h, at)
	case didClose:
		t, err = t.ended(at)
	case didReopen:
		t, err = t.reopened(h, at)
	case didEdit:
		t, err = t.edited(h)
	case didRate:
		t, err = t.rated(h, at)
	case didBind:
		t, err = t.bound(h)
	case record.Attached, record.Detached:
		t.Files, err = t.Files.After(h)
	case record.Erased:
		t.Files, t.ErasedAt = nil, at
		t.Edits = slices.DeleteFunc(slices.Clone(t.Edits), func(e record.FieldEdit) bool { return e.Field == FieldSubject })
		return t, nil
	}
	if err == nil && h.What != didImport && at.After(t.LastAt) {
		t.LastAt = at
	}
	return t, err
}

// began gives the ticket its id and empty lists with whatever comes first: after a merge that need not be
// its opening.
func (t Ticket) began(h record.Happened) Ticket {
	t.ID = h.Of.ID
	if t.Spells == nil {
		t.Spells, t.Lines, t.Odd, t.Flags, t.Edits = []Spell{}, []string{}, []string{}, []string{}, record.Edits{}
	}
	return t
}

func (t Ticket) opened(h record.Happened, at time.Time) (Ticket, error) {
	if t.State != "" {
		return t.flagged(OpenedTwice), nil
	}
	d, err := record.Read[openedData](h)
	if err != nil {
		return t, err
	}
	p, err := record.ReadPrivate[openedPrivate](h)
	if err != nil {
		return t, err
	}
	t.Number, t.Kind, t.Category, t.Channel, t.Priority = d.Number, d.Kind, d.Category, d.Channel, d.Priority
	t.Customer, t.Order, t.Lines, t.Standard = d.Customer, d.Order, list(d.Lines), d.Standard
	t.Subject, t.Description = p.Subject, p.Description
	t.State, t.StateSince, t.CreatedAt, t.CreatedBy = New, at, at, h.By
	t.MessagesIn, t.LastInAt = t.MessagesIn+1, later(t.LastInAt, at)
	t.AwaitingSince = at
	return t, nil
}

// replied answers what the customer wrote until then, unless it was automatic.
func (t Ticket) replied(h record.Happened, at time.Time) (Ticket, error) {
	d, err := record.Read[messageData](h)
	if err != nil || d.Auto {
		return t, err
	}
	t.Replies, t.LastOutAt = t.Replies+1, later(t.LastOutAt, at)
	t.FirstReplyAt = earlier(t.FirstReplyAt, at)
	t = t.answered(at)
	if t.State == New {
		t = t.moveTo(Opened, at)
	}
	return t, nil
}

// answered clears what waited for a reply. A message later than the reply still waits, as when the reply
// was entered afterwards.
func (t Ticket) answered(at time.Time) Ticket {
	t.AwaitingSince, t.NextReplySince = time.Time{}, time.Time{}
	if t.LastInAt.After(at) {
		t.AwaitingSince, t.NextReplySince = t.LastInAt, t.LastInAt
	}
	return t
}

func (t Ticket) received(at time.Time) Ticket {
	t.MessagesIn, t.LastInAt = t.MessagesIn+1, later(t.LastInAt, at)
	if t.State == Closed || t.State.Dismissed() {
		t = t.flagged(MessageAfterEnd)
	}
	if !at.After(t.LastOutAt) {
		return t // entered late: a later reply had answered it
	}
	t.AwaitingSince = earlier(t.AwaitingSince, at)
	if t.State.Unfinished() && !t.FirstReplyAt.IsZero() {
		t.NextReplySince = earlier(t.NextReplySince, at)
	}
	if t.State == WaitingForCustomer {
		t = t.moveTo(Opened, at)
	}
	return t
}

func (t Ticket) assigned(h record.Happened) (Ticket, error) {
	d, err := record.Read[assignedData](h)
	t.Owner, t.Department = d.Owner, d.Department
	return t, err
}

// wentTo moves among new, open, the waiting states and those of no work. Two workstations that made the same
// move agree.
func (t Ticket) wentTo(h record.Happened, at time.Time) (Ticket, error) {
	d, err := record.Read[movedData](h)
	if err != nil || d.To == t.State {
		return t, err
	}
	if d.To.Dismissed() && t.State != New {
		return t, record.Refuse("ticket.notNew")
	}
	if !t.State.Unfinished() {
		return t, record.Refuse("ticket.notOpen")
	}
	return t.moveTo(d.To, at), nil
}

func (t Ticket) settled(h record.Happened, at time.Time) (Ticket, error) {
	if !t.State.Unfinished() {
		return t, record.Refuse("ticket.notOpen")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	if err != nil {
		return t, err
	}
	t = t.moveTo(Resolved, at)
	t.ResolvedAt, t.Solution = at, p.Text
	t.ResolvedOwner, t.ResolvedDepartment = t.Owner, t.Department
	t.AwaitingSince, t.NextReplySince = time.Time{}, time.Time{}
	return t, nil
}

func (t Ticket) ended(at time.Time) (Ticket, error) {
	if t.State == Closed {
		return t, nil
	}
	if t.State != Resolved {
		return t, record.Refuse("ticket.notResolved")
	}
	t.State, t.StateSince, t.ClosedAt = Closed, at, at
	return t, nil
}

// reopened takes the ticket back: the time since its resolution becomes a spell, and the next reply starts
// afresh.
func (t Ticket) reopened(h record.Happened, at time.Time) (Ticket, error) {
	if t.State.Unfinished() {
		return t, nil
	}
	if t.State != Resolved && t.State != Closed {
		return t, record.Refuse("ticket.notResolved")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	if err != nil {
		return t, err
	}
	t.State, t.StateSince = Resolved, t.ResolvedAt // a spell of being resolved, closed or not
	t = t.moveTo(Opened, at)
	t.Reopened, t.ReopenedAt, t.ReopenReason, t.ClosedAt = t.Reopened+1, at, p.Text, time.Time{}
	t.AwaitingSince, t.NextReplySince = earlier(t.AwaitingSince, at), at
	return t, nil
}

// moveTo leaves the present state, keeping its spell if it was one of waiting or of being resolved.
func (t Ticket) moveTo(to State, at time.Time) Ticket {
	if (t.State.Waiting() || t.State == Resolved) && at.After(t.StateSince) {
		t.Spells = append(slices.Clip(t.Spells), Spell{t.State, t.StateSince, at})
	}
	t.State, t.StateSince = to, at
	return t
}

func (t Ticket) edited(h record.Happened) (Ticket, error) {
	d, err := record.Read[editedData](h)
	if err != nil {
		return t, err
	}
	if d.Field == FieldSubject {
		p, err := record.ReadPrivate[editedPrivate](h)
		if err != nil {
			return t, err
		}
		d.Value = p.Value
	}
	t.Edits = t.Edits.After(h, record.Edit{Field: d.Field, Over: d.Over, Also: d.Also}, d.Value)
	return t.With(d.Field, d.Value), nil
}

func (t Ticket) rated(h record.Happened, at time.Time) (Ticket, error) {
	d, err := record.Read[ratedData](h)
	t.Rating, t.RatedAt, t.RatingImported = d.Rating, at, false
	return t, err
}

func (t Ticket) bound(h record.Happened) (Ticket, error) {
	d, err := record.Read[boundData](h)
	t.Standard = d.Standard
	return t, err
}

// Flags of a ticket: facts that came although its state spoke against them.
const (
	OpenedTwice     = "openedTwice"
	MessageAfterEnd = "messageAfterEnd" // the customer wrote after the ticket was closed or dismissed
)

func (t Ticket) flagged(code string) Ticket {
	if !slices.Contains(t.Flags, code) {
		t.Flags = append(slices.Clip(t.Flags), code)
	}
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// earlier is the earlier of two times of which a zero one is not known.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
