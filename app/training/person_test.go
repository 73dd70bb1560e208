package training

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
)

var heJia = AddPerson{
	Login: " He.Jia ", Name: "何佳", Roles: []Role{Inspector, Agent, Inspector}, Department: ReturnCentre, Tier: Senior, Mentor: "LUO", Lang: "zh-CN",
}

func hired(t *testing.T) (*desk, Person) {
	d := newDesk(t)
	events, err := heJia.Events("HE", admin, false, now)
	d.did(now, events, err)
	return d, get(d, People, "HE")
}

func TestAPersonIsTakenOn(t *testing.T) {
	_, p := hired(t)
	if p.Login != "he.jia" || p.Name != "何佳" || !p.Active || p.Tier != Senior || p.Mentor != "LUO" {
		t.Errorf("taken on as %+v", p)
	}
	if !slices.Equal(p.Roles, []Role{Agent, Inspector}) {
		t.Errorf("roles are %v, want each once and in order", p.Roles)
	}
	events, _ := heJia.Events("HE", admin, false, now)
	if strings.Contains(string(events[0].Data), "何佳") {
		t.Error("the name is not private")
	}
}

func TestTakingOnChecksEveryField(t *testing.T) {
	for code, change := range map[string]func(*AddPerson){
		"field.missing":            func(c *AddPerson) { c.Name = " " },
		"person.loginWrong":        func(c *AddPerson) { c.Login = "何佳" },
		"person.roleUnknown":       func(c *AddPerson) { c.Roles = []Role{"king"} },
		"person.departmentUnknown": func(c *AddPerson) { c.Department = "attic" },
		"person.tierUnknown":       func(c *AddPerson) { c.Tier = "gold" },
		"person.ownMentor":         func(c *AddPerson) { c.Mentor = "HE" },
		"shop.languageUnknown":     func(c *AddPerson) { c.Lang = "fr" },
	} {
		c := heJia
		change(&c)
		_, err := c.Events("HE", admin, false, now)
		refused(t, err, code)
	}
	_, err := heJia.Events("HE", admin, true, now)
	refused(t, err, "person.loginTaken")
	_, err = heJia.Events("HE", teacher, false, now)
	refused(t, err, "right.missing")
}

func TestChangingAPersonWritesWhatDiffers(t *testing.T) {
	d, p := hired(t)
	form := ChangePerson{"HE", p.Name, p.Roles, p.Department, p.Tier, p.Mentor, p.Lang}
	if events, err := p.Change(form, admin, 1, now); err != nil || len(events) != 0 {
		t.Fatalf("an unchanged form writes %v %v", events, err)
	}
	form.Name, form.Roles, form.Department, form.Mentor = "何佳佳", []Role{Supervisor}, DataImprovement, ""
	events, err := p.Change(form, admin, 1, now)
	d.did(now, events, err)
	got := get(d, People, "HE")
	if got.Name != "何佳佳" || !slices.Equal(got.Roles, []Role{Supervisor}) || got.Department != DataImprovement || got.Mentor != "" {
		t.Errorf("changed to %+v", got)
	}
}

func TestOneAdminAlwaysRemains(t *testing.T) {
	boss := Person{ID: "B", Name: "B", Roles: []Role{Admin}, Department: DataImprovement, Tier: Regular, Active: true}
	_, err := boss.Change(ChangePerson{"B", "B", []Role{Agent}, DataImprovement, Regular, "", ""}, admin, 0, now)
	refused(t, err, "person.lastAdmin")
	_, err = boss.Dismiss(DismissPerson{"B"}, admin, 0, now)
	refused(t, err, "person.lastAdmin")
	if _, err := boss.Dismiss(DismissPerson{"B"}, admin, 1, now); err != nil {
		t.Errorf("with another admin: %v", err)
	}
}

func TestWhoLeftHasNoRoleAndComesBack(t *testing.T) {
	d, p := hired(t)
	events, err := p.Dismiss(DismissPerson{"HE"}, admin, 1, now)
	d.did(now.Add(time.Hour), events, err)
	p = get(d, People, "HE")
	if ActorOf(p, nil, shanghai).Has(Inspector) || p.ActiveAt(now.Add(2*time.Hour)) || !p.ActiveAt(now.Add(time.Minute)) {
		t.Errorf("after leaving: %+v", p)
	}
	_, err = p.Dismiss(DismissPerson{"HE"}, admin, 1, now)
	refused(t, err, "person.alreadyLeft")
	events, err = p.Recall(RecallPerson{"HE"}, admin, now)
	d.did(now.Add(3*time.Hour), events, err)
	if p = get(d, People, "HE"); !p.Active || !ActorOf(p, nil, shanghai).Has(Inspector) {
		t.Errorf("after coming back: %+v", p)
	}
}

func TestPINsThatEverybodyTriesAreRefused(t *testing.T) {
	for _, pin := range []string{"000000", "123456", "654321", "890123", "121212", "123123", "112233", "111222", "999999"} {
		refused(t, CheckPIN(pin), "pin.weak")
	}
	for _, pin := range []string{"12345", "1234567", "12a456", "１２３４５６"} {
		refused(t, CheckPIN(pin), "pin.notSixDigits")
	}
	refused(t, CheckPIN(""), "field.missing")
	for _, pin := range []string{"306418", "135790", "741852"} {
		if err := CheckPIN(pin); err != nil {
			t.Errorf("%s: %v", pin, err)
		}
	}
}

func TestAPINIsKeptAsAHashAndVerified(t *testing.T) {
	d, p := hired(t)
	salt := []byte("0123456789abcdef")
	events, err := SetPIN{"HE", "306418"}.Events(p, ActorOf(p, nil, shanghai), salt, now)
	d.did(now, events, err)
	c := get(d, Credentials, CredentialID("HE"))
	if strings.Contains(c.Hash, "306418") || !strings.HasPrefix(c.Hash, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Fatalf("kept as %s", c.Hash)
	}
	if len(events[0].Data) != 0 {
		t.Errorf("the hash is in the open part: %s", events[0].Data)
	}
	if !c.Verify("306418") || c.Verify("306419") || c.Verify("") {
		t.Error("the wrong PIN opens, or the right one does not")
	}
	if _, err := (SetPIN{"HE", "306418"}).Events(p, admin, salt[:3], now); err == nil {
		t.Error("a short salt was taken")
	}
}

func TestDamagedHashesOpenNothing(t *testing.T) {
	for _, hash := range []string{"", "$argon2id$v=19$m=65536,t=3,p=1$$", "$argon2i$v=19$m=8,t=1,p=1$MDEyMzQ1Njc$AAAA", "$argon2id$v=19$m=99999999,t=3,p=1$MDEyMzQ1Njc$AAAA"} {
		if _, ok := parseHash(hash); ok {
			t.Errorf("%q was read", hash)
		}
	}
	if (Credential{}).Verify("306418") {
		t.Error("a person without a PIN signs in")
	}
}

func TestWhoMaySetAPIN(t *testing.T) {
	salt := make([]byte, 16)
	chief := Actor{ID: "CHIEF", Roles: []Role{Supervisor}}
	he, boss := Person{ID: "HE", Roles: []Role{Agent}}, Person{ID: "BOSS", Roles: []Role{Admin}}
	for _, c := range []struct {
		person Person
		who    Actor
		may    bool
	}{{he, Actor{ID: "HE", Roles: []Role{Agent}}, true}, {he, chief, true}, {he, admin, true}, {he, agent, false}, {boss, chief, false}, {boss, admin, true}} {
		// a weak PIN is refused after the right was checked, and costs no hashing
		_, err := SetPIN{c.person.ID, "000000"}.Events(c.person, c.who, salt, now)
		want := "right.missing"
		if c.may {
			want = "pin.weak"
		}
		refused(t, err, want)
	}
}

func TestLoginIndexFoldsCase(t *testing.T) {
	_, p := hired(t)
	keys := People.Indexes[0].Keys(p, nil)
	if len(keys) != 1 || string(keys[0]) != string(record.Key(LoginKey("HE.JIA "))) {
		t.Errorf("indexed as %q", keys)
	}
}
