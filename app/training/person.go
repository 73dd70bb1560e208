package training

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// Department is where a person works.
type Department string

// The departments of an after-sales team.
const (
	CustomerService  Department = "customerService"
	TechnicalSupport Department = "technicalSupport"
	ReturnCentre     Department = "returnCentre"
	DataImprovement  Department = "dataImprovement"
	TrainingDept     Department = "training"
)

// Departments lists every department in the order in which screens show them.
func Departments() []Department {
	return []Department{CustomerService, TechnicalSupport, ReturnCentre, DataImprovement, TrainingDept}
}

// Tier is how experienced a person is.
type Tier string

// The tiers: 见习, 正式 (the plain one), 高级.
const (
	Trainee Tier = "trainee"
	Regular Tier = "regular"
	Senior  Tier = "senior"
)

// Tiers lists every tier, the least experienced first.
func Tiers() []Tier { return []Tier{Trainee, Regular, Senior} }

// Person works at the desk and signs in on any of its workstations.
type Person struct {
	ID         record.ID    `json:"id"`
	Login      string       `json:"login"` // unique among the people; never changes
	Name       string       `json:"name"`
	Roles      []Role       `json:"roles"`
	Department Department   `json:"department"`
	Tier       Tier         `json:"tier"`
	Mentor     record.ID    `json:"mentor,omitempty"`
	Lang       string       `json:"lang"` // zh-CN or en; empty: the shop's
	Active     bool         `json:"active"`
	JoinedAt   time.Time    `json:"joinedAt" ts_type:"string"`
	LeftAt     time.Time    `json:"leftAt,omitzero" ts_type:"string"` // set while the person is away
	Edits      record.Edits `json:"edits"`
}

// ActiveAt tells whether the person worked here at the moment at. Of somebody who left and came back only
// the last absence is known.
func (p Person) ActiveAt(at time.Time) bool {
	return !at.Before(p.JoinedAt) && (p.LeftAt.IsZero() || at.Before(p.LeftAt))
}

// Has tells whether the person has one of the roles, an admin included only when asked for.
func (p Person) Has(roles ...Role) bool {
	return slices.ContainsFunc(p.Roles, func(r Role) bool { return slices.Contains(roles, r) })
}

// LoginKey is a login as it is compared and indexed: trimmed, lower case.
func LoginKey(login string) string { return strings.ToLower(strings.TrimSpace(login)) }
