package app

import (
	"errors"
	"strconv"
	"time"

	"mendesk/app/record"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// Holder is whose a ticket is.
type Holder struct {
	Owner      record.ID           `json:"owner"`
	Department training.Department `json:"department"`
}

// Handover gives one of several tickets to somebody.
type Handover struct {
	Ticket record.ID `json:"ticket"`
	To     Holder    `json:"to"`
	// Was is whose it must be for this to happen, where Check is set: an undo takes back only what it did.
	Was   Holder `json:"was"`
	Check bool   `json:"check"`
}

// AssignAll hands several tickets over, each in a change of its own.
type AssignAll struct {
	Steps  []Handover `json:"steps"`
	Remark string     `json:"remark"`
}

// AssignedAll is what became of a common hand-over.
type AssignedAll struct {
	Undo    []Handover `json:"undo"` // what takes it back
	Refused []NotDone  `json:"refused"`
}

// Ranking gives one of several tickets a priority.
type Ranking struct {
	Ticket record.ID       `json:"ticket"`
	To     ticket.Priority `json:"to"`
	Was    ticket.Priority `json:"was"` // as in Handover
	Check  bool            `json:"check"`
}

// RankAll gives several tickets priorities, each in a change of its own.
type RankAll struct {
	Steps []Ranking `json:"steps"`
}

// RankedAll is what became of common priorities.
type RankedAll struct {
	Undo    []Ranking `json:"undo"`
	Refused []NotDone `json:"refused"`
}

// NotDone is a ticket that a common step left as it was, and why.
type NotDone struct {
	Ticket  record.ID `json:"ticket"`
	Number  string    `json:"number"`
	Problem Shown     `json:"problem"`
}

// mostMarked is how many tickets one step may take.
const mostMarked = 200

// AssignAll hands several tickets over. A ticket that cannot be is told and keeps nobody else's from it; one that
// is theirs already is left alone.
func (s *Tickets) AssignAll(c AssignAll) (AssignedAll, error) {
	out := AssignedAll{[]Handover{}, []NotDone{}}
	if err := s.mayMany(len(c.Steps)); err != nil {
		return out, err
	}
	for _, step := range c.Steps {
		before, after, err := s.handOver(step, c.Remark)
		switch p, _ := record.AsProblem(err); {
		case err == nil:
			out.Undo = append(out.Undo, Handover{step.Ticket, holderOf(before), holderOf(after), true})
		case p.Code == "ticket.alreadyAssigned":
		default:
			out.Refused = append(out.Refused, NotDone{step.Ticket, before.Number, Show(err)})
		}
	}
	return out, nil
}

func holderOf(t ticket.Ticket) Holder { return Holder{t.Owner, t.Department} }

func (s *Tickets) handOver(step Handover, remark string) (before, after ticket.Ticket, err error) {
	after, err = carry(s.app, ticket.Tickets, step.Ticket, func(tx *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		before = t
		if step.Check && holderOf(t) != step.Was {
			return nil, record.Problem{Code: "ticket.changedSince"}
		}
		of, err := departmentOf(tx, step.To.Owner)
		if err != nil {
			return nil, err
		}
		c := ticket.Assign{Ticket: t.ID, Owner: step.To.Owner, Department: step.To.Department, Remark: remark}
		return t.Assign(c, who, of, now)
	})
	return before, after, err
}

// departmentOf is the department of who shall have a ticket; it refuses whoever left.
func departmentOf(tx *storage.Tx, owner record.ID) (training.Department, error) {
	if owner == "" {
		return "", nil
	}
	p, err := storage.Get(tx, training.People, owner)
	if errors.Is(err, storage.ErrNotFound) || err == nil && !p.Active {
		return "", record.Wrong("owner", "person.alreadyLeft", nil)
	}
	return p.Department, err
}

// RankAll gives several tickets priorities; their clocks are bound again where another standard applies.
func (s *Tickets) RankAll(c RankAll) (RankedAll, error) {
	out := RankedAll{[]Ranking{}, []NotDone{}}
	if err := s.mayMany(len(c.Steps)); err != nil {
		return out, err
	}
	for _, step := range c.Steps {
		before, err := s.rank(step)
		switch {
		case err != nil:
			out.Refused = append(out.Refused, NotDone{step.Ticket, before.Number, Show(err)})
		case before.Priority != step.To:
			out.Undo = append(out.Undo, Ranking{step.Ticket, before.Priority, step.To, true})
		}
	}
	return out, nil
}

func (s *Tickets) rank(step Ranking) (before ticket.Ticket, err error) {
	_, err = carry(s.app, ticket.Tickets, step.Ticket, func(tx *storage.Tx, t ticket.Ticket, who training.Actor, now time.Time) ([]record.Event, error) {
		before = t
		if step.Check && t.Priority != step.Was {
			return nil, record.Problem{Code: "ticket.changedSince"}
		}
		c := ticket.Edit{Ticket: t.ID, Field: ticket.FieldPriority, Value: string(step.To)}
		standard, err := standardFor(tx, t.With(c.Field, c.Value), t.CreatedAt)
		if err != nil {
			return nil, err
		}
		return t.Edit(c, who, standard, now)
	})
	return before, err
}

// mayMany refuses nobody signed in, none and too many before anything is written.
func (s *Tickets) mayMany(n int) error {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return err
	}
	if n == 0 {
		return record.Missing("steps")
	}
	if n > mostMarked {
		return record.Wrong("steps", "ticket.tooManyMarked", record.Params{"most": strconv.Itoa(mostMarked)})
	}
	return nil
}
