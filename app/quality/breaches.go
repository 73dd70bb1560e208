package quality

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
)

// Breaches lists the clocks that the two in-time figures of the period count as breached: those still open
// before those that came late, then the latest. Only ids and times are filled.
func Breaches(rows record.Rows, p Period, asOf time.Time) []BreachedTicket {
	w := p.window(asOf)
	out := []BreachedTicket{}
	for id, b := range rows.All() {
		r := ticket.ReadRow(b)
		if !w.has(r.Placed) || r.State.Dismissed() || r.LeftOut {
			continue
		}
		reply, resolved := w.known(r.FirstReply), w.known(r.Resolved)
		if reply != 0 || resolved == 0 || !r.Imported {
			out = w.breach(out, id, ticket.FirstReply, reply, r.FirstDue)
		}
		out = w.breach(out, id, ticket.Resolution, resolved, r.ResolveDue)
	}
	worstFirst(out)
	return out
}

func (w window) breach(out []BreachedTicket, id record.ID, metric ticket.Metric, done, due int64) []BreachedTicket {
	end := done
	if done == 0 {
		end = w.asOf
	}
	if due == 0 || end <= due {
		return out
	}
	return append(out, BreachedTicket{
		Ticket: id, Metric: string(metric), DueAt: time.UnixMilli(due).UTC(), Late: (end - due) / 1000, Open: done == 0,
	})
}

// worstFirst orders breaches: those still open before those that came late, then the latest.
func worstFirst(all []BreachedTicket) {
	slices.SortFunc(all, func(a, b BreachedTicket) int {
		if a.Open != b.Open {
			if a.Open {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Late, a.Late), strings.Compare(string(a.Ticket), string(b.Ticket)), strings.Compare(a.Metric, b.Metric))
	})
}
