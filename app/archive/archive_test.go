package archive

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mendesk/app/record"
	"mendesk/app/training"
)

var (
	now    = time.Date(2026, 11, 20, 6, 36, 0, 0, time.UTC)
	agent  = training.Actor{ID: "AGENT", Roles: []training.Role{training.Agent}}
	nobody = training.Actor{ID: "NOBODY"}
	clock  int64
)

// fold applies the events of a command that must have been accepted.
func fold[T any](t *testing.T, k record.Kind[T], from T, events []record.Event, err error) T {
	t.Helper()
	if err != nil {
		t.Fatalf("the command was refused: %v", err)
	}
	var state any = from
	for _, e := range events {
		sealed, err := e.Seal("salt")
		if err != nil || e.Err() != nil {
			t.Fatal(err, e.Err())
		}
		clock++
		sealed.When = now.Add(time.Duration(clock) * time.Second)
		h := record.Happened{Event: sealed, By: "BY", At: record.MakeStamp(clock, 0, record.KeyID("log")), Entry: record.HashOf([]byte{byte(clock), byte(clock >> 8)})}
		if state, err = k.Any().After(state, h); err != nil {
			t.Fatalf("the fold refused: %v", err)
		}
	}
	noNull(t, state)
	return state.(T)
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	if p, ok := record.AsProblem(err); !ok || p.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func cny(minor int64) record.Money { return record.Money{Minor: minor, Currency: "CNY"} }

func order() PutOrder {
	return PutOrder{
		Platform: "pinduoduo", Number: " 261101-1234 ", Status: Signed, Currency: "CNY", PlacedAt: now.Add(-99 * time.Hour), SignedAt: now.Add(-24 * time.Hour),
		Discount: cny(1001), Shipping: cny(500), Tracking: "SF123", Note: "易碎",
		Lines: []Line{
			{SKU: "KTL-1", Name: "电热水壶", Quantity: 3, Price: cny(10000)},
			{SKU: "CUP-2", Name: "杯子", Quantity: 1, UnitPrice: cny(2500), Serial: "SN9"},
		},
	}
}

func TestAnOrderIsTakenIn(t *testing.T) {
	events, err := Order{}.Put(order(), agent, now)
	o := fold(t, Orders, Order{}, events, err)
	if o.ID != OrderID("pinduoduo", "261101-1234") || o.Number != "261101-1234" || o.Units() != 4 || o.KnownSince.IsZero() {
		t.Errorf("taken in as %+v", o)
	}
	if o.Total != cny(10000+2500-1001+500) {
		t.Errorf("total is %v", o.Total)
	}
	kettle, _ := o.Line(1)
	cup, _ := o.Line(2)
	if kettle.Discount.Minor+cup.Discount.Minor != 1001 || kettle.ShippingPaid.Minor+cup.ShippingPaid.Minor != 500 {
		t.Errorf("spread as %+v %+v", kettle, cup)
	}
	if kettle.UnitPrice.Minor != 3333 || cup.Price.Minor != 2500 || cup.Serial != "SN9" {
		t.Errorf("lines are %+v %+v", kettle, cup)
	}
	if data := string(events[0].Data); strings.Contains(data, "SF123") || strings.Contains(data, "易碎") || strings.Contains(data, "SN9") {
		t.Errorf("private words lie open: %s", data)
	}
}

func TestTheSameOrderAgainWritesNothing(t *testing.T) {
	events, err := Order{}.Put(order(), agent, now)
	o := fold(t, Orders, Order{}, events, err)
	for name, change := range map[string]func(*PutOrder){
		"the same": func(*PutOrder) {},
		"blanks":   func(p *PutOrder) { p.Tracking, p.Note, p.SignedAt, p.Status = "", "", time.Time{}, "" },
	} {
		p := order()
		change(&p)
		if events, err := o.Put(p, agent, now); err != nil || len(events) != 0 {
			t.Errorf("%s: writes %v %v", name, events, err)
		}
	}
	p := order()
	p.Status, p.AfterSales = Completed, "退款中"
	events, err = o.Put(p, agent, now)
	next := fold(t, Orders, o, events, err)
	if next.Status != Completed || next.AfterSales != "退款中" || !next.SignedAt.Equal(o.SignedAt) {
		t.Errorf("brought up to date as %+v", next)
	}
}

func TestWhatAPersonMarkedSurvivesImports(t *testing.T) {
	events, err := Order{}.Put(order(), agent, now)
	o := fold(t, Orders, Order{}, events, err)
	mark := MarkLine{o.ID, 1, "小家电", []Attribute{Hygiene, Custom, Hygiene}, "SN1", 12}
	events, err = o.Mark(mark, agent, now)
	o = fold(t, Orders, o, events, err)
	if again, err := o.Mark(mark, agent, now); err != nil || len(again) != 0 {
		t.Errorf("the same mark writes %v %v", again, err)
	}
	if events, err := o.Put(order(), agent, now); err != nil || len(events) != 0 {
		t.Errorf("the same file after the mark writes %v %v", events, err)
	}
	p := order()
	p.AfterSales = "x"
	events, err = o.Put(p, agent, now)
	l, _ := fold(t, Orders, o, events, err).Line(1)
	if !l.Marked || l.Category != "小家电" || !slices.Equal(l.Attributes, []Attribute{Custom, Hygiene}) || l.WarrantyMonths != 12 || l.Serial != "SN1" {
		t.Errorf("the mark is %+v", l)
	}
	_, err = o.Mark(MarkLine{o.ID, 9, "", nil, "", 0}, agent, now)
	refused(t, err, "order.lineUnknown")
	_, err = o.Mark(MarkLine{o.ID, 1, "", []Attribute{"wet"}, "", 0}, agent, now)
	refused(t, err, "order.attributeUnknown")
}

func TestOrdersAreChecked(t *testing.T) {
	for code, change := range map[string]func(*PutOrder){
		"field.missing":             func(p *PutOrder) { p.Number = " " },
		"shop.currencyUnknown":      func(p *PutOrder) { p.Currency = "¥" },
		"order.statusUnknown":       func(p *PutOrder) { p.Status = "lost" },
		"order.quantityWrong":       func(p *PutOrder) { p.Lines[0].Quantity = 0 },
		"order.amountWrong":         func(p *PutOrder) { p.Lines[0].Price = cny(-1) },
		"money.currencies":          func(p *PutOrder) { p.Lines[0].Price.Currency = "USD" },
		"order.paidLessThanNothing": func(p *PutOrder) { p.Discount = cny(99999) },
	} {
		p := order()
		change(&p)
		_, err := Order{}.Put(p, agent, now)
		refused(t, err, code)
	}
	p := order()
	p.Lines = nil
	_, err := Order{}.Put(p, agent, now)
	refused(t, err, "field.missing")
	_, err = Order{}.Put(order(), nobody, now)
	refused(t, err, "right.missing")
}

func TestDeliveryByHand(t *testing.T) {
	p := order()
	p.Status, p.SignedAt = Paid, time.Time{}
	events, err := Order{}.Put(p, agent, now)
	o := fold(t, Orders, Order{}, events, err)
	_, err = o.Deliver(RecordDelivery{Order: o.ID, SignedAt: now.Add(time.Hour)}, agent, now)
	refused(t, err, "time.inFuture")
	_, err = o.Deliver(RecordDelivery{Order: o.ID, ShippedAt: now.Add(-time.Hour), SignedAt: now.Add(-2 * time.Hour)}, agent, now)
	refused(t, err, "order.signedBeforeShipped")
	r := RecordDelivery{Order: o.ID, ShippedAt: now.Add(-3 * time.Hour), SignedAt: now.Add(-2 * time.Hour), Carrier: "顺丰"}
	events, err = o.Deliver(r, agent, now)
	o = fold(t, Orders, o, events, err)
	if o.Status != Signed || !o.SignedAt.Equal(r.SignedAt) || o.Carrier != "顺丰" || o.Tracking != "SF123" {
		t.Errorf("delivered as %+v", o)
	}
	if events, _ := o.Deliver(r, agent, now); len(events) != 0 {
		t.Error("the same delivery was written again")
	}
	events, err = o.Link(LinkCustomer{o.ID, "C"}, agent, now)
	if o = fold(t, Orders, o, events, err); o.Customer != "C" {
		t.Error("the customer was not linked")
	}
}

// The shares of single units add up to what the line cost, in any portions, and differ by one at most.
func TestUnitsAddUpToTheirLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 500).Draw(t, "quantity")
		price := rapid.Int64Range(0, 1e12).Draw(t, "price")
		l := Line{
			No: 1, Quantity: n, Price: cny(price), Discount: cny(rapid.Int64Range(0, price).Draw(t, "discount")),
			Tax: cny(rapid.Int64Range(0, 1e9).Draw(t, "tax")), ShippingPaid: cny(rapid.Int64Range(0, 1e6).Draw(t, "shipping")),
		}
		o := Order{Currency: "CNY", Lines: []Line{l}}
		var sum, shipping, least, most int64
		for done := 0; done < n; {
			units := rapid.IntRange(1, n-done).Draw(t, "units")
			sum, shipping = sum+l.PaidFor(done, units).Minor, shipping+l.ShippingFor(done, units).Minor
			done += units
		}
		for i := range n {
			one := l.PaidFor(i, 1).Minor
			if i == 0 {
				least, most = one, one
			}
			least, most = min(least, one), max(most, one)
		}
		if sum != l.Net().Minor || shipping != l.ShippingPaid.Minor || o.Paid(1, n) != l.Net() {
			t.Fatalf("units add up to %d and %d of %d and %d", sum, shipping, l.Net().Minor, l.ShippingPaid.Minor)
		}
		if most-least > 1 {
			t.Fatalf("one unit costs %d, another %d", least, most)
		}
		if l.PaidFor(0, n+5) != l.Net() || l.PaidFor(n, 1).Minor != 0 || o.Paid(2, 1).Minor != 0 {
			t.Fatal("units that were never bought cost something")
		}
	})
}

func TestSpreadIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(-1e15, 1e15).Draw(t, "whole")
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1e15), 1, 20).Draw(t, "weights")
		var sum, all int64
		for _, w := range weights {
			all += w
		}
		for i, s := range Spread(whole, weights) {
			sum += s
			if all > 0 {
				exact := float64(whole) * float64(weights[i]) / float64(all)
				if d := float64(s) - exact; d > 1.5 || d < -1.5 {
					t.Fatalf("share %d is %d, exactly %f", i, s, exact)
				}
			}
		}
		if sum != whole {
			t.Fatalf("the shares add up to %d, not %d", sum, whole)
		}
	})
	if len(Spread(5, nil)) != 0 {
		t.Error("nobody got something")
	}
}

func TestRowComesBack(t *testing.T) {
	words := []string{}
	intern := func(w string) uint32 { words = append(words, w); return uint32(len(words) - 1) }
	events, err := Order{}.Put(order(), agent, now)
	o := fold(t, Orders, Order{}, events, err)
	b := orderRow(o, nil, intern)
	r := ReadRow(b)
	if len(b) != RowSize || r.SignedMs != o.SignedAt.UnixMilli() || r.PlacedMs != o.PlacedAt.UnixMilli() || r.Units != 4 || r.Lines != 2 ||
		words[r.Platform] != "pinduoduo" || words[r.Status] != "signed" {
		t.Errorf("%d bytes, %+v", len(b), r)
	}
	if r := ReadRow(orderRow(Order{}, nil, intern)); r.SignedMs != 0 || r.PlacedMs != 0 {
		t.Errorf("no times are %+v", r)
	}
}

func TestCustomersGrowAndKeepWhatPeopleEdited(t *testing.T) {
	first := PutCustomer{Name: "王小明", Phones: []string{"138 0013 8000"}, Emails: []string{"Wang@Example.com"}}
	id := CustomerID(first)
	events, err := Customer{}.Put(first, id, agent, now)
	c := fold(t, Customers, Customer{}, events, err)
	if c.ID != id || c.Name != "王小明" || len(c.Accounts) != 0 || c.Accounts == nil {
		t.Errorf("taken in as %+v", c)
	}
	same := PutCustomer{Phones: []string{"+86 13800138000"}, Emails: []string{"wang@example.com "}}
	if events, err := c.Put(same, "", agent, now); err != nil || len(events) != 0 {
		t.Errorf("the same in other spelling writes %v %v", events, err)
	}
	events, err = c.Change(ChangeCustomer{c.ID, "王明", c.Phones, c.Emails, "zh-CN", "", ""}, agent, now)
	c = fold(t, Customers, c, events, err)
	events, err = c.Put(PutCustomer{Name: "王小明", Phones: []string{"010-62345678"}, Accounts: []Account{{"pinduoduo", "u1"}, {"", "x"}}}, "", agent, now)
	c = fold(t, Customers, c, events, err)
	if c.Name != "王明" || !slices.Equal(c.OtherNames, []string{"王小明"}) || len(c.Phones) != 2 || len(c.Accounts) != 1 || c.Language != "zh-CN" {
		t.Errorf("grown to %+v", c)
	}
	for _, e := range events {
		if len(e.Data) != 0 {
			t.Errorf("personal details lie open: %s", e.Data)
		}
	}
	for _, name := range []string{"王明", "王小明"} {
		if events, err := c.Put(PutCustomer{Name: name, Phones: c.Phones}, "", agent, now); err != nil || len(events) != 0 {
			t.Errorf("the known name %s writes %v %v", name, events, err)
		}
	}
	_, err = Customer{}.Put(PutCustomer{Notes: "?"}, "X", agent, now)
	refused(t, err, "field.missing")
	_, err = c.Change(ChangeCustomer{Customer: c.ID, Name: "x", Emails: []string{"nope"}}, agent, now)
	refused(t, err, "customer.emailWrong")
}

func TestKeysAreNormal(t *testing.T) {
	for phone, want := range map[string]string{
		"+86 138-0013-8000": "13800138000", "008613800138000": "13800138000", "138****8000": "", "010-62345678转12": "01062345678",
		"１３８００１３８０００": "13800138000", "+1 (709) 555-0142 x9": "17095550142", "110": "",
	} {
		if got := PhoneKey(phone); got != want {
			t.Errorf("%s is %q, want %q", phone, got, want)
		}
	}
	for email, want := range map[string]string{" A@B.c ": "a@b.c", "@b": "", "a@": "", "plain": ""} {
		if got := EmailKey(email); got != want {
			t.Errorf("%s is %q, want %q", email, got, want)
		}
	}
	if NameKey("  Ann   LEE ") != "ann lee" {
		t.Error("names are not normal")
	}
	byMail, byPhone := CustomerID(PutCustomer{Emails: []string{"A@b.c"}, Phones: []string{"13800138000"}}), CustomerID(PutCustomer{Phones: []string{"+8613800138000"}})
	if byMail != CustomerID(PutCustomer{Emails: []string{"a@B.c"}}) || byPhone != CustomerID(PutCustomer{Phones: []string{"138 0013 8000"}}) || byMail == byPhone {
		t.Error("the same customer has two ids, or two have one")
	}
	if CustomerID(PutCustomer{Name: "王"}) != "" {
		t.Error("a name alone makes an id")
	}
}

func TestIndexesFindOrdersAndCustomers(t *testing.T) {
	events, err := Order{}.Put(order(), agent, now)
	o := fold(t, Orders, Order{}, events, err)
	got := map[string]int{}
	for _, ix := range Orders.Indexes {
		got[ix.Name] = len(ix.Keys(o, nil))
	}
	if diff := cmp.Diff(map[string]int{"number": 1, "customer": 0, "placed": 1, "signed": 1, "tracking": 1}, got); diff != "" {
		t.Error(diff)
	}
	c := Customer{Name: "Ann", Phones: []string{"138****1", "13800138000"}, Emails: []string{"a@b.c"}, Accounts: []Account{{"tmall", "1"}}}
	for _, ix := range Customers.Indexes {
		want := 1
		if ix.Name == record.IndexCompeting {
			want = 0
		}
		if n := len(ix.Keys(c, nil)); n != want {
			t.Errorf("index %s has %d keys", ix.Name, n)
		}
	}
	if words := customerWords(c, nil); !slices.Contains(words, "Ann") || !slices.Contains(words, "a@b.c") {
		t.Errorf("words are %v", words)
	}
	if words := orderWords(o, nil); !slices.Contains(words, "261101-1234") || !slices.Contains(words, "杯子") {
		t.Errorf("words are %v", words)
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
