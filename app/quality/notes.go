package quality

import (
	"strconv"
	"time"

	"mendesk/app/record"
)

// notes says what a reader of the report must know of its data: how far it goes, what was left out and why,
// what is still open, what rests on few cases and what has no data.
func notes(r Report, p Period) []Note {
	out := notebook{}
	if r.AsOf.Before(p.End()) {
		out = append(out, Note{Key: "periodOpen", Params: record.Params{"asOf": minute(r.AsOf, p.Zone)}})
	}
	if countIf(r.Figures, func(f Figure) bool { return f.LeftOut > 0 }) == 0 {
		out = append(out, Note{Key: "clean", Params: record.Params{}})
	}
	out.leftOut(r.Figures)
	for _, f := range r.Figures {
		if f.Key == ReturnCycle {
			out.add("openReturns", f.Waiting)
		}
	}
	out.add("otherCurrency", r.Pareto.LeftOut)
	out.add("smallSamples", countIf(r.Figures, func(f Figure) bool { return f.Small }))
	out.add("noData", countIf(r.Figures, func(f Figure) bool { return f.Value == nil }))
	return out
}

type notebook []Note

func (b *notebook) add(key string, n int) {
	if n > 0 {
		*b = append(*b, Note{Key: key, Params: record.Params{"count": strconv.Itoa(n)}, Count: n})
	}
}

// leftOut tells each reason once. A ticket that several figures leave out for one reason is one ticket, so
// the largest count is told; clocks are counted one by one.
func (b *notebook) leftOut(figures []Figure) {
	most, all := map[string]int{}, map[string]int{}
	for _, f := range figures {
		for _, l := range f.Left {
			most[l.Reason] = max(most[l.Reason], l.N)
			all[l.Reason] += l.N
		}
	}
	for _, reason := range []string{impossibleTimes, unknownStart, unknownReply, notRated, dropped, noStandard, notMatured, notReturned} {
		b.add(reason, most[reason])
	}
	b.add(notDue, all[notDue])
}

func countIf(figures []Figure, is func(Figure) bool) int {
	n := 0
	for _, f := range figures {
		if is(f) {
			n++
		}
	}
	return n
}

// minute writes a moment as people of the zone read it, the same in both languages.
func minute(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02 15:04") }
