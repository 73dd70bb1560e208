package quality

import (
	"time"

	"mendesk/app/training"
)

// Staff is who works here and what they learnt.
type Staff struct {
	People       []training.Person
	Courses      []training.Course
	Certificates []training.Certificate
}

// matrix is the staff against the courses at the end of the period, or at asOf when that is earlier. The
// training page draws the same matrix, so that both show one number.
func (s Staff) matrix(p Period, asOf time.Time) training.Matrix {
	at := p.End().Add(-time.Millisecond)
	if asOf.Before(at) {
		at = asOf
	}
	return training.MatrixOf(s.People, s.Courses, s.Certificates, at, p.Zone)
}

func certifiedCoverage(m training.Matrix) Figure {
	t := tally{numerator: int64(m.Valid), denominator: int64(m.Required)}
	return t.rate(CertifiedCoverage)
}

// Certification tells for each course in use how many of those who need it hold it; names are in lang.
func Certification(m training.Matrix, lang string) []CourseCoverage {
	out := make([]CourseCoverage, 0, len(m.Columns))
	for i, col := range m.Columns {
		c := CourseCoverage{Course: training.CourseVersion{NameZh: col.NameZh, NameEn: col.NameEn}.Name(lang), People: []string{}}
		for _, row := range m.Rows {
			c.add(row.Name, row.Cells[i])
		}
		if c.Required > 0 {
			c.Coverage = number(float64(c.Valid) / float64(c.Required))
		}
		out = append(out, c)
	}
	return out
}

func (c *CourseCoverage) add(person string, cell training.Cell) {
	if !cell.Required {
		return
	}
	c.Required++
	switch cell.State {
	case training.Certified:
		c.Valid++
	case training.Expiring:
		c.Valid, c.Expiring = c.Valid+1, c.Expiring+1
	case training.NeedsRefresh:
		c.Valid, c.Refresh = c.Valid+1, c.Refresh+1
	case training.NoCertificate, training.NotYet:
		c.Missing++
	default:
		c.Expired++
	}
	if !cell.State.Valid() {
		c.People = append(c.People, person)
	}
}
