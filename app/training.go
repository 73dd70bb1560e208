package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
	"mendesk/storage"
)

// Training is the service of people, courses, sessions and certificates.
type Training struct{ app *App }

// MatrixPage is the matrix people × courses with what stands beside it.
type MatrixPage struct {
	Matrix   training.Matrix    `json:"matrix"`
	Courses  []training.Course  `json:"courses"`
	Sessions []training.Session `json:"sessions"` // from today on, and those of the last 30 days
}

// PersonPage is one person's certificates and what happened to them.
type PersonPage struct {
	Person       training.Person        `json:"person"`
	Certificates []training.Certificate `json:"certificates"`
	Lines        []record.Line          `json:"lines"` // newest first
}

// People lists everybody, those who left too.
func (s *Training) People() ([]training.Person, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) ([]training.Person, error) {
		return all(tx, training.People, storage.Span{Index: "login"})
	})
}

// Matrix shows who is certified for what at this moment.
func (s *Training) Matrix() (MatrixPage, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (MatrixPage, error) {
		people, err := all(tx, training.People, storage.Span{Index: "login"})
		if err != nil {
			return MatrixPage{}, err
		}
		courses, err := all(tx, training.Courses, storage.Span{Index: "code"})
		if err != nil {
			return MatrixPage{}, err
		}
		certificates, err := all(tx, training.Certificates, storage.Span{})
		if err != nil {
			return MatrixPage{}, err
		}
		since := record.DayOf(now, who.Zone).Add(-30)
		sessions, err := all(tx, training.Sessions, storage.Span{Index: "day", From: record.Key(since)})
		if err != nil {
			return MatrixPage{}, err
		}
		m := training.MatrixOf(people, courses, certificates, now, who.Zone).WithSessions(sessions, who.Zone)
		return MatrixPage{m, courses, sessions}, nil
	})
}

// Person shows one person's certificates and history.
func (s *Training) Person(id record.ID) (PersonPage, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, _ time.Time) (PersonPage, error) {
		person, err := storage.Get(tx, training.People, id)
		if err != nil {
			return PersonPage{}, err
		}
		held, err := all(tx, training.Certificates, storage.Span{Index: "person", Prefix: record.Key(id)})
		if err != nil {
			return PersonPage{}, err
		}
		lines, err := timeline(tx, training.People.Ref(id), training.Line)
		if err != nil {
			return PersonPage{}, err
		}
		for _, c := range held {
			more, err := timeline(tx, training.Certificates.Ref(c.ID), training.Line)
			if err != nil {
				return PersonPage{}, err
			}
			lines = append(lines, more...)
		}
		slices.Reverse(lines) // what one command did at one moment is told backwards too
		slices.SortStableFunc(lines, func(x, y record.Line) int { return y.At.Compare(x.At) })
		return PersonPage{person, held, lines}, nil
	})
}

// AddPerson adds somebody to the staff; their PIN is set apart.
func (s *Training) AddPerson(c training.AddPerson) (training.Person, error) {
	return begin(s.app, training.People, func(tx *storage.Tx, id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
		_, taken, err := one(tx, training.People, "login", record.Key(training.LoginKey(c.Login)))
		if err != nil {
			return nil, err
		}
		return c.Events(id, who, taken, now)
	})
}

// ChangePerson changes somebody's name, roles, department, tier, mentor or language.
func (s *Training) ChangePerson(c training.ChangePerson) (training.Person, error) {
	return carry(s.app, training.People, c.Person, func(tx *storage.Tx, p training.Person, who training.Actor, now time.Time) ([]record.Event, error) {
		others, err := otherAdmins(tx, p.ID)
		if err != nil {
			return nil, err
		}
		return p.Change(c, who, others, now)
	})
}

// DismissPerson lets somebody go: they cannot sign in any more, their work stays.
func (s *Training) DismissPerson(c training.DismissPerson) (training.Person, error) {
	return carry(s.app, training.People, c.Person, func(tx *storage.Tx, p training.Person, who training.Actor, now time.Time) ([]record.Event, error) {
		others, err := otherAdmins(tx, p.ID)
		if err != nil {
			return nil, err
		}
		return p.Dismiss(c, who, others, now)
	})
}

// RecallPerson takes somebody back who left.
func (s *Training) RecallPerson(c training.RecallPerson) (training.Person, error) {
	return carry(s.app, training.People, c.Person, func(_ *storage.Tx, p training.Person, who training.Actor, now time.Time) ([]record.Event, error) {
		return p.Recall(c, who, now)
	})
}

func otherAdmins(tx *storage.Tx, but record.ID) (int, error) {
	admins, err := all(tx, training.People, storage.Span{Index: "role", Prefix: record.Key(string(training.Admin))})
	n := 0
	for _, p := range admins {
		if p.Active && p.ID != but {
			n++
		}
	}
	return n, err
}

// SetPIN sets one's own PIN, or as a supervisor somebody else's.
func (s *Training) SetPIN(c training.SetPIN) (err error) {
	defer func() { err = s.app.closing(recover(), err) }()
	return s.app.setPIN(s.app.signedIn(), c)
}

// PublishCourse puts a new course, or a new version of one, in force.
func (s *Training) PublishCourse(c training.PublishCourse) (training.Course, error) {
	if c.Course == "" {
		return begin(s.app, training.Courses, func(_ *storage.Tx, id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
			return c.Events(id, who, now)
		})
	}
	return carry(s.app, training.Courses, c.Course, func(tx *storage.Tx, course training.Course, who training.Actor, now time.Time) ([]record.Event, error) {
		held, err := all(tx, training.Certificates, storage.Span{Index: "course", Prefix: record.Key(course.ID)})
		if err != nil {
			return nil, err
		}
		return course.Publish(c, held, who, who.Zone, now)
	})
}

// RetireCourse takes a course out of use.
func (s *Training) RetireCourse(c training.RetireCourse) (training.Course, error) {
	return carry(s.app, training.Courses, c.Course, func(_ *storage.Tx, course training.Course, who training.Actor, now time.Time) ([]record.Event, error) {
		return course.Retire(c, who, now)
	})
}

// PlanSession plans a session of a course.
func (s *Training) PlanSession(c training.PlanSession) (training.Session, error) {
	return begin(s.app, training.Sessions, func(tx *storage.Tx, id record.ID, who training.Actor, now time.Time) ([]record.Event, error) {
		course, err := storage.Get(tx, training.Courses, c.Course)
		if err != nil && c.Course != "" {
			return nil, err
		}
		return c.Events(id, course, who, now)
	})
}

// Enrol puts people on the list of a session.
func (s *Training) Enrol(c training.Enrol) (training.Session, error) {
	return carry(s.app, training.Sessions, c.Session, func(_ *storage.Tx, t training.Session, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Enrol(c, who, now)
	})
}

// Withdraw takes somebody off the list of a session.
func (s *Training) Withdraw(c training.Withdraw) (training.Session, error) {
	return carry(s.app, training.Sessions, c.Session, func(_ *storage.Tx, t training.Session, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Withdraw(c, who, now)
	})
}

// RecordResults records who came to a session and what they scored.
func (s *Training) RecordResults(c training.RecordResults) (training.Session, error) {
	return carry(s.app, training.Sessions, c.Session, func(tx *storage.Tx, t training.Session, who training.Actor, now time.Time) ([]record.Event, error) {
		course, err := storage.Get(tx, training.Courses, t.Course)
		if err != nil {
			return nil, err
		}
		return t.RecordResults(c, course, who, who.Zone, now)
	})
}

// CancelSession calls a session off.
func (s *Training) CancelSession(c training.CancelSession) (training.Session, error) {
	return carry(s.app, training.Sessions, c.Session, func(_ *storage.Tx, t training.Session, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Cancel(c, who, now)
	})
}

// Certify issues the certificate of somebody who passed a session's assessment.
func (s *Training) Certify(c training.Certify) (training.Certificate, error) {
	return change(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (training.Certificate, error) {
		id := training.CertificateID(c.Session, c.Person)
		return append1(tx, training.Certificates, id, func() ([]record.Event, error) {
			session, err := storage.Get(tx, training.Sessions, c.Session)
			if err != nil {
				return nil, err
			}
			course, err := storage.Get(tx, training.Courses, session.Course)
			if err != nil {
				return nil, err
			}
			number, err := tx.Number(course.Code, record.DayOf(now, who.Zone))
			if err != nil {
				return nil, err
			}
			return session.Certify(c, course, number, who, who.Zone, now)
		})
	})
}

// SuspendCertificate makes a certificate not hold until it is resumed.
func (s *Training) SuspendCertificate(c training.SuspendCertificate) (training.Certificate, error) {
	return carry(s.app, training.Certificates, c.Certificate, func(_ *storage.Tx, t training.Certificate, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Suspend(c, who, now)
	})
}

// ResumeCertificate ends a suspension.
func (s *Training) ResumeCertificate(c training.ResumeCertificate) (training.Certificate, error) {
	return carry(s.app, training.Certificates, c.Certificate, func(_ *storage.Tx, t training.Certificate, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Resume(c, who, now)
	})
}

// RevokeCertificate ends a certificate for good.
func (s *Training) RevokeCertificate(c training.RevokeCertificate) (training.Certificate, error) {
	return carry(s.app, training.Certificates, c.Certificate, func(_ *storage.Tx, t training.Certificate, who training.Actor, now time.Time) ([]record.Event, error) {
		return t.Revoke(c, who, now)
	})
}

// timeline reads a record's history as people read it, oldest first.
func timeline(tx *storage.Tx, ref record.Ref, line func(record.Happened) (record.Line, bool)) ([]record.Line, error) {
	out := []record.Line{}
	for h, err := range tx.History(ref) {
		if err != nil {
			return nil, fmt.Errorf("read the history of %s %s: %w", ref.Kind, ref.ID, err)
		}
		if l, ok := line(h); ok {
			out = append(out, l)
		}
	}
	return out, nil
}

// matches tells whether one of the texts holds the words asked for, case aside.
func matches(words string, texts ...string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(strings.ToLower(t), words) })
}
