package returns

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// After folds one event into the return, then derives its state and stage from what is known of its lines.
func (r Return) After(h record.Happened) (Return, error) {
	next, err := r.fold(h)
	if err != nil {
		return r, err
	}
	return next.derived(h.When), nil
}

func (r Return) fold(h record.Happened) (Return, error) {
	switch h.What {
	case requested:
		return r.afterRequested(h)
	case informationAsked:
		return r.afterAsked(h)
	case informationGiven:
		return r.afterGiven()
	case approved:
		return r.afterApproved(h)
	case rejected:
		return r.afterRejected(h)
	case cancelled:
		return r.afterCancelled(h)
	case shippedBack:
		return r.afterShipped(h)
	case tracked:
		return r.afterTracked(h)
	case received:
		return r.afterReceived(h)
	case disinfected:
		return r.afterDisinfected(h)
	case inspected:
		return r.afterInspected(h)
	case disposed:
		return r.afterDisposed(h)
	case settled:
		return r.afterSettled(h)
	case record.Attached, record.Detached:
		files, err := r.Files.After(h)
		r.Files = files
		return r, err
	case record.Erased:
		r.Files, r.ErasedAt = nil, h.When
		return r, nil
	}
	return r, record.ErrUnknownEvent
}

func (r Return) afterRequested(h record.Happened) (Return, error) {
	d, err := record.Read[requestedData](h)
	if err != nil {
		return r, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	return Return{
		ID: h.Of.ID, Number: d.Number, Order: d.Order, OrderNumber: d.OrderNumber, Customer: d.Customer, Ticket: d.Ticket,
		Fault: d.Fault, Method: d.Method, Currency: d.Currency,
		RequestedAt: h.When, RequestedBy: h.By, RequestedDay: d.RequestedDay, SignedDay: d.SignedDay, Words: p.Words,
		Policy: d.Policy, PolicyVersion: d.PolicyVersion, Allowed: d.Allowed, Hygienic: d.Hygienic,
		Review: Requested, Shipments: []Shipment{}, Lines: linesOf(d.Lines), Spent: []Spent{}, Flags: []string{},
		Stage: StageReview, Waiting: ForUs, Since: h.When, WaitSince: h.When, ColumnSince: h.When, Worker: h.By,
	}, err
}

func linesOf(asked []lineAskedFor) []ReturnLine {
	out := make([]ReturnLine, len(asked))
	for i, a := range asked {
		out[i] = ReturnLine{
			N: i + 1, OrderLine: a.OrderLine, SKU: a.SKU, Title: a.Title, Category: a.Category,
			Ordered: a.Ordered, Paid: a.Paid, Shipping: a.Shipping, Reason: a.Reason, Opened: a.Opened, Confirmed: a.Confirmed,
			Traits: slices.Concat([]string{}, a.Traits), Requested: a.Quantity,
			Reception: Expected, Hygiene: HygienePending, Inspection: InspectionPending,
			Inspected: Inspected{Checks: []Check{}},
		}
	}
	return out
}

func (r Return) afterAsked(h record.Happened) (Return, error) {
	if !r.underReview() {
		return r, record.Refuse("return.notUnderReview")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	r.Review, r.Question, r.Asked, r.Worker = NeedsInformation, p.Words, r.Asked+1, h.By
	return r, err
}

func (r Return) afterGiven() (Return, error) {
	if r.Review == NeedsInformation {
		r.Review, r.Question = Requested, ""
	}
	return r, nil
}

func (r Return) afterApproved(h record.Happened) (Return, error) {
	d, err := record.Read[approvedData](h)
	if err != nil {
		return r, err
	}
	if !r.underReview() && !(r.Review == Rejected && d.Against) {
		return r, record.Refuse("return.notUnderReview")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	r.Review, r.ReviewedAt, r.ReviewedBy, r.ReviewReason, r.Question = Approved, h.When, h.By, p.Words, ""
	r.Against, r.Clause, r.SendBy, r.ExpiresAt, r.Worker = d.Against, d.Clause, d.SendBy, d.ExpiresAt, h.By
	r.Lines = slices.Clone(r.Lines)
	for i := range r.Lines {
		r.Lines[i] = r.Lines[i].approved(d.Lines)
	}
	return r, err
}

func (l ReturnLine) approved(lines []lineApproved) ReturnLine {
	for _, a := range lines {
		if a.Line == l.N {
			l.Approved, l.Clause = a.Quantity, a.Clause
		}
	}
	if l.Approved == 0 && l.Received == 0 {
		l.Reception, l.Hygiene, l.Inspection = NothingExpected, NotNeeded, NoInspection
	}
	return l
}

func (r Return) afterRejected(h record.Happened) (Return, error) {
	if !r.underReview() {
		return r, record.Refuse("return.notUnderReview")
	}
	d, err := record.Read[rejectedData](h)
	if err != nil {
		return r, err
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	r.Review, r.ReviewedAt, r.ReviewedBy, r.Clause, r.ReviewReason = Rejected, h.When, h.By, d.Clause, p.Words
	r.Question, r.Worker = "", h.By
	return r, err
}

func (r Return) afterCancelled(h record.Happened) (Return, error) {
	if r.arrived() {
		return r, record.Refuse("return.alreadyReceived")
	}
	if r.Review == Cancelled || r.Review == Rejected {
		return r, record.Refuse("return.ended")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	r.Review, r.ReviewReason, r.Question, r.Worker = Cancelled, p.Words, "", h.By
	return r, err
}

func (r Return) afterSettled(h record.Happened) (Return, error) {
	if !r.SettledAt.IsZero() {
		return r, record.Refuse("return.settledAlready")
	}
	if r.State != Decided {
		return r, record.Refuse("settle.notDecided")
	}
	d, err := record.Read[settledData](h)
	r.SettledAt, r.Refunded = h.When, d.Refunded
	return r, err
}

// underReview tells whether the request can still be decided.
func (r Return) underReview() bool { return r.Review == Requested || r.Review == NeedsInformation }

func (r Return) flagged(flag string) Return {
	if !slices.Contains(r.Flags, flag) {
		r.Flags = append(slices.Clip(r.Flags), flag)
	}
	return r
}

// flagIf sets the flag, or takes it away.
func (r Return) flagIf(on bool, flag string) Return {
	if on {
		return r.flagged(flag)
	}
	r.Flags = slices.DeleteFunc(slices.Clone(r.Flags), func(f string) bool { return f == flag })
	return r
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
