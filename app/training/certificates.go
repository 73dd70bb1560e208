package training

import (
	"strings"
	"time"

	"mendesk/app/record"
)

// CertificateID is the id of the certificate that a session gives a person: two desks that both issue it
// write one record.
func CertificateID(session, person record.ID) record.ID {
	return record.KeyID("certificate", string(session), string(person))
}

// Certify issues the certificate of somebody who passed a session's assessment.
type Certify struct {
	Session record.ID `json:"session"`
	Person  record.ID `json:"person"`
}

// Certify by a trainer other than the person. The certificate holds from now, for the months of the version
// taught, until the day before the same day; number is its label.
func (s Session) Certify(c Certify, course Course, number string, who Actor, zone *time.Location, now time.Time) ([]record.Event, error) {
	if err := s.open(who); err != nil {
		return nil, err
	}
	a, there := s.Attendee(c.Person)
	switch v := course.version(s.CourseVersion); {
	case !there:
		return nil, record.Wrong("person", "session.notEnrolled", nil)
	case c.Person == who.ID:
		return nil, record.Wrong("person", "certificate.ownCertificate", nil)
	case !a.Passed:
		return nil, record.Wrong("person", "certificate.notPassed", nil)
	case a.Certificate != "":
		return nil, record.Wrong("person", "certificate.alreadyIssued", nil)
	case course.ID != s.Course || v.Version == 0:
		return nil, record.Wrong("session", "course.versionUnknown", nil)
	default:
		id := CertificateID(s.ID, c.Person)
		until := record.DayOf(now, zone).AddMonths(v.Months).Add(-1)
		d := issuedData{number, c.Person, course.ID, v.Version, s.ID, a.Score, v.Steps, record.Instant(now), until}
		return []record.Event{
			Certificates.Did(id, issued, d, nil),
			Sessions.Did(s.ID, certified, certifiedData{c.Person, id}, nil),
		}, nil
	}
}

// SuspendCertificate stops a certificate for a time.
type SuspendCertificate struct {
	Certificate record.ID `json:"certificate"`
	Reason      string    `json:"reason"`
}

// Suspend by a trainer or supervisor, with a reason.
func (c Certificate) Suspend(s SuspendCertificate, who Actor, now time.Time) ([]record.Event, error) {
	if c.suspendedAt(now) {
		return nil, record.Problem{Code: "certificate.alreadySuspended"}
	}
	return c.decide(suspended, s.Reason, who)
}

// ResumeCertificate lets a suspended certificate hold again.
type ResumeCertificate struct {
	Certificate record.ID `json:"certificate"`
	Reason      string    `json:"reason"`
}

// Resume by a trainer or supervisor, with a reason. The last day stays what it was.
func (c Certificate) Resume(r ResumeCertificate, who Actor, now time.Time) ([]record.Event, error) {
	if !c.suspendedAt(now) {
		return nil, record.Problem{Code: "certificate.notSuspended"}
	}
	return c.decide(resumed, r.Reason, who)
}

// RevokeCertificate ends a certificate for good.
type RevokeCertificate struct {
	Certificate record.ID `json:"certificate"`
	Reason      string    `json:"reason"`
}

// Revoke by a trainer or supervisor, with a reason. What was done under it before stays as it was done.
func (c Certificate) Revoke(r RevokeCertificate, who Actor, _ time.Time) ([]record.Event, error) {
	return c.decide(revoked, r.Reason, who)
}

func (c Certificate) decide(what, reason string, who Actor) ([]record.Event, error) {
	if err := who.Must(Trainer, Supervisor); err != nil {
		return nil, err
	}
	if c.Person == who.ID {
		return nil, record.Problem{Code: "certificate.ownCertificate"}
	}
	if !c.RevokedAt.IsZero() {
		return nil, record.Problem{Code: "certificate.alreadyRevoked"}
	}
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return nil, record.Missing("reason")
	}
	return []record.Event{Certificates.Did(c.ID, what, nil, reasonPrivate{reason})}, nil
}
