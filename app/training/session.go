package training

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// Session is one day on which a course is given and assessed.
type Session struct {
	ID            record.ID  `json:"id"`
	Course        record.ID  `json:"course"`
	CourseVersion int        `json:"courseVersion"`
	Day           record.Day `json:"day"`
	Place         string     `json:"place"`
	Trainer       record.ID  `json:"trainer"`
	Attendees     []Attendee `json:"attendees"`
	CancelledAt   time.Time  `json:"cancelledAt,omitzero" ts_type:"string"`
}

// Attendance is whether somebody who enrolled came.
type Attendance string

// The attendances.
const (
	Enrolled Attendance = "enrolled"
	Attended Attendance = "attended"
	Absent   Attendance = "absent"
)

// Attendee is one person in a session.
type Attendee struct {
	Person      record.ID  `json:"person"`
	Attendance  Attendance `json:"attendance"`
	Assessed    bool       `json:"assessed"`
	Score       int        `json:"score"` // of 100
	Passed      bool       `json:"passed"`
	Certificate record.ID  `json:"certificate,omitempty"` // issued on this result
}

// Attendee finds a person in the session.
func (s Session) Attendee(person record.ID) (Attendee, bool) {
	i := slices.IndexFunc(s.Attendees, func(a Attendee) bool { return a.Person == person })
	if i < 0 {
		return Attendee{}, false
	}
	return s.Attendees[i], true
}

// with gives the session with the person's entry replaced, or added when it was not there.
func (s Session) with(a Attendee) Session {
	i := slices.IndexFunc(s.Attendees, func(b Attendee) bool { return b.Person == a.Person })
	s.Attendees = append([]Attendee{}, s.Attendees...)
	if i < 0 {
		s.Attendees = append(s.Attendees, a)
		return s
	}
	s.Attendees[i] = a
	return s
}
