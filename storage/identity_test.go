package storage

import (
	"path/filepath"
	"testing"

	"mendesk/app/record"
)

func TestAJoiningDatabaseTakesItsLetterLater(t *testing.T) {
	first := newDesk(t, 1)
	do(t, first, openBox(1, "red"))
	desk, err := first.Identity()
	ok(t, err)
	id, err := record.NewID(noon, options(7).Rand)
	ok(t, err)
	o := options(2)
	o.Joins, o.Workstation = Joining{desk.Desk, id}, "back office"
	path := filepath.Join(t.TempDir(), "desk.db")
	second, err := Create(path, o)
	ok(t, err)
	defer func() { _ = second.Close() }()
	if me, err := second.Identity(); err != nil || me.Desk != desk.Desk || me.Workstation != id || me.Letter != "A" || me.Log != "" {
		t.Errorf("%+v, %v", me, err)
	}
	merge(t, second, changesOf(t, first)...)
	ok(t, second.BeWorkstation(id, "back office", "B"))
	ok(t, second.Close())
	o = options(3)
	second, err = Open(path, o)
	ok(t, err)
	do(t, second, coin(1, 5))
	logs, err := second.Logs(t.Context())
	ok(t, err)
	me, err := second.Identity()
	ok(t, err)
	if b := logs[me.Log]; b.Letter != "B" || b.Workstation != id || me.Name != "back office" {
		t.Errorf("%+v writes as %+v", me, b)
	}
	clean(t, second)
}

func TestACopyBecomesAnotherWorkstation(t *testing.T) {
	s := newDesk(t, 1)
	do(t, s, openBox(1, "red"))
	before, err := s.Identity()
	ok(t, err)
	id, err := record.NewID(noon, options(7).Rand)
	ok(t, err)
	ok(t, s.BeWorkstation(id, "copy", "C"))
	do(t, s, coin(1, 1))
	after, err := s.Identity()
	ok(t, err)
	logs, err := s.Logs(t.Context())
	ok(t, err)
	if b := logs[after.Log]; after.Log == before.Log || b.Parent != before.Log || b.Workstation != id || b.Letter != "C" {
		t.Errorf("%+v begins %+v", after, b)
	}
	if err := s.BeWorkstation("x", "copy", "C"); err == nil {
		t.Error("an id that is none")
	}
	clean(t, s)
}
