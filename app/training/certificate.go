package training

import (
	"time"

	"mendesk/app/record"
)

// Certificate says that a person may do the steps of a course from a day until the end of another. A
// renewal is a new record.
type Certificate struct {
	ID            record.ID   `json:"id"`
	Number        string      `json:"number"`
	Person        record.ID   `json:"person"`
	Course        record.ID   `json:"course"`
	CourseVersion int         `json:"courseVersion"`
	Session       record.ID   `json:"session,omitempty"`
	Score         int         `json:"score"`
	Steps         []Step      `json:"steps"`
	From          time.Time   `json:"from" ts_type:"string"` // UTC; first instant of validity
	Until         record.Day  `json:"until"`                 // last day of validity, in the shop's zone
	Suspensions   []Suspended `json:"suspensions"`           // times at which it did not hold
	RevokedAt     time.Time   `json:"revokedAt,omitzero" ts_type:"string"`
}

// Suspended is a span in which a certificate did not hold; an open one has no end.
type Suspended struct {
	From time.Time `json:"from" ts_type:"string"`
	To   time.Time `json:"to,omitzero" ts_type:"string"`
}

// Valid tells whether the certificate holds at the moment at: from ≤ at ≤ end of the last day in zone, not
// suspended and not revoked then.
func (c Certificate) Valid(at time.Time, zone *time.Location) bool {
	if at.Before(c.From) || !at.Before(c.Until.End(zone)) {
		return false
	}
	if !c.RevokedAt.IsZero() && !at.Before(c.RevokedAt) {
		return false
	}
	for _, s := range c.Suspensions {
		if !at.Before(s.From) && (s.To.IsZero() || at.Before(s.To)) {
			return false
		}
	}
	return true
}
