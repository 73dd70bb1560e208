package ticket

import (
	"time"

	"mendesk/app/record"
)

// imported takes a row in. The same row may come twice, from two workstations that imported the same file,
// and a later export may know more; what a person edited here stands.
func (t Ticket) imported(h record.Happened) (Ticket, error) {
	d, err := record.Read[importedData](h)
	if err != nil {
		return t, err
	}
	p, err := record.ReadPrivate[importedPrivate](h)
	if err != nil {
		return t, err
	}
	first := t.State == ""
	if first {
		t.State, t.StateSince, t.CreatedBy = New, d.PlacedAt, h.By
		t.MessagesIn, t.LastInAt = t.MessagesIn+1, later(t.LastInAt, d.PlacedAt)
		t.Owner, t.Department = d.Owner, d.Department
	}
	t = t.labelled(d, p)
	t.CreatedAt, t.Odd, t.LeftOut = d.PlacedAt, list(d.Odd), d.LeftOut
	t = t.importedReply(d, first)
	t = t.importedResolution(d)
	t = t.importedRating(d)
	t.LastAt = later(t.LastAt, later(d.PlacedAt, later(d.FirstReplyAt, d.ResolvedAt)))
	return t, nil
}

// labelled sets what the row says about the ticket, but for the fields that were edited here.
func (t Ticket) labelled(d importedData, p importedPrivate) Ticket {
	t.Source, t.Number, t.Imported = d.Source, d.Number, p.Digest
	t.Customer, t.Order, t.SKU, t.OwnerWords = d.Customer, d.Order, d.SKU, p.OwnerWords
	t.Description = p.Description
	if t.Edits.Last(FieldKind) == "" && t.Edits.Last(FieldPriority) == "" && t.Edits.Last(FieldChannel) == "" {
		t.Standard = d.Standard
	}
	for _, f := range []struct{ field, value string }{
		{FieldKind, string(d.Kind)},
		{FieldCategory, d.Category},
		{FieldChannel, string(d.Channel)},
		{FieldPriority, string(d.Priority)},
		{FieldSubject, p.Subject},
	} {
		if t.Edits.Last(f.field) == "" {
			t = t.With(f.field, f.value)
		}
	}
	return t
}

func (t Ticket) importedReply(d importedData, first bool) Ticket {
	if d.FirstReplyAt.IsZero() {
		if first {
			t.AwaitingSince = earlier(t.AwaitingSince, d.PlacedAt)
		}
		return t
	}
	if t.FirstReplyAt.IsZero() {
		t.Replies++
	}
	t.FirstReplyAt = earlier(t.FirstReplyAt, d.FirstReplyAt)
	t.LastOutAt = later(t.LastOutAt, d.FirstReplyAt)
	if !t.LastInAt.After(t.LastOutAt) || t.LastInAt.Equal(d.PlacedAt) {
		t.AwaitingSince, t.NextReplySince = time.Time{}, time.Time{}
	}
	if t.State == New {
		t = t.moveTo(Opened, d.FirstReplyAt)
	}
	return t
}

// importedResolution settles a ticket at the time that the row names, unless it was reopened here since.
func (t Ticket) importedResolution(d importedData) Ticket {
	byImport := t.State == Resolved && t.Solution == ""
	if d.ResolvedAt.IsZero() || !t.State.Unfinished() && !byImport || !d.ResolvedAt.After(t.ReopenedAt) {
		return t
	}
	if t.State.Unfinished() {
		t = t.moveTo(Resolved, d.ResolvedAt)
		t.ResolvedOwner, t.ResolvedDepartment = t.Owner, t.Department
	}
	t.StateSince, t.ResolvedAt = d.ResolvedAt, d.ResolvedAt
	t.AwaitingSince, t.NextReplySince = time.Time{}, time.Time{}
	return t
}

// importedRating counts on the day of resolution; one that was entered here stands.
func (t Ticket) importedRating(d importedData) Ticket {
	if d.Rating == 0 || t.Rating != 0 && !t.RatingImported {
		return t
	}
	t.Rating, t.RatingImported, t.RatedAt = d.Rating, true, d.ResolvedAt
	if d.ResolvedAt.IsZero() {
		t.RatedAt = d.PlacedAt
	}
	return t
}
