package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Rate enters how content the customer was, 1–5.
type Rate struct {
	Ticket record.ID `json:"ticket"`
	Rating int       `json:"rating"`
	Remark string    `json:"remark"`
}

// Rate enters the customer's rating of a ticket that was resolved; a later one replaces it.
func (t Ticket) Rate(c Rate, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := firstProblem(who.Must(training.Agent, training.Technician, training.Supervisor), t.exists(),
		rating("rating", c.Rating), atMost("remark", c.Remark, maxText)); err != nil {
		return nil, err
	}
	if t.ResolvedAt.IsZero() {
		return nil, record.Problem{Code: "ticket.notResolved"}
	}
	var remark any
	if trimmed(c.Remark) != "" {
		remark = wordsPrivate{trimmed(c.Remark)}
	}
	return []record.Event{Tickets.Did(t.ID, didRate, ratedData{c.Rating}, remark).At(now)}, nil
}

func rating(field string, n int) error {
	if n < 1 || n > 5 {
		return record.Wrong(field, "ticket.ratingRange", record.Params{"value": itoa(n)})
	}
	return nil
}
