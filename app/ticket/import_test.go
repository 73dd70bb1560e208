package ticket

import (
	"slices"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

func row() Import {
	return Import{
		Source: "legacy", Number: "1042", Kind: Complaint, Category: "物流", Channel: Email, Priority: High, Subject: "晚到", Description: "三天未到",
		CreatedAt: nine, FirstReplyAt: after(60), ResolvedAt: after(180), Rating: 4, OwnerWords: "小陈", Odd: []string{},
	}
}

func imported(t testing.TB, c Import) *story {
	t.Helper()
	s := &story{t: t}
	s.imports(after(10000), c)
	return s
}

func (s *story) imports(when time.Time, c Import) {
	s.t.Helper()
	events, err := c.Events(s.of, agent, bound, when)
	s.did(when, events, err)
}

func TestImportedRowBecomesATicket(t *testing.T) {
	got := imported(t, row()).of
	if got.ID != ImportID("legacy", "1042") || got.Number != "1042" || got.Source != "legacy" || got.State != Resolved || got.Rating != 4 ||
		!got.RatingImported || got.OwnerWords != "小陈" || got.LeftOut || len(got.Odd) != 0 || got.Replies != 1 || got.Standard != bound {
		t.Errorf("imported as %+v", got)
	}
	if !got.CreatedAt.Equal(nine) || !got.FirstReplyAt.Equal(after(60)) || !got.ResolvedAt.Equal(after(180)) || !got.RatedAt.Equal(after(180)) ||
		!got.AwaitingSince.IsZero() || !got.LastAt.Equal(after(180)) {
		t.Errorf("times of %+v", got)
	}
}

func TestSameRowAgainChangesNothing(t *testing.T) {
	s := imported(t, row())
	again := row()
	again.Owner, again.Department = "KNOWN-NOW", training.CustomerService
	for _, c := range []Import{row(), again} {
		if events, err := c.Events(s.of, agent, "OTHER", after(20000)); err != nil || len(events) != 0 {
			t.Errorf("%d events, %v", len(events), err)
		}
	}
	s.reopen(after(20001))
	if events, _ := row().Events(s.of, agent, bound, after(20002)); len(events) != 0 {
		t.Error("the same row undoes what happened here since")
	}
}

func TestChangedRowUpdates(t *testing.T) {
	first := row()
	first.FirstReplyAt, first.ResolvedAt, first.Rating = time.Time{}, time.Time{}, 0
	s := imported(t, first)
	if s.of.State != New || !s.of.AwaitingSince.Equal(nine) {
		t.Fatalf("state %s, awaiting since %s", s.of.State, s.of.AwaitingSince)
	}
	edit, err := s.of.Edit(Edit{Field: FieldSubject, Value: "晚到三天"}, agent, "", after(10001))
	s.did(after(10001), edit, err)
	s.imports(after(10002), row())
	if s.of.Subject != "晚到三天" || s.of.State != Resolved || !s.of.ResolvedAt.Equal(after(180)) || s.of.Rating != 4 || !s.of.FirstReplyAt.Equal(after(60)) ||
		!s.of.AwaitingSince.IsZero() || s.of.MessagesIn != 1 || s.of.Replies != 1 {
		t.Errorf("updated to %+v", s.of)
	}
	rated, err := s.of.Rate(Rate{Rating: 2}, agent, after(10003))
	s.did(after(10003), rated, err)
	better := row()
	better.Rating, better.Category = 5, "快递"
	s.imports(after(10004), better)
	if s.of.Rating != 2 || s.of.RatingImported || s.of.Category != "快递" {
		t.Errorf("rating %d, category %s: what was entered here stands, the rest follows", s.of.Rating, s.of.Category)
	}
}

func TestReopenedHereIsNotResolvedByAnOldRow(t *testing.T) {
	s := imported(t, row())
	s.reopen(after(10001))
	changed := row()
	changed.Category = "快递"
	s.imports(after(10002), changed)
	if s.of.State != Opened {
		t.Errorf("state %s: an export from before the reopening resolved it", s.of.State)
	}
	changed.ResolvedAt = after(10500)
	s.imports(after(10600), changed)
	if s.of.State != Resolved || !s.of.ResolvedAt.Equal(after(10500)) || s.of.Reopened != 1 {
		t.Errorf("state %s, resolved %s", s.of.State, s.of.ResolvedAt)
	}
}

// Two workstations import the same file and meet: the ticket is one, as if imported once.
func TestSameRowFromTwoWorkstations(t *testing.T) {
	s := imported(t, row())
	once := s.of
	events, err := row().Events(Ticket{}, agent, bound, after(10050))
	s.did(after(10050), events, err)
	got, _ := record.Encode(s.of)
	want, _ := record.Encode(once)
	if string(got) != string(want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestOddRows(t *testing.T) {
	now := after(100000)
	for _, c := range []struct {
		name    string
		change  func(*Import)
		odd     []string
		leftOut bool
		placed  time.Time
	}{
		{"a sound row", func(*Import) {}, []string{}, false, nine},
		{"no creation", func(i *Import) { i.CreatedAt = time.Time{} }, []string{CreatedUnknown}, true, after(60)},
		{"no creation, resolved before the reply", func(i *Import) { i.CreatedAt, i.ResolvedAt = time.Time{}, after(30) }, []string{CreatedUnknown, ResolvedBeforeReply}, true, after(30)},
		{"no time at all", func(i *Import) { i.CreatedAt, i.FirstReplyAt, i.ResolvedAt = time.Time{}, time.Time{}, time.Time{} }, []string{CreatedUnknown}, true, now},
		{"resolved before the reply", func(i *Import) { i.ResolvedAt = after(59) }, []string{ResolvedBeforeReply}, true, nine},
		{"resolved with the reply", func(i *Import) { i.ResolvedAt = after(60) }, []string{}, false, nine},
		{"replied before creation", func(i *Import) { i.FirstReplyAt = after(-1) }, []string{ReplyBeforeCreation}, true, nine},
		{"resolved before creation", func(i *Import) { i.FirstReplyAt, i.ResolvedAt = time.Time{}, after(-1) }, []string{ResolvedBeforeCreation}, true, nine},
		{"resolved next year", func(i *Import) { i.ResolvedAt = now.Add(365 * 24 * time.Hour) }, []string{TimeInFuture}, true, nine},
		{"an unknown kind", func(i *Import) { i.Kind, i.Category, i.Odd = Enquiry, "Billing inquiry", []string{KindUnknown} }, []string{KindUnknown}, false, nine},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := row()
			c.change(&r)
			s := &story{t: t}
			s.imports(now, r)
			if !slices.Equal(s.of.Odd, c.odd) || s.of.LeftOut != c.leftOut || !s.of.CreatedAt.Equal(c.placed) {
				t.Errorf("odd %v, left out %t, placed %s", s.of.Odd, s.of.LeftOut, s.of.CreatedAt)
			}
			std, cal := shopStandard(t)
			if clocks := Clocks(s.of, std, cal, now); c.leftOut && len(clocks) != 0 {
				t.Errorf("clocks of times that are not to be trusted: %v", clocks)
			}
			if events, err := r.Events(s.of, agent, bound, now.Add(time.Hour)); err != nil || len(events) != 0 {
				t.Errorf("again: %d events, %v", len(events), err)
			}
		})
	}
}

func TestImportRefusesWhatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*Import){
		"number": func(i *Import) { i.Number = " " }, "source": func(i *Import) { i.Source = "" }, "kind": func(i *Import) { i.Kind = "x" },
		"channel": func(i *Import) { i.Channel = "x" }, "priority": func(i *Import) { i.Priority = "x" }, "rating": func(i *Import) { i.Rating = 6 },
	} {
		r := row()
		change(&r)
		if _, err := r.Events(Ticket{}, agent, "", after(1000)); field(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}
