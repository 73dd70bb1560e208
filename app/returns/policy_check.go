package returns

import (
	"slices"
	"strings"

	"mendesk/app/record"
	"mendesk/app/training"
)

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
