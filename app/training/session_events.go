package training

import (
	"slices"

	"mendesk/app/record"
)

// What can happen to a session.
const (
	planned   = "planned"
	enrolled  = "enrolled"
	withdrawn = "withdrawn"
	attended  = "attended"
	assessed  = "assessed"
	certified = "certified"
	cancelled = "cancelled"
)

// Sessions is the kind of the days on which courses are given.
var Sessions = record.Kind[Session]{
	Name: "session", Version: 1,
	Events: record.Vocabulary{
		planned: record.Fact, enrolled: record.Fact, withdrawn: record.Fact, attended: record.Fact,
		assessed: record.Fact, certified: record.Fact, cancelled: record.Decision,
	},
	After: Session.After,
	Indexes: []record.Index[Session]{
		{Name: "day", Keys: func(s Session, _ record.Versions) []record.Tuple { return []record.Tuple{record.Key(s.Day)} }},
		{Name: "course", Keys: func(s Session, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(s.Course, s.Day)}
		}},
		{Name: "person", Keys: func(s Session, _ record.Versions) []record.Tuple {
			out := []record.Tuple{}
			for _, a := range s.Attendees {
				out = append(out, record.Key(a.Person, s.Day))
			}
			return out
		}},
	},
}

type plannedData struct {
	Course  record.ID  `json:"course"`
	Version int        `json:"version"`
	Day     record.Day `json:"day"`
	Trainer record.ID  `json:"trainer"`
}

type plannedPrivate struct {
	Place string `json:"place"`
}

type personData struct {
	Person record.ID `json:"person"`
}

type attendedData struct {
	Person record.ID `json:"person"`
	Came   bool      `json:"came"`
}

type assessedData struct {
	Person   record.ID `json:"person"`
	Score    int       `json:"score"`
	PassMark int       `json:"passMark"` // of the version taught, as the rule found it
}

type certifiedData struct {
	Person      record.ID `json:"person"`
	Certificate record.ID `json:"certificate"`
}

type reasonPrivate struct {
	Reason string `json:"reason"`
}

// After folds one event into the session.
func (s Session) After(h record.Happened) (Session, error) {
	switch h.What {
	case planned:
		return s.afterPlanned(h)
	case enrolled, withdrawn:
		return s.afterList(h)
	case attended:
		return s.afterAttended(h)
	case assessed:
		return s.afterAssessed(h)
	case certified:
		return s.afterCertified(h)
	case cancelled:
		return s.afterCancelled(h)
	}
	return s, record.ErrUnknownEvent
}

func (s Session) afterPlanned(h record.Happened) (Session, error) {
	d, err := record.Read[plannedData](h)
	if err != nil {
		return s, err
	}
	p, err := record.ReadPrivate[plannedPrivate](h)
	return Session{
		ID: h.Of.ID, Course: d.Course, CourseVersion: d.Version, Day: d.Day, Place: p.Place, Trainer: d.Trainer, Attendees: []Attendee{},
	}, err
}

func (s Session) afterList(h record.Happened) (Session, error) {
	d, err := record.Read[personData](h)
	if err != nil {
		return s, err
	}
	a, there := s.Attendee(d.Person)
	switch {
	case h.What == enrolled && !there:
		return s.with(Attendee{Person: d.Person, Attendance: Enrolled}), nil
	case h.What == withdrawn && there && a.Attendance == Enrolled && !a.Assessed:
		s.Attendees = slices.DeleteFunc(slices.Clone(s.Attendees), func(a Attendee) bool { return a.Person == d.Person })
	}
	return s, nil
}

func (s Session) afterAttended(h record.Happened) (Session, error) {
	d, err := record.Read[attendedData](h)
	a, _ := s.Attendee(d.Person)
	a.Person, a.Attendance = d.Person, attendanceOf(d.Came)
	if !d.Came {
		a.Assessed, a.Score, a.Passed = false, 0, false
	}
	return s.with(a), err
}

func (s Session) afterAssessed(h record.Happened) (Session, error) {
	d, err := record.Read[assessedData](h)
	a, _ := s.Attendee(d.Person)
	a.Person, a.Attendance = d.Person, Attended // who was assessed was there
	a.Assessed, a.Score, a.Passed = true, d.Score, d.Score >= d.PassMark
	return s.with(a), err
}

func (s Session) afterCertified(h record.Happened) (Session, error) {
	d, err := record.Read[certifiedData](h)
	a, there := s.Attendee(d.Person)
	if !there {
		a = Attendee{Person: d.Person, Attendance: Attended}
	}
	a.Certificate = d.Certificate
	return s.with(a), err
}

func (s Session) afterCancelled(h record.Happened) (Session, error) {
	if !s.CancelledAt.IsZero() {
		return s, record.Refuse("session.cancelled")
	}
	if slices.ContainsFunc(s.Attendees, func(a Attendee) bool { return a.Certificate != "" }) {
		return s, record.Refuse("session.alreadyCertified")
	}
	s.CancelledAt = h.When
	return s, nil
}
