package training

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"mendesk/app/record"
)

var (
	shanghai, _ = time.LoadLocation("Asia/Shanghai")
	now         = time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC) // 14:36 in Shanghai
	admin       = Actor{ID: "ADMIN", Roles: []Role{Admin}, Zone: shanghai}
	teacher     = Actor{ID: "TEACHER", Roles: []Role{Trainer}, Zone: shanghai}
	agent       = Actor{ID: "AGENT", Roles: []Role{Agent}, Zone: shanghai}
)

// desk folds events as storage does: in the order in which they are given.
type desk struct {
	t     *testing.T
	state map[record.Ref]any
	clock int64
}

func newDesk(t *testing.T) *desk { return &desk{t: t, state: map[record.Ref]any{}} }

var kinds = map[string]record.AnyKind{
	"person": People.Any(), "credential": Credentials.Any(), "course": Courses.Any(), "session": Sessions.Any(), "certificate": Certificates.Any(),
}

// fold applies events that happen at the moment when and gives the first refusal.
func (d *desk) fold(when time.Time, events []record.Event) error {
	d.t.Helper()
	for _, e := range events {
		sealed, err := e.Seal("salt")
		if err != nil || e.Err() != nil {
			d.t.Fatal(err, e.Err())
		}
		d.clock++
		sealed.When = record.Instant(when)
		h := record.Happened{Event: sealed, By: "BY", At: record.MakeStamp(d.clock, 0, record.KeyID("log")), Entry: record.HashOf([]byte{byte(d.clock), byte(d.clock >> 8)})}
		k := kinds[e.Of.Kind]
		state, ok := d.state[e.Of]
		if !ok {
			state = k.New()
		}
		if state, err = k.After(state, h); err != nil {
			return err
		}
		noNull(d.t, state)
		d.state[e.Of] = state
	}
	return nil
}

// did folds the events of a command that must have been accepted.
func (d *desk) did(when time.Time, events []record.Event, err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("the command was refused: %v", err)
	}
	if err := d.fold(when, events); err != nil {
		d.t.Fatalf("the fold refused: %v", err)
	}
}

func get[T any](d *desk, k record.Kind[T], id record.ID) T {
	t, _ := d.state[k.Ref(id)].(T)
	return t
}

// refused checks that err is the problem code.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	if p, ok := record.AsProblem(err); !ok || p.Code != code {
		t.Errorf("got %v, want %s", err, code)
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
