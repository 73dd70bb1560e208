package returns

import (
	"slices"
	"time"
)

// derived works out state and stage anew after an event at when, and books the time of the stage it left.
func (r Return) derived(when time.Time) Return {
	r.State = r.state()
	if r.State == Decided && r.DecidedAt.IsZero() {
		r.DecidedAt = when
	}
	if r.State == PartlyReceived || r.State == Received {
		r.DecidedAt = time.Time{}
	}
	stage, waiting := r.stage()
	if stage == r.Stage && waiting == r.Waiting {
		return r
	}
	// A late entry may lie before what is known already: time in a stage is never negative.
	at := later(r.WaitSince, when)
	r.Spent = spend(r.Spent, r.Stage, r.Waiting, at.Sub(r.WaitSince).Milliseconds())
	if stage.Column() != r.Stage.Column() {
		r.ColumnSince = at
	}
	if stage != r.Stage {
		r.Since = at
	}
	r.Stage, r.Waiting, r.WaitSince = stage, waiting, at
	return r
}

func spend(spent []Spent, stage Stage, waiting Party, millis int64) []Spent {
	out := slices.Clone(spent)
	for i, s := range out {
		if s.Stage == stage && s.Waiting == waiting {
			out[i].Millis += millis
			return out
		}
	}
	return append(out, Spent{stage, waiting, millis})
}

// Concerned tells whether units of the line come back or came.
func (l ReturnLine) Concerned() bool { return l.Approved > 0 || l.Received > 0 }

// awaited tells whether the line's goods may still come.
func (l ReturnLine) awaited() bool {
	return l.Approved > 0 && (l.Reception == Expected || l.Reception == OnItsWay)
}

// stage is what the line still needs.
func (l ReturnLine) stage() Stage {
	switch {
	case !l.Concerned():
		return StageFinished
	case l.awaited():
		return StageReceive
	case l.Received == 0:
		return StageRefund
	case l.Hygiene == Quarantined:
		return StageDisinfect
	case l.Inspection == InspectionPending:
		return StageInspect
	case l.Disposition == "":
		return StageDispose
	}
	return StageRefund
}

// arrived tells whether a reception of any line was recorded, even of nothing.
func (r Return) arrived() bool { return !r.ReceivedAt.IsZero() }

func (r Return) any(stages ...Stage) bool {
	return slices.ContainsFunc(r.Lines, func(l ReturnLine) bool { return slices.Contains(stages, l.stage()) })
}

func (r Return) state() State {
	switch {
	case !r.SettledAt.IsZero():
		return Settled
	case !r.arrived() && r.Review == Approved && r.Travel != "":
		return r.Travel
	case !r.arrived():
		return r.Review
	case r.any(StageReceive):
		return PartlyReceived
	case r.any(StageDisinfect, StageInspect, StageDispose):
		return Received
	}
	return Decided
}

// stage of the whole: goods at hand come before goods still awaited, and of these the earliest step.
func (r Return) stage() (Stage, Party) {
	switch {
	case r.State.Ended():
		return StageFinished, ForNobody
	case r.State == Requested:
		return StageReview, ForUs
	case r.State == NeedsInformation:
		return StageReview, ForCustomer
	case r.State == Approved:
		return StageSendBack, ForCustomer
	case r.State == CustomsHold:
		return StageCustoms, ForCustoms
	case r.State == ShippedBack || r.State == InTransit:
		return StageSendBack, ForCarrier
	}
	for _, s := range []Stage{StageDisinfect, StageInspect, StageDispose} {
		if r.any(s) {
			return s, ForUs
		}
	}
	if !r.any(StageReceive) {
		return StageRefund, ForUs
	}
	switch r.Travel {
	case "":
		return StageReceive, ForCustomer
	case CustomsHold:
		return StageReceive, ForCustoms
	}
	return StageReceive, ForCarrier
}

// StateAt is the state at a moment: what time alone brings is worked out here. An approved return that was
// not sent by its date is expired.
func (r Return) StateAt(now time.Time) State {
	if r.State == Approved && !r.ExpiresAt.IsZero() && !now.Before(r.ExpiresAt) {
		return Expired
	}
	return r.State
}
