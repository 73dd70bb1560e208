package quality

import (
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

// returnsOf reads every row once for all the windows, which share one asOf, and gives what came back of orders. Of windows
// that begin before told only the cycle is reckoned.
func returnsOf(rows record.Rows, currency string, told int64, windows ...window) (out []*returnTallies, back *cameBack, err error) {
	for _, w := range windows {
		t := &returnTallies{
			window: w, asAt: time.UnixMilli(w.asOf), currency: currency, cases: stretches.take(),
			stays: make([]stay, len(returns.TimedStages())), causes: map[returns.Reason]*Cause{},
		}
		if w.start >= told {
			for i := range t.stays {
				t.stays[i].cases = stretches.take()
			}
		}
		out = append(out, t)
	}
	find := finder{windows: windows}
	back = &cameBack{list: comings.take()}
	err = rows.Since(since(windows), func(_, b []byte) {
		back.add(windows[0], b)
		end := returns.ReadEnd(b)
		i := find.at(end.Requested)
		if i < 0 || !out[i].counted(&end) || windows[i].start < told {
			return
		}
		r := returns.ReadRow(b)
		out[i].way(&r)
		out[i].why(&r, rows.Name)
	})
	return out, back, err
}

// done gives the lists back; what they came to has been asked.
func (t *returnTallies) done() {
	stretches.give(t.cases)
	t.cases = nil
	for i := range t.stays {
		stretches.give(t.stays[i].cases)
		t.stays[i].cases = nil
	}
}

// counted takes a return that was requested in the period into the cycle, unless it came to nothing. What has not come to
// its end is censored at asOf.
func (t *returnTallies) counted(e *returns.End) bool {
	if cameToNothing(e.StateAt(t.asAt)) {
		t.cycle.leave(notReturned)
		return false
	}
	if settled := t.known(e.Settled); settled != 0 {
		t.cases = pushed(t.cases, Case{settled - e.Requested, true})
	} else {
		t.cases = pushed(t.cases, Case{t.asOf - e.Requested, false})
		t.cycle.waiting++
	}
	return true
}

// cameToNothing tells whether the return was rejected, cancelled or has expired.
func cameToNothing(s returns.State) bool {
	return s == returns.Rejected || s == returns.Cancelled || s == returns.Expired
}

// way takes the return into the stages that it was in.
func (t *returnTallies) way(r *returns.Row) {
	for i := range t.stays {
		ms, by, open := r.DwellAt(i, t.asOf)
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
	done := durations.take()
	for _, c := range t.cases {
		if c.Done {
			done = pushed(done, c.For)
		}
	}
	f := t.cycle.times(ReturnCycle, done)
	durations.give(done)
	f.N = len(t.cases)
	f.Small = f.N > 0 && f.N < SmallSample
	reached := survival(t.cases, 0.5, 0.9)
	f.P50, f.P90 = reached[0], reached[1]
	f.Value = f.P50
	return f
}

// survival gives percentiles in seconds, nil for one that was not reached. The cases stay as they are.
func survival(cases []Case, ps ...float64) []*float64 {
	out := make([]*float64, len(ps))
	own := append(stretches.take(), cases...)
	for i, ms := range SurvivalPercentiles(own, ps...) {
		if ms != nil {
			out[i] = seconds(*ms)
		}
	}
	stretches.give(own)
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
