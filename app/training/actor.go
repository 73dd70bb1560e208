package training

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// Role is what a person does at the desk; a person has one or more.
type Role string

// The roles of the desk.
const (
	Agent      Role = "agent"
	Inspector  Role = "inspector"
	Technician Role = "technician"
	Trainer    Role = "trainer"
	Supervisor Role = "supervisor"
	Admin      Role = "admin"
)

// Roles lists every role in the order in which screens show them.
func Roles() []Role { return []Role{Agent, Inspector, Technician, Trainer, Supervisor, Admin} }

// Step is a piece of work that may need a certificate.
type Step string

// The steps that a course can certify for.
const (
	Receive   Step = "receive"
	Disinfect Step = "disinfect"
	Inspect   Step = "inspect"
	Repairing Step = "repair"
	Refunding Step = "refund"
	Complaint Step = "complaint"
	Everyone  Step = "everyone" // what all staff must know, such as privacy
)

// Steps lists every step in the order of the work.
func Steps() []Step {
	return []Step{Receive, Disinfect, Inspect, Repairing, Refunding, Complaint, Everyone}
}

// Actor is who does something now: a person with roles and certificates, loaded once by the desk's door
// and handed to every rule.
type Actor struct {
	ID         record.ID
	Login      string
	Name       string
	Roles      []Role
	Department Department
	Zone       *time.Location // the shop's zone, in which days of validity are counted
	Held       []Certificate  // every certificate of the person, valid or not
}

// ActorOf builds the actor of a person with all their certificates. Somebody who left has no role.
func ActorOf(p Person, held []Certificate, zone *time.Location) Actor {
	a := Actor{ID: p.ID, Login: p.Login, Name: p.Name, Department: p.Department, Zone: zone, Held: held}
	if p.Active {
		a.Roles = p.Roles
	}
	return a
}

// Founder is who sets up a new desk before anybody works there: an admin without a person.
func Founder(zone *time.Location) Actor { return Actor{Roles: []Role{Admin}, Zone: zone} }

// Has tells whether the actor has one of the roles. An admin has every role but the certificates.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return r == Admin || slices.Contains(roles, r) })
}

// Must refuses with "right.missing" unless the actor has one of the roles; the first is the one to name to the user.
func (a Actor) Must(roles ...Role) error {
	if a.Has(roles...) {
		return nil
	}
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return record.Problem{Code: "right.missing", Params: record.Params{"role": names[0], "roles": strings.Join(names, ",")}}
}

// MustAdmin refuses all but admins.
func (a Actor) MustAdmin() error { return a.Must(Admin) }

// MustSupervise refuses all but supervisors and admins.
func (a Actor) MustSupervise() error { return a.Must(Supervisor) }

// RoleNames are the actor's roles as plain words, for rules of packages below.
func (a Actor) RoleNames() []string {
	out := make([]string, len(a.Roles))
	for i, r := range a.Roles {
		out[i] = string(r)
	}
	return out
}

// Certificate finds the certificate that lets the actor do step at the moment at: the one valid longest.
// Without one it is refused with "certificate.missing", or "certificate.notValid" when there was one once.
func (a Actor) Certificate(step Step, at time.Time) (Certificate, error) {
	var best Certificate
	code := "certificate.missing"
	for _, c := range a.Held {
		if !slices.Contains(c.Steps, step) {
			continue
		}
		if code == "certificate.missing" {
			code = "certificate.notValid"
		}
		if c.Valid(at, a.Zone) && c.LastDay(at) >= best.LastDay(at) {
			best = c
		}
	}
	if best.ID == "" {
		return best, record.Problem{Code: code, Params: record.Params{"step": string(step), "person": a.Name}}
	}
	return best, nil
}
