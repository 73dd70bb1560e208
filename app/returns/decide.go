package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Approve lets units come back; policy is the version that the return is judged by.
func (r Return) Approve(c Approve, who training.Actor, policy Policy, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if err := r.mayDecide(who); err != nil {
		return nil, err
	}
	lines, against, err := r.approvedLines(c, policy.Judge(r))
	if err != nil {
		return nil, err
	}
	d := approvedData{Lines: lines, Against: against != "" || r.Review == Rejected, Clause: against}
	if err := mayOverrule(d, c, who); err != nil {
		return nil, err
	}
	if days := policy.Terms.SendDays; days > 0 {
		d.SendBy = record.DayOf(now, zoneOf(who)).Add(days)
		d.ExpiresAt = d.SendBy.End(zoneOf(who))
	}
	return []record.Event{Returns.Did(r.ID, approved, d, wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

// mayDecide refuses unless the request is open to a decision; a supervisor may take a rejection back.
func (r Return) mayDecide(who training.Actor) error {
	if r.underReview() || (r.Review == Rejected && !r.arrived() && who.Has(training.Supervisor)) {
		return nil
	}
	return record.Problem{Code: "return.notUnderReview", Params: record.Params{"state": string(r.State)}}
}

func mayOverrule(d approvedData, c Approve, who training.Actor) error {
	if !d.Against {
		return nil
	}
	if !who.Has(training.Supervisor) {
		return record.Problem{Code: "return.againstPolicy", Field: "lines", Params: record.Params{"clause": d.Clause}}
	}
	if strings.TrimSpace(c.Reason) == "" {
		return record.Missing("reason")
	}
	return nil
}

// approvedLines gives a quantity for every line, and the clause that is overruled, if one is.
func (r Return) approvedLines(c Approve, d Decision) (out []lineApproved, against string, err error) {
	if err := r.checkApproved(c); err != nil {
		return nil, "", err
	}
	units := 0
	for i, l := range r.Lines {
		a := lineApproved{Line: l.N, Quantity: c.quantity(l, d.Lines[i].Allowed)}
		switch allowed := d.Lines[i].Allowed; {
		case !allowed && a.Quantity > 0 && against == "":
			against = d.Lines[i].Clause
		case !allowed && a.Quantity == 0:
			a.Clause = d.Lines[i].Clause
		}
		units += a.Quantity
		out = append(out, a)
	}
	if units == 0 && len(c.Lines) == 0 {
		return nil, "", record.Problem{Code: "return.noneAllowed", Params: record.Params{"clause": firstClause(d)}}
	}
	if units == 0 {
		return nil, "", record.Problem{Code: "return.nothingApproved", Field: "lines"}
	}
	return out, against, nil
}

func (r Return) checkApproved(c Approve) error {
	for i, a := range c.Lines {
		if a.Line < 1 || a.Line > len(r.Lines) {
			return record.Wrong(field("lines", i, "line"), "return.lineUnknown", nil)
		}
		if asked := r.Lines[a.Line-1].Requested; a.Quantity < 0 || a.Quantity > asked {
			return record.Wrong(field("lines", i, "quantity"), "return.moreThanRequested", record.Params{"requested": strconv.Itoa(asked)})
		}
	}
	return nil
}

func (c Approve) quantity(l ReturnLine, allowed bool) int {
	if len(c.Lines) == 0 && allowed {
		return l.Requested
	}
	for _, a := range c.Lines {
		if a.Line == l.N {
			return a.Quantity
		}
	}
	return 0
}

func firstClause(d Decision) string {
	for _, l := range d.Lines {
		if l.Clause != "" {
			return l.Clause
		}
	}
	return ""
}

// Reject refuses the request by a clause of its policy.
func (r Return) Reject(c Reject, who training.Actor, policy Policy, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if !r.underReview() {
		return nil, record.Problem{Code: "return.notUnderReview", Params: record.Params{"state": string(r.State)}}
	}
	if strings.TrimSpace(c.Clause) == "" {
		return nil, record.Missing("clause")
	}
	if !slices.ContainsFunc(policy.Clauses, func(k Clause) bool { return k.Number == c.Clause }) {
		return nil, record.Wrong("clause", "return.clauseUnknown", record.Params{"clause": c.Clause})
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, record.Missing("reason")
	}
	return []record.Event{Returns.Did(r.ID, rejected, rejectedData{c.Clause}, wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}

// AskInformation asks the customer for what is missing.
func (r Return) AskInformation(c AskInformation, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if !r.underReview() {
		return nil, record.Problem{Code: "return.notUnderReview", Params: record.Params{"state": string(r.State)}}
	}
	if strings.TrimSpace(c.Question) == "" {
		return nil, record.Missing("question")
	}
	return []record.Event{Returns.Did(r.ID, informationAsked, nil, wordsPrivate{strings.TrimSpace(c.Question)})}, nil
}

// GiveInformation records the answer of the customer.
func (r Return) GiveInformation(c GiveInformation, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if r.Review != NeedsInformation {
		return nil, record.Problem{Code: "return.nothingAsked"}
	}
	if strings.TrimSpace(c.Answer) == "" {
		return nil, record.Missing("answer")
	}
	return []record.Event{Returns.Did(r.ID, informationGiven, nil, wordsPrivate{strings.TrimSpace(c.Answer)})}, nil
}

// Cancel ends the return; only before anything of it was received.
func (r Return) Cancel(c Cancel, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return nil, err
	}
	if r.arrived() {
		return nil, record.Problem{Code: "return.alreadyReceived"}
	}
	if r.State.Ended() {
		return nil, record.Problem{Code: "return.ended", Params: record.Params{"state": string(r.State)}}
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, record.Missing("reason")
	}
	return []record.Event{Returns.Did(r.ID, cancelled, nil, wordsPrivate{strings.TrimSpace(c.Reason)})}, nil
}
