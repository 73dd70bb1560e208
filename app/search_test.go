package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mendesk/app"
	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/ticket"
)

// call calls a bound method as the window does.
func call[T any](t *testing.T, a *app.App, method string, args any) (out T) {
	t.Helper()
	in, err := json.Marshal([]any{args})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := a.Call(method, in)
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

type customerAndTickets struct {
	customer record.ID
	tickets  []record.ID // oldest first
}

// shopOfTwo has two customers; the first bought a purifier and has n tickets, the other has one.
func shopOfTwo(t *testing.T, a *app.App, now *time.Time, n int) (lin, zheng customerAndTickets) {
	t.Helper()
	lin.customer = call[archive.Customer](t, a, "Customers.Put", archive.PutCustomer{Name: "林静怡", Phones: []string{"138 0571 6207"}}).ID
	zheng.customer = call[archive.Customer](t, a, "Customers.Put", archive.PutCustomer{Name: "郑凯", Phones: []string{"18612349034"}}).ID
	call[archive.Order](t, a, "Customers.PutOrder", archive.PutOrder{
		Platform: "tmall", Number: "2611083455217700", Customer: lin.customer, Status: archive.Signed, Currency: "CNY", PlacedAt: now.Add(-240 * time.Hour),
		SignedAt: now.Add(-200 * time.Hour),
		Lines:    []archive.Line{{Name: "空气净化器 AP-500", SKU: "AP500-W", Quantity: 1, UnitPrice: record.Money{Minor: 169900, Currency: "CNY"}}},
	})
	open := func(to *customerAndTickets, subject string) {
		*now = now.Add(time.Minute)
		d := call[app.TicketDetail](t, a, "Tickets.Open", ticket.Open{Kind: ticket.Enquiry, Channel: ticket.Phone, Subject: subject, Customer: to.customer})
		to.tickets = append(to.tickets, d.Ticket.ID)
	}
	open(&zheng, "净化器滤芯指示灯不灭")
	for i := range n {
		open(&lin, fmt.Sprintf("净化器 AP-500 异响 %d", i))
	}
	return lin, zheng
}

func idsOf(rows []ticket.Brief) []record.ID {
	out := []record.ID{}
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

func reversed(ids []record.ID) []record.ID {
	out := slices.Clone(ids)
	slices.Reverse(out)
	return out
}

func TestTicketsAreFoundByWordsAndCustomers(t *testing.T) {
	a, now := newDesk(t)
	lin, zheng := shopOfTwo(t, a, now, 3)
	call[app.TicketDetail](t, a, "Tickets.Note", ticket.Note{Ticket: lin.tickets[1], Text: "已约 Ｓｈｕｎｆｅｎｇ 上门"})
	number := call[app.TicketDetail](t, a, "Tickets.Get", lin.tickets[0]).Ticket.Number
	for words, want := range map[string][]record.ID{
		"净化器":            append(reversed(lin.tickets), zheng.tickets...),
		"滤芯 净化器":         zheng.tickets,
		"ap-500异响":       reversed(lin.tickets),
		"shunFENG":       {lin.tickets[1]},
		"静怡":             reversed(lin.tickets), // the customer's, though no word of theirs
		"9034":           zheng.tickets,
		"不":              zheng.tickets,
		"没有这个":           {},
		number:           {lin.tickets[0]},
		" " + number[:5]: append(reversed(lin.tickets), zheng.tickets...),
	} {
		page := call[app.TicketPage](t, a, "Tickets.List", app.TicketAsk{Words: words})
		if got := idsOf(page.Rows); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", words, got, want)
		}
	}
}

// Pages of a search that own words and a customer's name both answer follow one another without gap or double.
func TestPagesOfASearchAreTheWhole(t *testing.T) {
	a, now := newDesk(t)
	lin, zheng := shopOfTwo(t, a, now, 120)
	call[app.TicketDetail](t, a, "Tickets.Note", ticket.Note{Ticket: zheng.tickets[0], Text: "与林静怡同一批"})
	for words, want := range map[string][]record.ID{
		"净化器": append(reversed(lin.tickets), zheng.tickets...),
		"林静怡": append(reversed(lin.tickets), zheng.tickets...),
		"异响":  reversed(lin.tickets),
	} {
		var got []record.ID
		ask := app.TicketAsk{Words: words}
		for {
			page := call[app.TicketPage](t, a, "Tickets.List", ask)
			got = append(got, idsOf(page.Rows)...)
			if ask.Cursor = page.Next; ask.Cursor == "" {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %d rows, want %d: %v", words, len(got), len(want), got)
		}
	}
}

func TestPaletteFindsInEveryKind(t *testing.T) {
	a, now := newDesk(t)
	lin, zheng := shopOfTwo(t, a, now, 7)
	got := call[app.Finds](t, a, "Desk.Find", "净化器")
	if got.Tickets.Total != 8 || got.Tickets.More || len(got.Tickets.Rows) != 5 || got.Tickets.Rows[0].ID != lin.tickets[6] {
		t.Errorf("tickets: %+v", got.Tickets)
	}
	if c := got.Customers; c.Total != 1 || c.Rows[0].ID != lin.customer || c.Rows[0].Bought != "空气净化器 AP-500" || c.Rows[0].Tickets != 7 || c.Rows[0].SignedAt.IsZero() {
		t.Errorf("customers: %+v", c)
	}
	if got := call[app.Finds](t, a, "Desk.Find", "郑"); len(got.Customers.Rows) != 1 || got.Customers.Rows[0].Phone != "18612349034" || got.Customers.Rows[0].Bought != "" || got.Tickets.Total != 1 {
		t.Errorf("a customer's name: %+v", got)
	}
	if got := call[app.Finds](t, a, "Desk.Find", "@郑凯"); got.Tickets.Total != 0 || got.Customers.Total != 1 {
		t.Errorf("customers alone: %+v", got)
	}
	number := call[app.TicketDetail](t, a, "Tickets.Get", zheng.tickets[0]).Ticket.Number
	if got := call[app.Finds](t, a, "Desk.Find", "#"+strings.ToLower(number)); got.Customers.Total != 0 || !slices.Equal(idsOf(got.Tickets.Rows), zheng.tickets) {
		t.Errorf("a number: %+v", got)
	}
	for _, words := range []string{"", " ", "#", "@ "} {
		if got := call[app.Finds](t, a, "Desk.Find", words); got.Tickets.Total+got.Returns.Total+got.Customers.Total != 0 || got.Tickets.Rows == nil || got.Returns.Rows == nil || got.Customers.Rows == nil {
			t.Errorf("%q finds %+v", words, got)
		}
	}
}
