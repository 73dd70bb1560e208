package training

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// AddPerson takes somebody on.
type AddPerson struct {
	Login      string     `json:"login"` // letters, digits, dot, dash and underscore
	Name       string     `json:"name"`
	Roles      []Role     `json:"roles"`
	Department Department `json:"department"`
	Tier       Tier       `json:"tier"`
	Mentor     record.ID  `json:"mentor"`
	Lang       string     `json:"lang"`
}

// Events of taking on: an admin does it; taken says that somebody has this login already.
func (c AddPerson) Events(id record.ID, who Actor, taken bool, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	login := LoginKey(c.Login)
	if err := checkLogin(login, taken); err != nil {
		return nil, err
	}
	f, err := ChangePerson{id, c.Name, c.Roles, c.Department, c.Tier, c.Mentor, c.Lang}.checked()
	if err != nil {
		return nil, err
	}
	data := joinedData{login, f.Roles, f.Department, f.Tier, f.Mentor, f.Lang}
	return []record.Event{People.Did(id, joined, data, joinedPrivate{f.Name})}, nil
}

func checkLogin(login string, taken bool) error {
	params := record.Params{"login": login}
	switch {
	case login == "":
		return record.Missing("login")
	case len(login) > 40 || strings.Trim(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "":
		return record.Wrong("login", "person.loginWrong", params)
	case taken:
		return record.Wrong("login", "person.loginTaken", params)
	}
	return nil
}

// ChangePerson gives a person other details; the whole form is sent, and what stays as it is writes nothing.
type ChangePerson struct {
	Person     record.ID  `json:"person"`
	Name       string     `json:"name"`
	Roles      []Role     `json:"roles"`
	Department Department `json:"department"`
	Tier       Tier       `json:"tier"`
	Mentor     record.ID  `json:"mentor"`
	Lang       string     `json:"lang"`
}

func (c ChangePerson) checked() (ChangePerson, error) {
	c.Name, c.Roles = strings.TrimSpace(c.Name), sortedRoles(c.Roles)
	if c.Tier == "" {
		c.Tier = Regular
	}
	switch {
	case c.Name == "":
		return c, record.Missing("name")
	case len(c.Roles) == 0:
		return c, record.Missing("roles")
	case slices.ContainsFunc(c.Roles, func(r Role) bool { return !slices.Contains(Roles(), r) }):
		return c, record.Wrong("roles", "person.roleUnknown", nil)
	case c.Department == "":
		return c, record.Missing("department")
	case !slices.Contains(Departments(), c.Department):
		return c, record.Wrong("department", "person.departmentUnknown", record.Params{"value": string(c.Department)})
	case !slices.Contains(Tiers(), c.Tier):
		return c, record.Wrong("tier", "person.tierUnknown", record.Params{"value": string(c.Tier)})
	case c.Mentor != "" && c.Mentor == c.Person:
		return c, record.Wrong("mentor", "person.ownMentor", nil)
	case c.Lang != "" && c.Lang != "zh-CN" && c.Lang != "en":
		return c, record.Wrong("lang", "shop.languageUnknown", record.Params{"value": c.Lang})
	}
	return c, nil
}

// sortedRoles puts roles in the order of [Roles], each once, so that the same set is always the same value.
func sortedRoles(roles []Role) []Role {
	out := []Role{}
	for _, r := range slices.Concat(Roles(), roles) {
		if slices.Contains(roles, r) && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// Change needs an admin; otherAdmins counts the active admins besides this person, of whom one must remain.
func (p Person) Change(c ChangePerson, who Actor, otherAdmins int, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	c.Person = p.ID
	c, err := c.checked()
	if err != nil {
		return nil, err
	}
	if p.Active && p.Has(Admin) && !slices.Contains(c.Roles, Admin) && otherAdmins == 0 {
		return nil, record.Wrong("roles", "person.lastAdmin", nil)
	}
	var out []record.Event
	edit := func(field, from, to string) {
		if from != to {
			out = append(out, p.edited(field, to))
		}
	}
	edit("name", p.Name, c.Name)
	edit("roles", joinRoles(p.Roles), joinRoles(c.Roles))
	edit("department", string(p.Department), string(c.Department))
	edit("tier", string(p.Tier), string(c.Tier))
	edit("mentor", string(p.Mentor), string(c.Mentor))
	edit("lang", p.Lang, c.Lang)
	return out, nil
}

// edited writes one field; a name is private, everything else is data.
func (p Person) edited(field, value string) record.Event {
	next := p.Edits.Next(field)
	d := editedData{Field: field, Over: next.Over, Also: next.Also}
	if field == "name" {
		return People.Did(p.ID, edited, d, editedPrivate{value})
	}
	d.Value = value
	return People.Did(p.ID, edited, d, nil)
}

// Settle ends the competition of two edits of a person's field: value is one of theirs, or for a name another one.
// It needs an admin.
func (p Person) Settle(field, value string, who Actor) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	value = strings.TrimSpace(value)
	if _, err := p.Edits.Settle(field, value, field == "name"); err != nil {
		return nil, err
	}
	return []record.Event{p.edited(field, value)}, nil
}

// DismissPerson ends a person's work here: no sign-in, not counted in coverage. Nothing of theirs is lost.
type DismissPerson struct {
	Person record.ID `json:"person"`
}

// Dismiss needs an admin; somebody else must remain who is one.
func (p Person) Dismiss(_ DismissPerson, who Actor, otherAdmins int, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	if !p.Active {
		return nil, record.Problem{Code: "person.alreadyLeft"}
	}
	if p.Has(Admin) && otherAdmins == 0 {
		return nil, record.Problem{Code: "person.lastAdmin"}
	}
	return []record.Event{People.Did(p.ID, left, nil, nil)}, nil
}

// RecallPerson lets somebody who left work here again.
type RecallPerson struct {
	Person record.ID `json:"person"`
}

// Recall needs an admin.
func (p Person) Recall(_ RecallPerson, who Actor, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	if p.Active {
		return nil, record.Problem{Code: "person.alreadyHere"}
	}
	return []record.Event{People.Did(p.ID, cameBack, nil, nil)}, nil
}

func joinRoles(roles []Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, ",")
}

func splitRoles(s string) []Role {
	out := []Role{}
	for _, r := range strings.Split(s, ",") {
		if r != "" {
			out = append(out, Role(r))
		}
	}
	return out
}
