package app_test

import (
	"testing"
	"time"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/training"
)

const pin = "402817"

// newDesk makes a desk whose clock the test holds.
func newDesk(t *testing.T) (*app.App, *time.Time) {
	t.Helper()
	now := time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
	a := app.New(app.Options{Dir: t.TempDir() + "/desk", Now: func() time.Time { return now }})
	t.Cleanup(a.Shutdown)
	found := app.Found{Shop: "栖木", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴", Login: "luo"}
	if err := a.Found(found); err != nil {
		t.Fatal(err)
	}
	return a, &now
}

func services(a *app.App) (desk *app.Desk, people *app.Training) {
	for _, s := range a.Services() {
		switch s := s.(type) {
		case *app.Desk:
			desk = s
		case *app.Training:
			people = s
		}
	}
	return desk, people
}

func code(err error) string {
	p, _ := record.AsProblem(err)
	return p.Code
}

func TestFirstPINIsTheAdminsAlone(t *testing.T) {
	a, _ := newDesk(t)
	desk, staff := services(a)
	chen, err := staff.AddPerson(training.AddPerson{Login: "chen", Name: "陈思远", Roles: []training.Role{training.Agent}, Department: training.CustomerService})
	if err != nil {
		t.Fatal(err)
	}
	luo, err := desk.State()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.SignOut(); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.FirstPIN(app.SignIn{Person: chen.ID, PIN: pin}); code(err) != "right.missing" {
		t.Errorf("an agent set the first PIN: %v", err)
	}
	if s, err := desk.FirstPIN(app.SignIn{Person: luo.Person.ID, PIN: pin}); err != nil || s.State != app.StateReady {
		t.Fatalf("the admin could not set the first PIN: %v %v", s.State, err)
	}
	if _, err := desk.FirstPIN(app.SignIn{Person: luo.Person.ID, PIN: pin}); code(err) != "pin.none" {
		t.Errorf("a second first PIN: %v", err)
	}
}

func TestFiveWrongPINsLockTenMinutes(t *testing.T) {
	a, now := newDesk(t)
	desk, _ := services(a)
	s, err := desk.State()
	if err != nil {
		t.Fatal(err)
	}
	me := s.Person.ID
	if _, err := desk.FirstPIN(app.SignIn{Person: me, PIN: pin}); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.SignOut(); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		want := "pin.wrong"
		if i == 4 {
			want = "pin.lockedOut"
		}
		if _, err := desk.SignIn(app.SignIn{Person: me, PIN: "999999"}); code(err) != want {
			t.Errorf("try %d: %v, want %s", i+1, err, want)
		}
	}
	if _, err := desk.SignIn(app.SignIn{Person: me, PIN: pin}); code(err) != "pin.lockedOut" {
		t.Errorf("the right PIN while locked out: %v", err)
	}
	*now = now.Add(10*time.Minute + time.Second)
	if s, err := desk.SignIn(app.SignIn{Person: me, PIN: pin}); err != nil || s.State != app.StateReady {
		t.Errorf("after the lock: %v %v", s.State, err)
	}
}

func TestNobodySignedInDoesNothing(t *testing.T) {
	a, _ := newDesk(t)
	desk, staff := services(a)
	if _, err := desk.SignOut(); err != nil {
		t.Fatal(err)
	}
	if _, err := staff.People(); code(err) != "sign.nobody" {
		t.Errorf("nobody read the staff: %v", err)
	}
	if _, err := staff.AddPerson(training.AddPerson{Login: "x", Name: "x"}); code(err) != "sign.nobody" {
		t.Errorf("nobody added a person: %v", err)
	}
}
