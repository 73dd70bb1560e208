package app

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"mendesk/app/record"
	"mendesk/storage"
)

// filesWith lists the files of a desk's folder that have bytes in them.
func filesWith(t *testing.T, a *App, what string) (in []string) {
	t.Helper()
	err := filepath.WalkDir(a.options.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(what)) {
			in = append(in, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func (w *twoDesks) digest(a *App) string {
	w.t.Helper()
	sum, err := a.desk.store.Digest(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return sum
}

func (w *twoDesks) clean(a *App) {
	w.t.Helper()
	faults, err := a.desk.store.Check(context.Background(), nil)
	if err != nil || len(faults) > 0 {
		w.t.Fatalf("check: %v, %v", faults, err)
	}
}

// A customer is erased: names, contacts, words, files, drafts and what search knew of them are on no workstation any
// more; money, goods and days stay, and every chain still holds.
func TestErasingACustomer(t *testing.T) {
	w, _, _ := refundable(t)
	w.a.desk.payer, w.b.desk.payer = nil, nil
	customer := call[TicketDetail](w, w.a, "Tickets.Get", `"`+string(w.ticket)+`"`, "").Ticket.Customer
	photo := filepath.Join(t.TempDir(), "林静怡的门牌.txt")
	if err := os.WriteFile(photo, []byte("幸福路七号 林静怡"), 0o600); err != nil {
		t.Fatal(err)
	}
	number := call[TicketDetail](w, w.a, "Tickets.Get", `"`+string(w.ticket)+`"`, "").Ticket.Number
	if _, err := w.a.AttachPaths(context.Background(), AttachAsk{Kind: "ticket", Number: number, Paths: []string{photo}}); err != nil {
		t.Fatal(err)
	}
	call[TicketDetail](w, w.a, "Tickets.ReplyOut", `{"ticket":"`+string(w.ticket)+`","text":"林静怡女士您好"}`, "")
	call[any](w, w.a, "Drafts.Keep", `{"person":"`+string(w.a.signedIn())+`","place":"ticket/`+string(w.ticket)+`/reply","words":"给林静怡的草稿"}`, "")
	if err := w.a.desk.store.BuildSearch(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.meet()
	call[TicketDetail](w, w.b, "Tickets.Note", `{"ticket":"`+string(w.ticket)+`","text":"林静怡说明天再来"}`, "") // away, without knowing

	erase := func(name string) string { return `{"customer":"` + string(customer) + `","name":"` + name + `"}` }
	call[Erasing](w, w.a, "Customers.Erase", erase("林静怡"), "erase.open")
	f := w.refund(w.a)
	call[any](w, w.a, "Returns.ExecuteRefund", w.about(w.a, f.ID, `,"channel":"bank","reference":"1"`), "")
	call[TicketDetail](w, w.a, "Tickets.Resolve", `{"ticket":"`+string(w.ticket)+`","solution":"林静怡留用"}`, "")
	call[ReturnDetail](w, w.a, "Returns.Cancel", `{"return":"`+string(w.ret)+`","reason":"林静怡留用"}`, "")
	call[Erasing](w, w.a, "Customers.Erase", erase("林静"), "erase.otherName")
	paid := call[ReturnDetail](w, w.a, "Returns.Get", `"`+string(w.ret)+`"`, "").Account.Executed
	reach := call[Erasing](w, w.a, "Customers.Erasing", `"`+string(customer)+`"`, "")
	if reach.Name != "林静怡" || reach.Orders != 1 || reach.Tickets != 1 || reach.Returns != 1 || reach.Files != 1 {
		t.Fatalf("it would reach %+v", reach)
	}
	call[Erasing](w, w.a, "Customers.Erase", erase("林静怡"), "")

	for _, words := range []string{"林静怡", "13800006207", "幸福路七号", "林静"} {
		if in := filesWith(t, w.a, words); len(in) > 0 {
			t.Errorf("%s is still in %v", words, in)
		}
	}
	w.clean(w.a)
	after := call[ReturnDetail](w, w.a, "Returns.Get", `"`+string(w.ret)+`"`, "")
	if after.Account.Executed != paid || paid == 0 || after.Return.ErasedAt.IsZero() || after.Customer.Name != "" {
		t.Errorf("the return: %+v", after.Account)
	}
	if d := call[TicketDetail](w, w.a, "Tickets.Get", `"`+string(w.ticket)+`"`, ""); d.Ticket.Subject != "" || len(d.Ticket.Files) != 0 || d.Ticket.Number == "" {
		t.Errorf("the ticket: %+v", d.Ticket)
	}
	if page := call[CustomerPage](w, w.a, "Customers.List", `{"words":"林静怡"}`, ""); len(page.Rows) != 0 {
		t.Errorf("search still knows: %+v", page.Rows)
	}

	// The other workstation brings a note about the same person, and learns of the erasing.
	w.meet()
	if err := w.b.desk.erasedElsewhere(context.Background()); err != nil {
		t.Fatal(err)
	}
	if w.digest(w.a) != w.digest(w.b) {
		t.Fatal("the workstations hold other records")
	}
	for _, a := range []*App{w.a, w.b} {
		w.clean(a)
		if err := a.Reopen(); err != nil {
			t.Fatal(err)
		}
		w.clean(a)
		for _, words := range []string{"林静怡", "13800006207"} {
			if in := filesWith(t, a, words); len(in) > 0 {
				t.Errorf("after the workstations met, %s is in %v", words, in)
			}
		}
	}
	if w.digest(w.a) != w.digest(w.b) {
		t.Error("rewriting the file changed a record")
	}
}

// Erasing takes every record of a lifelike customer without a decision being refused for it.
func TestErasingRefusesNothing(t *testing.T) {
	w, _, _ := refundable(t)
	w.a.desk.payer = nil
	f := w.refund(w.a)
	call[any](w, w.a, "Returns.ExecuteRefund", w.about(w.a, f.ID, `,"channel":"bank","reference":"1"`), "")
	call[TicketDetail](w, w.a, "Tickets.Resolve", `{"ticket":"`+string(w.ticket)+`","solution":"已退款"}`, "")
	call[TicketDetail](w, w.a, "Tickets.Reopen", `{"ticket":"`+string(w.ticket)+`","reason":"还有问题"}`, "")
	call[TicketDetail](w, w.a, "Tickets.Resolve", `{"ticket":"`+string(w.ticket)+`","solution":"已解释"}`, "")
	call[ReturnDetail](w, w.a, "Returns.Cancel", `{"return":"`+string(w.ret)+`","reason":"留用"}`, "")
	customer := call[TicketDetail](w, w.a, "Tickets.Get", `"`+string(w.ticket)+`"`, "").Ticket.Customer
	call[Erasing](w, w.a, "Customers.Erase", `{"customer":"`+string(customer)+`","name":"林静怡"}`, "")
	err := w.a.desk.store.View(context.Background(), func(tx *storage.Tx) error {
		for ref := range tx.RefusedRecords() {
			t.Errorf("decisions of %s %s are refused now", ref.Kind, ref.ID)
		}
		for ref := range tx.Erased() {
			if what, yes := tx.ReadOnly(ref); yes {
				t.Errorf("%s %s cannot be folded: %s", ref.Kind, ref.ID, what)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if list := w.conflicts(w.a); len(list) != 0 {
		t.Errorf("conflicts after erasing: %+v", list)
	}
	if _, err := w.a.Call("Customers.Erase", []byte(`{"customer":"`+string(record.KeyID("nobody"))+`","name":"x"}`)); err == nil {
		t.Error("nobody was erased")
	}
}
