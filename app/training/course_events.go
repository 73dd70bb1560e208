package training

import (
	"slices"

	"mendesk/app/record"
)

// What can happen to a course.
const (
	published = "published"
	retired   = "retired"
)

// Courses is the kind of what is taught.
var Courses = record.Kind[Course]{
	Name: "course", Version: 1,
	Events: record.Vocabulary{published: record.Decision, retired: record.Fact},
	After:  Course.After,
	Indexes: []record.Index[Course]{{Name: "code", Keys: func(c Course, _ record.Versions) []record.Tuple {
		return []record.Tuple{record.Key(c.Code)}
	}}},
}

type publishedData struct {
	Version   int        `json:"version"`
	Code      string     `json:"code"`
	PassMark  int        `json:"passMark"`
	Months    int        `json:"months"`
	Steps     []Step     `json:"steps"`
	Roles     []Role     `json:"roles"`
	RefreshBy record.Day `json:"refreshBy,omitempty"`
}

type publishedPrivate struct {
	NameZh string `json:"nameZh"`
	NameEn string `json:"nameEn"`
}

// After folds one event into the course.
func (c Course) After(h record.Happened) (Course, error) {
	switch h.What {
	case published:
		return c.afterPublished(h)
	case retired:
		c.ID, c.RetiredAt = h.Of.ID, h.When
		return c, nil
	}
	return c, record.ErrUnknownEvent
}

func (c Course) afterPublished(h record.Happened) (Course, error) {
	d, err := record.Read[publishedData](h)
	if err != nil {
		return c, err
	}
	if d.Version != len(c.Versions)+1 {
		return c, record.Refuse("course.versionTaken")
	}
	if !c.RetiredAt.IsZero() {
		return c, record.Refuse("course.retired")
	}
	p, err := record.ReadPrivate[publishedPrivate](h)
	c.ID, c.Code = h.Of.ID, d.Code
	c.Versions = append(slices.Clip(c.Versions), CourseVersion{
		Version: d.Version, NameZh: p.NameZh, NameEn: p.NameEn, PassMark: d.PassMark, Months: d.Months,
		Steps: append([]Step{}, d.Steps...), Roles: append([]Role{}, d.Roles...), PublishedAt: h.When, RefreshBy: d.RefreshBy,
	})
	return c, err
}
