package clash

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mendesk/app/record"
)

// happened reads a history as "A:opened B:closed!": who did what, refused where it ends in an exclamation mark, a
// fact where it is in capital letters.
func happened(t *testing.T, story string) (history []record.Happened, refused []Refused) {
	t.Helper()
	for i, word := range strings.Fields(story) {
		log, what, ok := strings.Cut(word, ":")
		if !ok {
			t.Fatal(word)
		}
		h := record.Happened{
			Event: record.Event{Of: record.Ref{Kind: "ticket", ID: record.KeyID("t")}, What: strings.TrimSuffix(what, "!")},
			At:    record.MakeStamp(int64(1000+i), 0, record.KeyID(log)), Entry: record.HashOf([]byte(fmt.Sprint(i))),
		}
		history = append(history, h)
		if strings.HasSuffix(what, "!") {
			refused = append(refused, Refused{h, record.Problem{Code: "no." + h.What}})
		}
	}
	return history, refused
}

func decision(h record.Happened) bool { return strings.ToUpper(h.What) != h.What }

func words(hs []record.Happened) string {
	out := []string{}
	for _, h := range hs {
		out = append(out, h.What)
	}
	return strings.Join(out, " ")
}

func TestStoriesTellTheRootOfACascade(t *testing.T) {
	for _, c := range []struct{ history, want string }{
		{"A:opened", ""},
		{"A:opened A:closed B:resolved!", "resolved | opened closed"},
		{"A:opened A:closed B:resumed! B:resolved! B:confirmed!", "resumed resolved confirmed | opened closed"},
		{"A:opened A:closed B:resumed! B:NOTED B:resolved!", "resumed resolved | opened closed"},
		{"A:opened A:closed B:resumed! B:reopened A:dropped B:resolved!", "resumed | opened closed; resolved | dropped"},
		{"B:opened A:closed B:resolved! C:resolved!", "resolved | closed; resolved | opened closed"},
		{"A:one A:two A:three A:four A:five A:six B:no!", "no | three four five six"},
	} {
		history, refused := happened(t, c.history)
		got := []string{}
		for _, s := range Stories(history, refused, decision) {
			got = append(got, words(s.Mine)+" | "+words(s.Theirs))
			if s.Root.Reason.Code != "no."+s.Mine[0].What {
				t.Errorf("%s: the root is %v", c.history, s.Root.Reason)
			}
		}
		if all := strings.Join(got, "; "); all != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.history, all, c.want)
		}
	}
}

func TestVerdictNeedsWordsAndIsOneForAll(t *testing.T) {
	of := record.Ref{Kind: "ticket", ID: record.KeyID("t")}
	id := IDOf(of, "edit", "subject")
	if id != IDOf(of, "edit", "subject") || id == IDOf(of, "edit", "kind") {
		t.Fatal("a clash has another id each time, or one with another")
	}
	if _, err := Give(id, of, "edit", "", "  "); err == nil {
		t.Fatal("without words")
	}
	events, err := Give(id, of, "edit", "the loser", " 问过客户 ")
	if err != nil || len(events) != 1 {
		t.Fatal(err)
	}
	e, err := events[0].Seal("salt")
	if err != nil {
		t.Fatal(err)
	}
	e.When = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	v, err := Verdict{}.After(record.Happened{Event: e, By: record.KeyID("luo")})
	if err != nil || v.ID != id || v.Of != of || v.Loser != "the loser" || v.Words != "问过客户" || v.By == "" || v.At.IsZero() {
		t.Fatalf("%+v, %v", v, err)
	}
}
