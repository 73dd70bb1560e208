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
	// A later version of the course asks for a refresh since RefreshSince: the certificate then holds until
	// the end of RefreshBy at most.
	RefreshSince   time.Time  `json:"refreshSince,omitzero" ts_type:"string"`
	RefreshBy      record.Day `json:"refreshBy,omitempty"`
	RefreshVersion int        `json:"refreshVersion,omitempty"`
	Reason         string     `json:"reason"` // of the last suspension, resumption or revocation
}

// Suspended is a span in which a certificate did not hold; an open one has no end.
type Suspended struct {
	From time.Time `json:"from" ts_type:"string"`
	To   time.Time `json:"to,omitzero" ts_type:"string"`
}

// CertificateState is where a certificate stands at a moment; time alone moves it to expiring and expired.
type CertificateState string

// The states of a certificate.
const (
	NotYet       CertificateState = "notYet" // begins later
	Certified    CertificateState = "certified"
	Expiring     CertificateState = "expiring"     // valid, its last day within 30 days
	NeedsRefresh CertificateState = "needsRefresh" // valid, a later version of the course sets its last day
	Expired      CertificateState = "expired"
	SuspendedNow CertificateState = "suspended"
	Revoked      CertificateState = "revoked"
)

// ExpiringDays is how many days before its last a certificate counts as expiring.
const ExpiringDays = 30

// Valid tells whether the state lets its holder work.
func (s CertificateState) Valid() bool { return s == Certified || s == Expiring || s == NeedsRefresh }

// LastDay is the last day of validity as it was known at the moment at.
func (c Certificate) LastDay(at time.Time) record.Day {
	if c.refreshing(at) {
		return min(c.Until, c.RefreshBy)
	}
	return c.Until
}

func (c Certificate) refreshing(at time.Time) bool {
	return c.RefreshBy != "" && !at.Before(c.RefreshSince)
}

// Valid tells whether the certificate holds at the moment at: from ≤ at ≤ end of the last day in zone, not
// suspended and not revoked then.
func (c Certificate) Valid(at time.Time, zone *time.Location) bool {
	return c.StateAt(at, zone).Valid()
}

// StateAt works out the state at the moment at; the days of validity are counted in zone.
func (c Certificate) StateAt(at time.Time, zone *time.Location) CertificateState {
	last := c.LastDay(at)
	switch {
	case !c.RevokedAt.IsZero() && !at.Before(c.RevokedAt):
		return Revoked
	case at.Before(c.From):
		return NotYet
	case !at.Before(last.End(zone)):
		return Expired
	case c.suspendedAt(at):
		return SuspendedNow
	case c.refreshing(at):
		return NeedsRefresh
	case c.DaysLeft(at, zone) <= ExpiringDays:
		return Expiring
	}
	return Certified
}

func (c Certificate) suspendedAt(at time.Time) bool {
	for _, s := range c.Suspensions {
		if !at.Before(s.From) && (s.To.IsZero() || at.Before(s.To)) {
			return true
		}
	}
	return false
}

// DaysLeft counts the days from the day of at, in zone, to the last day: 0 on the last day, negative after it.
func (c Certificate) DaysLeft(at time.Time, zone *time.Location) int {
	return record.DayOf(at, zone).Until(c.LastDay(at))
}
