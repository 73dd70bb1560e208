package training

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// Matrix is who holds what: people × courses at one moment.
type Matrix struct {
	At      time.Time `json:"at" ts_type:"string"`
	Columns []Column  `json:"columns"`
	Rows    []Row     `json:"rows"`
	// Valid people hold every certificate that their roles require; Required people need at least one. The
	// certified coverage is Valid / Required, and there is none when Required is 0.
	Valid    int `json:"valid"`
	Required int `json:"required"`
}

// Column is a course in the version in force, with how many of those who need it hold it.
type Column struct {
	Course   record.ID `json:"course"`
	Code     string    `json:"code"`
	Version  int       `json:"version"`
	NameZh   string    `json:"nameZh"`
	NameEn   string    `json:"nameEn"`
	Steps    []Step    `json:"steps"`
	Valid    int       `json:"valid"`
	Required int       `json:"required"`
}

// Row is a person with one cell a column.
type Row struct {
	Person     record.ID  `json:"person"`
	Name       string     `json:"name"`
	Department Department `json:"department"`
	Roles      []Role     `json:"roles"`
	Tier       Tier       `json:"tier"`
	Cells      []Cell     `json:"cells"`
	Covered    bool       `json:"covered"` // holds everything required
}

// Cell is a person's standing in a course.
type Cell struct {
	State       CertificateState `json:"state"` // "none" without a certificate
	Required    bool             `json:"required"`
	Certificate record.ID        `json:"certificate,omitempty"`
	Number      string           `json:"number,omitempty"`
	Until       record.Day       `json:"until,omitempty"`
	DaysLeft    int              `json:"daysLeft"`
	EnrolledOn  record.Day       `json:"enrolledOn,omitempty"` // the next session the person is on the list of
	Session     record.ID        `json:"session,omitempty"`
}

// NoCertificate is the state of a cell in which there was never one.
const NoCertificate CertificateState = "none"

// MatrixOf lays out those who work here at the moment at, by department and login, against the courses in
// use then, by code.
func MatrixOf(people []Person, courses []Course, certificates []Certificate, at time.Time, zone *time.Location) Matrix {
	m := Matrix{At: record.Instant(at), Columns: columns(courses, at), Rows: []Row{}}
	versions := map[record.ID]CourseVersion{}
	for _, c := range courses {
		versions[c.ID] = c.At(at)
	}
	best := bestHeld(certificates, at, zone)
	for _, p := range inOrder(people) {
		if p.ActiveAt(at) {
			m.add(p, versions, best, at, zone)
		}
	}
	return m
}

func columns(courses []Course, at time.Time) []Column {
	out := []Column{}
	for _, c := range courses {
		v := c.At(at)
		if v.Version == 0 || c.RetiredBy(at) {
			continue
		}
		out = append(out, Column{Course: c.ID, Code: c.Code, Version: v.Version, NameZh: v.NameZh, NameEn: v.NameEn, Steps: v.Steps})
	}
	slices.SortFunc(out, func(a, b Column) int {
		return strings.Compare(a.Code+string(a.Course), b.Code+string(b.Course))
	})
	return out
}

func inOrder(people []Person) []Person {
	out := slices.Clone(people)
	slices.SortStableFunc(out, func(a, b Person) int {
		if d := slices.Index(Departments(), a.Department) - slices.Index(Departments(), b.Department); d != 0 {
			return d
		}
		return strings.Compare(a.Login, b.Login)
	})
	return out
}

type holding struct{ person, course record.ID }

// bestHeld keeps, of each person and course, the certificate that says most: a valid one before any other,
// then the one with the later last day.
func bestHeld(certificates []Certificate, at time.Time, zone *time.Location) map[holding]Certificate {
	best := map[holding]Certificate{}
	for _, c := range certificates {
		key := holding{c.Person, c.Course}
		old, there := best[key]
		if !there || better(c, old, at, zone) {
			best[key] = c
		}
	}
	return best
}

func better(c, old Certificate, at time.Time, zone *time.Location) bool {
	if v := c.Valid(at, zone); v != old.Valid(at, zone) {
		return v
	}
	if notYet := old.StateAt(at, zone) == NotYet; notYet != (c.StateAt(at, zone) == NotYet) {
		return notYet
	}
	if c.LastDay(at) != old.LastDay(at) {
		return c.LastDay(at) > old.LastDay(at)
	}
	return c.ID > old.ID
}

func (m *Matrix) add(p Person, versions map[record.ID]CourseVersion, best map[holding]Certificate, at time.Time, zone *time.Location) {
	row := Row{Person: p.ID, Name: p.Name, Department: p.Department, Roles: p.Roles, Tier: p.Tier, Cells: []Cell{}, Covered: true}
	needs := false
	for i := range m.Columns {
		col := &m.Columns[i]
		cell := Cell{State: NoCertificate, Required: versions[col.Course].Needs(p.Roles)}
		if c, ok := best[holding{p.ID, col.Course}]; ok {
			cell.State, cell.Certificate, cell.Number = c.StateAt(at, zone), c.ID, c.Number
			cell.Until, cell.DaysLeft = c.LastDay(at), c.DaysLeft(at, zone)
		}
		if cell.Required {
			needs = true
			col.Required++
			if cell.State.Valid() {
				col.Valid++
			} else {
				row.Covered = false
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	if needs {
		m.Required++
		if row.Covered {
			m.Valid++
		}
	}
	m.Rows = append(m.Rows, row)
}

// WithSessions notes in each cell the next session, on the day of the matrix or later, that the person is
// enrolled in.
func (m Matrix) WithSessions(sessions []Session, zone *time.Location) Matrix {
	today := record.DayOf(m.At, zone)
	next := map[holding]Session{}
	for _, s := range sessions {
		if s.Day < today || !s.CancelledAt.IsZero() {
			continue
		}
		for _, a := range s.Attendees {
			key := holding{a.Person, s.Course}
			if old, there := next[key]; a.Attendance == Enrolled && (!there || s.Day < old.Day) {
				next[key] = s
			}
		}
	}
	m.Rows = slices.Clone(m.Rows)
	for i, row := range m.Rows {
		m.Rows[i].Cells = slices.Clone(row.Cells)
		for j, col := range m.Columns {
			if s, ok := next[holding{row.Person, col.Course}]; ok {
				m.Rows[i].Cells[j].EnrolledOn, m.Rows[i].Cells[j].Session = s.Day, s.ID
			}
		}
	}
	return m
}
