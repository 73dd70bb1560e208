package app_test

import (
	"testing"

	"mendesk/app"
	"mendesk/app/archive"
	"mendesk/app/record"
)

func TestRecentTellsWhatWasLookedAtAsItIsCalledNow(t *testing.T) {
	a, _ := newDesk(t)
	desk, _ := services(a)
	var customers *app.Customers
	for _, s := range a.Services() {
		if s, ok := s.(*app.Customers); ok {
			customers = s
		}
	}
	var ids []record.ID
	for _, name := range []string{"林静怡", "郑凯"} {
		c, err := customers.Put(archive.PutCustomer{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c.ID)
	}
	look := func(id record.ID) {
		t.Helper()
		if err := desk.Visited(app.Visit{Kind: "customer", ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	look(ids[0])
	look(ids[1])
	look(ids[0])
	look(record.KeyID("never was"))
	got, err := desk.Recent()
	if err != nil || len(got) != 2 || got[0].Title != "林静怡" || got[1].Title != "郑凯" {
		t.Fatalf("%+v %v", got, err)
	}
	if err := desk.Visited(app.Visit{Kind: "order", ID: ids[0]}); code(err) != "recent.kindUnknown" {
		t.Errorf("a kind without a page was noted: %v", err)
	}
	if _, err := desk.SignOut(); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Recent(); code(err) != "sign.nobody" {
		t.Errorf("nobody looked at something: %v", err)
	}
}
