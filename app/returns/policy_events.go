package returns

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// What can happen to a version of the policy.
const (
	drafted   = "drafted"
	published = "published"
	retired   = "retired"
)

// Policies is the kind of the versions of the shop's rules; each is a record of its own.
var Policies = record.Kind[Policy]{
	Name: "policy", Version: 1,
	Events: record.Vocabulary{drafted: record.Decision, published: record.Decision, retired: record.Decision},
	After:  Policy.After,
	Indexes: []record.Index[Policy]{
		{Name: "version", Keys: func(p Policy, _ record.Versions) []record.Tuple { return one(p.Version) }},
		{Name: "from", Keys: byFrom},
	},
}

// byFrom finds the versions that are or were in force, by their beginning.
func byFrom(p Policy, _ record.Versions) []record.Tuple {
	if p.State == PolicyDraft {
		return nil
	}
	return one(p.From)
}

type draftedData struct {
	Version int   `json:"version"`
	Terms   Terms `json:"terms"`
}

type draftedPrivate struct {
	Name    string   `json:"name"`
	Clauses []Clause `json:"clauses"`
}

type publishedData struct {
	From time.Time `json:"from"`
}

// After folds one event into the version.
func (p Policy) After(h record.Happened) (Policy, error) {
	switch h.What {
	case drafted:
		return p.afterDrafted(h)
	case published:
		return p.afterPublished(h)
	case retired:
		return p.afterRetired(h)
	}
	return p, record.ErrUnknownEvent
}

func (p Policy) afterDrafted(h record.Happened) (Policy, error) {
	if p.State != "" && p.State != PolicyDraft {
		return p, record.Refuse("policy.notDraft")
	}
	d, err := record.Read[draftedData](h)
	if err != nil {
		return p, err
	}
	words, err := record.ReadPrivate[draftedPrivate](h)
	if p.ID == "" {
		p.ID, p.DraftedAt, p.Version, p.State = h.Of.ID, h.When, d.Version, PolicyDraft
	}
	p.Terms, p.Name, p.Clauses = d.Terms.whole(), words.Name, slices.Concat([]Clause{}, words.Clauses)
	p.Edits++
	return p, err
}

func (p Policy) afterPublished(h record.Happened) (Policy, error) {
	if p.State != PolicyDraft {
		return p, record.Refuse("policy.notDraft")
	}
	d, err := record.Read[publishedData](h)
	p.State, p.From, p.PublishedAt, p.PublishedBy = PolicyPublished, d.From, h.When, h.By
	return p, err
}

func (p Policy) afterRetired(h record.Happened) (Policy, error) {
	if p.State != PolicyPublished {
		return p, record.Refuse("policy.notPublished")
	}
	p.State, p.RetiredAt = PolicyRetired, h.When
	return p, nil
}

// whole gives the terms with no list missing.
func (t Terms) whole() Terms {
	t.Windows, t.Exclusions = slices.Concat([]Window{}, t.Windows), slices.Concat([]Exclusion{}, t.Exclusions)
	t.Openings, t.Payers = slices.Concat([]Opening{}, t.Openings), slices.Concat([]Payer{}, t.Payers)
	return t
}
