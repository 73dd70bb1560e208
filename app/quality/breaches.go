package quality

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
)

// Breaches lists the worst of the clocks that the two in-time figures of the period count as breached, at most
// so many, and counts all: those still open before those that came late, then the latest. Only ids and times
// are filled.
func Breaches(rows record.Rows, p Period, asOf time.Time, most int) (worst []BreachedTicket, total int, err error) {
	b := breaches{window: p.window(asOf), most: most, worst: []BreachedTicket{}}
	err = rows.Since(b.start, func(id, row []byte) {
		r := ticket.ReadRow(row)
		if !b.has(r.Placed) || r.State.Dismissed() || r.LeftOut {
			return
		}
		reply, resolved := b.known(r.FirstReply), b.known(r.Resolved)
		if r.FirstReply != 0 || resolved == 0 || !r.Imported {
			b.add(id, ticket.FirstReply, reply, r.FirstDue)
		}
		b.add(id, ticket.Resolution, resolved, r.ResolveDue)
	})
	return b.worst, b.total, err
}

// breaches keeps the worst that it was shown, in their order.
type breaches struct {
	window
	most  int
	worst []BreachedTicket
	total int
}

func (b *breaches) add(id []byte, metric ticket.Metric, done, due int64) {
	end := done
	if done == 0 {
		end = b.asOf
	}
	if due == 0 || end <= due {
		return
	}
	b.total++
	late, open := (end-due)/1000, done == 0
	if len(b.worst) == b.most {
		last := b.worst[b.most-1]
		if open == last.Open && late < last.Late || !open && last.Open {
			return
		}
	}
	x := BreachedTicket{Ticket: record.ID(id), Metric: string(metric), DueAt: time.UnixMilli(due).UTC(), Late: late, Open: open}
	at, _ := slices.BinarySearchFunc(b.worst, x, worseFirst)
	if at == b.most {
		return
	}
	b.worst = slices.Insert(b.worst, at, x)
	b.worst = b.worst[:min(len(b.worst), b.most)]
}

// worseFirst orders breaches: those still open before those that came late, then the latest.
func worseFirst(a, b BreachedTicket) int {
	if a.Open != b.Open {
		if a.Open {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.Late, a.Late), strings.Compare(string(a.Ticket), string(b.Ticket)), strings.Compare(a.Metric, b.Metric))
}
