package record

import (
	"slices"
	"testing"
)

func edited(es Edits, entry, over Hash, value string) Edits {
	return es.After(Happened{Entry: entry, At: Stamp(entry)}, Edit{Field: "subject", Over: over}, value)
}

func TestEditsOverTheSameEntryStandSideBySide(t *testing.T) {
	var es Edits
	es = edited(es, "1", "", "first")
	es = edited(es, "2", "1", "second")
	if len(es) != 1 || es.Last("subject") != "2" || len(es.Competing()) != 0 {
		t.Errorf("one after the other: %+v", es)
	}
	before := slices.Clone(es)
	both := edited(es, "3", "1", "not knowing the second")
	if len(both) != 2 || !slices.Equal(both.Competing(), []string{"subject"}) || both.Last("subject") != "3" {
		t.Errorf("side by side: %+v", both)
	}
	if !slices.Equal(es, before) {
		t.Error("an edit changed what it was added to")
	}
	one := edited(both, "4", "3", "settled")
	one = edited(one, "5", "2", "settled")
	if got := one.Competing(); len(got) != 1 || one.Last("phone") != "" {
		t.Errorf("got %+v", one)
	}
}
