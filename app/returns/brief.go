package returns

import (
	"strconv"
	"time"

	"mendesk/app/record"
)

// ColumnLimit is how long a return may stay in a column of the board before it is slow.
type ColumnLimit struct {
	Column  Column `json:"column"`
	Seconds int64  `json:"seconds"` // wall clock
}

// DefaultColumnLimits are what a new shop starts with.
func DefaultColumnLimits() []ColumnLimit {
	const hour, day = 60 * 60, 24 * 60 * 60
	return []ColumnLimit{
		{ColumnReview, 8 * hour},
		{ColumnSendBack, 7 * day},
		{ColumnCustoms, 10 * day},
		{ColumnReceive, day},
		{ColumnInspect, 8 * hour},
		{ColumnRefund, 2 * day},
	}
}

func limitOf(limits []ColumnLimit, column Column) int64 {
	for _, l := range limits {
		if l.Column == column {
			return l.Seconds
		}
	}
	return 0
}

// Brief is the return as a card of the board.
func (r Return) Brief(limits []ColumnLimit, now time.Time) Brief {
	b := Brief{
		ID: r.ID, Number: r.Number, Customer: r.Customer, State: r.StateAt(now), Method: r.Method, Ticket: r.Ticket,
		Stage: r.Stage, Column: r.Stage.Column(), Since: r.ColumnSince, Waiting: r.Waiting,
		Limit: limitOf(limits, r.Stage.Column()), Owner: r.Worker, WhyParams: record.Params{},
		Amount: record.Money{Currency: r.Currency},
	}
	if b.State == Approved {
		b.Expires = r.ExpiresAt
	}
	for _, l := range r.Lines {
		units := l.units(r.underReview() || r.Review == Rejected || r.Review == Cancelled)
		if units == 0 {
			continue
		}
		if b.Title == "" {
			b.Title = l.Title
		} else {
			b.More = true
		}
		b.Units += units
		b.Amount.Minor += l.Value(units)
	}
	b.WhyKey, b.WhyParams = r.matter(b.State, now)
	b.Pace = r.pace(b, now)
	return b
}

// units that the line concerns: those requested until it is decided, then those approved.
func (l ReturnLine) units(asked bool) int {
	if asked {
		return l.Requested
	}
	return max(l.Approved, l.Received)
}

// matter is what a reader of the card should know first; an empty key when nothing is.
func (r Return) matter(state State, now time.Time) (key string, params record.Params) {
	switch {
	case len(r.Flags) > 0:
		return "returns.flag." + r.Flags[0], record.Params{}
	case state == NeedsInformation:
		return "returns.matter.asked", record.Params{"count": strconv.Itoa(r.Asked)}
	case state == Expired:
		return "returns.matter.expired", record.Params{"day": string(r.SendBy)}
	case state == Approved && !r.ExpiresAt.IsZero() && r.ExpiresAt.Sub(now) < 48*time.Hour:
		return "returns.matter.expires", record.Params{"day": string(r.SendBy)}
	}
	for _, l := range r.Lines {
		if l.Reception == Lost || l.Reception == WrongItem || l.Reception == Short {
			return "returns.matter." + string(l.Reception), record.Params{
				"title": l.Title, "missing": strconv.Itoa(l.Approved - l.Received),
			}
		}
	}
	return "", record.Params{}
}

// pace: slow from four fifths of the column's limit on; stuck from twice the limit on, and from the limit
// on when facts clash or the customer was asked more than once.
func (r Return) pace(b Brief, now time.Time) Pace {
	spent := int64(now.Sub(b.Since) / time.Second)
	trouble := len(r.Flags) > 0 || r.Asked > 1 || b.State == Expired
	switch {
	case b.Column == ColumnFinished || b.Limit == 0:
		return OnPace
	case spent >= 2*b.Limit || (trouble && spent >= b.Limit):
		return Stuck
	case spent*5 >= b.Limit*4:
		return Slow
	}
	return OnPace
}
