package ticket

import (
	"strings"
	"time"

	"mendesk/app/record"
)

// The indexes of tickets.
const (
	IndexNumber   = "number"   // number in lower case
	IndexCustomer = "customer" // customer, creation
	IndexOrder    = "order"    // order, creation
	IndexDue      = "due"      // scope, queue, moment: unfinished tickets, see dueKeys
	IndexAwaiting = "awaiting" // scope, since: customers who wait for an answer
	IndexCreated  = "created"  // creation: every ticket
	IndexResolved = "resolved" // moment at which it counts as closed: resolved tickets
	IndexClosed   = "closed"   // moment from which it counts as closed
)

var ticketIndexes = []record.Index[Ticket]{
	{Name: IndexNumber, Keys: begunOnly(func(t Ticket) record.Tuple { return record.Key(strings.ToLower(t.Number)) })},
	{Name: IndexCustomer, Keys: begunOnly(func(t Ticket) record.Tuple { return named(t.Customer, t.CreatedAt) })},
	{Name: IndexOrder, Keys: begunOnly(func(t Ticket) record.Tuple { return named(t.Order, t.CreatedAt) })},
	{Name: IndexDue, Keys: dueKeys},
	{Name: IndexAwaiting, Keys: awaitingKeys},
	{Name: IndexCreated, Keys: begunOnly(func(t Ticket) record.Tuple { return record.Key(t.CreatedAt) })},
	{Name: IndexResolved, Keys: resolvedKeys},
	{Name: IndexClosed, Keys: closedKeys},
	{Name: record.FileIndex, Keys: func(t Ticket, _ record.Versions) []record.Tuple { return t.Files.Keys() }},
	{Name: record.IndexCompeting, Keys: func(t Ticket, _ record.Versions) []record.Tuple { return t.Edits.CompetingKeys() }},
}

func begunOnly(key func(Ticket) record.Tuple) func(Ticket, record.Versions) []record.Tuple {
	return func(t Ticket, _ record.Versions) []record.Tuple {
		if t.State == "" {
			return nil
		}
		k := key(t)
		if k == nil {
			return nil
		}
		return []record.Tuple{k}
	}
}

func named(id record.ID, at time.Time) record.Tuple {
	if id == "" {
		return nil
	}
	return record.Key(id, at)
}

// Queues of unfinished tickets in the index of what is due, in the order in which a list shows them.
const (
	queueDue    = 0 // by the moment at which the next thing is due
	queueNoDue  = 1 // nothing is promised, by creation
	queuePaused = 2 // everything that was promised is paused, by the moment since
)

// Scopes in the indexes of what is due and who waits: all tickets, those of nobody, and those of one person
// (his id).
const (
	scopeAll    = "all"
	scopeNobody = "nobody"
)

// dueKeys files an unfinished ticket under all and under its owner.
func dueKeys(t Ticket, v record.Versions) []record.Tuple {
	if !t.State.Unfinished() {
		return nil
	}
	queue, moment := t.queue(v)
	return []record.Tuple{record.Key(scopeAll, queue, moment), record.Key(t.scope(), queue, moment)}
}

func (t Ticket) scope() string {
	if t.Owner == "" {
		return scopeNobody
	}
	return string(t.Owner)
}

func (t Ticket) queue(v record.Versions) (int, time.Time) {
	if s, c, ok := Judge(v, t); ok {
		if due, ok := NextDue(t, s, c); ok {
			return queueDue, due
		}
	}
	if t.State.Waiting() {
		return queuePaused, t.StateSince
	}
	return queueNoDue, t.CreatedAt
}

func awaitingKeys(t Ticket, _ record.Versions) []record.Tuple {
	if t.State == "" || t.AwaitingSince.IsZero() || t.State.Dismissed() {
		return nil
	}
	return []record.Tuple{record.Key(scopeAll, t.AwaitingSince), record.Key(t.scope(), t.AwaitingSince)}
}

func resolvedKeys(t Ticket, v record.Versions) []record.Tuple {
	if t.State != Resolved {
		return nil
	}
	return []record.Tuple{record.Key(t.closesAt(v))}
}

func closedKeys(t Ticket, v record.Versions) []record.Tuple {
	switch t.State {
	case Closed:
		return []record.Tuple{record.Key(t.ClosedAt)}
	case Resolved:
		return []record.Tuple{record.Key(t.closesAt(v))}
	}
	return nil
}

// never is later than any moment that a desk will see.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (t Ticket) closesAt(v record.Versions) time.Time {
	s, _ := record.Look(v, Standards, t.Standard)
	return t.ClosesAt(s)
}

// ClosesAt is when a resolved ticket begins to count as closed by time alone; far in the future when the
// standard never lets it.
func (t Ticket) ClosesAt(s Standard) time.Time {
	if s.CloseAfter == 0 {
		return never
	}
	return t.ResolvedAt.Add(time.Duration(s.CloseAfter) * 24 * time.Hour)
}

// StateAt is the state to show at now: a resolved ticket counts as closed some days later.
func (t Ticket) StateAt(s Standard, now time.Time) State {
	if t.State == Resolved && !now.Before(t.ClosesAt(s)) {
		return Closed
	}
	return t.State
}
