package quality

import (
	"slices"
	"time"

	"mendesk/app/record"
	"mendesk/app/returns"
)

// returnTallies gathers every figure about returns in one walk over the rows.
type returnTallies struct {
	window
	asAt     time.Time // asOf
	currency string

	cycle   tally
	cases   []Case // of the cycle
	stays   []stay // by the place of the stage in returns.TimedStages
	causes  map[returns.Reason]*Cause
	foreign int // returns whose cost is in another currency than the shop's
}

// stay is the time that returns spent in one stage.
type stay struct {
	cases []Case
	open  int
	by    [4]int64 // milliseconds, by the place of the party in returns.Parties
}

// rowID is the id of an order as rows have it.
type rowID [26]byte

// backOf gives the units that came back by order, whenever they were asked back.
func backOf(rows record.Rows, windows ...window) (map[rowID]int64, error) {
	back := make(map[rowID]int64, 1<<12)
	err := rows.Since(since(windows), func(_, b []byte) {
		order, requested, units := returns.CameBack(b)
		if units > 0 && windows[0].known(requested) != 0 {
			back[rowID(order)] += int64(units)
		}
	})
	return back, err
}

// returnsOf reads every row once for all the windows, which share one asOf.
func returnsOf(rows record.Rows, currency string, windows ...window) (out []*returnTallies, err error) {
	for _, w := range windows {
		out = append(out, &returnTallies{
			window: w, asAt: time.UnixMilli(w.asOf), currency: currency,
			stays: make([]stay, len(returns.TimedStages())), causes: map[returns.Reason]*Cause{},
		})
	}
	err = rows.Since(since(windows), func(_, b []byte) {
		r := returns.ReadRow(b)
		for _, t := range out {
			t.add(&r, rows.Name)
		}
	})
	return out, err
}

// add counts a return that was requested in the period.
func (t *returnTallies) add(r *returns.Row, name func(uint32) string) {
	if !t.has(r.Requested) {
		return
	}
	settled := t.known(r.Settled)
	if cameToNothing(r.StateAt(t.asAt)) {
		t.cycle.leave(notReturned)
		return
	}
	t.counted(r, settled)
	t.why(r, name)
}

// cameToNothing tells whether the return was rejected, cancelled or has expired.
func cameToNothing(s returns.State) bool {
	return s == returns.Rejected || s == returns.Cancelled || s == returns.Expired
}

// counted takes the return into the cycle and its stages. What has not come to its end is censored at asOf.
func (t *returnTallies) counted(r *returns.Row, settled int64) {
	if settled != 0 {
		t.cases = pushed(t.cases, Case{settled - r.Requested, true})
	} else {
		t.cases = pushed(t.cases, Case{t.asOf - r.Requested, false})
		t.cycle.waiting++
	}
	for i, stage := range returns.TimedStages() {
		ms, by, open := r.Dwell(stage, t.asAt)
		if ms == 0 && !open {
			continue
		}
		s := &t.stays[i]
		s.cases = pushed(s.cases, Case{ms, !open})
		if open {
			s.open++
		}
		for party, spent := range by {
			s.by[party] += spent
		}
	}
}

// why counts the units asked back by reason, and what was paid for those accepted. Lines that the row does
// not tell apart are "other".
func (t *returnTallies) why(r *returns.Row, name func(uint32) string) {
	same := name(r.Currency) == t.currency
	rest := r.Units
	for _, l := range r.Lines[:r.N] {
		c := t.cause(l.Reason)
		c.Count += l.Units
		rest -= l.Units
		if same {
			c.Cost += l.Cost
		}
	}
	if rest > 0 {
		t.cause(returns.OtherReason).Count += rest
	}
	if !same {
		t.foreign++
	}
}

func (t *returnTallies) cause(key returns.Reason) *Cause {
	c := t.causes[key]
	if c == nil {
		c = &Cause{Key: string(key)}
		t.causes[key] = c
	}
	return c
}

// cycleFigure takes the median and the p90 from the survival curve: open cases count as not yet done. The
// mean is that of the settled ones.
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

// survival is a percentile in seconds; nil when it was not reached. The cases stay as they are.
func survival(cases []Case, p float64) *float64 {
	if ms, ok := SurvivalPercentile(slices.Clone(cases), p); ok {
		return seconds(ms)
	}
	return nil
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
