package training

import "mendesk/app/record"

// What can happen to a person.
const (
	joined   = "joined"
	edited   = "edited"
	left     = "left"
	cameBack = "cameBack"
)

// People is the kind of those who work at the desk.
var People = record.Kind[Person]{
	Name: "person", Version: 2,
	Events: record.Vocabulary{joined: record.Fact, edited: record.Fact, left: record.Fact, cameBack: record.Fact},
	After:  Person.After,
	Indexes: []record.Index[Person]{
		{Name: "login", Keys: func(p Person, _ record.Versions) []record.Tuple {
			return []record.Tuple{record.Key(LoginKey(p.Login))}
		}},
		{Name: "role", Keys: func(p Person, _ record.Versions) []record.Tuple {
			out := []record.Tuple{}
			for _, r := range p.Roles {
				out = append(out, record.Key(string(r), p.Login))
			}
			return out
		}},
		{Name: record.IndexCompeting, Keys: func(p Person, _ record.Versions) []record.Tuple { return p.Edits.CompetingKeys() }},
	},
}

type joinedData struct {
	Login      string     `json:"login"`
	Roles      []Role     `json:"roles"`
	Department Department `json:"department"`
	Tier       Tier       `json:"tier"`
	Mentor     record.ID  `json:"mentor,omitempty"`
	Lang       string     `json:"lang,omitempty"`
}

type joinedPrivate struct {
	Name string `json:"name"`
}

type editedData struct {
	Field string        `json:"field"`
	Over  record.Hash   `json:"over,omitempty"`
	Also  []record.Hash `json:"also,omitempty"` // competing edits that this one settles
	Value string        `json:"value,omitempty"`
}

type editedPrivate struct {
	Value string `json:"value"`
}

// After folds one event into the person.
func (p Person) After(h record.Happened) (Person, error) {
	switch h.What {
	case joined:
		return p.afterJoined(h)
	case edited:
		return p.afterEdited(h)
	case left:
		return p.afterLeft(h), nil
	case cameBack:
		return p.afterCameBack(), nil
	}
	return p, record.ErrUnknownEvent
}

func (p Person) afterJoined(h record.Happened) (Person, error) {
	d, err := record.Read[joinedData](h)
	if err != nil {
		return p, err
	}
	private, err := record.ReadPrivate[joinedPrivate](h)
	return Person{
		ID: h.Of.ID, Login: d.Login, Name: private.Name, Roles: sortedRoles(d.Roles), Department: d.Department, Tier: d.Tier,
		Mentor: d.Mentor, Lang: d.Lang, Active: true, JoinedAt: h.When, Edits: record.Edits{},
	}, err
}

func (p Person) afterEdited(h record.Happened) (Person, error) {
	d, err := record.Read[editedData](h)
	if err != nil {
		return p, err
	}
	if d.Field == "name" {
		private, err := record.ReadPrivate[editedPrivate](h)
		if err != nil {
			return p, err
		}
		d.Value = private.Value
	}
	p.Edits = p.Edits.After(h, record.Edit{Field: d.Field, Over: d.Over, Also: d.Also}, d.Value)
	switch d.Field {
	case "name":
		p.Name = d.Value
	case "roles":
		p.Roles = splitRoles(d.Value)
	case "department":
		p.Department = Department(d.Value)
	case "tier":
		p.Tier = Tier(d.Value)
	case "mentor":
		p.Mentor = record.ID(d.Value)
	case "lang":
		p.Lang = d.Value
	}
	return p, nil
}

func (p Person) afterLeft(h record.Happened) Person {
	if p.Active {
		p.Active, p.LeftAt = false, h.When
	}
	return p
}

func (p Person) afterCameBack() Person {
	p.Active, p.LeftAt = true, Person{}.LeftAt
	return p
}
