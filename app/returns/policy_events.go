package returns

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
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

//go:embed template.json
var template []byte

// Template is the policy that ships with the desk, to be edited: seven days without reason and the
// exclusions of the consumer protection law's article 25, with its clauses in Chinese and English.
func Template() DraftPolicy {
	var c DraftPolicy
	if err := json.Unmarshal(template, &c); err != nil {
		panic("returns: template.json: " + err.Error())
	}
	return c
}

// Events drafts the version id; version is one more than the last.
func (c DraftPolicy) Events(id record.ID, version int, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := c.check(who); err != nil {
		return nil, err
	}
	return []record.Event{Policies.Did(id, drafted, draftedData{version, c.Terms.whole()}, draftedPrivate{c.Name, c.Clauses})}, nil
}

// Save writes the draft again.
func (p Policy) Save(c DraftPolicy, who training.Actor, now time.Time) ([]record.Event, error) {
	if p.State != PolicyDraft {
		return nil, record.Problem{Code: "policy.notDraft"}
	}
	return c.Events(p.ID, p.Version, who, now)
}

// Publish puts the draft in force.
func (p Policy) Publish(c PublishPolicy, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	if p.State != PolicyDraft {
		return nil, record.Problem{Code: "policy.notDraft"}
	}
	from := record.Instant(c.From)
	if from.IsZero() {
		from = record.Instant(now)
	}
	if from.Before(record.Instant(now)) {
		return nil, record.Wrong("from", "policy.fromPast", nil)
	}
	return []record.Event{Policies.Did(p.ID, published, publishedData{from}, nil)}, nil
}

// Retire takes the version out of force.
func (p Policy) Retire(_ RetirePolicy, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	if p.State != PolicyPublished {
		return nil, record.Problem{Code: "policy.notPublished"}
	}
	return []record.Event{Policies.Did(p.ID, retired, nil, nil)}, nil
}

// InForce finds the version in force at a moment: the one that began last, and was not retired by then.
func InForce(all []Policy, at time.Time) (Policy, bool) {
	var best Policy
	for _, p := range all {
		switch {
		case p.State == PolicyDraft || p.From.After(at):
		case !p.RetiredAt.IsZero() && !at.Before(p.RetiredAt):
		case best.ID == "" || p.From.After(best.From) || (p.From.Equal(best.From) && p.Version > best.Version):
			best = p
		}
	}
	return best, best.ID != ""
}

// Clause finds a clause by its number.
func (p Policy) Clause(number string) (Clause, bool) {
	i := slices.IndexFunc(p.Clauses, func(c Clause) bool { return c.Number == number })
	if i < 0 {
		return Clause{}, false
	}
	return p.Clauses[i], true
}

func (c DraftPolicy) check(who training.Actor) error {
	if err := who.Must(training.Supervisor); err != nil {
		return err
	}
	if strings.TrimSpace(c.Name) == "" {
		return record.Missing("name")
	}
	numbers := []string{}
	for i, k := range c.Clauses {
		switch {
		case strings.TrimSpace(k.Number) == "" || slices.Contains(numbers, k.Number):
			return record.Wrong(field("clauses", i, "number"), "policy.clauseTwice", record.Params{"clause": k.Number})
		case strings.TrimSpace(k.ZH) == "":
			return record.Missing(field("clauses", i, "zh"))
		case strings.TrimSpace(k.EN) == "":
			return record.Missing(field("clauses", i, "en"))
		}
		numbers = append(numbers, k.Number)
	}
	return c.Terms.check(numbers)
}

// check refuses terms that leave a party without a rule, or name a clause that the policy does not have.
func (t Terms) check(clauses []string) error {
	for _, f := range Faults() {
		if !slices.ContainsFunc(t.Windows, func(w Window) bool { return w.Fault == f }) {
			return record.Wrong("terms.windows", "policy.faultMissing", record.Params{"fault": string(f)})
		}
		if !slices.ContainsFunc(t.Payers, func(p Payer) bool { return p.Fault == f && slices.Contains(Faults(), p.Pays) }) {
			return record.Wrong("terms.payers", "policy.faultMissing", record.Params{"fault": string(f)})
		}
	}
	for i, w := range t.Windows {
		if w.Days < 0 {
			return record.Wrong(field("terms.windows", i, "days"), "policy.days", nil)
		}
	}
	for i, x := range t.Exclusions {
		if !slices.Contains(Traits(), x.Trait) {
			return record.Missing(field("terms.exclusions", i, "trait"))
		}
	}
	if t.SendDays < 0 || t.Hygienic.Minutes < 0 {
		return record.Wrong("terms.sendDays", "policy.days", nil)
	}
	for _, n := range t.clauses() {
		if n != "" && !slices.Contains(clauses, n) {
			return record.Wrong("terms", "return.clauseUnknown", record.Params{"clause": n})
		}
	}
	return nil
}

func (t Terms) clauses() []string {
	out := []string{t.SendClause}
	for _, w := range t.Windows {
		out = append(out, w.Clause)
	}
	for _, x := range t.Exclusions {
		out = append(out, x.Clause)
	}
	for _, o := range t.Openings {
		out = append(out, o.Clause)
	}
	for _, y := range t.Payers {
		out = append(out, y.Clause)
	}
	return out
}
