package returns

import (
	"slices"
	"strconv"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/training"
)

// Events opens the return id. others are the returns of the same order, whose units are not asked for twice;
// policy is the version in force, by which this return will be judged for ever.
func (c Request) Events(id record.ID, number string, who training.Actor, order archive.Order, others []Return, policy Policy, now time.Time) ([]record.Event, error) {
	d, err := c.data(who, order, others, policy, now)
	if err != nil {
		return nil, err
	}
	d.Number, d.Allowed = number, policy.Judge(d.asReturn()).Allowed
	return []record.Event{Returns.Did(id, requested, d, wordsPrivate{c.Remarks})}, nil
}

// Preview is what the policy would say of the request; nothing is written.
func (c Request) Preview(who training.Actor, order archive.Order, others []Return, policy Policy, now time.Time) (Decision, error) {
	d, err := c.data(who, order, others, policy, now)
	if err != nil {
		return Decision{}, err
	}
	return policy.Judge(d.asReturn()), nil
}

func (c Request) data(who training.Actor, order archive.Order, others []Return, policy Policy, now time.Time) (requestedData, error) {
	if err := c.check(who, order, policy); err != nil {
		return requestedData{}, err
	}
	d := requestedData{
		Order: order.ID, OrderNumber: order.Number, Customer: order.Customer, Ticket: c.Ticket, Fault: c.Fault, Method: c.Method,
		Currency: order.Currency, RequestedDay: record.DayOf(now, zoneOf(who)), SignedDay: dayOf(order.SignedAt, who),
		Policy: policy.ID, PolicyVersion: policy.Version, Hygienic: policy.Terms.Hygienic,
	}
	for i, asked := range c.Lines {
		l, err := asked.data(i, order, others, now)
		if err != nil {
			return d, err
		}
		d.Lines = append(d.Lines, l)
	}
	return d, nil
}

func (c Request) check(who training.Actor, order archive.Order, policy Policy) error {
	if err := who.Must(training.Agent, training.Supervisor); err != nil {
		return err
	}
	switch {
	case order.ID == "" || order.ID != c.Order:
		return record.Missing("order")
	case order.Status == archive.Unpaid || order.Status == archive.Cancelled:
		return record.Wrong("order", "return.orderNotBought", record.Params{"number": order.Number})
	case policy.State != PolicyPublished:
		return record.Problem{Code: "return.noPolicy"}
	case !slices.Contains(Faults(), c.Fault):
		return record.Missing("fault")
	case !slices.Contains(Methods(), c.Method):
		return record.Missing("method")
	case len(c.Lines) == 0:
		return record.Missing("lines")
	}
	seen := map[int]bool{}
	for i, l := range c.Lines {
		if seen[l.OrderLine] {
			return record.Wrong(field("lines", i, "orderLine"), "return.lineTwice", nil)
		}
		seen[l.OrderLine] = true
	}
	return nil
}

func (l RequestedLine) data(i int, order archive.Order, others []Return, now time.Time) (lineAskedFor, error) {
	bought, ok := order.Line(l.OrderLine)
	if !ok {
		return lineAskedFor{}, record.Wrong(field("lines", i, "orderLine"), "return.lineUnknown", nil)
	}
	if !slices.Contains(Reasons(), l.Reason) {
		return lineAskedFor{}, record.Missing(field("lines", i, "reason"))
	}
	free := bought.Quantity - askedFor(others, l.OrderLine, now)
	if l.Quantity < 1 || l.Quantity > free {
		return lineAskedFor{}, record.Wrong(field("lines", i, "quantity"), "return.overOrdered", record.Params{
			"requested": strconv.Itoa(l.Quantity), "available": strconv.Itoa(max(free, 0)), "ordered": strconv.Itoa(bought.Quantity),
		})
	}
	return lineAskedFor{
		OrderLine: bought.No, SKU: bought.SKU, Title: bought.Name, Category: bought.Category,
		Ordered: bought.Quantity, Paid: bought.Net().Minor, Shipping: bought.ShippingPaid.Minor,
		Reason: l.Reason, Opened: l.Opened, Confirmed: l.Confirmed, Traits: l.traits(bought), Quantity: l.Quantity,
	}, nil
}

func (l RequestedLine) traits(bought archive.Line) []string {
	out := []string{}
	for _, a := range bought.Attributes {
		out = append(out, string(a))
	}
	for _, t := range l.Traits {
		if slices.Contains(Traits(), t) && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// askedFor counts the units of an order's line that other returns ask for or brought back.
func askedFor(others []Return, orderLine int, now time.Time) int {
	n := 0
	for _, r := range others {
		state := r.StateAt(now)
		if state.Ended() && state != Settled {
			continue
		}
		for _, l := range r.Lines {
			if l.OrderLine == orderLine {
				n += l.claims(r.underReview())
			}
		}
	}
	return n
}

func (l ReturnLine) claims(underReview bool) int {
	switch {
	case underReview:
		return l.Requested
	case l.stage() == StageRefund && l.Reception != Lost && l.Reception != NotReturned:
		return l.Accepted
	}
	return l.Approved
}

// asReturn gives the request the shape in which a policy judges it.
func (d requestedData) asReturn() Return {
	return Return{
		Fault: d.Fault, RequestedDay: d.RequestedDay, SignedDay: d.SignedDay, Policy: d.Policy, PolicyVersion: d.PolicyVersion,
		Lines: linesOf(d.Lines),
	}
}

func zoneOf(who training.Actor) *time.Location {
	if who.Zone == nil {
		return time.UTC
	}
	return who.Zone
}

func dayOf(t time.Time, who training.Actor) record.Day {
	if t.IsZero() {
		return ""
	}
	return record.DayOf(t, zoneOf(who))
}

// field names an input inside a list, as in "lines.0.quantity".
func field(list string, i int, name string) string { return list + "." + strconv.Itoa(i) + "." + name }
