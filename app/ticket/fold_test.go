package ticket

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

var (
	agent      = training.Actor{ID: "AGENT", Roles: []training.Role{training.Agent}, Department: training.CustomerService, Zone: time.UTC}
	supervisor = training.Actor{ID: "SUPER", Roles: []training.Role{training.Supervisor}, Zone: time.UTC}
	inspector  = training.Actor{ID: "INSPECTOR", Roles: []training.Role{training.Inspector}, Zone: time.UTC}
)

// story folds what happens to one ticket as storage does: each command is a change with its own entry.
type story struct {
	t   testing.TB
	of  Ticket
	log []record.Happened
	n   int
}

func (s *story) did(when time.Time, events []record.Event, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("refused: %v", err)
	}
	for _, h := range s.change(when, events) {
		s.fold(h)
	}
}

// change gives events a place in the order, sealed and with the moment of their change.
func (s *story) change(when time.Time, events []record.Event) []record.Happened {
	s.t.Helper()
	s.n++
	out := []record.Happened{}
	for _, e := range events {
		e, err := e.Seal("salt")
		if err = errors.Join(err, e.Err()); err != nil {
			s.t.Fatal(err)
		}
		if e.When.IsZero() {
			e.When = record.Instant(when)
		}
		out = append(out, record.Happened{Event: e, At: record.MakeStamp(when.UnixMilli(), s.n, "01ARZ3NDEKTSV4RRFFQ69G5FAV"), By: agent.ID, Entry: record.Hash(fmt.Sprint("entry", s.n))})
	}
	return out
}

func (s *story) fold(h record.Happened) {
	s.t.Helper()
	if err := s.try(h); err != nil {
		s.t.Fatalf("the fold refused %s: %v", h.What, err)
	}
}

func (s *story) try(h record.Happened) error {
	got, err := Tickets.Any().After(s.of, h)
	if err != nil {
		return err
	}
	s.of, s.log = got.(Ticket), append(s.log, h)
	return nil
}

const bound = record.ID("STANDARD") // the version that stories are judged by

func opened(t testing.TB, when time.Time) *story {
	t.Helper()
	s := &story{t: t}
	events, err := Open{Kind: Return, Channel: Chat, Subject: "净化器异响", Description: "开到三档有哒哒声", Customer: "CUSTOMER", Order: "ORDER"}.
		Events("TICKET", "T-A-261120-1", agent, bound, when)
	s.did(when, events, err)
	return s
}

func (s *story) reply(when time.Time, then State) {
	s.t.Helper()
	events, err := s.of.ReplyOut(ReplyOut{Text: "您好", Then: then}, agent, when)
	s.did(when, events, err)
}

func (s *story) message(when time.Time) {
	s.t.Helper()
	events, err := s.of.MessageIn(MessageIn{Text: "请问进度"}, agent, when)
	s.did(when, events, err)
}

func (s *story) wait(when time.Time, state State) {
	s.t.Helper()
	events, err := s.of.Wait(Wait{For: state}, agent, when)
	s.did(when, events, err)
}

func (s *story) resume(when time.Time) {
	s.t.Helper()
	events, err := s.of.Resume(Resume{}, agent, when)
	s.did(when, events, err)
}

func (s *story) resolve(when time.Time) {
	s.t.Helper()
	events, err := s.of.Resolve(Resolve{Solution: "已退款"}, agent, when)
	s.did(when, events, err)
}

func (s *story) close(when time.Time) {
	s.t.Helper()
	events, err := s.of.Close(Close{}, agent, nil, when)
	s.did(when, events, err)
}

func (s *story) reopen(when time.Time) {
	s.t.Helper()
	events, err := s.of.Reopen(Reopen{Reason: "仍然异响"}, agent, when)
	s.did(when, events, err)
}

func (s *story) dismiss(when time.Time, as State) {
	s.t.Helper()
	events, err := s.of.Dismiss(Dismiss{As: as}, agent, when)
	s.did(when, events, err)
}

var nine = time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC) // 9:00 in Shanghai, a Friday

func after(minutes int) time.Time { return nine.Add(time.Duration(minutes) * time.Minute) }

func code(err error) string {
	p, _ := record.AsProblem(err)
	return p.Code
}

// in brings a new story into a state.
func in(t testing.TB, state State) *story {
	t.Helper()
	s := opened(t, nine)
	switch state {
	case New:
	case Opened:
		s.resume(after(1))
	case Resolved:
		s.resolve(after(1))
	case Closed:
		s.resolve(after(1))
		s.close(after(2))
	case Spam, Cancelled:
		s.dismiss(after(1), state)
	default:
		s.wait(after(1), state)
	}
	if s.of.State != state {
		t.Fatalf("state %s, want %s", s.of.State, state)
	}
	return s
}

func TestMovesAmongStates(t *testing.T) {
	type move struct {
		name string
		do   func(Ticket) ([]record.Event, error)
	}
	wait := move{"wait", func(t Ticket) ([]record.Event, error) {
		return t.Wait(Wait{For: WaitingForColleagues}, agent, after(9))
	}}
	resume := move{"resume", func(t Ticket) ([]record.Event, error) { return t.Resume(Resume{}, agent, after(9)) }}
	resolve := move{"resolve", func(t Ticket) ([]record.Event, error) { return t.Resolve(Resolve{Solution: "换新"}, agent, after(9)) }}
	shut := move{"close", func(t Ticket) ([]record.Event, error) { return t.Close(Close{}, agent, nil, after(9)) }}
	reopen := move{"reopen", func(t Ticket) ([]record.Event, error) { return t.Reopen(Reopen{Reason: "没好"}, agent, after(9)) }}
	spam := move{"spam", func(t Ticket) ([]record.Event, error) { return t.Dismiss(Dismiss{As: Spam}, agent, after(9)) }}
	const colleagues = WaitingForColleagues
	for _, c := range []struct {
		move move
		to   map[State]State // where the move leads; a state that is missing refuses it
		code map[State]string
	}{
		{
			wait,
			map[State]State{New: colleagues, Opened: colleagues, WaitingForCustomer: colleagues, WaitingForThirdParty: colleagues},
			map[State]string{colleagues: "ticket.alreadyWaiting", Resolved: "ticket.notOpen", Closed: "ticket.notOpen", Spam: "ticket.notOpen", Cancelled: "ticket.notOpen"},
		},
		{
			resume,
			map[State]State{New: Opened, colleagues: Opened, WaitingForCustomer: Opened, WaitingForThirdParty: Opened},
			map[State]string{Opened: "ticket.alreadyOpen", Resolved: "ticket.notOpen", Closed: "ticket.notOpen", Spam: "ticket.notOpen", Cancelled: "ticket.notOpen"},
		},
		{
			resolve,
			map[State]State{New: Resolved, Opened: Resolved, colleagues: Resolved, WaitingForCustomer: Resolved, WaitingForThirdParty: Resolved},
			map[State]string{Resolved: "ticket.notOpen", Closed: "ticket.notOpen", Spam: "ticket.notOpen", Cancelled: "ticket.notOpen"},
		},
		{
			shut,
			map[State]State{Resolved: Closed},
			map[State]string{
				New: "ticket.notResolved", Opened: "ticket.notResolved", colleagues: "ticket.notResolved", WaitingForCustomer: "ticket.notResolved",
				WaitingForThirdParty: "ticket.notResolved", Closed: "ticket.notResolved", Spam: "ticket.notResolved", Cancelled: "ticket.notResolved",
			},
		},
		{
			reopen,
			map[State]State{Resolved: Opened, Closed: Opened},
			map[State]string{
				New: "ticket.notResolved", Opened: "ticket.notResolved", colleagues: "ticket.notResolved", WaitingForCustomer: "ticket.notResolved",
				WaitingForThirdParty: "ticket.notResolved", Spam: "ticket.notResolved", Cancelled: "ticket.notResolved",
			},
		},
		{
			spam,
			map[State]State{New: Spam},
			map[State]string{
				Opened: "ticket.notNew", colleagues: "ticket.notNew", WaitingForCustomer: "ticket.notNew", WaitingForThirdParty: "ticket.notNew",
				Resolved: "ticket.notNew", Closed: "ticket.notNew", Spam: "ticket.notNew", Cancelled: "ticket.notNew",
			},
		},
	} {
		for _, from := range States() {
			t.Run(c.move.name+" from "+string(from), func(t *testing.T) {
				s := in(t, from)
				events, err := c.move.do(s.of)
				want, allowed := c.to[from]
				if !allowed {
					if code(err) != c.code[from] || err == nil {
						t.Fatalf("got %v, want the refusal %q", err, c.code[from])
					}
					return
				}
				s.did(after(9), events, err)
				if s.of.State != want || !s.of.StateSince.Equal(after(9)) {
					t.Errorf("state %s since %s, want %s", s.of.State, s.of.StateSince, want)
				}
			})
		}
	}
}

// The fold keeps the rules too: a merge may bring decisions that their authors could not know to clash.
func TestDecisionsMadeApart(t *testing.T) {
	for _, c := range []struct {
		name       string
		start      State
		one, other func(Ticket) ([]record.Event, error)
		refused    string
		state      State
	}{
		{
			"wait after it was resolved elsewhere", Opened,
			func(t Ticket) ([]record.Event, error) { return t.Resolve(Resolve{Solution: "换新"}, agent, after(3)) },
			func(t Ticket) ([]record.Event, error) { return t.Wait(Wait{For: WaitingForCustomer}, agent, after(4)) },
			"ticket.notOpen", Resolved,
		},
		{
			"resolved twice", Opened,
			func(t Ticket) ([]record.Event, error) { return t.Resolve(Resolve{Solution: "换新"}, agent, after(3)) },
			func(t Ticket) ([]record.Event, error) { return t.Resolve(Resolve{Solution: "退款"}, agent, after(4)) },
			"ticket.notOpen", Resolved,
		},
		{
			"close after it was reopened elsewhere", Resolved,
			func(t Ticket) ([]record.Event, error) { return t.Reopen(Reopen{Reason: "没好"}, agent, after(3)) },
			func(t Ticket) ([]record.Event, error) { return t.Close(Close{}, agent, nil, after(4)) },
			"ticket.notResolved", Opened,
		},
		{
			"spam after it was taken elsewhere", New,
			func(t Ticket) ([]record.Event, error) { return t.Resume(Resume{}, agent, after(3)) },
			func(t Ticket) ([]record.Event, error) { return t.Dismiss(Dismiss{As: Spam}, agent, after(4)) },
			"ticket.notNew", Opened,
		},
		{
			"reopened twice counts once", Closed,
			func(t Ticket) ([]record.Event, error) { return t.Reopen(Reopen{Reason: "没好"}, agent, after(3)) },
			func(t Ticket) ([]record.Event, error) { return t.Reopen(Reopen{Reason: "又响"}, agent, after(4)) },
			"", Opened,
		},
		{
			"closed twice agrees", Resolved,
			func(t Ticket) ([]record.Event, error) { return t.Close(Close{}, agent, nil, after(3)) },
			func(t Ticket) ([]record.Event, error) { return t.Close(Close{}, agent, nil, after(4)) },
			"", Closed,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := in(t, c.start)
			seen := s.of
			one, err := c.one(seen)
			s.did(after(3), one, err)
			other, err := c.other(seen)
			if err != nil {
				t.Fatal(err)
			}
			var last error
			for _, h := range s.change(after(4), other) {
				last = s.try(h)
			}
			if code(last) != c.refused || s.of.State != c.state {
				t.Errorf("refused %q, state %s; want %q, %s", code(last), s.of.State, c.refused, c.state)
			}
			if s.of.Reopened > 1 {
				t.Errorf("counted %d times as reopened", s.of.Reopened)
			}
		})
	}
}

func TestFactsApplyInEveryState(t *testing.T) {
	for _, state := range States() {
		s := in(t, state)
		for _, what := range []string{didReply, didReceive} {
			for _, h := range s.change(after(5), []record.Event{Tickets.Did("TICKET", what, messageData{Channel: Chat}, wordsPrivate{"说"})}) {
				s.fold(h)
			}
		}
		if s.of.Replies != 1 || s.of.MessagesIn != 2 {
			t.Errorf("%s: %d replies, %d messages", state, s.of.Replies, s.of.MessagesIn)
		}
		ended := state == Closed || state.Dismissed()
		if slices.Contains(s.of.Flags, MessageAfterEnd) != ended {
			t.Errorf("%s: flags %v", state, s.of.Flags)
		}
	}
}

// A merge may bring what was said before it brings the opening.
func TestFactsApplyBeforeTheOpening(t *testing.T) {
	s := &story{t: t}
	for _, e := range []record.Event{
		Tickets.Did("TICKET", didReceive, messageData{Channel: Chat}, wordsPrivate{"在吗"}),
		Tickets.Did("TICKET", didReply, messageData{Channel: Chat}, wordsPrivate{"在"}),
		Tickets.Did("TICKET", didNote, nil, wordsPrivate{"备注"}),
		Tickets.Did("TICKET", didAssign, assignedData{"AGENT", training.CustomerService}, nil),
		Tickets.Did("TICKET", didRate, ratedData{5}, nil),
		Tickets.Did("TICKET", didEdit, editedData{Field: FieldPriority, Value: "high"}, nil),
		Tickets.Did("TICKET", didBind, boundData{"S"}, nil),
	} {
		for _, h := range s.change(after(1), []record.Event{e}) {
			s.fold(h)
		}
	}
	for _, ix := range Tickets.Indexes {
		if keys := ix.Keys(s.of, nothing{}); len(keys) > 0 {
			t.Errorf("index %s lists a ticket that was not opened yet", ix.Name)
		}
	}
	decision := s.change(after(2), []record.Event{Tickets.Did("TICKET", didResolve, movedData{Resolved, Opened}, nil)})
	if err := s.try(decision[0]); code(err) != "ticket.notOpen" {
		t.Errorf("resolved before it was opened: %v", err)
	}
}

func TestNewTicketIsFiled(t *testing.T) {
	s := opened(t, nine)
	got := s.of
	if got.ID != "TICKET" || got.Number != "T-A-261120-1" || got.Kind != Return || got.Priority != Normal || got.Customer != "CUSTOMER" ||
		got.Order != "ORDER" || got.Subject != "净化器异响" || got.Standard != bound || got.State != New || got.CreatedBy != agent.ID {
		t.Errorf("opened as %+v", got)
	}
	if !got.CreatedAt.Equal(nine) || !got.AwaitingSince.Equal(nine) || got.MessagesIn != 1 {
		t.Errorf("created %s, awaiting since %s, %d messages", got.CreatedAt, got.AwaitingSince, got.MessagesIn)
	}
}

func TestRepliesAnswerMessages(t *testing.T) {
	s := opened(t, nine)
	auto, err := s.of.ReplyOut(ReplyOut{Text: "已收到", Auto: true}, agent, after(1))
	s.did(after(1), auto, err)
	note, err := s.of.Note(Note{Text: "先查库存"}, inspector, after(2))
	s.did(after(2), note, err)
	if !s.of.FirstReplyAt.IsZero() || s.of.AwaitingSince.IsZero() || s.of.State != New {
		t.Fatal("an acknowledgement or a note answered the customer")
	}
	s.reply(after(10), WaitingForCustomer)
	if !s.of.FirstReplyAt.Equal(after(10)) || !s.of.AwaitingSince.IsZero() || s.of.State != WaitingForCustomer {
		t.Fatalf("after the reply: %+v", s.of)
	}
	s.message(after(20))
	s.message(after(30))
	if s.of.State != Opened || !s.of.AwaitingSince.Equal(after(20)) || !s.of.NextReplySince.Equal(after(20)) {
		t.Fatalf("state %s, awaiting since %s, want the oldest message without an answer", s.of.State, s.of.AwaitingSince)
	}
	if want := []Spell{{WaitingForCustomer, after(10), after(20)}}; !slices.Equal(s.of.Spells, want) {
		t.Errorf("spells %v, want %v", s.of.Spells, want)
	}
	late, err := s.of.ReplyOut(ReplyOut{Text: "电话里说过", At: after(25)}, agent, after(40))
	s.did(after(40), late, err)
	if !s.of.AwaitingSince.Equal(after(30)) {
		t.Errorf("awaiting since %s: a reply of 25 cannot answer a message of 30", s.of.AwaitingSince)
	}
	early, err := s.of.ReplyOut(ReplyOut{Text: "电话回访", At: after(5)}, agent, after(41))
	s.did(after(41), early, err)
	if !s.of.FirstReplyAt.Equal(after(5)) {
		t.Errorf("first reply %s, want the earliest", s.of.FirstReplyAt)
	}
	missed, err := s.of.MessageIn(MessageIn{Text: "早上的短信", At: after(24)}, agent, after(50))
	s.did(after(50), missed, err)
	if !s.of.AwaitingSince.Equal(after(30)) {
		t.Errorf("awaiting since %s: a message of 24 was answered at 25", s.of.AwaitingSince)
	}
}

func TestReopeningKeepsTheStory(t *testing.T) {
	s := opened(t, nine)
	assigned, err := s.of.Assign(Assign{Owner: "CHEN"}, agent, training.CustomerService, after(1))
	s.did(after(1), assigned, err)
	s.reply(after(5), "")
	s.resolve(after(30))
	moved, err := s.of.Assign(Assign{Owner: "MENG"}, agent, training.TechnicalSupport, after(40))
	s.did(after(40), moved, err)
	if s.of.ResolvedOwner != "CHEN" || s.of.ResolvedDepartment != training.CustomerService {
		t.Errorf("resolved by %s of %s", s.of.ResolvedOwner, s.of.ResolvedDepartment)
	}
	s.close(after(60))
	s.reopen(after(90))
	if s.of.Reopened != 1 || s.of.ReopenReason != "仍然异响" || !s.of.ClosedAt.IsZero() || !s.of.ResolvedAt.Equal(after(30)) {
		t.Errorf("reopened as %+v", s.of)
	}
	if want := []Spell{{Resolved, after(30), after(90)}}; !slices.Equal(s.of.Spells, want) {
		t.Errorf("spells %v, want the time for which it was resolved: %v", s.of.Spells, want)
	}
	if !s.of.NextReplySince.Equal(after(90)) || !s.of.FirstReplyAt.Equal(after(5)) {
		t.Errorf("next reply since %s, first reply %s", s.of.NextReplySince, s.of.FirstReplyAt)
	}
}

func TestFoldingNeverChangesAnEarlierState(t *testing.T) {
	s := in(t, Opened)
	for i := range 20 {
		s.wait(after(10+2*i), WaitingForCustomer)
		s.resume(after(11 + 2*i))
	}
	before := s.of
	want, _ := record.Encode(before)
	one, two := *s, *s
	one.wait(after(100), WaitingForCustomer)
	one.resume(after(101))
	two.wait(after(200), WaitingForThirdParty)
	two.resume(after(300))
	if got, _ := record.Encode(before); string(got) != string(want) {
		t.Error("a later event changed an earlier state")
	}
	if last := one.of.Spells[len(one.of.Spells)-1]; !last.To.Equal(after(101)) {
		t.Errorf("two branches share their spells: %v", last)
	}
}
