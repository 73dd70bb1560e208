package training

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// Course teaches steps of the work. What it asks is published in versions that never change.
type Course struct {
	ID        record.ID       `json:"id"`
	Code      string          `json:"code"` // prefix of its certificates' numbers, as in "QC"
	Versions  []CourseVersion `json:"versions"`
	RetiredAt time.Time       `json:"retiredAt,omitzero" ts_type:"string"`
}

// CourseVersion is what the course asks and gives from the moment it was published.
type CourseVersion struct {
	Version     int       `json:"version"`
	NameZh      string    `json:"nameZh"`
	NameEn      string    `json:"nameEn"`
	PassMark    int       `json:"passMark"` // of 100
	Months      int       `json:"months"`   // how long its certificate holds
	Steps       []Step    `json:"steps"`    // what its certificate allows
	Roles       []Role    `json:"roles"`    // who needs it
	PublishedAt time.Time `json:"publishedAt" ts_type:"string"`
	// RefreshBy is the last day on which certificates of earlier versions hold; empty: they run their time.
	RefreshBy record.Day `json:"refreshBy,omitempty"`
}

// At gives the version in force at the moment at; the zero version before the first was published.
func (c Course) At(at time.Time) CourseVersion {
	var best CourseVersion
	for _, v := range c.Versions {
		if !v.PublishedAt.After(at) {
			best = v
		}
	}
	return best
}

// Latest is the version published last; the zero version when there is none.
func (c Course) Latest() CourseVersion {
	if len(c.Versions) == 0 {
		return CourseVersion{}
	}
	return c.Versions[len(c.Versions)-1]
}

// RetiredBy tells whether the course was out of use at the moment at.
func (c Course) RetiredBy(at time.Time) bool { return !c.RetiredAt.IsZero() && !c.RetiredAt.After(at) }

// Needs tells whether the version is required of somebody with these roles.
func (v CourseVersion) Needs(roles []Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(v.Roles, r) })
}

// Name in a language; the other one where it was left out.
func (v CourseVersion) Name(lang string) string {
	if (lang == "en" && v.NameEn != "") || v.NameZh == "" {
		return v.NameEn
	}
	return v.NameZh
}
