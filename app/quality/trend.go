package quality

import "mendesk/app/shop"

// TrendPeriods is how many periods a trend shows, the report's own as the last.
const TrendPeriods = 12

// trends gives one trend a figure over the measured periods, oldest first.
func trends(periods []measured, targets shop.Targets) []Trend {
	last := periods[len(periods)-1].figures
	out := make([]Trend, len(last))
	for i, f := range last {
		out[i] = Trend{Key: f.Key, Unit: f.Unit, Target: f.against(targets).Target, Points: make([]Point, 0, len(periods))}
		for _, m := range periods {
			point := Point{Label: m.period.Label(), From: m.period.From, To: m.period.To}
			point.Value, point.N = m.figures[i].Value, m.figures[i].N
			out[i].Points = append(out[i].Points, point)
		}
	}
	return out
}

// main picks the trend to draw large: of satisfaction, first reply in time and resolution rate the first
// that has a line to draw, else the first of all that has.
func mainTrend(all []Trend) Trend {
	for _, key := range append([]string{CSAT, FirstReplyInTime, ResolutionRate}, Keys()...) {
		for _, t := range all {
			if t.Key == key && t.drawn() >= 2 {
				return t
			}
		}
	}
	return all[0]
}

func (t Trend) drawn() int {
	n := 0
	for _, p := range t.Points {
		if p.Value != nil {
			n++
		}
	}
	return n
}
