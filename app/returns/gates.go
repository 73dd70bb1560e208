package returns

import (
	"strconv"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// soon is how many days before its end a certificate is announced.
const soon = 30

// Gates are what would refuse the actor's next step now, and what soon will: said before it bites.
func (r Return) Gates(who training.Actor, now time.Time) []Gate {
	out := []Gate{}
	switch r.StateAt(now) {
	case Expired:
		return append(out, Gate{"shipBack", true, "returns.gate.expired", record.Params{"day": string(r.SendBy)}})
	case Approved:
		if !r.ExpiresAt.IsZero() && r.ExpiresAt.Sub(now) < 48*time.Hour {
			out = append(out, Gate{"shipBack", false, "returns.gate.expires", record.Params{"day": string(r.SendBy)}})
		}
	case Rejected, Cancelled, Settled:
		return out
	}
	if r.uninspected() {
		out = append(out, inspectorGates(who, now)...)
	}
	if n := r.count(StageDisinfect); n > 0 {
		out = append(out, Gate{"inspect", true, "returns.gate.quarantine", record.Params{"count": strconv.Itoa(n), "minutes": strconv.Itoa(r.Hygienic.Minutes)}})
	}
	if n := r.count(StageReceive) + r.count(StageDisinfect) + r.count(StageInspect); n > 0 && r.Review == Approved {
		out = append(out, Gate{"refund", true, "returns.gate.notAccepted", record.Params{"count": strconv.Itoa(n)}})
	}
	return out
}

func (r Return) count(stage Stage) int {
	n := 0
	for _, l := range r.Lines {
		if l.stage() == stage {
			n++
		}
	}
	return n
}

// uninspected tells whether goods that came wait for an inspection, or it has to come again. Before they come a
// gate of the inspector's would only be noise.
func (r Return) uninspected() bool {
	return r.Review == Approved && (r.any(StageDisinfect, StageInspect) || r.clashing())
}

func (r Return) clashing() bool {
	for _, l := range r.Lines {
		if l.Apart {
			return true
		}
	}
	return false
}

func inspectorGates(who training.Actor, now time.Time) []Gate {
	if err := who.Must(training.Inspector, training.Supervisor); err != nil {
		return []Gate{{"inspect", true, "returns.gate.role", record.Params{}}}
	}
	held, err := who.Certificate(training.Inspect, now)
	if err != nil {
		key := "returns.gate.certificateMissing"
		if p, _ := record.AsProblem(err); p.Code == "certificate.notValid" {
			key = "returns.gate.certificateNotValid"
		}
		return []Gate{{"inspect", true, key, record.Params{"person": who.Name}}}
	}
	days := record.DayOf(now, zoneOf(who)).Until(held.Until)
	if days > soon {
		return nil
	}
	return []Gate{{"inspect", false, "returns.gate.certificateEnds", record.Params{
		"count": strconv.Itoa(days), "days": strconv.Itoa(days), "day": string(held.Until), "number": held.Number,
	}}}
}
