package app

import (
	"testing"

	"mendesk/app/archive"
)

func TestWhatWaitsIsToldByRecordAndSince(t *testing.T) {
	a, dir := founded(t), t.TempDir()
	shareIn(t, a, dir)
	rounds(t, a)
	if got, err := (&Sync{a}).Waiting(); err != nil || len(got) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	rename1(t, a, "栖木一店")
	rename1(t, a, "栖木二店")
	if _, err := (&Customers{a}).Put(archive.PutCustomer{Name: "林静怡"}); err != nil {
		t.Fatal(err)
	}
	got, err := (&Sync{a}).Waiting()
	if err != nil || len(got) != 3 || got[0].Title != "栖木二店" || got[0].Since.IsZero() || got[1].Since.Before(got[0].Since) || got[0].Line.Who != a.person {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, w := range got {
		if !a.say("en").Has(w.Line.Key) {
			t.Errorf("no words for %s", w.Line.Key)
		}
	}
	if st := syncStatusOf(t, a); st.ToGo != len(got) {
		t.Errorf("%d wait, %d are told", st.ToGo, len(got))
	}
	rounds(t, a)
	if got, err := (&Sync{a}).Waiting(); err != nil || len(got) != 0 {
		t.Errorf("after a round: %+v, %v", got, err)
	}
}
