package training

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mendesk/app/record"
)

var inspection = PublishCourse{
	Code: "qc", NameZh: "小家电质检", NameEn: "Small appliance inspection", PassMark: 80, Months: 12, Steps: []Step{Inspect}, Roles: []Role{Inspector},
}

// taught is a desk with a course and a session on the day of now, in which HE and ZHOU are enrolled.
func taught(t *testing.T) *desk {
	d := newDesk(t)
	events, err := inspection.Events("QC", teacher, now)
	d.did(now.Add(-48*time.Hour), events, err)
	events, err = PlanSession{Course: "QC", Day: "2026-11-20", Place: "退货中心", People: []record.ID{"HE", "ZHOU", "HE"}}.Events("S", get(d, Courses, "QC"), teacher, now)
	d.did(now.Add(-24*time.Hour), events, err)
	return d
}

func results(d *desk, when time.Time, rs ...Result) error {
	events, err := get(d, Sessions, "S").RecordResults(RecordResults{"S", rs}, get(d, Courses, "QC"), teacher, shanghai, when)
	if err == nil {
		d.did(when, events, nil)
	}
	return err
}

// issue passes HE with 92 and issues the certificate at the moment when.
func issue(d *desk, when time.Time) (Certificate, error) {
	if err := results(d, when, Result{"HE", true, true, 92}); err != nil {
		return Certificate{}, err
	}
	events, err := get(d, Sessions, "S").Certify(Certify{"S", "HE"}, get(d, Courses, "QC"), "QC-A-261120-1", teacher, shanghai, when)
	if err != nil {
		return Certificate{}, err
	}
	d.did(when, events, nil)
	return get(d, Certificates, CertificateID("S", "HE")), nil
}

func TestACertificateFollowsAPassedAssessment(t *testing.T) {
	d := taught(t)
	s, course := get(d, Sessions, "S"), get(d, Courses, "QC")
	if len(s.Attendees) != 2 {
		t.Fatalf("enrolled are %+v", s.Attendees)
	}
	_, err := s.Certify(Certify{"S", "HE"}, course, "n", teacher, shanghai, now)
	refused(t, err, "certificate.notPassed")
	if err := results(d, now, Result{"HE", true, true, 92}, Result{"ZHOU", true, true, 74}); err != nil {
		t.Fatal(err)
	}
	_, err = get(d, Sessions, "S").Certify(Certify{"S", "ZHOU"}, course, "n", teacher, shanghai, now)
	refused(t, err, "certificate.notPassed")
	_, err = get(d, Sessions, "S").Certify(Certify{"S", "HE"}, course, "n", Actor{ID: "HE", Roles: []Role{Trainer}}, shanghai, now)
	refused(t, err, "certificate.ownCertificate")
	c, err := issue(d, now)
	if err != nil {
		t.Fatal(err)
	}
	want := Certificate{
		ID: CertificateID("S", "HE"), Number: "QC-A-261120-1", Person: "HE", Course: "QC", CourseVersion: 1, Session: "S", Score: 92,
		Steps: []Step{Inspect}, From: now, Until: "2027-11-19", Suspensions: []Suspended{},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	_, err = get(d, Sessions, "S").Certify(Certify{"S", "HE"}, course, "n", teacher, shanghai, now)
	refused(t, err, "certificate.alreadyIssued")
	refused(t, results(d, now, Result{"HE", true, true, 30}), "session.alreadyCertified")
	if err := results(d, now, Result{"HE", true, true, 92}); err != nil {
		t.Errorf("the same result again: %v", err)
	}
	_, err = get(d, Sessions, "S").Cancel(CancelSession{"S", "rain"}, teacher, now)
	refused(t, err, "session.alreadyCertified")
}

func TestResultsAreChecked(t *testing.T) {
	for code, r := range map[string]Result{
		"session.notEnrolled":    {"WHO", true, true, 90},
		"session.absentAssessed": {"HE", false, true, 90},
		"session.scoreWrong":     {"HE", true, true, 101},
	} {
		refused(t, results(taught(t), now, r), code)
	}
	refused(t, results(taught(t), now.Add(-24*time.Hour), Result{"HE", true, false, 0}), "session.notYet")
	d := taught(t)
	_, err := get(d, Sessions, "S").RecordResults(RecordResults{"S", []Result{{"HE", true, true, 99}}}, get(d, Courses, "QC"), Actor{ID: "HE", Roles: []Role{Trainer}}, shanghai, now)
	refused(t, err, "session.ownAssessment")
}

func TestAnAbsenteeLosesTheScore(t *testing.T) {
	d := taught(t)
	if err := results(d, now, Result{"HE", true, true, 92}); err != nil {
		t.Fatal(err)
	}
	if err := results(d, now, Result{"HE", false, false, 0}); err != nil {
		t.Fatal(err)
	}
	if a, _ := get(d, Sessions, "S").Attendee("HE"); a.Passed || a.Assessed || a.Attendance != Absent {
		t.Errorf("attendee is %+v", a)
	}
}

func TestWithdrawOnlyBeforeAnythingIsRecorded(t *testing.T) {
	d := taught(t)
	if err := results(d, now, Result{"HE", true, false, 0}); err != nil {
		t.Fatal(err)
	}
	s := get(d, Sessions, "S")
	_, err := s.Withdraw(Withdraw{"S", "HE"}, teacher, now)
	refused(t, err, "session.alreadyRecorded")
	events, err := s.Withdraw(Withdraw{"S", "ZHOU"}, teacher, now)
	d.did(now, events, err)
	if _, there := get(d, Sessions, "S").Attendee("ZHOU"); there {
		t.Error("still on the list")
	}
	events, err = get(d, Sessions, "S").Enrol(Enrol{"S", []record.ID{"ZHOU", "HE"}}, teacher, now)
	d.did(now, events, err)
	if len(get(d, Sessions, "S").Attendees) != 2 {
		t.Error("not enrolled again")
	}
}

func TestStateAtTheEdges(t *testing.T) {
	c, err := issue(taught(t), now)
	if err != nil {
		t.Fatal(err)
	}
	midnight := record.Day("2027-11-20").Start(shanghai) // the end of the last day
	for _, x := range []struct {
		at   time.Time
		want CertificateState
		left int
	}{
		{now.Add(-time.Millisecond), NotYet, 364},
		{now, Certified, 364},
		{record.Day("2027-10-20").Start(shanghai).Add(-time.Millisecond), Certified, 31},
		{record.Day("2027-10-20").Start(shanghai), Expiring, 30},
		{midnight.Add(-time.Millisecond), Expiring, 0},
		{midnight, Expired, -1},
	} {
		if got, left := c.StateAt(x.at, shanghai), c.DaysLeft(x.at, shanghai); got != x.want || left != x.left {
			t.Errorf("at %s it is %s with %d days, want %s with %d", x.at, got, left, x.want, x.left)
		}
	}
	if got := c.StateAt(midnight, time.UTC); got != Expiring {
		t.Errorf("in UTC, where the day has not ended, it is %s", got)
	}
}

func TestSuspendResumeRevoke(t *testing.T) {
	d := taught(t)
	c, err := issue(d, now)
	if err != nil {
		t.Fatal(err)
	}
	hour := func(n int) time.Time { return now.Add(time.Duration(n) * time.Hour) }
	_, err = c.Resume(ResumeCertificate{c.ID, "x"}, teacher, hour(1))
	refused(t, err, "certificate.notSuspended")
	_, err = c.Suspend(SuspendCertificate{c.ID, " "}, teacher, hour(1))
	refused(t, err, "field.missing")
	_, err = c.Suspend(SuspendCertificate{c.ID, "x"}, agent, hour(1))
	refused(t, err, "right.missing")
	events, err := c.Suspend(SuspendCertificate{c.ID, "调岗"}, teacher, hour(1))
	d.did(hour(1), events, err)
	refused(t, d.fold(hour(2), events), "certificate.alreadySuspended")
	c = get(d, Certificates, c.ID)
	_, err = c.Suspend(SuspendCertificate{c.ID, "x"}, teacher, hour(2))
	refused(t, err, "certificate.alreadySuspended")
	events, err = c.Resume(ResumeCertificate{c.ID, "已恢复"}, teacher, hour(3))
	d.did(hour(3), events, err)
	events, err = get(d, Certificates, c.ID).Revoke(RevokeCertificate{c.ID, "作弊"}, teacher, hour(5))
	d.did(hour(5), events, err)
	c = get(d, Certificates, c.ID)
	for n, want := range []CertificateState{Certified, SuspendedNow, SuspendedNow, Certified, Certified, Revoked, Revoked} {
		if got := c.StateAt(hour(n), shanghai); got != want {
			t.Errorf("after %d hours it is %s, want %s", n, got, want)
		}
	}
	if c.Reason != "作弊" {
		t.Errorf("reason is %q", c.Reason)
	}
	_, err = c.Revoke(RevokeCertificate{c.ID, "x"}, teacher, hour(6))
	refused(t, err, "certificate.alreadyRevoked")
	refused(t, d.fold(hour(6), events), "certificate.alreadyRevoked")
}

func TestANewVersionAsksForARefresh(t *testing.T) {
	d := taught(t)
	c, err := issue(d, now)
	if err != nil {
		t.Fatal(err)
	}
	next, later := inspection, now.Add(24*time.Hour)
	next.Course, next.RefreshBy = "QC", "2026-12-31"
	course := get(d, Courses, "QC")
	events, err := course.Publish(next, []Certificate{c}, teacher, shanghai, later)
	d.did(later, events, err)
	refused(t, d.fold(later, events[:1]), "course.versionTaken")
	if diff := cmp.Diff(course.Versions[0], get(d, Courses, "QC").Versions[0]); diff != "" {
		t.Errorf("a published version changed: %s", diff)
	}
	c = get(d, Certificates, c.ID)
	for at, want := range map[time.Time]CertificateState{
		now: Certified, later: NeedsRefresh, record.Day("2026-12-31").End(shanghai).Add(-1): NeedsRefresh, record.Day("2026-12-31").End(shanghai): Expired,
	} {
		if got := c.StateAt(at, shanghai); got != want {
			t.Errorf("at %s it is %s, want %s", at, got, want)
		}
	}
	if get(d, Courses, "QC").At(later.Add(-1)).Version != 1 || get(d, Courses, "QC").At(later).Version != 2 {
		t.Error("the wrong version is in force")
	}
	next.RefreshBy = "2026-11-01"
	_, err = get(d, Courses, "QC").Publish(next, nil, teacher, shanghai, later)
	refused(t, err, "course.refreshInPast")
}

func TestCoursesAreChecked(t *testing.T) {
	for code, change := range map[string]func(*PublishCourse){
		"field.missing":        func(c *PublishCourse) { c.NameEn = "" },
		"course.codeWrong":     func(c *PublishCourse) { c.Code = "质检" },
		"course.passMarkWrong": func(c *PublishCourse) { c.PassMark = 101 },
		"course.monthsWrong":   func(c *PublishCourse) { c.Months = 0 },
		"course.stepUnknown":   func(c *PublishCourse) { c.Steps = []Step{"dance"} },
		"person.roleUnknown":   func(c *PublishCourse) { c.Roles = []Role{"king"} },
		"day.malformed":        func(c *PublishCourse) { c.RefreshBy = "soon" },
	} {
		c := inspection
		change(&c)
		_, err := c.Events("QC", teacher, now)
		refused(t, err, code)
	}
	_, err := inspection.Events("QC", agent, now)
	refused(t, err, "right.missing")
	d := taught(t)
	events, err := get(d, Courses, "QC").Retire(RetireCourse{"QC"}, teacher, now)
	d.did(now, events, err)
	_, err = PlanSession{Course: "QC", Day: "2026-12-01"}.Events("S2", get(d, Courses, "QC"), teacher, now)
	refused(t, err, "course.retired")
}

func TestActorsCertificateIsTheOneValidLongest(t *testing.T) {
	base := Certificate{Person: "HE", Steps: []Step{Inspect}, From: now}
	short, long, old := base, base, base
	short.ID, short.Until = "SHORT", "2026-12-01"
	long.ID, long.Until = "LONG", "2027-12-01"
	old.ID, old.From, old.Until = "OLD", now.Add(-999*time.Hour), "2026-11-19"
	he := ActorOf(Person{ID: "HE", Name: "何佳", Roles: []Role{Inspector}, Active: true}, []Certificate{short, long, old}, shanghai)
	if c, err := he.Certificate(Inspect, now); err != nil || c.ID != "LONG" {
		t.Errorf("got %s %v", c.ID, err)
	}
	_, err := he.Certificate(Disinfect, now)
	refused(t, err, "certificate.missing")
	he.Held = []Certificate{old}
	_, err = he.Certificate(Inspect, now)
	refused(t, err, "certificate.notValid")
	if p, _ := record.AsProblem(err); p.Params["person"] != "何佳" || !strings.Contains(p.Params["step"], "inspect") {
		t.Errorf("params are %v", p.Params)
	}
}

// Valid is what DOMAIN.md says, worked out the slow way, for any history.
func TestValidIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(label string) time.Time {
			return now.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, label)) * time.Hour)
		}
		c := Certificate{From: at("from")}
		c.Until = record.DayOf(at("until"), shanghai)
		if rapid.Bool().Draw(t, "revoked") {
			c.RevokedAt = at("revokedAt")
		}
		for range rapid.IntRange(0, 3).Draw(t, "suspensions") {
			c.Suspensions = append(c.Suspensions, Suspended{From: at("a"), To: at("b")})
		}
		moment := at("moment")
		want := !moment.Before(c.From) && record.DayOf(moment, shanghai) <= c.Until && (c.RevokedAt.IsZero() || moment.Before(c.RevokedAt))
		for _, s := range c.Suspensions {
			want = want && (moment.Before(s.From) || !moment.Before(s.To))
		}
		if got := c.Valid(moment, shanghai); got != want {
			t.Fatalf("valid is %v, want %v: %+v at %s", got, want, c, moment)
		}
	})
}
