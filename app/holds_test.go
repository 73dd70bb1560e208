package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"mendesk/app/exchange"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/storage"
)

// twoDesks is a shop with two workstations, A and B, whose shared log is in memory.
type twoDesks struct {
	t     *testing.T
	a, b  *App
	now   time.Time
	holds []record.Hash

	order, ret, ticket record.ID
}

// meeting is a workstation's way to the shared log; away, it reaches nobody.
type meeting struct {
	of   *twoDesks
	me   *App
	away bool
}

var errAway = errors.New("the shared log cannot be reached")

func (m *meeting) Hold(ctx context.Context, h hold, may func([]record.Hash) error) error {
	if m.away {
		return errAway
	}
	m.of.pull(m.me)
	earlier := m.of.holds
	at := slices.Index(m.of.holds, h.Entry)
	if at >= 0 {
		earlier = earlier[:at]
	}
	if err := may(earlier); err != nil {
		return errors.Join(errTaken, err)
	}
	if at < 0 {
		m.of.holds = append(m.of.holds, h.Entry)
	}
	return ctx.Err()
}

// pull merges what the other workstation knows.
func (w *twoDesks) pull(to *App) {
	w.t.Helper()
	from := w.a
	if to == w.a {
		from = w.b
	}
	var out bytes.Buffer
	if err := from.desk.store.Export(context.Background(), &out); err != nil {
		w.t.Fatal(err)
	}
	if _, err := to.desk.store.MergeFrom(context.Background(), &out); err != nil {
		w.t.Fatal(err)
	}
}

// call runs a method of the window and decodes what it answers; want is the code of its refusal.
func call[T any](w *twoDesks, a *App, method, args, want string) (out T) {
	w.t.Helper()
	w.now = w.now.Add(time.Second)
	raw, err := a.Call(method, []byte(args))
	if p, _ := record.AsProblem(err); p.Code != want || (err != nil && want == "") {
		w.t.Fatalf("%s: %v, want %q", method, err, want)
	}
	if err == nil {
		if err := json.Unmarshal(raw, &out); err != nil {
			w.t.Fatal(err)
		}
	}
	return out
}

// refundable gives two workstations that know one return, of which the customer keeps the goods and gets the money.
func refundable(t *testing.T) (w *twoDesks, a, b *meeting) {
	w = &twoDesks{t: t, now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	options := Options{Dir: filepath.Join(t.TempDir(), "a"), Now: func() time.Time { return w.now }}
	w.a = New(options)
	t.Cleanup(w.a.Shutdown)
	if err := w.a.Found(Found{Shop: "栖木生活", Zone: "Asia/Shanghai", Currency: "CNY", Lang: "zh-CN", Admin: "罗雨晴"}); err != nil {
		t.Fatal(err)
	}
	w.sell()
	w.b = New(Options{Dir: filepath.Join(t.TempDir(), "b"), Now: options.Now})
	t.Cleanup(w.b.Shutdown)
	o := w.b.storeOptions()
	o.Letter = "B"
	store, err := storage.Create(w.b.Path(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.b.take(store); err != nil {
		t.Fatal(err)
	}
	w.pull(w.b)
	w.b.setPerson(w.a.signedIn())
	a, b = &meeting{of: w, me: w.a}, &meeting{of: w, me: w.b}
	w.a.desk.payer, w.b.desk.payer = a, b
	return w, a, b
}

// sell gives A an order, and a return of all of it that the customer keeps.
func (w *twoDesks) sell() {
	w.t.Helper()
	ago := func(d time.Duration) string { return w.now.Add(-d).UTC().Format(time.RFC3339) }
	type id struct {
		ID record.ID `json:"id"`
	}
	customer := call[id](w, w.a, "Customers.Put", `{"name":"林静怡","phones":["13800006207"]}`, "").ID
	w.order = call[id](w, w.a, "Customers.PutOrder", `{"platform":"tmall","number":"1","customer":"`+string(customer)+`","status":"signed","placedAt":"`+ago(73*time.Hour)+`","paidAt":"`+ago(72*time.Hour)+`","shippedAt":"`+ago(66*time.Hour)+`","signedAt":"`+ago(25*time.Hour)+`","currency":"CNY","shipping":{"minor":0,"currency":"CNY"},"discount":{"minor":0,"currency":"CNY"},"received":{"minor":0,"currency":"CNY"},"lines":[{"sku":"F5-1P","name":"复合滤芯 F5","quantity":3,"price":{"minor":38700,"currency":"CNY"}}]}`, "").ID
	w.ticket = call[TicketDetail](w, w.a, "Tickets.Open", `{"kind":"return","channel":"chat","subject":"滤芯异响","customer":"`+string(customer)+`","order":"`+string(w.order)+`"}`, "").Ticket.ID
	w.ret = call[ReturnDetail](w, w.a, "Returns.Request", `{"order":"`+string(w.order)+`","ticket":"`+string(w.ticket)+`","fault":"merchant","method":"dropOff","lines":[{"orderLine":1,"quantity":3,"reason":"quality","opened":true}]}`, "").Return.ID
	call[ReturnDetail](w, w.a, "Returns.Approve", `{"return":"`+string(w.ret)+`"}`, "")
	call[returns.Ledger](w, w.a, "Returns.Grant", `{"return":"`+string(w.ret)+`","line":1,"kind":"keepTheGoods","units":3,"reason":"不值得寄回"}`, "")
}

func (w *twoDesks) refund(a *App) returns.Refund {
	w.t.Helper()
	l := call[returns.Ledger](w, a, "Returns.Refund", `{"ledger":"`+string(w.order)+`","return":"`+string(w.ret)+`"}`, "")
	return l.Refunds[len(l.Refunds)-1]
}

func (w *twoDesks) about(a *App, refund record.ID, more string) string {
	return `{"ledger":"` + string(w.order) + `","refund":"` + string(refund) + `"` + more + `}`
}

func (w *twoDesks) find(a *App, id record.ID) returns.Refund {
	w.t.Helper()
	for _, f := range call[ReturnDetail](w, a, "Returns.Get", `"`+string(w.ret)+`"`, "").Ledger.Refunds {
		if f.ID == id {
			return f
		}
	}
	w.t.Fatal("no such refund here")
	return returns.Refund{}
}

func (w *twoDesks) confirm(a *App) holdsDone {
	w.t.Helper()
	w.now = w.now.Add(time.Minute)
	done, err := a.desk.confirmHolds(context.Background())
	if err != nil && !errors.Is(err, errAway) && !errors.Is(err, errTaken) {
		w.t.Fatal(err)
	}
	return done
}

// Two workstations offline both refund the same return; online one hold wins, the other is refused and told.
func TestTheDoubleRefundIsPaidOnce(t *testing.T) {
	w, a, b := refundable(t)
	a.away, b.away = true, true
	one, two := w.refund(w.a), w.refund(w.b)
	if done := w.confirm(w.a); one.State != returns.RefundWaiting || done != (holdsDone{Waiting: 1}) {
		t.Fatalf("offline: %+v, %+v", done, one)
	}
	call[returns.Ledger](w, w.a, "Returns.ExecuteRefund", w.about(w.a, one.ID, `,"channel":"bank","reference":"1"`), "refund.notConfirmed")
	a.away, b.away = false, false
	if done := w.confirm(w.b); done != (holdsDone{Confirmed: 1}) {
		t.Fatalf("the first to come: %+v", done)
	}
	if done := w.confirm(w.a); done != (holdsDone{Lost: 1}) {
		t.Fatalf("the second to come: %+v", done)
	}
	w.pull(w.b)
	for _, app := range []*App{w.a, w.b} {
		if lost := w.find(app, one.ID); lost.State != returns.RefundRefused || lost.Winner != two.ID {
			t.Fatalf("the hold that came second: %+v", lost)
		}
		if won := w.find(app, two.ID); won.State != returns.RefundHeld {
			t.Fatalf("the hold that came first: %+v", won)
		}
	}
	call[returns.Ledger](w, w.b, "Returns.ExecuteRefund", w.about(w.b, two.ID, `,"channel":"bank","reference":"1"`), "")
	if v := call[ReturnDetail](w, w.b, "Returns.Get", `"`+string(w.ret)+`"`, "").Account; v.Executed != 38700 || v.Over != 0 {
		t.Fatalf("paid: %+v", v)
	}
}

// Two supervisors let it be paid while offline: one incident, which keeps the ticket open until it is settled.
func TestTwoOverridesBlockTheTicket(t *testing.T) {
	w, a, b := refundable(t)
	a.away, b.away = true, true
	pay := func(app *App, reference string) record.ID {
		f := w.refund(app)
		call[returns.Ledger](w, app, "Returns.OverrideHold", w.about(app, f.ID, `,"reason":"断网两天"`), "")
		call[returns.Ledger](w, app, "Returns.ExecuteRefund", w.about(app, f.ID, `,"channel":"bank","reference":"`+reference+`"`), "")
		return f.ID
	}
	one, _ := pay(w.a, "A-1"), pay(w.b, "B-1")
	w.pull(w.a)
	w.pull(w.b)
	call[TicketDetail](w, w.a, "Tickets.Resolve", `{"ticket":"`+string(w.ticket)+`","solution":"已退款"}`, "")
	call[TicketDetail](w, w.a, "Tickets.Close", `{"ticket":"`+string(w.ticket)+`"}`, "settle.incidentOpen")
	if d := call[TicketDetail](w, w.a, "Tickets.Get", `"`+string(w.ticket)+`"`, ""); !d.Returns[0].Incident {
		t.Fatalf("the ticket does not tell: %+v", d.Returns)
	}
	settle := `{"ledger":"` + string(w.order) + `","incident":1,"stands":"` + string(one) + `","recovered":38700,"words":"客户已退回第二笔"}`
	l := call[returns.Ledger](w, w.a, "Returns.SettleIncident", settle, "")
	if len(l.Incidents) != 1 || l.Incidents[0].Open() {
		t.Fatalf("incidents: %+v", l.Incidents)
	}
	call[returns.Ledger](w, w.a, "Returns.SettleIncident", settle, "refund.noIncident")
	if _, err := w.a.Call("Tickets.Close", []byte(`{"ticket":"`+string(w.ticket)+`"}`)); err != nil {
		if p, _ := record.AsProblem(err); p.Code == "settle.incidentOpen" {
			t.Fatalf("settled, and still in the way: %v", err)
		}
	}
}

// A workstation alone is its own shared log: what it holds may be paid at once.
func TestADeskOfOneConfirmsAtOnce(t *testing.T) {
	w, _, _ := refundable(t)
	w.a.desk.payer = nil
	if f := w.refund(w.a); f.State != returns.RefundHeld {
		t.Fatalf("held alone: %+v", f)
	}
}

// Only the ledger's own word gives a hold up.
func TestAHoldIsNotLostBecauseARoundWasCutOff(t *testing.T) {
	wrapped := func(no error) error { return fmt.Errorf("%w: %w", exchange.ErrTaken, no) }
	over := errors.Join(record.Problem{Code: "ledger.overCap", Params: record.Params{"line": "1"}})
	for _, c := range []struct {
		name    string
		err, no error
		taken   bool
	}{
		{"the ledger refused", wrapped(over), over, true},
		{"the round was cut off", wrapped(context.Canceled), context.Canceled, false},
		{"the store failed", wrapped(io.ErrUnexpectedEOF), io.ErrUnexpectedEOF, false},
		{"nobody answered after the ledger agreed", exchange.ErrUnclear, nil, false},
		{"granted", nil, nil, false},
	} {
		if got := taken(c.err, c.no); errors.Is(got, errTaken) != c.taken {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
