package ticket

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

// shopStandard is what a new shop in Shanghai starts with: 9:00–12:00 and 13:30–18:00 every day.
func shopStandard(t testing.TB) (Standard, Calendar) {
	t.Helper()
	start := nine.AddDate(0, -1, 0)
	cal := folded(t, Calendars, DefaultCalendar("CALENDAR", "营业时间", "Asia/Shanghai", start))
	return folded(t, Standards, DefaultStandard(bound, "CALENDAR", "标准服务", start)), cal
}

func folded[T any](t testing.TB, k record.Kind[T], events []record.Event) T {
	t.Helper()
	state := k.Any().New()
	s := &story{t: t}
	for _, h := range s.change(nine, events) {
		var err error
		if state, err = k.Any().After(state, h); err != nil {
			t.Fatal(err)
		}
	}
	return state.(T)
}

func (s *story) clock(m Metric, now time.Time) Clock {
	s.t.Helper()
	std, cal := shopStandard(s.t)
	all := Clocks(s.of, std, cal, now)
	i := slices.IndexFunc(all, func(c Clock) bool { return c.Metric == m })
	if i < 0 {
		return Clock{Metric: m, State: NoClock}
	}
	return all[i]
}

// moment is a time in Shanghai in November 2026: "20 14:00".
func moment(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+s, zoneOf("Asia/Shanghai"))
	if err != nil {
		t.Fatal(err)
	}
	return v.UTC()
}

func (s *story) expect(m Metric, now, state, due string) {
	s.t.Helper()
	c := s.clock(m, moment(s.t, now))
	want := time.Time{}
	if due != "" {
		want = moment(s.t, due)
	}
	if string(c.State) != state || !c.DueAt.Equal(want) {
		s.t.Errorf("%s at %s: %s, due %s; want %s, due %s", m, now, c.State, c.DueAt, state, want)
	}
}

func TestFirstReplyIsPromisedByTheWallClock(t *testing.T) {
	s := opened(t, moment(t, "20 17:00"))
	s.expect(FirstReply, "20 17:00", "running", "21 17:00")
	s.expect(FirstReply, "21 17:00", "running", "21 17:00")
	s.wait(moment(t, "20 18:00"), WaitingForCustomer)
	s.expect(FirstReply, "21 17:01", "breached", "21 17:00")
	if c := s.clock(FirstReply, moment(t, "21 15:00")); !c.Wall || c.Left != 2*3600 || c.Target != 24*3600 || c.Spent != 22*3600 || c.PausedFor != 0 {
		t.Errorf("%+v", c)
	}
	s.reply(moment(t, "21 17:00"), "")
	s.expect(FirstReply, "25 09:00", "met", "21 17:00")
}

func TestLateFirstReplyStaysBreached(t *testing.T) {
	s := opened(t, moment(t, "20 17:00"))
	s.reply(moment(t, "21 17:01"), "")
	s.expect(FirstReply, "21 18:00", "breached", "21 17:00")
	s.resolve(moment(t, "22 09:00"))
	s.reopen(moment(t, "22 10:00"))
	if c := s.clock(FirstReply, moment(t, "22 11:00")); c.State != Breached || !c.DoneAt.Equal(moment(t, "21 17:01")) || c.Left != -60 {
		t.Errorf("reopening touched the first reply: %+v", c)
	}
}

func TestNextReplyStartsAtTheOldestUnansweredMessage(t *testing.T) {
	s := opened(t, moment(t, "20 09:00"))
	s.expect(NextReply, "20 09:30", "none", "")
	s.reply(moment(t, "20 09:30"), WaitingForCustomer)
	s.expect(NextReply, "20 10:00", "none", "")
	s.message(moment(t, "20 11:00"))
	s.message(moment(t, "20 11:30"))
	s.expect(NextReply, "20 12:00", "running", "20 16:30") // 240 working minutes, over lunch
	s.expect(NextReply, "20 16:31", "breached", "20 16:30")
	note, err := s.of.Note(Note{Text: "已问仓库"}, agent, moment(t, "20 12:00"))
	s.did(moment(t, "20 12:00"), note, err)
	s.wait(moment(t, "20 13:30"), WaitingForThirdParty)
	s.expect(NextReply, "20 14:00", "running", "20 16:30")
	s.reply(moment(t, "20 14:00"), "")
	s.expect(NextReply, "20 14:01", "none", "")
}

func TestResolvePausesOnlyWhereTheStandardSays(t *testing.T) {
	s := opened(t, moment(t, "20 09:00"))
	s.expect(Resolution, "20 09:00", "running", "22 18:00") // 1350 minutes: three working days
	s.wait(moment(t, "20 10:00"), WaitingForColleagues)
	s.expect(Resolution, "20 11:00", "running", "22 18:00")
	s.wait(moment(t, "20 11:00"), WaitingForCustomer)
	s.expect(Resolution, "20 17:00", "paused", "")
	if c := s.clock(Resolution, moment(t, "20 12:00")); c.Left != 1230*60 || c.PausedFor != 3600 || c.Spent != 120*60 {
		t.Errorf("paused: %+v", c)
	}
	s.wait(moment(t, "20 12:00"), WaitingForThirdParty)
	s.resume(moment(t, "20 13:00")) // inside the lunch break: no more than an hour was lost
	s.expect(Resolution, "20 14:00", "running", "23 10:00")
	s.resolve(moment(t, "23 10:00"))
	s.expect(Resolution, "30 10:00", "met", "23 10:00")
}

func TestPausedAfterDueIsBreached(t *testing.T) {
	s := opened(t, moment(t, "20 09:00"))
	s.wait(moment(t, "22 18:00"), WaitingForCustomer)
	s.expect(Resolution, "22 18:00", "running", "22 18:00")
	s.expect(Resolution, "24 09:00", "breached", "22 18:00")
	s.resolve(moment(t, "24 10:00"))
	s.expect(Resolution, "24 11:00", "breached", "22 18:00")
}

func TestTimeSpentResolvedIsAPause(t *testing.T) {
	s := opened(t, moment(t, "20 09:00"))
	s.reply(moment(t, "20 09:10"), "")
	s.resolve(moment(t, "20 10:00"))
	s.expect(Resolution, "20 11:00", "met", "22 18:00")
	s.close(moment(t, "20 12:00"))
	s.reopen(moment(t, "21 10:00")) // 450 working minutes later
	s.expect(Resolution, "21 10:00", "running", "23 18:00")
	s.expect(NextReply, "21 10:00", "running", "21 15:30")
	s.resolve(moment(t, "23 18:01"))
	s.expect(Resolution, "24 09:00", "breached", "23 18:00")
}

func TestAnotherPriorityBindsAgainFromTheStart(t *testing.T) {
	s := opened(t, moment(t, "20 09:00"))
	s.wait(moment(t, "20 09:30"), WaitingForCustomer)
	s.resume(moment(t, "20 10:30"))
	s.expect(Resolution, "20 11:00", "running", "23 10:00")
	edit, err := s.of.Edit(Edit{Field: FieldPriority, Value: "urgent"}, agent, bound, moment(t, "20 11:00"))
	s.did(moment(t, "20 11:00"), edit, err)
	s.expect(Resolution, "20 11:00", "running", "21 10:00") // 450 minutes from 9:00, an hour paused
}

func TestDismissedTicketHasNoClock(t *testing.T) {
	std, cal := shopStandard(t)
	if got := Clocks(in(t, Spam).of, std, cal, after(100)); len(got) != 0 {
		t.Errorf("spam has clocks: %v", got)
	}
	if got := Clocks(in(t, Opened).of, Standard{}, Calendar{}, after(100)); len(got) != 0 {
		t.Errorf("without a standard nothing is promised: %v", got)
	}
}

func TestTargetInWorkingTimeStandsBesideThePromise(t *testing.T) {
	std, cal := shopStandard(t)
	std.Targets = []Target{{Promise: 1440, FirstReply: 60}}
	s := opened(t, moment(t, "20 17:30"))
	got := Clocks(s.of, std, cal, moment(t, "20 18:00"))
	if len(got) != 2 || !got[0].DueAt.Equal(moment(t, "21 17:30")) || !got[0].Wall || !got[1].DueAt.Equal(moment(t, "21 09:30")) || got[1].Wall {
		t.Fatalf("clocks %+v", got)
	}
	std.Targets = []Target{{FirstReply: 60}}
	got = Clocks(s.of, std, cal, moment(t, "20 18:00"))
	if len(got) != 1 || got[0].Metric != FirstReply || !got[0].DueAt.Equal(moment(t, "21 09:30")) {
		t.Errorf("without a promise: %+v", got)
	}
}

func TestUncoveredYearWarnsOnClocksInWorkingTime(t *testing.T) {
	s := opened(t, time.Date(2031, 5, 5, 2, 0, 0, 0, time.UTC))
	now := s.of.CreatedAt.Add(time.Minute)
	if !s.clock(Resolution, now).Uncovered || s.clock(FirstReply, now).Uncovered {
		t.Error("only the clock in working time needs the year to be covered")
	}
}

func TestNextClockIsTheFirstDue(t *testing.T) {
	std, cal := shopStandard(t)
	next := func(s *story, now string) Clock {
		c, _ := Next(Clocks(s.of, std, cal, moment(t, now)))
		return c
	}
	s := opened(t, moment(t, "20 09:00"))
	if c := next(s, "20 09:00"); c.Metric != FirstReply {
		t.Errorf("next is %s", c.Metric)
	}
	s.reply(moment(t, "20 09:10"), WaitingForCustomer)
	if c := next(s, "20 10:00"); c.Metric != Resolution || c.State != Paused {
		t.Errorf("next is %s, %s", c.Metric, c.State)
	}
	s.message(moment(t, "20 11:00"))
	if c := next(s, "20 11:00"); c.Metric != NextReply {
		t.Errorf("next is %s", c.Metric)
	}
	s.resolve(moment(t, "20 12:00"))
	if c := next(s, "20 13:00"); c.DoneAt.IsZero() || c.State != Met {
		t.Errorf("next of a resolved ticket is %+v", c)
	}
}

// Whatever happens to a ticket: due = the first moment at which the target is used up outside the pauses; a
// clock is in one state; done exactly at due is met and a millisecond later is not.
func TestClocksHoldInEveryStory(t *testing.T) {
	std, cal := shopStandard(t)
	rapid.Check(t, func(rt *rapid.T) {
		s, now := anyStory(t, rt)
		for _, c := range Clocks(s.of, std, cal, now) {
			switch {
			case c.State == Met && !c.DueAt.IsZero() && c.DoneAt.After(c.DueAt),
				c.State == Breached && !c.DoneAt.IsZero() && !c.DoneAt.After(c.DueAt),
				c.State == Breached && c.DoneAt.IsZero() && !now.After(c.DueAt),
				c.State == Running && (now.After(c.DueAt) || !c.DoneAt.IsZero()),
				c.State == Paused && (!c.DueAt.IsZero() || c.Left <= 0 || c.Spent+c.Left != c.Target):
				rt.Fatalf("%+v at %s", c, now)
			}
			if c.Metric == Resolution && !c.DueAt.IsZero() {
				used := spent(cal.hours(), c.StartedAt, c.DueAt, s.of.pauses(std))
				if seconds(used) != c.Target {
					rt.Fatalf("%v of the target %ds were used up at due", used, c.Target)
				}
			}
		}
		exact := s.of
		exact.State, exact.Spells = Resolved, pausing(std, exact.Spells)
		exact.ResolvedAt = cal.Add(exact.CreatedAt, std.Target(exact.Priority).Resolve, exact.Spells)
		late := exact
		late.ResolvedAt = late.ResolvedAt.Add(time.Millisecond)
		if resolution(exact, std, cal, now).State != Met || resolution(late, std, cal, now).State != Breached {
			rt.Fatalf("done at due %s: %s; a millisecond later: %s", exact.ResolvedAt, resolution(exact, std, cal, now).State, resolution(late, std, cal, now).State)
		}
	})
}

func pausing(s Standard, spells []Spell) []Spell {
	return slices.DeleteFunc(slices.Clone(spells), func(p Spell) bool { return p.State != Resolved && !slices.Contains(s.PausesIn, p.State) })
}

func resolution(t Ticket, s Standard, c Calendar, now time.Time) Clock {
	all := Clocks(t, s, c, now)
	return all[slices.IndexFunc(all, func(c Clock) bool { return c.Metric == Resolution })]
}

// anyStory draws a ticket to which up to twenty things happened, and a moment not before the last of them.
func anyStory(t testing.TB, rt *rapid.T) (*story, time.Time) {
	s := opened(t, nine.Add(time.Duration(rapid.IntRange(0, 20000).Draw(rt, "begin"))*time.Minute))
	now := s.of.CreatedAt
	for range rapid.IntRange(0, 20).Draw(rt, "steps") {
		now = now.Add(time.Duration(rapid.IntRange(0, 900).Draw(rt, "gap")) * time.Minute)
		var events []record.Event
		var err error
		switch rapid.IntRange(0, 9).Draw(rt, "step") {
		case 0, 1:
			events, err = s.of.ReplyOut(ReplyOut{Text: "好"}, agent, now)
		case 2, 3:
			events, err = s.of.MessageIn(MessageIn{Text: "在吗"}, agent, now)
		case 4, 5:
			state := rapid.SampledFrom([]State{WaitingForCustomer, WaitingForThirdParty, WaitingForColleagues}).Draw(rt, "wait")
			events, err = s.of.Wait(Wait{For: state}, agent, now)
		case 6:
			events, err = s.of.Resume(Resume{}, agent, now)
		case 7:
			events, err = s.of.Resolve(Resolve{Solution: "好"}, agent, now)
		case 8:
			events, err = s.of.Reopen(Reopen{Reason: "坏"}, agent, now)
		case 9:
			owner := record.ID(rapid.SampledFrom([]string{"ME", "YOU", ""}).Draw(rt, "owner"))
			events, err = s.of.Assign(Assign{Owner: owner}, agent, "", now)
		}
		if err == nil {
			s.did(now, events, err)
		}
	}
	return s, now.Add(time.Duration(rapid.IntRange(0, 6000).Draw(rt, "later")) * time.Minute)
}
