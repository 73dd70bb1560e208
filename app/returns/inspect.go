package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Inspect records an inspection. Its events are for two records: what was found goes to the return, and the
// units that are accepted are entitled on the order's ledger, in the same change.
func (r Return) Inspect(c Inspect, who training.Actor, now time.Time) ([]record.Event, error) {
	if err := who.Must(training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	l, err := r.line(c.Line, "line")
	if err != nil {
		return nil, err
	}
	if err := r.inspectable(l); err != nil {
		return nil, err
	}
	held, err := who.Certificate(training.Inspect, now)
	if err != nil {
		return nil, err
	}
	if err := c.check(l); err != nil {
		return nil, err
	}
	events := []record.Event{Returns.Did(r.ID, inspected, inspectedData{
		Line: l.N, Title: l.Title, Grade: c.Grade, Accepted: c.Accepted, Rejected: c.Rejected,
		Checks: slices.Concat([]Check{}, c.Checks), Certificate: held.ID, Seen: l.Inspections,
	}, wordsPrivate{strings.TrimSpace(c.Note)})}
	if c.Accepted > 0 || l.Accepted > 0 {
		events = append(events, Ledgers.Did(r.Order, entitled, entitledData{Account: r.account(l), Units: c.Accepted}, nil))
	}
	return events, nil
}

// inspectable holds the guards of inspection that are not the inspector's own.
func (r Return) inspectable(l ReturnLine) error {
	params := record.Params{"line": strconv.Itoa(l.N), "title": l.Title}
	switch {
	case r.State == Settled:
		return record.Problem{Code: "return.ended", Params: record.Params{"state": string(r.State)}}
	case l.Received == 0:
		return record.Wrong("line", "inspect.notReceived", params)
	case !l.Hygiene.Settled():
		return record.Wrong("line", "inspect.hygiene", params)
	case l.Disposition != "" && !l.Apart:
		return record.Wrong("line", "inspect.disposedAlready", params)
	}
	return nil
}

func (c Inspect) check(l ReturnLine) error {
	switch {
	case !slices.Contains(Grades(), c.Grade):
		return record.Missing("grade")
	case c.Accepted < 0:
		return record.Wrong("accepted", "inspect.sum", record.Params{"received": strconv.Itoa(l.Received)})
	case c.Rejected < 0 || c.Accepted+c.Rejected != l.Received:
		return record.Wrong("rejected", "inspect.sum", record.Params{"received": strconv.Itoa(l.Received)})
	case c.Accepted > 0 && l.Reception == WrongItem:
		return record.Wrong("accepted", "inspect.wrongItem", nil)
	}
	for i, k := range c.Checks {
		if !slices.Contains(Checks(), k.Key) {
			return record.Missing(field("checks", i, "key"))
		}
	}
	return nil
}

// account is what the ledger needs to know of the line, so that it can be folded without the order.
func (r Return) account(l ReturnLine) account {
	return account{
		Customer: r.Customer, Currency: r.Currency, Return: r.ID, Line: l.N,
		OrderLine: l.OrderLine, SKU: l.SKU, Title: l.Title, Ordered: l.Ordered,
		Paid: l.Paid, Shipping: l.Shipping, PaysShipping: l.fault(r.Fault) != Buyer,
	}
}

// Dispose says where the goods of an inspected line go.
func (r Return) Dispose(c Dispose, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	l, err := r.line(c.Line, "line")
	if err != nil {
		return nil, err
	}
	switch {
	case !slices.Contains(Dispositions(), c.To):
		return nil, record.Missing("to")
	case l.Received == 0 || l.Inspections == 0:
		return nil, record.Wrong("line", "dispose.notInspected", nil)
	case l.Disposition != "":
		return nil, record.Wrong("line", "dispose.already", nil)
	case c.To == Restock && r.Hygienic.Disinfect && l.Hygiene != Disinfected:
		return nil, record.Wrong("to", "dispose.notDisinfected", nil)
	case c.To == BackToCustomer && l.Refused == 0:
		return nil, record.Wrong("to", "dispose.acceptedStays", nil)
	}
	return []record.Event{Returns.Did(r.ID, disposed, disposedData{l.N, l.Title, c.To}, wordsPrivate{strings.TrimSpace(c.Note)})}, nil
}

// Settle ends the return when nothing of it is left to do and everything entitled by it is paid. The desk
// asks for it by itself after the last step; see [Return.Unsettled].
func (r Return) Settle(_ Settle, ledger Ledger, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Agent, training.Inspector, training.Supervisor); err != nil {
		return nil, err
	}
	if err := r.Unsettled(ledger); err != nil {
		return nil, err
	}
	d := settledData{Refunded: ledger.executedFor(r.ID), Currency: r.Currency}
	return []record.Event{Returns.Did(r.ID, settled, d, nil)}, nil
}

// Unsettled tells why the return cannot be settled yet; nil when it can.
func (r Return) Unsettled(ledger Ledger) error {
	switch {
	case r.State == Settled:
		return record.Problem{Code: "return.settledAlready"}
	case r.State != Decided:
		return record.Problem{Code: "settle.notDecided", Params: record.Params{"state": string(r.State)}}
	case slices.Contains(r.Flags, "inspectedApart"):
		return record.Problem{Code: "settle.inspectedApart"}
	}
	if in, open := ledger.OpenIncident(); open {
		return in.Unsettled()
	}
	if owed := ledger.owedUnits(r.ID); owed > 0 {
		return record.Problem{Code: "settle.notRefunded", Params: record.Params{"units": strconv.Itoa(owed)}}
	}
	return nil
}
