package training

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// What can happen to a certificate.
const (
	issued     = "issued"
	suspended  = "suspended"
	resumed    = "resumed"
	revoked    = "revoked"
	refreshDue = "refreshDue"
)

// Certificates is the kind of the proofs that a person may do steps of the work.
var Certificates = record.Kind[Certificate]{
	Name: "certificate", Version: 1,
	Events: record.Vocabulary{
		issued: record.Decision, suspended: record.Decision, resumed: record.Decision, revoked: record.Decision, refreshDue: record.Fact,
	},
	After: Certificate.After,
	Indexes: []record.Index[Certificate]{
		{Name: "number", Keys: func(c Certificate, _ record.Versions) []record.Tuple { return []record.Tuple{record.Key(c.Number)} }},
		{Name: "person", Keys: func(c Certificate, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(c.Person, c.Until)}
		}},
		{Name: "course", Keys: func(c Certificate, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(c.Course, c.Until)}
		}},
		{Name: "until", Keys: func(c Certificate, _ record.Versions) []record.Tuple { return []record.Tuple{record.Key(c.Until)} }},
	},
}

type issuedData struct {
	Number  string     `json:"number"`
	Person  record.ID  `json:"person"`
	Course  record.ID  `json:"course"`
	Version int        `json:"version"`
	Session record.ID  `json:"session,omitempty"`
	Score   int        `json:"score"`
	Steps   []Step     `json:"steps"`
	From    time.Time  `json:"from"`
	Until   record.Day `json:"until"`
}

type refreshData struct {
	Version int        `json:"version"`
	By      record.Day `json:"by"`
}

// After folds one event into the certificate.
func (c Certificate) After(h record.Happened) (Certificate, error) {
	switch h.What {
	case issued:
		return c.afterIssued(h)
	case suspended:
		return c.afterSuspended(h)
	case resumed:
		return c.afterResumed(h)
	case revoked:
		return c.afterRevoked(h)
	case refreshDue:
		return c.afterRefreshDue(h)
	}
	return c, record.ErrUnknownEvent
}

func (c Certificate) afterIssued(h record.Happened) (Certificate, error) {
	if c.Number != "" {
		return c, record.Refuse("certificate.alreadyIssued")
	}
	d, err := record.Read[issuedData](h)
	return Certificate{
		ID: h.Of.ID, Number: d.Number, Person: d.Person, Course: d.Course, CourseVersion: d.Version, Session: d.Session, Score: d.Score,
		Steps: append([]Step{}, d.Steps...), From: d.From, Until: d.Until, Suspensions: []Suspended{},
	}, err
}

func (c Certificate) afterSuspended(h record.Happened) (Certificate, error) {
	if !c.RevokedAt.IsZero() {
		return c, record.Refuse("certificate.alreadyRevoked")
	}
	if c.openSuspension() >= 0 {
		return c, record.Refuse("certificate.alreadySuspended")
	}
	c.Suspensions = append(slices.Clip(c.Suspensions), Suspended{From: h.When})
	return c.because(h)
}

func (c Certificate) openSuspension() int {
	return slices.IndexFunc(c.Suspensions, func(s Suspended) bool { return s.To.IsZero() })
}

func (c Certificate) afterResumed(h record.Happened) (Certificate, error) {
	i := c.openSuspension()
	if i < 0 {
		return c, record.Refuse("certificate.notSuspended")
	}
	c.Suspensions = slices.Clone(c.Suspensions)
	c.Suspensions[i].To = h.When
	return c.because(h)
}

func (c Certificate) afterRevoked(h record.Happened) (Certificate, error) {
	if !c.RevokedAt.IsZero() {
		return c, record.Refuse("certificate.alreadyRevoked")
	}
	c.RevokedAt = h.When
	return c.because(h)
}

func (c Certificate) because(h record.Happened) (Certificate, error) {
	p, err := record.ReadPrivate[reasonPrivate](h)
	c.Reason = p.Reason
	return c, err
}

// afterRefreshDue keeps the first refresh that was asked for: a later one cannot give back days.
func (c Certificate) afterRefreshDue(h record.Happened) (Certificate, error) {
	d, err := record.Read[refreshData](h)
	if err != nil || (c.RefreshBy != "" && c.RefreshBy <= d.By) || d.Version <= c.CourseVersion {
		return c, err
	}
	c.RefreshSince, c.RefreshBy, c.RefreshVersion = h.When, d.By, d.Version
	return c, nil
}
