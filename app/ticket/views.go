package ticket

import (
	"time"

	"mendesk/app/record"
)

// View is a saved list of tickets as a span of one index: From inclusive, To exclusive, both after Prefix.
type View struct {
	Key     string       `json:"key"` // its text is tickets.view.<key>
	Index   string       `json:"-"`
	Prefix  record.Tuple `json:"-"`
	From    record.Tuple `json:"-"`
	To      record.Tuple `json:"-"`
	Reverse bool         `json:"-"` // newest first
}

// The keys of the views.
const (
	ViewOpen       = "open"          // unfinished, what is due first on top, paused ones last
	ViewMine       = "mine"          // of them, those of the person who looks
	ViewUnassigned = "unassigned"    // of them, those of nobody
	ViewAwaiting   = "awaitingReply" // customers who wait for an answer of the person who looks
	ViewDueSoon    = "dueSoon"       // due within the next two hours
	ViewOverdue    = "overdue"       // due before now and not done
	ViewResolved   = "resolved"      // resolved and not yet counting as closed
	ViewClosed     = "closed"
	ViewAll        = "all"
)

// Soon is how long before it is due a ticket is in the view of those due soon.
const Soon = 2 * time.Hour

// Views gives every view as the person me sees it at now, in the order in which the window lists them.
func Views(me record.ID, now time.Time) []View {
	due := record.Key(scopeAll, queueDue)
	at, soon := record.Key(now), record.Key(now.Add(Soon))
	return []View{
		{Key: ViewOpen, Index: IndexDue, Prefix: record.Key(scopeAll)},
		{Key: ViewMine, Index: IndexDue, Prefix: record.Key(me)},
		{Key: ViewUnassigned, Index: IndexDue, Prefix: record.Key(scopeNobody)},
		{Key: ViewAwaiting, Index: IndexAwaiting, Prefix: record.Key(me)},
		{Key: ViewDueSoon, Index: IndexDue, Prefix: due, From: at, To: soon},
		{Key: ViewOverdue, Index: IndexDue, Prefix: due, To: at},
		{Key: ViewResolved, Index: IndexResolved, From: record.Key(now.Add(time.Millisecond)), Reverse: true},
		{Key: ViewClosed, Index: IndexClosed, To: record.Key(now.Add(time.Millisecond)), Reverse: true},
		{Key: ViewAll, Index: IndexCreated, Reverse: true},
	}
}

// ViewOf finds one view by its key.
func ViewOf(key string, me record.ID, now time.Time) (View, error) {
	for _, v := range Views(me, now) {
		if v.Key == key {
			return v, nil
		}
	}
	return View{}, record.Wrong("view", "field.unknownValue", record.Params{"value": key})
}
