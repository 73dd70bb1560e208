package ticket

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Assign hands a ticket to a person, to a department, or to nobody.
type Assign struct {
	Ticket     record.ID           `json:"ticket"`
	Owner      record.ID           `json:"owner"`      // empty: nobody in person
	Department training.Department `json:"department"` // empty: the owner's, or without an owner the present one
	Remark     string              `json:"remark"`
}

// Assign hands the ticket over. of is the new owner's department as it is now; empty when there is no owner.
func (t Ticket) Assign(c Assign, who training.Actor, of training.Department, now time.Time) ([]record.Event, error) {
	if err := firstProblem(who.Must(training.Agent, training.Technician, training.Supervisor), t.exists(),
		atMost("remark", c.Remark, maxText)); err != nil {
		return nil, err
	}
	switch {
	case c.Department != "":
	case c.Owner == "":
		c.Department = t.Department
	default:
		c.Department = of
	}
	if c.Owner == t.Owner && c.Department == t.Department {
		return nil, record.Wrong("owner", "ticket.alreadyAssigned", nil)
	}
	var remark any
	if trimmed(c.Remark) != "" {
		remark = wordsPrivate{trimmed(c.Remark)}
	}
	return []record.Event{Tickets.Did(t.ID, didAssign, assignedData{c.Owner, c.Department}, remark).At(now)}, nil
}
