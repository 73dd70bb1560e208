package quality

import "mendesk/app/returns"

// stages lists how long the returns of the period stayed in each stage of the way, against the period before.
func (t *returnTallies) stages(before *returnTallies) []Stage {
	var all int64
	for _, s := range t.stays {
		all += s.total()
	}
	out := []Stage{}
	for i, key := range returns.TimedStages() {
		if s := t.stays[i]; len(s.cases) > 0 {
			out = append(out, s.stage(string(key), all, before.stays[i]))
		}
	}
	return out
}

func (s stay) total() (ms int64) {
	for _, spent := range s.by {
		ms += spent
	}
	return ms
}

func (s stay) stage(key string, all int64, before stay) Stage {
	total := s.total()
	reached := survival(s.cases, 0.5, 0.9)
	out := Stage{
		Key: key, N: len(s.cases), Open: s.open, P50: reached[0], P90: reached[1],
		Parties: []PartyShare{}, Previous: survival(before.cases, 0.5)[0],
	}
	if all > 0 {
		out.Share = float64(total) / float64(all)
	}
	for i, party := range returns.Parties() {
		if s.by[i] > 0 {
			out.Parties = append(out.Parties, PartyShare{string(party), float64(s.by[i]) / float64(total)})
		}
	}
	if out.P50 != nil && out.Previous != nil {
		out.Change = number(*out.P50 - *out.Previous)
	}
	return out
}
