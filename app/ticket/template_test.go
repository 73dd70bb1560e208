package ticket

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

var trainer = training.Actor{ID: "TRAINER", Roles: []training.Role{training.Trainer}, Zone: time.UTC}

// foldTemplate takes events into a template, each with a stamp of its own.
func foldTemplate(t *testing.T, of Template, events []record.Event, err error) Template {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	for _, e := range events {
		e, err := e.Seal("salt")
		if err = errors.Join(err, e.Err()); err != nil {
			t.Fatal(err)
		}
		n := of.Used + len(of.Edits) + 1
		h := record.Happened{
			Event: e, At: record.MakeStamp(e.When.UnixMilli(), n, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
			By: trainer.ID, Entry: record.Hash(fmt.Sprint("entry", n)),
		}
		if of, err = of.After(h); err != nil {
			t.Fatal(err)
		}
	}
	return of
}

func TestTemplateLivesFromAddingToRetiring(t *testing.T) {
	now := time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
	put := PutTemplate{Name: " 异响安抚 ", Zh: "{客户}您好", ReviewBy: "2027-01-31"}
	events, err := put.Events("T1", trainer, now)
	got := foldTemplate(t, Template{}, events, err)
	if got.Name != "异响安抚" || got.Zh != "{客户}您好" || got.ReviewBy != "2027-01-31" || !got.AddedAt.Equal(now) {
		t.Fatalf("%+v", got)
	}
	put.Name, put.Zh = "异响安抚", "{客户}，您好"
	put.Template, put.En = got.ID, "Dear {customer}"
	events, err = got.Put(put, supervisor, now)
	if len(events) != 2 {
		t.Errorf("what did not change was written too: %d events", len(events))
	}
	got = foldTemplate(t, got, events, err)
	got = foldTemplate(t, got, []record.Event{got.Use(now), got.Use(now.Add(-time.Hour))}, nil)
	if got.Used != 2 || !got.UsedAt.Equal(now) || got.En != "Dear {customer}" {
		t.Errorf("%+v", got)
	}
	events, err = got.Retire(RetireTemplate{Template: got.ID}, trainer, now)
	got = foldTemplate(t, got, events, err)
	if !got.RetiredAt.Equal(now) {
		t.Errorf("%+v", got)
	}
	if events, err := got.Retire(RetireTemplate{Template: got.ID}, trainer, now); err != nil || len(events) != 0 {
		t.Errorf("retired twice: %v %v", events, err)
	}
	events, err = got.Retire(RetireTemplate{Template: got.ID, Back: true}, trainer, now)
	if got = foldTemplate(t, got, events, err); !got.RetiredAt.IsZero() {
		t.Errorf("%+v", got)
	}
}

func TestTemplateNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		put         PutTemplate
		who         training.Actor
		field, code string
	}{
		{PutTemplate{Zh: "x"}, trainer, "name", "field.missing"},
		{PutTemplate{Name: "x"}, trainer, "zh", "field.missing"},
		{PutTemplate{Name: "x", En: "x", ReviewBy: "soon"}, trainer, "reviewBy", "day.malformed"},
		{PutTemplate{Name: "x", Zh: "x"}, agent, "", "right.missing"},
	} {
		_, err := c.put.Events("T1", c.who, time.Now())
		if p, _ := record.AsProblem(err); p.Code != c.code || p.Field != c.field {
			t.Errorf("%+v: %v, want %s at %q", c.put, err, c.code, c.field)
		}
	}
}
