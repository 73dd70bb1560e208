package training

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// PlanSession plans a day on which a course is given.
type PlanSession struct {
	Course  record.ID   `json:"course"`
	Day     record.Day  `json:"day"`
	Place   string      `json:"place"`
	Trainer record.ID   `json:"trainer"`
	People  []record.ID `json:"people"` // enrolled from the start
}

// Events of planning, by a trainer; the course's latest version is the one that will be taught.
func (c PlanSession) Events(id record.ID, course Course, who Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(Trainer, Supervisor); err != nil {
		return nil, err
	}
	if course.ID == "" || course.Latest().Version == 0 {
		return nil, record.Missing("course")
	}
	if !course.RetiredAt.IsZero() {
		return nil, record.Wrong("course", "course.retired", nil)
	}
	if c.Day == "" {
		return nil, record.Missing("day")
	}
	if _, err := record.ParseDay(string(c.Day)); err != nil {
		return nil, record.Wrong("day", "day.malformed", record.Params{"value": string(c.Day)})
	}
	if c.Trainer == "" {
		c.Trainer = who.ID
	}
	d := plannedData{course.ID, course.Latest().Version, c.Day, c.Trainer}
	out := []record.Event{Sessions.Did(id, planned, d, plannedPrivate{strings.TrimSpace(c.Place)})}
	return append(out, Session{ID: id}.enrolments(c.People)...), nil
}

func (s Session) enrolments(people []record.ID) []record.Event {
	var out []record.Event
	for i, p := range people {
		if _, there := s.Attendee(p); !there && p != "" && !slices.Contains(people[:i], p) {
			out = append(out, Sessions.Did(s.ID, enrolled, personData{p}, nil))
		}
	}
	return out
}

// Enrol puts people on a session's list.
type Enrol struct {
	Session record.ID   `json:"session"`
	People  []record.ID `json:"people"`
}

// Enrol by a trainer; those who are on the list already stay as they are.
func (s Session) Enrol(c Enrol, who Actor, _ time.Time) ([]record.Event, error) {
	if err := s.open(who); err != nil {
		return nil, err
	}
	if len(c.People) == 0 {
		return nil, record.Missing("people")
	}
	return s.enrolments(c.People), nil
}

func (s Session) open(who Actor) error {
	if err := who.Must(Trainer, Supervisor); err != nil {
		return err
	}
	if !s.CancelledAt.IsZero() {
		return record.Problem{Code: "session.cancelled"}
	}
	return nil
}

// Withdraw takes somebody off a session's list.
type Withdraw struct {
	Session record.ID `json:"session"`
	Person  record.ID `json:"person"`
}

// Withdraw by a trainer, as long as nothing is recorded of the person.
func (s Session) Withdraw(c Withdraw, who Actor, _ time.Time) ([]record.Event, error) {
	if err := s.open(who); err != nil {
		return nil, err
	}
	a, there := s.Attendee(c.Person)
	if !there {
		return nil, record.Wrong("person", "session.notEnrolled", nil)
	}
	if a.Attendance != Enrolled || a.Assessed {
		return nil, record.Wrong("person", "session.alreadyRecorded", nil)
	}
	return []record.Event{Sessions.Did(s.ID, withdrawn, personData{c.Person}, nil)}, nil
}

// RecordResults says who came and what they scored.
type RecordResults struct {
	Session record.ID `json:"session"`
	Results []Result  `json:"results"`
}

// Result of one person.
type Result struct {
	Person   record.ID `json:"person"`
	Attended bool      `json:"attended"`
	Assessed bool      `json:"assessed"` // whether Score counts
	Score    int       `json:"score"`    // of 100
}

// RecordResults by a trainer, from the session's day on. Nobody is assessed who did not come, and nobody
// assesses themselves. What was recorded before and stays the same writes nothing.
func (s Session) RecordResults(c RecordResults, course Course, who Actor, zone *time.Location, now time.Time) ([]record.Event, error) {
	if err := s.open(who); err != nil {
		return nil, err
	}
	if record.DayOf(now, zone) < s.Day {
		return nil, record.Problem{Code: "session.notYet", Params: record.Params{"day": string(s.Day)}}
	}
	var out []record.Event
	for _, r := range c.Results {
		events, err := s.result(r, course, who)
		if err != nil {
			return nil, err
		}
		out = append(out, events...)
	}
	return out, nil
}

func (s Session) result(r Result, course Course, who Actor) ([]record.Event, error) {
	a, there := s.Attendee(r.Person)
	switch {
	case !there:
		return nil, record.Wrong("person", "session.notEnrolled", nil)
	case a.Certificate != "" && (!r.Attended || !r.Assessed || r.Score != a.Score):
		return nil, record.Wrong("score", "session.alreadyCertified", nil)
	case r.Assessed && !r.Attended:
		return nil, record.Wrong("score", "session.absentAssessed", nil)
	case r.Assessed && (r.Score < 0 || r.Score > 100):
		return nil, record.Wrong("score", "session.scoreWrong", nil)
	case r.Assessed && r.Person == who.ID:
		return nil, record.Wrong("score", "session.ownAssessment", nil)
	}
	var out []record.Event
	if want := attendanceOf(r.Attended); a.Attendance != want {
		out = append(out, Sessions.Did(s.ID, attended, attendedData{r.Person, r.Attended}, nil))
	}
	if r.Assessed && (!a.Assessed || a.Score != r.Score) {
		mark := course.version(s.CourseVersion).PassMark
		out = append(out, Sessions.Did(s.ID, assessed, assessedData{r.Person, r.Score, mark}, nil))
	}
	return out, nil
}

func attendanceOf(came bool) Attendance {
	if came {
		return Attended
	}
	return Absent
}

// version finds a version by its number; the zero version when it is not known.
func (c Course) version(n int) CourseVersion {
	if n < 1 || n > len(c.Versions) {
		return CourseVersion{}
	}
	return c.Versions[n-1]
}

// CancelSession calls a session off.
type CancelSession struct {
	Session record.ID `json:"session"`
	Reason  string    `json:"reason"`
}

// Cancel by a trainer, with a reason, as long as nobody was certified on it.
func (s Session) Cancel(c CancelSession, who Actor, _ time.Time) ([]record.Event, error) {
	if err := s.open(who); err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, record.Missing("reason")
	}
	if slices.ContainsFunc(s.Attendees, func(a Attendee) bool { return a.Certificate != "" }) {
		return nil, record.Problem{Code: "session.alreadyCertified"}
	}
	return []record.Event{Sessions.Did(s.ID, cancelled, nil, reasonPrivate{strings.TrimSpace(c.Reason)})}, nil
}
