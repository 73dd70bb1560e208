//go:build wip

package quality

import (
	"slices"

	"mendesk/app/record"
	"mendesk/app/returns"
)

// returnTallies gathers every figure about returns in one walk over the rows.
type returnTallies struct {
	window
	back    int64 // units that came back to the orders of the cohort
	cycle   tally
	cases   []Case // of the cycle
	stays   map[returns.Stage]*stay
	causes  map[returns.Reason]*Cause
	foreign int // causes whose cost is in another currency
}

// stay is the time that returns spent in one stage.
type stay struct {
	cases []Case
	open  int
	party map[returns.Party]int64 // milliseconds
}

func returnsOf(rows record.Rows, w window, orders signed) *returnTallies {
	t := &returnTallies{window: w, stays: map[returns.Stage]*stay{}}
	for _, b := range rows.All() {
		r := returns.ReadRow(b)
		if orders.matured[record.ID(rows.Name(r.Order))] {
			t.back += int64(r.Received)
		}
		t.add(r)
	}
	return t
}

// add counts a return that was requested in the period. What has not come to its end is censored at asOf.
func (t *returnTallies) add(r returns.Row) {
	if !t.has(r.Requested) {
		return
	}
	settled := t.known(r.Settled)
	if settled == 0 && r.State.Ended() {
		t.cycle.leave(notReturned)
		return
	}
	if settled != 0 {
		t.cases = append(t.cases, Case{settled - r.Requested, true})
	} else {
		t.cases = append(t.cases, Case{t.asOf - r.Requested, false})
		t.cycle.waiting++
	}
}

// figures are what the walk came to, in the order of [Keys].
func (t *returnTallies) figures(orders signed) []Figure {
	rate := tally{numerator: t.back, denominator: orders.units, left: orders.left.left}
	return []Figure{rate.rate(ReturnRate), t.cycleFigure()}
}

// cycleFigure takes the median and the p90 from the survival curve: open cases count as not yet done.
func (t *returnTallies) cycleFigure() Figure {
	var done []int64
	for _, c := range t.cases {
		if c.Done {
			done = append(done, c.For)
		}
	}
	f := t.cycle.times(ReturnCycle, done)
	f.N = len(t.cases)
	f.Small = f.N > 0 && f.N < SmallSample
	f.P50, f.P90 = survival(t.cases, 0.5), survival(t.cases, 0.9)
	f.Value = f.P50
	return f
}

// survival is a percentile in seconds; nil when it was not reached.
func survival(cases []Case, p float64) *float64 {
	if ms, ok := SurvivalPercentile(cases, p); ok {
		return seconds(ms)
	}
	return nil
}

func (t *returnTallies) count(stage returns.Stage, party returns.Party, ms int64) {
	s := t.stays[stage]
	if s == nil {
		s = &stay{party: map[returns.Party]int64{}}
		t.stays[stage] = s
	}
	s.party[party] += ms
}

// stages lists how long returns stayed in each stage of the way, against the period before.
func (t *returnTallies) stages(before *returnTallies) []Stage {
	out := []Stage{}
	var all int64
	for _, s := range t.stays {
		all += s.total()
	}
	for _, key := range returns.TimedStages() {
		s := t.stays[key]
		if s == nil {
			continue
		}
		out = append(out, s.stage(string(key), all, before.stays[key]))
	}
	return out
}

func (s *stay) total() (ms int64) {
	for _, spent := range s.party {
		ms += spent
	}
	return ms
}

func (s *stay) stage(key string, all int64, before *stay) Stage {
	total := s.total()
	out := Stage{Key: key, N: len(s.cases), Open: s.open, P50: survival(s.cases, 0.5), P90: survival(s.cases, 0.9), Parties: []PartyShare{}}
	if all > 0 {
		out.Share = float64(total) / float64(all)
	}
	for _, p := range returns.Parties() {
		if total > 0 && s.party[p] > 0 {
			out.Parties = append(out.Parties, PartyShare{string(p), float64(s.party[p]) / float64(total)})
		}
	}
	if before != nil {
		out.Previous = survival(slices.Clone(before.cases), 0.5)
	}
	if out.P50 != nil && out.Previous != nil {
		out.Change = number(*out.P50 - *out.Previous)
	}
	return out
}

// pareto orders the reasons of the returns of the period.
func (t *returnTallies) pareto(by ParetoBy) Pareto {
	causes := make([]Cause, 0, len(t.causes))
	for _, c := range t.causes {
		causes = append(causes, *c)
	}
	p := MakePareto(causes, by, ParetoBars)
	p.LeftOut = t.foreign
	return p
}
