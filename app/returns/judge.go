package returns

import (
	"slices"
	"strconv"

	"mendesk/app/record"
)

// Judge says what the policy makes of a return: from facts that the return carries, so the answer is the
// same whenever it is asked. Day 1 of the window is the day after signature.
func (p Policy) Judge(r Return) Decision {
	d := Decision{
		Lines: []LineDecision{}, Steps: []Explain{}, Policy: p.ID, Version: p.Version, WhoPays: p.payer(r.Fault).Pays,
	}
	window := p.window(r.Fault)
	d.WindowDays = window.Days
	if r.SignedDay != "" {
		d.Day = max(r.SignedDay.Until(r.RequestedDay), 0)
		d.CountedFrom, d.LastDay = r.SignedDay.Add(1), r.SignedDay.Add(window.Days)
	}
	for _, l := range r.Lines {
		line := p.judgeLine(r, l)
		d.Lines = append(d.Lines, line)
		d.Allowed = d.Allowed || line.Allowed
		for _, s := range line.Steps {
			d.Steps = addStep(d.Steps, s)
		}
	}
	d.Steps = addStep(d.Steps, p.pays(r.Fault))
	return d
}

func (p Policy) judgeLine(r Return, l ReturnLine) LineDecision {
	fault := l.fault(r.Fault)
	steps := []Explain{p.inWindow(r, fault)}
	steps = append(steps, p.notExcluded(l, fault)...)
	if s, says := p.opened(l, fault); says {
		steps = append(steps, s)
	}
	d := LineDecision{Line: l.N, Allowed: true, Steps: steps}
	for _, s := range steps {
		if !s.OK && d.Allowed {
			d.Allowed, d.Clause = false, s.Clause
		}
	}
	return d
}

// fault of the line: a change of mind is the buyer's, whoever is at fault for the rest of the parcel.
func (l ReturnLine) fault(whole Fault) Fault {
	if l.Reason == ChangeOfMind {
		return Buyer
	}
	return whole
}

func (p Policy) inWindow(r Return, fault Fault) Explain {
	w := p.window(fault)
	if r.SignedDay == "" {
		return Explain{OK: true, Key: "returns.why.window.notSigned", Params: record.Params{"days": strconv.Itoa(w.Days)}, Clause: w.Clause}
	}
	day := r.SignedDay.Until(r.RequestedDay)
	e := Explain{OK: day <= w.Days, Key: "returns.why.window.in", Clause: w.Clause, Params: record.Params{
		"day": strconv.Itoa(day), "days": strconv.Itoa(w.Days), "signed": string(r.SignedDay), "last": string(r.SignedDay.Add(w.Days)),
	}}
	switch {
	case day > w.Days:
		e.Key = "returns.why.window.out"
	case day < 1:
		e.Key = "returns.why.window.before"
	}
	return e
}

// notExcluded names each exclusion that holds; when none does, that is said once.
func (p Policy) notExcluded(l ReturnLine, fault Fault) []Explain {
	var out []Explain
	for _, x := range p.Terms.Exclusions {
		if fault != Buyer || !slices.Contains(l.Traits, x.Trait) {
			continue
		}
		if (x.OnlyOpened && !l.Opened) || (x.OnlyConfirmed && !l.Confirmed) {
			continue
		}
		out = append(out, Explain{Key: "returns.why.excluded." + x.Trait, Params: record.Params{"title": l.Title}, Clause: x.Clause})
	}
	if len(out) > 0 {
		return out
	}
	key := "returns.why.notExcluded.category"
	switch {
	case fault != Buyer:
		key = "returns.why.notExcluded." + string(fault)
	case l.Category == "":
		key = "returns.why.notExcluded.unnamed"
	}
	return []Explain{{OK: true, Key: key, Params: record.Params{"category": l.Category, "title": l.Title}}}
}

func (p Policy) opened(l ReturnLine, fault Fault) (Explain, bool) {
	i := slices.IndexFunc(p.Terms.Openings, func(o Opening) bool { return o.Fault == fault })
	if i < 0 {
		return Explain{}, false
	}
	o := p.Terms.Openings[i]
	e := Explain{OK: true, Params: record.Params{"title": l.Title}, Clause: o.Clause}
	switch {
	case !l.Opened:
		e.Key = "returns.why.opened.no"
	case o.Allowed:
		e.Key = "returns.why.opened.allowed." + string(fault)
	default:
		e.OK, e.Key = false, "returns.why.opened.notAllowed"
	}
	return e, true
}

func (p Policy) pays(fault Fault) Explain {
	y := p.payer(fault)
	return Explain{OK: true, Key: "returns.why.pays." + string(y.Pays), Params: record.Params{"fault": string(fault)}, Clause: y.Clause}
}

func (p Policy) window(fault Fault) Window {
	for _, w := range p.Terms.Windows {
		if w.Fault == fault {
			return w
		}
	}
	return Window{Fault: fault}
}

func (p Policy) payer(fault Fault) Payer {
	for _, y := range p.Terms.Payers {
		if y.Fault == fault {
			return y
		}
	}
	return Payer{Fault: fault, Pays: fault}
}

// addStep keeps one of equal steps: several lines often say the same.
func addStep(steps []Explain, s Explain) []Explain {
	for _, have := range steps {
		if have.Key == s.Key && have.Clause == s.Clause && sameWords(have, s) {
			return steps
		}
	}
	return append(steps, s)
}

func sameWords(a, b Explain) bool {
	if a.OK && (a.Key == "returns.why.opened.no" || a.Params["category"] == b.Params["category"]) {
		return true
	}
	return a.Params["title"] == b.Params["title"]
}
