package app_test

import (
	"strings"
	"testing"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/training"
)

func draftsOf(a *app.App) *app.Drafts {
	for _, s := range a.Services() {
		if s, ok := s.(*app.Drafts); ok {
			return s
		}
	}
	return nil
}

// keepDraft writes a draft that must be taken.
func keepDraft(t *testing.T, drafts *app.Drafts, person record.ID, place, words string) {
	t.Helper()
	if _, err := drafts.Keep(app.KeepDraft{Person: person, Place: place, Words: words}); err != nil {
		t.Fatal(err)
	}
}

func TestDraftsBelongToOnePersonAndSurviveTheProgram(t *testing.T) {
	a, now := newDesk(t)
	desk, staff := services(a)
	state, err := desk.State()
	if err != nil {
		t.Fatal(err)
	}
	luo := state.Person.ID
	before, err := a.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	keepDraft(t, draftsOf(a), luo, "ticket/1/reply", "您好")
	*now = now.Add(1e9)
	keepDraft(t, draftsOf(a), luo, "ticket/new", `{"subject":"滤芯"}`)
	if after, err := a.Digest(t.Context()); err != nil || after != before {
		t.Errorf("a draft changed a record: %v", err)
	}

	chen, err := staff.AddPerson(training.AddPerson{Login: "chen", Name: "陈思远", Roles: []training.Role{training.Agent}, Department: training.CustomerService})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.ActAs("chen"); err != nil {
		t.Fatal(err)
	}
	if mine, err := draftsOf(a).All(); err != nil || len(mine) != 0 {
		t.Errorf("another's drafts are shown: %v %v", mine, err)
	}
	if _, err := draftsOf(a).Keep(app.KeepDraft{Person: luo, Place: "ticket/1/reply", Words: "late"}); code(err) != "drafts.otherPerson" {
		t.Errorf("words of %s were kept for %s: %v", luo, chen.ID, err)
	}

	a.Shutdown()
	if err := a.Open(); err != nil {
		t.Fatal(err)
	}
	if err := a.ActAs("luo"); err != nil {
		t.Fatal(err)
	}
	all, err := draftsOf(a).All()
	if err != nil || len(all) != 2 || all[0].Place != "ticket/new" || all[1].Words != "您好" {
		t.Fatalf("%v %v", all, err)
	}
	keepDraft(t, draftsOf(a), luo, "ticket/new", "")
	if all, err := draftsOf(a).All(); err != nil || len(all) != 1 {
		t.Errorf("what was sent is still there: %v %v", all, err)
	}
}

func TestWrongDraftsNameTheirField(t *testing.T) {
	a, _ := newDesk(t)
	desk, _ := services(a)
	state, err := desk.State()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ place, words, field, code string }{
		{"", "x", "place", "field.missing"},
		{strings.Repeat("x", 201), "x", "place", "drafts.placeWrong"},
		{"a\nb", "x", "place", "drafts.placeWrong"},
		{"a", strings.Repeat("字", 90_000), "words", "drafts.tooLong"},
	} {
		_, err := draftsOf(a).Keep(app.KeepDraft{Person: state.Person.ID, Place: c.place, Words: c.words})
		if p, _ := record.AsProblem(err); p.Code != c.code || p.Field != c.field {
			t.Errorf("%.20q: %v, want %s at %s", c.place, err, c.code, c.field)
		}
	}
	if _, err := desk.SignOut(); err != nil {
		t.Fatal(err)
	}
	if _, err := draftsOf(a).All(); code(err) != "sign.nobody" {
		t.Errorf("nobody has drafts: %v", err)
	}
}
