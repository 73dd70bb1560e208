package training

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// PublishCourse puts a new version of a course in force; with an empty Course it is a new course.
type PublishCourse struct {
	Course   record.ID `json:"course"`
	Code     string    `json:"code"` // of a new course only
	NameZh   string    `json:"nameZh"`
	NameEn   string    `json:"nameEn"`
	PassMark int       `json:"passMark"`
	Months   int       `json:"months"`
	Steps    []Step    `json:"steps"`
	Roles    []Role    `json:"roles"`
	// RefreshBy is the last day on which certificates of earlier versions hold; empty: they run their time.
	RefreshBy record.Day `json:"refreshBy"`
}

// Events of the first version of a new course, by a trainer.
func (c PublishCourse) Events(id record.ID, who Actor, now time.Time) ([]record.Event, error) {
	code := strings.ToUpper(strings.TrimSpace(c.Code))
	if code == "" {
		return nil, record.Missing("code")
	}
	if len(code) > 6 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return nil, record.Wrong("code", "course.codeWrong", record.Params{"value": code})
	}
	c.Code = code
	return Course{ID: id, Code: code}.Publish(c, nil, who, nil, now)
}

// Publish a version by a trainer. held are the certificates of this course: those of earlier versions learn
// that a refresh is due, and by when.
func (c Course) Publish(p PublishCourse, held []Certificate, who Actor, zone *time.Location, now time.Time) ([]record.Event, error) {
	if err := who.Must(Trainer, Supervisor); err != nil {
		return nil, err
	}
	if !c.RetiredAt.IsZero() {
		return nil, record.Problem{Code: "course.retired"}
	}
	p, err := p.checked()
	if err != nil {
		return nil, err
	}
	if p.RefreshBy != "" && zone != nil && p.RefreshBy < record.DayOf(now, zone) {
		return nil, record.Wrong("refreshBy", "course.refreshInPast", record.Params{"day": string(p.RefreshBy)})
	}
	d := publishedData{len(c.Versions) + 1, c.Code, p.PassMark, p.Months, p.Steps, p.Roles, p.RefreshBy}
	out := []record.Event{Courses.Did(c.ID, published, d, publishedPrivate{p.NameZh, p.NameEn})}
	for _, cert := range held {
		if p.RefreshBy != "" && cert.RevokedAt.IsZero() && cert.Until >= record.DayOf(now, zone) {
			out = append(out, Certificates.Did(cert.ID, refreshDue, refreshData{d.Version, p.RefreshBy}, nil))
		}
	}
	return out, nil
}

func (c PublishCourse) checked() (PublishCourse, error) {
	c.NameZh, c.NameEn = strings.TrimSpace(c.NameZh), strings.TrimSpace(c.NameEn)
	c.Roles = sortedRoles(c.Roles)
	switch {
	case c.NameZh == "":
		return c, record.Missing("nameZh")
	case c.NameEn == "":
		return c, record.Missing("nameEn")
	case c.PassMark < 0 || c.PassMark > 100:
		return c, record.Wrong("passMark", "course.passMarkWrong", nil)
	case c.Months < 1 || c.Months > 120:
		return c, record.Wrong("months", "course.monthsWrong", nil)
	case len(c.Steps) == 0:
		return c, record.Missing("steps")
	case slices.ContainsFunc(c.Steps, func(s Step) bool { return !slices.Contains(Steps(), s) }):
		return c, record.Wrong("steps", "course.stepUnknown", nil)
	case slices.ContainsFunc(c.Roles, func(r Role) bool { return !slices.Contains(Roles(), r) }):
		return c, record.Wrong("roles", "person.roleUnknown", nil)
	}
	if c.RefreshBy != "" {
		if _, err := record.ParseDay(string(c.RefreshBy)); err != nil {
			return c, record.Wrong("refreshBy", "day.malformed", record.Params{"value": string(c.RefreshBy)})
		}
	}
	return c, nil
}

// RetireCourse takes a course out of use: nobody needs it any more; its certificates run their time.
type RetireCourse struct {
	Course record.ID `json:"course"`
}

// Retire by a trainer.
func (c Course) Retire(_ RetireCourse, who Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(Trainer, Supervisor); err != nil {
		return nil, err
	}
	if !c.RetiredAt.IsZero() {
		return nil, record.Problem{Code: "course.retired"}
	}
	return []record.Event{Courses.Did(c.ID, retired, nil, nil)}, nil
}
