package returns

import (
	_ "embed"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
	"mendesk/app/training"
)

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
