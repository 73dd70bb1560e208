package returns

import (
	"strconv"
	"time"

	"mendesk/app/record"
)

// Stages is the rail of eight steps: request, review, sendBack, receive, disinfect, inspect, dispose, refund.
// Customs is part of the way back. A step that was passed over is marked as not applied.
func (r Return) Stages(limits []ColumnLimit, now time.Time) []RailStep {
	order := []Stage{StageRequest, StageReview, StageSendBack, StageReceive, StageDisinfect, StageInspect, StageDispose, StageRefund}
	out := make([]RailStep, 0, len(order))
	for _, s := range order {
		step := RailStep{Stage: s, Mark: Todo}
		if at, ok := r.doneAt(s); ok {
			step.Mark, step.At = Done, at
		} else if r.skipped(s) {
			step.Mark = NotApplied
		} else if s == r.Stage || (s == StageSendBack && r.Stage == StageCustoms) {
			step.Mark, step.At = Current, r.Since
			step.Spent, step.Limit = int64(max(now.Sub(r.Since), 0)/time.Second), limitOf(limits, r.Stage.Column())
		}
		out = append(out, step)
	}
	return out
}

// doneAt is when a step was done; steps of the goods are done when no line needs them any more.
func (r Return) doneAt(s Stage) (time.Time, bool) {
	var at time.Time
	switch s {
	case StageRequest:
		at = r.RequestedAt
	case StageReview:
		if !r.underReview() {
			at = r.ReviewedAt
		}
	case StageSendBack:
		if len(r.Shipments) > 0 && r.Stage != StageCustoms {
			at = r.Shipments[0].At
		} else if r.arrived() {
			at = r.ReceivedAt
		}
	case StageReceive:
		if r.arrived() && !r.any(StageReceive) {
			at = r.latest(func(l ReturnLine) time.Time { return l.ReceivedAt })
		}
	case StageDisinfect:
		if !r.any(StageReceive, StageDisinfect) {
			at = r.latest(func(l ReturnLine) time.Time { return l.DisinfectedAt })
		}
	case StageInspect:
		if !r.any(StageReceive, StageDisinfect, StageInspect) {
			at = r.latest(func(l ReturnLine) time.Time { return l.InspectedAt })
		}
	case StageDispose:
		if r.State == Decided || r.State == Settled {
			at = r.latest(func(l ReturnLine) time.Time { return l.DisposedAt })
		}
	case StageRefund:
		at = r.SettledAt
	}
	return at, !at.IsZero()
}

func (r Return) latest(of func(ReturnLine) time.Time) time.Time {
	var at time.Time
	for _, l := range r.Lines {
		at = later(at, of(l))
	}
	return at
}

// skipped tells whether a step does not come any more, or was never needed.
func (r Return) skipped(s Stage) bool {
	if r.State.Ended() {
		return true
	}
	switch s {
	case StageDisinfect:
		return !r.Hygienic.Disinfect || (r.arrived() && !r.any(StageReceive, StageDisinfect))
	case StageInspect, StageDispose:
		return r.State == Decided
	}
	return false
}

// Parts are the three-part chips of the lines, in their order. Of a return that was called off nothing is awaited.
func (r Return) Parts() []LineParts {
	out := make([]LineParts, len(r.Lines))
	for i, l := range r.Lines {
		if (r.State == Rejected || r.State == Cancelled) && (l.Reception == Expected || l.Reception == OnItsWay) {
			l.Reception, l.Hygiene, l.Inspection = NothingExpected, NotNeeded, NoInspection
		}
		out[i] = LineParts{Line: l.N, Reception: l.receptionPart(), Hygiene: l.hygienePart(), Inspection: l.inspectionPart()}
	}
	return out
}

func (l ReturnLine) receptionPart() Part {
	p := Part{Mark: Done, Key: "returns.reception." + string(l.Reception), Params: record.Params{
		"missing": strconv.Itoa(l.Approved - l.Received), "received": strconv.Itoa(l.Received),
	}}
	switch l.Reception {
	case Expected, OnItsWay:
		p.Mark = Todo
	case NothingExpected:
		p.Mark = NotApplied
	case Short, WrongItem, Lost, NotReturned:
		p.Mark = Differs
	}
	return p
}

func (l ReturnLine) hygienePart() Part {
	p := Part{Mark: Done, Key: "returns.hygiene." + string(l.Hygiene), Params: record.Params{"minutes": strconv.Itoa(l.Disinfection.Minutes)}}
	switch l.Hygiene {
	case HygienePending, Quarantined:
		p.Mark = Todo
	case NotNeeded:
		p.Mark = NotApplied
	case Unfit:
		p.Mark = Differs
	}
	return p
}

func (l ReturnLine) inspectionPart() Part {
	p := Part{Mark: Done, Key: "returns.inspection." + string(l.Inspection), Params: record.Params{
		"grade": l.Inspected.Grade, "accepted": strconv.Itoa(l.Accepted), "rejected": strconv.Itoa(l.Refused),
	}}
	switch {
	case l.Inspection == InspectionPending:
		p.Mark = Todo
	case l.Inspection == NoInspection:
		p.Mark = NotApplied
	case l.Apart || l.Inspection != Accepted:
		p.Mark = Differs
	}
	return p
}
