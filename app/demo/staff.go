package demo

import (
	"slices"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// hire plans who joins and who leaves.
func (s *shop) hire() {
	for i, e := range s.Staff {
		at := s.joined(e).Add(time.Duration(i+1) * time.Minute)
		s.at(at, func(time.Time) error { return s.takeOn(e) })
		if e.Left > 0 {
			s.at(s.before(e.Left, 18*time.Hour), func(time.Time) error {
				return done(s, s.head(), func() (training.Person, error) {
					return s.training.DismissPerson(training.DismissPerson{Person: s.people[e.Login]})
				})
			})
		}
	}
}

// head is the login of who set the desk up.
func (s *shop) head() string { return s.Staff[0].Login }

func (s *shop) takeOn(e employee) error {
	if e.Login == s.head() {
		return s.settleIn(e)
	}
	p, err := by(s, s.head(), func() (training.Person, error) {
		return s.training.AddPerson(training.AddPerson{
			Login: e.Login, Name: e.Name, Roles: e.Roles, Department: e.Department, Tier: e.Tier, Mentor: s.people[e.Mentor],
		})
	})
	if err != nil {
		return err
	}
	s.people[e.Login] = p.ID
	return s.training.SetPIN(training.SetPIN{Person: p.ID, PIN: PIN})
}

// settleIn gives the admin, who was there from the founding, the other roles.
func (s *shop) settleIn(e employee) error {
	people, err := by(s, e.Login, s.training.People)
	if err != nil {
		return err
	}
	s.people[e.Login] = people[0].ID
	_, err = s.training.ChangePerson(training.ChangePerson{
		Person: people[0].ID, Name: e.Name, Roles: e.Roles, Department: e.Department, Tier: e.Tier, Lang: people[0].Lang,
	})
	return err
}

// train plans courses, sessions and certificates so that at the end everybody stands as the staff's list says.
func (s *shop) train() {
	for i, c := range s.Courses {
		s.at(s.start.Add(time.Hour+time.Duration(i)*time.Minute), func(time.Time) error { return s.publish(c, "") })
		if c.Renewed > 0 {
			by := record.DayOf(s.end, s.end.Location()).Add(c.RefreshIn)
			s.at(s.before(c.Renewed, 10*time.Hour), func(time.Time) error { return s.publish(c, by) })
		}
		s.firstSession(c)
		s.sessions(c)
		s.nextSession(i, c)
	}
	s.suspensions()
}

// trainer gives courses; the one who does cannot certify herself, so her head does.
func (s *shop) trainer(of ...string) string {
	for _, e := range s.Staff {
		if slices.Contains(e.Roles, training.Trainer) && !slices.Contains(of, e.Login) {
			return e.Login
		}
	}
	return s.head()
}

// publish puts a course in force; the starters are there from the founding and get another version.
func (s *shop) publish(c course, refreshBy record.Day) error {
	if err := s.as(s.trainer()); err != nil {
		return err
	}
	if len(s.courses) == 0 {
		page, err := s.training.Matrix()
		if err != nil {
			return err
		}
		for _, there := range page.Courses {
			s.courses[there.Code] = there.ID
		}
	}
	got, err := s.training.PublishCourse(training.PublishCourse{
		Course: s.courses[c.Code], Code: c.Code, NameZh: c.NameZh, NameEn: c.NameEn, PassMark: c.PassMark, Months: c.Months,
		Steps: c.Steps, Roles: c.Roles, RefreshBy: refreshBy,
	})
	s.courses[c.Code] = got.ID
	return err
}

// firstSession certifies at the beginning those who were there then, or nobody could work.
func (s *shop) firstSession(c course) {
	var who []string
	for _, e := range s.Staff {
		if _, needs := e.Certificates[c.Code]; needs && e.Joined == 0 {
			who = append(who, e.Login)
		}
	}
	s.session(c, s.start.AddDate(0, 0, 1).Add(time.Hour), who)
}

// sessions certifies those who at the end have so many days left.
func (s *shop) sessions(c course) {
	byLeft := map[int][]string{}
	var days []int
	for _, e := range s.Staff {
		left, needs := e.Certificates[c.Code]
		if !needs || left < -40 {
			continue // the first one ran out
		}
		if byLeft[left] == nil {
			days = append(days, left)
		}
		byLeft[left] = append(byLeft[left], e.Login)
	}
	slices.Sort(days)
	for _, left := range days {
		day := record.DayOf(s.end, s.end.Location()).Add(left + 1).AddMonths(-c.Months)
		s.session(c, day.Start(s.end.Location()).Add(10*time.Hour), byLeft[left])
	}
}

// session plans, holds and certifies one session; somebody may fail a first assessment two weeks before.
func (s *shop) session(c course, at time.Time, who []string) {
	luck := chanceFor(s.seed, "session "+c.Code, int(at.Unix()))
	for _, group := range s.groups(who) {
		fails := luck.IntN(8) == 0 && len(group) > 1
		if fails && at.AddDate(0, 0, -14).After(s.start.AddDate(0, 0, 7)) {
			s.hold(c, at.AddDate(0, 0, -14), group[:1], func(string) int { return c.PassMark - 1 - luck.IntN(9) })
		}
		s.hold(c, at, group, func(string) int { return min(100, c.PassMark+2+luck.IntN(101-c.PassMark)) })
	}
}

// groups parts those whom the trainer certifies from the trainer, whom the head certifies.
func (s *shop) groups(who []string) [][]string {
	var own, others []string
	for _, login := range who {
		if login == s.trainer() {
			own = append(own, login)
		} else {
			others = append(others, login)
		}
	}
	return slices.DeleteFunc([][]string{others, own}, func(g []string) bool { return len(g) == 0 })
}

func (s *shop) hold(c course, at time.Time, who []string, score func(string) int) {
	trainer := s.trainer(who...)
	var id record.ID
	s.at(at.Add(-time.Hour), func(time.Time) (err error) {
		id, err = s.plan(c, trainer, record.DayOf(at, s.end.Location()), who)
		return err
	})
	s.at(at.Add(6*time.Hour), func(time.Time) error {
		var results []training.Result
		passed := []string{}
		for _, login := range who {
			n := score(login)
			results = append(results, training.Result{Person: s.people[login], Attended: true, Assessed: true, Score: n})
			if n >= c.PassMark {
				passed = append(passed, login)
			}
		}
		if err := done(s, trainer, func() (training.Session, error) {
			return s.training.RecordResults(training.RecordResults{Session: id, Results: results})
		}); err != nil {
			return err
		}
		for _, login := range passed {
			if _, err := s.training.Certify(training.Certify{Session: id, Person: s.people[login]}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *shop) plan(c course, trainer string, day record.Day, who []string) (record.ID, error) {
	people := []record.ID{}
	for _, login := range who {
		people = append(people, s.people[login])
	}
	got, err := by(s, trainer, func() (training.Session, error) {
		return s.training.PlanSession(training.PlanSession{Course: s.courses[c.Code], Day: day, Place: s.Shop.Room, People: people})
	})
	return got.ID, err
}

// nextSession is planned for those who are still to be certified.
func (s *shop) nextSession(i int, c course) {
	var who []string
	for _, e := range s.Staff {
		if slices.Contains(e.Enrolled, c.Code) {
			who = append(who, e.Login)
		}
	}
	if len(who) == 0 {
		return
	}
	s.at(s.before(5, 11*time.Hour+time.Duration(i)*time.Minute), func(time.Time) error {
		_, err := s.plan(c, s.trainer(), record.DayOf(s.end, s.end.Location()).Add(7+i%3), who)
		return err
	})
}

// suspensions: one certificate was suspended for six days in spring, another is suspended now.
func (s *shop) suspensions() {
	s.suspend(s.Staff[2].Login, training.Inspect, 120, 114)
	s.suspend(s.Staff[5].Login, training.Complaint, 4, 0)
}

func (s *shop) suspend(login string, step training.Step, from, to int) {
	var id record.ID
	s.at(s.before(from, 9*time.Hour+30*time.Minute), func(time.Time) (err error) {
		if id, err = by(s, s.trainer(), func() (record.ID, error) { return s.holds(login, step) }); err != nil {
			return err
		}
		_, err = s.training.SuspendCertificate(training.SuspendCertificate{Certificate: id, Reason: s.Phrases.Suspended})
		return err
	})
	if to > 0 {
		s.at(s.before(to, 9*time.Hour+30*time.Minute), func(time.Time) error {
			return done(s, s.trainer(), func() (training.Certificate, error) {
				return s.training.ResumeCertificate(training.ResumeCertificate{Certificate: id, Reason: s.Phrases.Resumed})
			})
		})
	}
}

// holds finds the certificate by which somebody may do a step now.
func (s *shop) holds(login string, step training.Step) (id record.ID, err error) {
	p, err := s.training.Person(s.people[login])
	for _, c := range p.Certificates {
		if slices.Contains(c.Steps, step) && c.Valid(s.clock, s.end.Location()) {
			id = c.ID
		}
	}
	return id, err
}
