package app

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/schedule"
)

var ten = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

func planned(t *testing.T, spec string) rhythm {
	t.Helper()
	plan, err := schedule.ParsePlan(spec)
	if err != nil {
		t.Fatal(err)
	}
	return rhythm{plan, usualSyncNudge}
}

func TestWhenTheNextRoundIsDue(t *testing.T) {
	at := func(seconds int) time.Time { return ten.Add(time.Duration(seconds) * time.Second) }
	for name, c := range map[string]struct {
		beat beat
		want time.Time
	}{
		"at once after the start":             {beat{ended: at(1)}, at(1)},
		"by plan":                             {beat{ended: at(1), ran: true}, at(300)},
		"by plan, spread by chance":           {beat{ended: at(1), ran: true, chance: 0.5}, at(305)},
		"after a change":                      {beat{ended: at(1), ran: true, first: at(20), latest: at(20)}, at(23)},
		"after the last of some changes":      {beat{ended: at(1), ran: true, first: at(20), latest: at(22)}, at(25)},
		"a stream of changes puts off little": {beat{ended: at(1), ran: true, first: at(20), latest: at(31)}, at(32)},
		"changes during a round wait a breath": {
			beat{ended: at(40), ran: true, first: at(20), latest: at(20)}, at(41),
		},
		"after one failure":                        {beat{ended: at(1), ran: true, fails: 1}, at(1).Add(2500 * time.Millisecond)},
		"after one failure, with chance":           {beat{ended: at(1), ran: true, fails: 1, chance: 0.5}, at(1).Add(3750 * time.Millisecond)},
		"after three failures":                     {beat{ended: at(1), ran: true, fails: 3}, at(11)},
		"a change hastens no place that is away":   {beat{ended: at(1), ran: true, fails: 3, first: at(2), latest: at(2)}, at(11)},
		"the plan comes before a long back-off":    {beat{ended: at(299), ran: true, fails: 9}, at(300)},
		"many failures wait no longer than others": {beat{ended: at(1), ran: true, fails: 1 << 40}, at(151)},
	} {
		if got := planned(t, usualSyncPlan).next(c.beat, time.UTC); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got.Format(time.TimeOnly), c.want.Format(time.TimeOnly))
		}
	}
}

func TestAPlanThatIsNeverDueLeavesTheNudge(t *testing.T) {
	r := planned(t, "0 0 30 2 *")
	if got := r.next(beat{ended: ten, ran: true}, time.UTC); !got.IsZero() {
		t.Errorf("due at %s", got)
	}
	if got := r.next(beat{ended: ten, ran: true, first: ten, latest: ten}, time.UTC); !got.Equal(ten.Add(3 * time.Second)) {
		t.Errorf("due at %s", got)
	}
}

func TestARoundIsNeverDueBeforeTheLastEnded(t *testing.T) {
	r := planned(t, usualSyncPlan)
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) time.Time {
			return ten.Add(time.Duration(rapid.Int64Range(-1e12, 1e12).Draw(rt, name)))
		}
		b := beat{ended: draw("ended"), ran: rapid.Bool().Draw(rt, "ran"), fails: rapid.IntRange(0, 100).Draw(rt, "fails"), chance: rapid.Float64Range(0, 0.999).Draw(rt, "chance")}
		if rapid.Bool().Draw(rt, "changed") {
			b.first = draw("first")
			b.latest = b.first.Add(time.Duration(rapid.Int64Range(0, 1e12).Draw(rt, "for")))
		}
		got := r.next(b, time.UTC)
		if got.Before(b.ended) {
			rt.Fatalf("due at %s", got)
		}
		if got.Sub(b.ended) > lastRetry+spreadOut {
			rt.Fatalf("due only at %s", got)
		}
	})
}
