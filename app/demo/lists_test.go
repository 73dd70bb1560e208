package demo_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mendesk/app"
	"mendesk/app/demo"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
)

// A view shows, page by page, the tickets that it holds, each once and each as its own page shows it; and its count
// is their number.
func TestViewsAreTheirTicketsOneByOne(t *testing.T) {
	_, a := made(t, demo.Plan{Tickets: 60, Seed: 5, Until: day})
	tickets := service[*app.Tickets](t, a)
	views, err := tickets.Views()
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]int{}
	for _, v := range views {
		in[v.Key] = v.Count
		seen, cursor := []record.ID{}, ""
		for {
			page, err := tickets.List(app.TicketAsk{View: v.Key, Cursor: cursor})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Rows {
				alone, err := tickets.Get(row.ID)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(alone.Brief, row); diff != "" {
					t.Errorf("view %s shows another row than the ticket's own page (+):\n%s", v.Key, diff)
				}
				if row.Customer != "" && row.CustomerName != alone.Customer.Name {
					t.Errorf("view %s: %s is of %q, not %q", v.Key, row.Number, row.CustomerName, alone.Customer.Name)
				}
				seen = append(seen, row.ID)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		slices.Sort(seen)
		if n := len(slices.Compact(seen)); n != v.Count {
			t.Errorf("view %s holds %d tickets and counts %d", v.Key, n, v.Count)
		}
	}
	if in[ticket.ViewAll] != 60 || in[ticket.ViewClosed] == 0 || in[ticket.ViewOpen] == 0 || in[ticket.ViewOverdue] == 0 {
		t.Errorf("views without tickets show nothing: %v", in)
	}
}

// Every return is counted in one column of the board, one whose approval ran out among the finished.
func TestColumnsCountEveryReturnOnce(t *testing.T) {
	_, a := made(t, demo.Plan{Tickets: 60, Seed: 5, Until: day})
	board, err := service[*app.Returns](t, a).Board(app.ReturnAsk{})
	if err != nil {
		t.Fatal(err)
	}
	counts, err := service[*app.Settings](t, a).Counts()
	if err != nil {
		t.Fatal(err)
	}
	all, finished := 0, 0
	for _, c := range board {
		if all += c.Total; c.Column == returns.ColumnFinished {
			finished = c.Total
		}
		if c.Total < len(c.Cards) {
			t.Errorf("column %s counts %d returns and shows %d", c.Column, c.Total, len(c.Cards))
		}
	}
	at := slices.IndexFunc(counts, func(c app.RecordCount) bool { return c.Kind == returns.Returns.Name })
	if want := counts[at].Count; all != want || finished == 0 || finished == all {
		t.Errorf("%d returns on the board, %d of them finished; the desk has %d", all, finished, want)
	}
}
