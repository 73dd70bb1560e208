package demo_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"mendesk/app"
	"mendesk/app/demo"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/ticket"
)

func made(t *testing.T, plan demo.Plan) (demo.Made, *app.App) {
	t.Helper()
	dir := t.TempDir()
	o := app.Options{Dir: filepath.Join(dir, "desk"), ConfigDir: filepath.Join(dir, "config")}
	got, err := demo.Make(o, plan)
	if err != nil {
		t.Fatal(err)
	}
	o.Now = func() time.Time { return got.Until }
	a := app.New(o)
	if err := a.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Shutdown)
	if err := a.ActAs(""); err != nil {
		t.Fatal(err)
	}
	return got, a
}

func digest(t *testing.T, a *app.App) string {
	t.Helper()
	sum, err := a.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func service[S any](t *testing.T, a *app.App) S {
	t.Helper()
	for _, s := range a.Services() {
		if found, is := s.(S); is {
			return found
		}
	}
	t.Fatal("no such service")
	panic("unreachable")
}

const day = "2026-11-20"

func TestSamePlanMakesSameShop(t *testing.T) {
	_, a := made(t, demo.Plan{Tickets: 45, Seed: 7, Until: day})
	_, b := made(t, demo.Plan{Tickets: 45, Seed: 7, Until: day})
	_, other := made(t, demo.Plan{Tickets: 45, Seed: 8, Until: day})
	if digest(t, a) != digest(t, b) {
		t.Error("two runs of one plan differ")
	}
	if digest(t, a) == digest(t, other) {
		t.Error("another seed made the same shop")
	}
	faults, err := a.Check(context.Background())
	if err != nil || len(faults) > 0 {
		t.Errorf("check: %v, %v", faults, err)
	}
}

func TestSmallShopShowsEveryState(t *testing.T) {
	got, a := made(t, demo.Plan{Tickets: 30, Seed: 3, Until: day})
	if got.Tickets != 30 {
		t.Errorf("%d tickets made, not 30", got.Tickets)
	}
	tickets, backs := map[ticket.State]int{}, map[returns.State]int{}
	stages, refunds := map[returns.Stage]int{}, map[returns.RefundState]int{}
	page, err := service[*app.Tickets](t, a).List(app.TicketAsk{View: ticket.ViewAll})
	if err != nil {
		t.Fatal(err)
	}
	reopened := 0
	for _, row := range page.Rows {
		tickets[row.State]++
		reopened += row.Reopened
	}
	board, err := service[*app.Returns](t, a).Board(app.ReturnAsk{})
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range board {
		for _, card := range column.Cards {
			r, err := service[*app.Returns](t, a).Get(card.ID)
			if err != nil {
				t.Fatal(err)
			}
			backs[r.State]++
			stages[r.Return.Stage]++
			for _, f := range r.Ledger.Refunds {
				refunds[f.State]++
			}
		}
	}
	for _, s := range ticket.States() {
		if tickets[s] == 0 {
			t.Errorf("no ticket is %s", s)
		}
	}
	for _, s := range []returns.State{
		returns.Requested, returns.NeedsInformation, returns.Approved, returns.Rejected, returns.Cancelled, returns.Expired, returns.ShippedBack,
		returns.InTransit, returns.CustomsHold, returns.PartlyReceived, returns.Received, returns.Decided, returns.Settled,
	} {
		if backs[s] == 0 {
			t.Errorf("no return is %s", s)
		}
	}
	for _, s := range returns.TimedStages() {
		if stages[s] == 0 && s != returns.StageReceive { // a parcel that is partly here counts as being disinfected
			t.Errorf("no return stands at %s", s)
		}
	}
	if reopened == 0 || refunds[returns.RefundHeld] == 0 || refunds[returns.RefundExecuted] == 0 {
		t.Errorf("reopened %d, refunds %v", reopened, refunds)
	}
	if !slices.Contains(got.Logins, "hejia") || got.PIN != demo.PIN {
		t.Errorf("logins %v, PIN %s", got.Logins, got.PIN)
	}
}

func TestFolderMustNotExist(t *testing.T) {
	_, err := demo.Make(app.Options{Dir: t.TempDir()}, demo.Plan{Tickets: 1, Until: day})
	if p, is := record.AsProblem(err); !is || p.Code != "folder.exists" {
		t.Errorf("got %v", err)
	}
}
