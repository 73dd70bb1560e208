package ticket

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
)

// published hands out the versions of the standard and the calendar.
type published struct {
	standard Standard
	calendar Calendar
}

func (p published) Version(r record.Ref) (any, bool) {
	switch r.ID {
	case p.standard.ID:
		return p.standard, true
	case p.calendar.ID:
		return p.calendar, true
	}
	return nil, false
}

type nothing struct{}

func (nothing) Version(record.Ref) (any, bool) { return nil, false }

// shows tells whether the span of the view has a key of the ticket.
func (v View) shows(t Ticket, vs record.Versions) bool {
	i := slices.IndexFunc(Tickets.Indexes, func(ix record.Index[Ticket]) bool { return ix.Name == v.Index })
	return slices.ContainsFunc(Tickets.Indexes[i].Keys(t, vs), func(k record.Tuple) bool {
		rest, ok := bytes.CutPrefix(k, v.Prefix)
		return ok && bytes.Compare(rest, v.From) >= 0 && (v.To == nil || bytes.Compare(rest, v.To) < 0)
	})
}

// What a view is about, said without an index.
var meaning = map[string]func(t Ticket, s Standard, clocks []Clock, now time.Time) bool{
	ViewOpen: func(t Ticket, _ Standard, _ []Clock, _ time.Time) bool { return t.State.Unfinished() },
	ViewMine: func(t Ticket, _ Standard, _ []Clock, _ time.Time) bool {
		return t.State.Unfinished() && t.Owner == "ME"
	},
	ViewUnassigned: func(t Ticket, _ Standard, _ []Clock, _ time.Time) bool { return t.State.Unfinished() && t.Owner == "" },
	ViewAwaiting: func(t Ticket, _ Standard, _ []Clock, _ time.Time) bool {
		return t.Owner == "ME" && !t.AwaitingSince.IsZero() && !t.State.Dismissed()
	},
	ViewOverdue: func(t Ticket, _ Standard, clocks []Clock, _ time.Time) bool {
		return t.State.Unfinished() && slices.ContainsFunc(clocks, func(c Clock) bool { return c.State == Breached && c.DoneAt.IsZero() })
	},
	ViewDueSoon: func(t Ticket, _ Standard, clocks []Clock, now time.Time) bool {
		next, _ := Next(clocks)
		return t.State.Unfinished() && next.State == Running && next.DueAt.Before(now.Add(Soon))
	},
	ViewResolved: func(t Ticket, s Standard, _ []Clock, now time.Time) bool { return t.StateAt(s, now) == Resolved },
	ViewClosed:   func(t Ticket, s Standard, _ []Clock, now time.Time) bool { return t.StateAt(s, now) == Closed },
	ViewAll:      func(Ticket, Standard, []Clock, time.Time) bool { return true },
}

func TestViewsShowWhatTheyMean(t *testing.T) {
	std, cal := shopStandard(t)
	vs := published{std, cal}
	rapid.Check(t, func(rt *rapid.T) {
		s, now := anyStory(t, rt)
		if rapid.IntRange(0, 4).Draw(rt, "weeks on") == 0 {
			now = now.AddDate(0, 0, 7)
		}
		clocks := Clocks(s.of, std, cal, now)
		for _, v := range Views("ME", now) {
			if want := meaning[v.Key](s.of, std, clocks, now); v.shows(s.of, vs) != want {
				rt.Fatalf("view %s shows it: %t, want %t\n%+v\n%+v", v.Key, !want, want, s.of, clocks)
			}
		}
	})
}

func TestListIsInTheOrderOfDue(t *testing.T) {
	std, cal := shopStandard(t)
	vs := published{std, cal}
	key := func(s *story) record.Tuple { return dueKeys(s.of, vs)[0] }
	late, soon, paused, free := opened(t, nine), opened(t, after(60)), opened(t, nine), opened(t, nine)
	paused.reply(after(1), WaitingForCustomer)
	free.of.Standard = "UNKNOWN"
	keys := []record.Tuple{key(late), key(soon), key(free), key(paused)}
	if !slices.IsSortedFunc(keys, func(a, b record.Tuple) int { return bytes.Compare(a, b) }) {
		t.Errorf("order of %x", keys)
	}
}

func TestUnknownViewIsRefused(t *testing.T) {
	if v, err := ViewOf(ViewMine, "ME", nine); err != nil || v.Key != ViewMine {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := ViewOf("theirs", "ME", nine); code(err) != "field.unknownValue" {
		t.Errorf("got %v", err)
	}
}

func TestFoundByNumberCustomerAndOrder(t *testing.T) {
	s := opened(t, nine)
	for name, want := range map[string]record.Tuple{
		IndexNumber: record.Key("t-a-261120-1"), IndexCustomer: record.Key("CUSTOMER", nine), IndexOrder: record.Key("ORDER", nine),
	} {
		i := slices.IndexFunc(Tickets.Indexes, func(ix record.Index[Ticket]) bool { return ix.Name == name })
		if got := Tickets.Indexes[i].Keys(s.of, nothing{}); len(got) != 1 || !bytes.Equal(got[0], want) {
			t.Errorf("%s: %x", name, got)
		}
	}
}

func TestSearchFindsWhatWasSaid(t *testing.T) {
	s := opened(t, nine)
	s.reply(after(1), "")
	s.resolve(after(2))
	got := s.of.Words(slices.Values(s.log))
	for _, want := range []string{"T-A-261120-1", "净化器异响", "开到三档有哒哒声", "您好", "已退款"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
}

func TestSpamWaitsForNoAnswer(t *testing.T) {
	std, cal := shopStandard(t)
	if in(t, Spam).of.Brief(std, cal, after(60)).Awaiting || !in(t, New).of.Brief(std, cal, after(60)).Awaiting {
		t.Error("a new ticket awaits an answer, spam does not")
	}
}

func TestBriefIsAsOfNow(t *testing.T) {
	std, cal := shopStandard(t)
	s := in(t, Resolved)
	resolved := s.of.ResolvedAt
	if got := s.of.Brief(std, cal, resolved.AddDate(0, 0, 7).Add(-time.Millisecond)).State; got != Resolved {
		t.Errorf("state %s a moment before seven days", got)
	}
	if got := s.of.Brief(std, cal, resolved.AddDate(0, 0, 7)).State; got != Closed {
		t.Errorf("state %s after seven days", got)
	}
}
