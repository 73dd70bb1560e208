package app

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/returns"
	"mendesk/app/shop"
	"mendesk/app/ticket"
	"mendesk/app/training"
	"mendesk/storage"
)

// BoardColumn is a column of the board, the one that waits longest first.
type BoardColumn struct {
	Column returns.Column  `json:"column"`
	Cards  []returns.Brief `json:"cards"`
	Total  int             `json:"total"`
	Slow   int             `json:"slow"`
	Stuck  int             `json:"stuck"`
	Median int64           `json:"median"` // seconds that the cards have been in it
	Limit  int64           `json:"limit"`  // seconds that are all right
	Sum    int64           `json:"sum"`    // minor units of the cards
}

// ReturnAsk filters the board and the table.
type ReturnAsk struct {
	Words   string        `json:"words"`   // number, customer or goods
	Waiting returns.Party `json:"waiting"` // empty: anybody
}

// ReturnDetail is everything that the page of one return shows.
type ReturnDetail struct {
	Return    returns.Return       `json:"return"`
	State     returns.State        `json:"state"` // as it counts now: an approval expires by time alone
	Decision  returns.Decision     `json:"decision"`
	Policy    returns.Policy       `json:"policy"`
	Rail      []returns.RailStep   `json:"rail"`
	Parts     []returns.LineParts  `json:"parts"`
	Gates     []returns.Gate       `json:"gates"`
	Ledger    returns.Ledger       `json:"ledger"`
	Account   returns.LedgerView   `json:"account"`
	Lines     []record.Line        `json:"lines"` // of return and ledger, newest first
	Customer  archive.Customer     `json:"customer"`
	Ticket    TicketLabel          `json:"ticket"`
	Limit     returns.Limit        `json:"limit"`     // what the person may approve
	Unsettled string               `json:"unsettled"` // code of why it cannot be settled yet; empty when it can
	Proposal  []returns.RefundLine `json:"proposal"`  // what may be refunded for this return now

	Shared      bool  `json:"shared"`      // others share the desk: a hold has to be confirmed before it is paid
	Unconfirmed int64 `json:"unconfirmed"` // minor units that a supervisor may let be paid before that
}

// TicketLabel names a ticket.
type TicketLabel struct {
	ID     record.ID `json:"id"`
	Number string    `json:"number"`
}

const columnCards = 50

// Board gives the columns of the board, the finished ones last.
func (s *Returns) Board(ask ReturnAsk) ([]BoardColumn, error) {
	return view(s.app, func(tx *storage.Tx, _ training.Actor, now time.Time) ([]BoardColumn, error) {
		out := []BoardColumn{}
		for _, column := range returns.Columns() {
			c, err := boardColumn(tx, column, ask, now)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
		return out, nil
	})
}

func boardColumn(tx *storage.Tx, column returns.Column, ask ReturnAsk, now time.Time) (BoardColumn, error) {
	if column == returns.ColumnFinished {
		return finishedColumn(tx, ask, now)
	}
	out := BoardColumn{Column: column, Cards: []returns.Brief{}, Limit: columnLimit(column)}
	ages := []int64{}
	for r, err := range storage.Each(tx, returns.Returns, storage.Span{Index: "column", Prefix: record.Key(string(column))}) {
		if err != nil {
			return out, err
		}
		if r.StateAt(now).Ended() { // an approval that ran out has ended by time alone
			continue
		}
		b, ok := r.Brief(returns.DefaultColumnLimits(), now), ask.Waiting == "" && ask.Words == ""
		if !ok || len(out.Cards) < columnCards { // of those that only count, nothing beside them is read
			if b, ok, err = card(tx, r, ask, now); err != nil {
				return out, err
			}
		}
		if !ok {
			continue
		}
		out.add(b)
		ages = append(ages, int64(now.Sub(b.Since)/time.Second))
		if len(out.Cards) < columnCards {
			out.Cards = append(out.Cards, b)
		}
	}
	slices.Sort(ages)
	if len(ages) > 0 {
		out.Median = ages[(len(ages)-1)/2]
	}
	return out, nil
}

// finishedColumn holds what ended, newest first, and the approvals that ran out.
func finishedColumn(tx *storage.Tx, ask ReturnAsk, now time.Time) (BoardColumn, error) {
	out := BoardColumn{Column: returns.ColumnFinished, Cards: []returns.Brief{}}
	expired := storage.Span{Index: "expires", To: record.Key(now), Reverse: true}
	var err error
	if out.Total, err = finishedReturns(tx, expired); err != nil {
		return out, err
	}
	for _, span := range []storage.Span{
		expired, {Index: "column", Prefix: record.Key(string(returns.ColumnFinished)), Reverse: true},
	} {
		for r, err := range storage.Each(tx, returns.Returns, span) {
			if err != nil {
				return out, err
			}
			b, ok, err := card(tx, r, ask, now)
			if err != nil {
				return out, err
			}
			if ok {
				out.Cards = append(out.Cards, b)
			}
			if len(out.Cards) >= columnCards {
				break
			}
		}
	}
	if ask != (ReturnAsk{}) {
		out.Total = len(out.Cards) // of what is asked for, no more are looked for than are shown
	}
	slices.SortStableFunc(out.Cards, func(x, y returns.Brief) int { return y.Since.Compare(x.Since) })
	return out, nil
}

// finishedReturns counts all that ended, expired ones among them. Most returns have, so those in the other columns
// are counted.
func finishedReturns(tx *storage.Tx, expired storage.Span) (int, error) {
	n, err := storage.Count(tx, returns.Returns.Name, expired)
	if err != nil {
		return 0, err
	}
	all, err := storage.Count(tx, returns.Returns.Name, storage.Span{Index: "column"})
	if err != nil {
		return 0, err
	}
	for _, c := range returns.Columns() {
		if c == returns.ColumnFinished {
			continue
		}
		other, err := storage.Count(tx, returns.Returns.Name, storage.Span{Index: "column", Prefix: record.Key(string(c))})
		if err != nil {
			return 0, err
		}
		all -= other
	}
	return n + all, nil
}

func (c *BoardColumn) add(b returns.Brief) {
	c.Total++
	c.Sum += b.Amount.Minor
	switch b.Pace {
	case returns.Slow:
		c.Slow++
	case returns.Stuck:
		c.Stuck++
	}
}

// card joins the customer to a return and tells whether it is asked for.
func card(tx *storage.Tx, r returns.Return, ask ReturnAsk, now time.Time) (b returns.Brief, ok bool, err error) {
	b = r.Brief(returns.DefaultColumnLimits(), now)
	customer, err := maybe(tx, archive.Customers, r.Customer)
	if err != nil {
		return b, false, err
	}
	b.CustomerName = customer.Name
	ledger, err := maybe(tx, returns.Ledgers, r.Order)
	if err != nil {
		return b, false, err
	}
	if _, b.Incident = ledger.OpenIncident(); b.Incident {
		b.WhyKey, b.WhyParams = "returns.incident.card", record.Params{}
	}
	if ask.Waiting != "" && b.Waiting != ask.Waiting {
		return b, false, nil
	}
	words := strings.ToLower(strings.TrimSpace(ask.Words))
	return b, words == "" || matches(words, b.Number, b.CustomerName, r.OrderNumber, b.Title) || linesMatch(r, words), nil
}

func linesMatch(r returns.Return, words string) bool {
	return slices.ContainsFunc(r.Lines, func(l returns.ReturnLine) bool { return matches(words, l.Title, l.SKU) })
}

// briefsOf gives the returns of a span as cards, newest last.
func briefsOf(tx *storage.Tx, over storage.Span, now time.Time) ([]returns.Brief, error) {
	out := []returns.Brief{}
	for r, err := range storage.Each(tx, returns.Returns, over) {
		if err != nil {
			return nil, err
		}
		b, _, err := card(tx, r, ReturnAsk{}, now)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// Get shows one return with its decision, gates, account and history.
func (s *Returns) Get(id record.ID) (ReturnDetail, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) (ReturnDetail, error) {
		r, err := storage.Get(tx, returns.Returns, id)
		if err != nil {
			return ReturnDetail{}, err
		}
		out, err := returnDetail(tx, r, who, now)
		out.Shared = s.app.shared()
		return out, err
	})
}

func returnDetail(tx *storage.Tx, r returns.Return, who training.Actor, now time.Time) (out ReturnDetail, err error) {
	if out.Ledger, err = maybe(tx, returns.Ledgers, r.Order); err != nil {
		return out, err
	}
	if out.Policy, err = maybe(tx, returns.Policies, r.Policy); err != nil {
		return out, err
	}
	if out.Customer, err = maybe(tx, archive.Customers, r.Customer); err != nil {
		return out, err
	}
	if out.Limit, err = limitOf(tx, who); err != nil {
		return out, err
	}
	of, err := storage.Get(tx, shop.Shops, shop.ID)
	if err != nil {
		return out, err
	}
	out.Unconfirmed = of.MostUnconfirmed()
	t, err := maybe(tx, ticket.Tickets, r.Ticket)
	if err != nil {
		return out, err
	}
	out.Return, out.State, out.Decision = r, r.StateAt(now), out.Policy.Judge(r)
	out.Rail, out.Parts, out.Gates = r.Stages(returns.DefaultColumnLimits(), now), r.Parts(), r.Gates(who, now)
	out.Account, out.Proposal = out.Ledger.View(r), out.Ledger.Proposal(r.ID)
	out.Ticket = TicketLabel{t.ID, t.Number}
	if p, ok := record.AsProblem(r.Unsettled(out.Ledger)); ok {
		out.Unsettled = p.Code
	}
	whole(&out.Customer, &out.Ledger, &out.Policy)
	out.Lines, err = timeline(tx, returns.Returns.Ref(r.ID), returns.Line)
	if err != nil {
		return out, err
	}
	money, err := timeline(tx, returns.Ledgers.Ref(r.Order), returns.Line)
	out.Lines = append(out.Lines, money...)
	slices.Reverse(out.Lines) // what one command did at one moment is told backwards too
	slices.SortStableFunc(out.Lines, func(x, y record.Line) int { return y.At.Compare(x.At) })
	return out, err
}

func columnLimit(column returns.Column) int64 {
	for _, l := range returns.DefaultColumnLimits() {
		if l.Column == column {
			return l.Seconds
		}
	}
	return 0
}
