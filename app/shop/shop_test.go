package shop

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mendesk/app/record"
)

var (
	now   = time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
	start = Found{Name: " 栖木生活官方旗舰店 ", Zone: "Asia/Shanghai", Currency: "CNY", Language: "zh-CN"}
)

type boss struct{ admin, supervisor bool }

func (b boss) MustAdmin() error {
	if !b.admin {
		return record.Problem{Code: "right.missing"}
	}
	return nil
}

func (b boss) MustSupervise() error {
	if !b.supervisor {
		return record.Problem{Code: "right.missing"}
	}
	return nil
}

// fold applies events in order, each a minute after the one before.
func fold[T any](t *testing.T, k record.Kind[T], from T, events []record.Event, err error) T {
	t.Helper()
	if err != nil {
		t.Fatalf("the command was refused: %v", err)
	}
	next, refused := foldOne(t, k, from, events)
	if refused != nil {
		t.Fatalf("the fold refused: %v", refused)
	}
	return next
}

var clock int64

func foldOne[T any](t *testing.T, k record.Kind[T], from T, events []record.Event) (T, error) {
	t.Helper()
	var state any = from
	for _, e := range events {
		sealed, err := e.Seal("salt")
		if err != nil || e.Err() != nil {
			t.Fatal(err, e.Err())
		}
		clock++
		if sealed.When.IsZero() {
			sealed.When = now
		}
		h := record.Happened{Event: sealed, By: "P", At: record.MakeStamp(clock, 0, record.KeyID("log")), Entry: record.HashOf([]byte{byte(clock)})}
		if state, err = k.Any().After(state, h); err != nil {
			return state.(T), err
		}
	}
	noNull(t, state)
	return state.(T), nil
}

func founding(t *testing.T) Shop {
	events, err := start.Events(now)
	return fold(t, Shops, Shop{}, events, err)
}

func TestANewShopStartsWithItsDefaults(t *testing.T) {
	s := founding(t)
	if s.Name != "栖木生活官方旗舰店" || s.Location().String() != "Asia/Shanghai" || !s.Founded() || s.ID != ID {
		t.Fatalf("founded as %+v", s)
	}
	v := s.TargetsAt(now)
	for figure, want := range map[string]Target{
		"firstReplyInTime":  {"firstReplyInTime", true, 950_000},
		"csat":              {"csat", true, 850_000},
		"complaintRate":     {"complaintRate", false, 20_000},
		"certifiedCoverage": {"certifiedCoverage", true, 1_000_000},
	} {
		if got, ok := v.Of(figure); !ok || got != want {
			t.Errorf("target of %s is %+v, want %+v", figure, got, want)
		}
	}
	if v.Promise != 86400 {
		t.Errorf("promise is %d s, want a day", v.Promise)
	}
	if _, ok := v.Of("costPerCase"); ok {
		t.Error("a figure without a target has one")
	}
}

func TestFoundingNamesTheWrongField(t *testing.T) {
	for field, change := range map[string]func(*Found){
		"name":     func(f *Found) { f.Name = "  " },
		"zone":     func(f *Found) { f.Zone = "Asia/Nowhere" },
		"currency": func(f *Found) { f.Currency = "RMB￥" },
		"language": func(f *Found) { f.Language = "fr" },
	} {
		f := start
		change(&f)
		_, err := f.Events(now)
		if p, ok := record.AsProblem(err); !ok || p.Field != field {
			t.Errorf("a wrong %s gives %v", field, err)
		}
	}
	if CheckZone("Local") == nil || CheckZone("") == nil {
		t.Error("the machine's own zone is no zone of a shop")
	}
}

func TestASecondFoundingIsRefused(t *testing.T) {
	events, _ := start.Events(now)
	if _, err := foldOne(t, Shops, founding(t), events); err == nil || err.Error() != "refused: shop.alreadyFounded" {
		t.Fatalf("got %v", err)
	}
}

func TestChangeWritesOnlyWhatDiffers(t *testing.T) {
	s := founding(t)
	same := Change{s.Name, s.Zone, s.Language}
	if events, err := s.Change(same, boss{admin: true}, now); err != nil || len(events) != 0 {
		t.Fatalf("an unchanged form writes %v, %v", events, err)
	}
	to := Change{"新名字", "America/St_Johns", "en"}
	events, err := s.Change(to, boss{admin: true}, now)
	s = fold(t, Shops, s, events, err)
	if got := (Change{s.Name, s.Zone, s.Language}); got != to {
		t.Errorf("changed to %+v", got)
	}
	if len(s.Edits) != 3 || len(s.Edits.Competing()) != 0 {
		t.Errorf("edits are %+v", s.Edits)
	}
	if _, err := s.Change(same, boss{supervisor: true}, now); err == nil {
		t.Error("a supervisor changed the settings")
	}
}

func TestTargetsCountFromTheirMoment(t *testing.T) {
	s := founding(t)
	later := now.Add(48 * time.Hour)
	events, err := s.PublishTargets(PublishTargets{From: later, Promise: 3600, List: []Target{{"csat", true, 900_000}}}, boss{supervisor: true}, now)
	after := fold(t, Shops, s, events, err)
	for at, version := range map[time.Time]int{now.Add(-time.Hour): 1, now: 1, later.Add(-time.Millisecond): 1, later: 2, later.Add(time.Hour): 2} {
		if got := after.TargetsAt(at).Version; got != version {
			t.Errorf("at %s version %d counts, want %d", at, got, version)
		}
	}
	if diff := cmp.Diff(s.Targets[0], after.Targets[0]); diff != "" {
		t.Errorf("a published version changed: %s", diff)
	}
	if _, err := foldOne(t, Shops, after, events); err == nil {
		t.Error("a version was published twice")
	}
}

func TestTargetsAreChecked(t *testing.T) {
	ok := PublishTargets{Promise: 60, List: []Target{{"csat", true, 1}}}
	for name, change := range map[string]func(*PublishTargets){
		"shop.targetsInPast":      func(c *PublishTargets) { c.From = now.Add(-time.Second) },
		"shop.promiseNotPositive": func(c *PublishTargets) { c.Promise = 0 },
		"field.missing":           func(c *PublishTargets) { c.List = nil },
		"shop.targetTwice":        func(c *PublishTargets) { c.List = append(c.List, c.List[0]) },
		"shop.targetWrong":        func(c *PublishTargets) { c.List = []Target{{"csat", true, -1}} },
	} {
		c := ok
		change(&c)
		_, err := founding(t).PublishTargets(c, boss{supervisor: true}, now)
		if p, _ := record.AsProblem(err); p.Code != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
	if _, err := founding(t).PublishTargets(ok, boss{}, now); err == nil {
		t.Error("targets were published without the right")
	}
}

func TestLimitIsTheMostGenerousOfTheRoles(t *testing.T) {
	s := founding(t)
	if m, unlimited := s.LimitOf("agent"); m != (record.Money{Minor: 50000, Currency: "CNY"}) || unlimited {
		t.Errorf("an agent may approve %v %v", m, unlimited)
	}
	if _, unlimited := s.LimitOf("agent", "supervisor"); !unlimited {
		t.Error("a supervisor has a limit")
	}
	if m, unlimited := s.LimitOf("inspector"); m.Minor != 0 || unlimited {
		t.Error("an inspector may approve something")
	}
	if l := DefaultLimits("JPY"); l[0].Minor != 500 {
		t.Errorf("in yen an agent may approve %d", l[0].Minor)
	}
	limits := SetLimits{Limits: []Limit{{Role: "agent", Minor: 100}}, Unconfirmed: 50000}
	events, err := s.SetLimits(limits, boss{admin: true}, now)
	s = fold(t, Shops, s, events, err)
	if m, _ := s.LimitOf("agent"); m.Minor != 100 {
		t.Errorf("the limit stayed %v", m)
	}
	if events, _ := s.SetLimits(limits, boss{admin: true}, now); len(events) != 0 {
		t.Error("the same limits were written again")
	}
	if _, err := s.SetLimits(SetLimits{Limits: []Limit{{Role: "agent", Minor: -1}}}, boss{admin: true}, now); err == nil {
		t.Error("a negative limit was taken")
	}
}

func TestWorkstationKeepsItsLetter(t *testing.T) {
	id := record.KeyID("one")
	events, err := AddWorkstation{" 前台 2 号机 ", "B"}.Events(id, now)
	w := fold(t, Workstations, Workstation{}, events, err)
	events, err = w.Rename(RenameWorkstation{id, "后仓"}, boss{admin: true}, now)
	w = fold(t, Workstations, w, events, err)
	if w.Name != "后仓" || w.Letter != "B" || w.ID != id {
		t.Errorf("workstation is %+v", w)
	}
	for _, letter := range []string{"", "b", "ABC", "1"} {
		if _, err := (AddWorkstation{"x", letter}).Events(id, now); err == nil {
			t.Errorf("letter %q was taken", letter)
		}
	}
}

// noNull checks that the window would get no null: encoding/json is what the bridge writes with.
func noNull(t *testing.T, state any) {
	t.Helper()
	b, err := json.Marshal(state)
	if err != nil || bytes.Contains(b, []byte("null")) {
		t.Errorf("the window would get %s %v", b, err)
	}
}

func TestSignRules(t *testing.T) {
	events, err := start.Events(now)
	s := fold(t, Shops, Shop{}, events, err)
	if s.SignRulesNow() != DefaultSignRules {
		t.Errorf("a new shop has %+v", s.SignRulesNow())
	}
	if events, err := s.SetSignRules(DefaultSignRules, boss{admin: true}, now); err != nil || len(events) != 0 {
		t.Errorf("what is in force was written: %v %v", events, err)
	}
	events, err = s.SetSignRules(SignRules{3, 30}, boss{admin: true}, now)
	if s = fold(t, Shops, s, events, err); s.SignRulesNow().LockedFor() != 30*time.Minute || s.Sign.Tries != 3 {
		t.Errorf("%+v", s.Sign)
	}
	for _, c := range []struct {
		rules       SignRules
		who         boss
		field, code string
	}{
		{SignRules{2, 10}, boss{admin: true}, "tries", "shop.triesWrong"},
		{SignRules{11, 10}, boss{admin: true}, "tries", "shop.triesWrong"},
		{SignRules{5, 0}, boss{admin: true}, "lockOut", "shop.lockOutWrong"},
		{SignRules{5, 121}, boss{admin: true}, "lockOut", "shop.lockOutWrong"},
		{SignRules{4, 10}, boss{supervisor: true}, "", "right.missing"},
	} {
		_, err := s.SetSignRules(c.rules, c.who, now)
		if p, _ := record.AsProblem(err); p.Code != c.code || p.Field != c.field {
			t.Errorf("%+v: %v, want %s at %q", c.rules, err, c.code, c.field)
		}
	}
}
