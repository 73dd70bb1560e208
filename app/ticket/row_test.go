package ticket

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mendesk/app/record"
	"mendesk/app/training"
)

// interned numbers words as storage does.
type interned struct{ words []string }

func (i *interned) number(word string) uint32 {
	if n := slices.Index(i.words, word); n >= 0 {
		return uint32(n)
	}
	i.words = append(i.words, word)
	return uint32(len(i.words) - 1)
}

func rowOf(t testing.TB, of Ticket) (Row, *interned) {
	t.Helper()
	std, cal := shopStandard(t)
	in := &interned{}
	b := ticketRow(of, published{std, cal}, in.number)
	if len(b) != RowSize {
		t.Fatalf("row of %d bytes, want %d", len(b), RowSize)
	}
	return ReadRow(b), in
}

func TestRowHoldsWhatFiguresNeed(t *testing.T) {
	s := opened(t, moment(t, "20 09:00"))
	assigned, err := s.of.Assign(Assign{Owner: "CHEN"}, agent, training.CustomerService, moment(t, "20 09:05"))
	s.did(moment(t, "20 09:05"), assigned, err)
	s.reply(moment(t, "20 10:00"), WaitingForCustomer)
	s.message(moment(t, "20 17:00"))
	s.resolve(moment(t, "21 09:30"))
	moved, err := s.of.Assign(Assign{Owner: "MENG"}, agent, training.TechnicalSupport, moment(t, "21 10:00"))
	s.did(moment(t, "21 10:00"), moved, err)
	rated, err := s.of.Rate(Rate{Rating: 5}, agent, moment(t, "22 10:00"))
	s.did(moment(t, "22 10:00"), rated, err)
	r, in := rowOf(t, s.of)
	ms := func(s string) int64 { return moment(t, s).UnixMilli() }
	want := Row{
		Created: ms("20 09:00"), Placed: ms("20 09:00"), FirstReply: ms("20 10:00"), FirstDue: ms("21 09:00"), Resolved: ms("21 09:30"),
		ResolveDue: ms("23 16:00"), ClosesAt: ms("28 09:30"), RatedAt: ms("22 10:00"),
		Work: 150 * 60, Paused: 7 * 3600, Kind: Return, Channel: Chat, Priority: Normal, State: Resolved, Rating: 5, Judged: true,
		Category: r.Category, Department: r.Department, Owner: r.Owner, Standard: r.Standard, SKU: r.SKU,
	}
	if r != want {
		t.Errorf("got  %+v\nwant %+v", r, want)
	}
	if in.words[r.Owner] != "CHEN" || in.words[r.Department] != string(training.CustomerService) || in.words[r.Standard] != string(bound) {
		t.Errorf("owner %q of %q, standard %q", in.words[r.Owner], in.words[r.Department], in.words[r.Standard])
	}
}

func TestRowOfAnOddTicketSaysWhy(t *testing.T) {
	c := row()
	c.CreatedAt, c.ResolvedAt, c.Odd = time.Time{}, after(30), []string{KindUnknown}
	r, _ := rowOf(t, imported(t, c).of)
	if r.Created != 0 || r.Placed != after(30).UnixMilli() || !r.LeftOut || !r.Imported || r.FirstDue != 0 || r.Work != 0 || r.Rating != 4 {
		t.Errorf("row %+v", r)
	}
	if got, want := r.OddCodes(), []string{CreatedUnknown, ResolvedBeforeReply, KindUnknown}; !slices.Equal(got, want) || !r.Has(KindUnknown) || r.Has(TimeInFuture) {
		t.Errorf("odd %v, want %v", got, want)
	}
}

func TestRowAgreesWithTheClocks(t *testing.T) {
	std, cal := shopStandard(t)
	rapid.Check(t, func(rt *rapid.T) {
		s, now := anyStory(t, rt)
		r, _ := rowOf(t, s.of)
		var next int64
		for _, c := range Clocks(s.of, std, cal, now) {
			if c.Metric == FirstReply && r.FirstDue != millis(c.DueAt) || c.Metric == Resolution && r.ResolveDue != millis(c.DueAt) {
				rt.Fatalf("row %+v, clock %+v", r, c)
			}
			if c.DoneAt.IsZero() && !c.DueAt.IsZero() && (next == 0 || millis(c.DueAt) < next) && s.of.State.Unfinished() {
				next = millis(c.DueAt)
			}
			if c.Metric == Resolution && !c.DoneAt.IsZero() && int64(r.Work) != c.Spent {
				rt.Fatalf("working time %d, clock %+v", r.Work, c)
			}
		}
		if r.NextDue != next || r.Reopened != uint16(s.of.Reopened) || r.State != s.of.State {
			rt.Fatalf("row %+v of %+v", r, s.of)
		}
	})
}

func TestRowWithoutTheStandardIsNotJudged(t *testing.T) {
	s := in(t, Opened)
	r := ReadRow(ticketRow(s.of, nothing{}, (&interned{}).number))
	if r.Judged || r.FirstDue != 0 || r.ResolveDue != 0 || r.Created != nine.UnixMilli() {
		t.Errorf("row %+v", r)
	}
}

func TestComplaintsThatCount(t *testing.T) {
	for _, c := range []struct {
		row  Row
		want bool
	}{{Row{Kind: Complaint, State: Opened}, true}, {Row{Kind: Complaint, State: Spam}, false}, {Row{Kind: Enquiry, State: Opened}, false}} {
		if c.row.Complaint() != c.want {
			t.Errorf("%s %s: %t", c.row.Kind, c.row.State, c.row.Complaint())
		}
	}
}

func TestFoldedTicketIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, _ := anyStory(t, rt)
		kind := Tickets.Any()
		b, err := kind.Encode(s.of)
		if err != nil {
			rt.Fatal(err)
		}
		back, err := kind.Decode(b)
		if err != nil {
			rt.Fatal(err)
		}
		again, _ := record.Encode(back)
		if string(again) != string(b) {
			rt.Fatalf("written %s\nread    %s", b, again)
		}
	})
}

// BenchmarkFile is what deriving costs a save: the indexes and the row of an unfinished ticket.
func BenchmarkFile(b *testing.B) {
	std, cal := shopStandard(b)
	s, vs, in := in(b, Opened), published{std, cal}, &interned{}
	for b.Loop() {
		for _, ix := range Tickets.Indexes {
			ix.Keys(s.of, vs)
		}
		ticketRow(s.of, vs, in.number)
	}
}
