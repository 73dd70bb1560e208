package training

import (
	"testing"
	"time"

	"mendesk/app/record"
)

func TestMatrixAndCoverage(t *testing.T) {
	was := now.Add(-100 * 24 * time.Hour)
	person := func(id string, dep Department, roles ...Role) Person {
		return Person{ID: record.ID(id), Login: id, Name: id, Department: dep, Roles: roles, Active: true, JoinedAt: was}
	}
	course := func(id string, roles ...Role) Course {
		return Course{ID: record.ID(id), Code: id, Versions: []CourseVersion{{Version: 1, NameZh: id, NameEn: id, Roles: roles, PublishedAt: was}}}
	}
	cert := func(id, who, what string, until record.Day) Certificate {
		return Certificate{ID: record.ID(id), Person: record.ID(who), Course: record.ID(what), From: was, Until: until}
	}
	gone := person("gone", ReturnCentre, Inspector)
	gone.LeftAt = was.Add(time.Hour)
	retired := course("OLD", Inspector)
	retired.RetiredAt = now
	people := []Person{person("zhou", ReturnCentre, Inspector), person("chen", CustomerService, Agent), person("he", ReturnCentre, Inspector), gone, person("boss", DataImprovement, Admin)}
	courses := []Course{course("PRIV", Agent, Inspector), course("QC", Inspector), retired}
	held := []Certificate{
		cert("1", "he", "QC", "2026-12-02"), cert("2", "he", "PRIV", "2027-05-01"), cert("0", "he", "QC", "2026-11-01"),
		cert("3", "zhou", "QC", "2026-11-19"), cert("4", "zhou", "PRIV", "2027-05-01"), cert("5", "boss", "QC", "2027-01-01"),
	}
	m := MatrixOf(people, courses, held, now, shanghai)
	if len(m.Columns) != 2 || len(m.Rows) != 4 {
		t.Fatalf("%d columns and %d rows", len(m.Columns), len(m.Rows))
	}
	if m.Valid != 1 || m.Required != 3 {
		t.Errorf("coverage %d / %d, want 1 / 3: only he holds everything", m.Valid, m.Required)
	}
	if p, q := m.Columns[0], m.Columns[1]; p.Valid != 2 || p.Required != 3 || q.Valid != 1 || q.Required != 2 {
		t.Errorf("columns %+v %+v", p, q)
	}
	want := map[record.ID][]CertificateState{
		"chen": {NoCertificate, NoCertificate}, "he": {Certified, Expiring}, "zhou": {Certified, Expired}, "boss": {NoCertificate, Certified},
	}
	order := []record.ID{"chen", "he", "zhou", "boss"}
	for i, row := range m.Rows {
		if row.Person != order[i] {
			t.Errorf("row %d is %s, want %s", i, row.Person, order[i])
		}
		for j, cell := range row.Cells {
			if cell.State != want[row.Person][j] {
				t.Errorf("%s in %s is %s, want %s", row.Person, m.Columns[j].Code, cell.State, want[row.Person][j])
			}
		}
	}
	if he := m.Rows[1].Cells[1]; he.DaysLeft != 12 || he.Certificate != "1" || !he.Required {
		t.Errorf("he's cell is %+v", he)
	}
	if boss := m.Rows[3]; boss.Cells[1].Required || !boss.Covered {
		t.Errorf("nothing is required of an admin: %+v", boss)
	}

	sessions := []Session{
		{ID: "past", Course: "QC", Day: "2026-11-01", Attendees: []Attendee{{Person: "zhou", Attendance: Enrolled}}},
		{ID: "later", Course: "QC", Day: "2026-12-27", Attendees: []Attendee{{Person: "zhou", Attendance: Enrolled}}},
		{ID: "next", Course: "QC", Day: "2026-11-27", Attendees: []Attendee{{Person: "zhou", Attendance: Enrolled}}},
		{ID: "off", Course: "QC", Day: "2026-11-21", CancelledAt: now, Attendees: []Attendee{{Person: "zhou", Attendance: Enrolled}}},
	}
	with := m.WithSessions(sessions, shanghai)
	if cell := with.Rows[2].Cells[1]; cell.Session != "next" || cell.EnrolledOn != "2026-11-27" {
		t.Errorf("zhou's next session is %+v", cell)
	}
	if m.Rows[2].Cells[1].Session != "" {
		t.Error("the matrix that it was made from changed")
	}
}

func TestMatrixOfNobodyHasNoCoverage(t *testing.T) {
	m := MatrixOf(nil, nil, nil, now, shanghai)
	if m.Required != 0 || m.Rows == nil || m.Columns == nil {
		t.Errorf("%+v", m)
	}
}

func TestOfTwoCertificatesTheValidOneShows(t *testing.T) {
	was := now.Add(-time.Hour)
	valid := Certificate{ID: "V", Person: "P", Course: "C", From: was, Until: "2026-12-01"}
	future := Certificate{ID: "F", Person: "P", Course: "C", From: now.Add(time.Hour), Until: "2029-12-01"}
	revoked := Certificate{ID: "R", Person: "P", Course: "C", From: was, Until: "2030-12-01", RevokedAt: was}
	for _, list := range [][]Certificate{{valid, future, revoked}, {revoked, future, valid}, {future, valid, revoked}} {
		if got := bestHeld(list, now, shanghai)[holding{"P", "C"}]; got.ID != "V" {
			t.Errorf("%s shows", got.ID)
		}
	}
	if got := bestHeld([]Certificate{future, revoked}, now, shanghai)[holding{"P", "C"}]; got.ID != "R" {
		t.Errorf("%s shows of one revoked and one to come", got.ID)
	}
}
