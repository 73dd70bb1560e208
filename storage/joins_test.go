package storage

import (
	"path/filepath"
	"testing"

	"mendesk/app/record"
)

// A database that joins a desk has that desk's name and its own, and none of its records yet.
func TestANewDatabaseJoinsADesk(t *testing.T) {
	o := options(1)
	o.Joins = Joining{Desk: record.KeyID("desk"), Workstation: record.KeyID("me")}
	path := filepath.Join(t.TempDir(), "desk.db")
	s := createAt(t, path, o)
	st, err := s.Stats()
	ok(t, err)
	if st.Desk != o.Joins.Desk || st.Workstation != o.Joins.Workstation || st.Changes != 0 {
		t.Errorf("joined as %+v", st)
	}
	ok(t, s.Close())
	for _, half := range []Joining{{Desk: record.KeyID("desk")}, {Workstation: "me", Desk: record.KeyID("desk")}} {
		o.Joins = half
		if _, err := Create(filepath.Join(t.TempDir(), "desk.db"), o); err == nil {
			t.Errorf("%+v was taken", half)
		}
	}
}
