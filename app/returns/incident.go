package returns

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

// Incident is money that went out twice, or that two workstations may pay: it stays open, and keeps the return and
// its ticket from closing, until a supervisor has said which payment stands and what came back.
type Incident struct {
	N        int         `json:"n"` // counts from 1 within the ledger
	Refunds  []record.ID `json:"refunds"`
	Over     int64       `json:"over"` // the most by which they were above the cap, in minor units; 0 while nothing is paid twice yet
	OpenedAt time.Time   `json:"openedAt" ts_type:"string"`

	SettledAt time.Time `json:"settledAt,omitzero" ts_type:"string"`
	SettledBy record.ID `json:"settledBy,omitempty"`
	Stands    record.ID `json:"stands,omitempty"`   // the refund whose payment stands
	Recovered int64     `json:"recovered,omitzero"` // minor units that came back, by the words of whoever settled it
	Words     string    `json:"words,omitempty"`
}

// Open tells whether nobody settled it yet.
func (i Incident) Open() bool { return i.SettledAt.IsZero() }

// OpenIncident is the ledger's incident that nobody settled yet; there is at most one.
func (l Ledger) OpenIncident() (Incident, bool) {
	if n := len(l.Incidents); n > 0 && l.Incidents[n-1].Open() {
		return l.Incidents[n-1], true
	}
	return Incident{}, false
}

// SettleIncident ends an incident in words; only a supervisor may.
func (l Ledger) SettleIncident(c SettleIncident, who training.Actor, _ time.Time) ([]record.Event, error) {
	if err := who.Must(training.Supervisor); err != nil {
		return nil, err
	}
	in, open := l.OpenIncident()
	stands := slices.IndexFunc(l.Refunds, func(f Refund) bool { return f.ID == c.Stands })
	switch {
	case !open || in.N != c.Incident:
		return nil, record.Problem{Code: "refund.noIncident"}
	case stands < 0 || !slices.Contains(in.Refunds, c.Stands):
		return nil, record.Missing("stands")
	case c.Recovered < 0 || c.Recovered > in.Over:
		return nil, record.Wrong("recovered", "refund.recoveredWrong", record.Params{
			"most": record.Money{Minor: in.Over, Currency: l.Currency}.Plain(), "currency": l.Currency,
		})
	case strings.TrimSpace(c.Words) == "":
		return nil, record.Missing("words")
	}
	d := incidentData{in.N, c.Stands, l.Refunds[stands].N, c.Recovered, l.Currency}
	return []record.Event{Ledgers.Did(l.ID, incidentSettled, d, wordsPrivate{strings.TrimSpace(c.Words)})}, nil
}

type incidentData struct {
	Incident  int       `json:"incident"`
	Stands    record.ID `json:"stands"`
	StandsN   int       `json:"standsN"` // its number within the ledger, as it was read
	Recovered int64     `json:"recovered"`
	Currency  string    `json:"currency"`
}

func (l Ledger) afterIncidentSettled(h record.Happened) (Ledger, error) {
	d, err := record.Read[incidentData](h)
	if err != nil {
		return l, err
	}
	in, open := l.OpenIncident()
	if !open || in.N != d.Incident {
		return l, record.Refuse("refund.noIncident")
	}
	p, err := record.ReadPrivate[wordsPrivate](h)
	in.SettledAt, in.SettledBy, in.Stands, in.Recovered, in.Words = h.When, h.By, d.Stands, d.Recovered, p.Words
	l.Incidents = slices.Clone(l.Incidents)
	l.Incidents[in.N-1] = in
	l.Tolerated, _ = l.doubled()
	return l.flagIf(false, "heldTwice"), err
}

// watched opens an incident when money went out twice beyond what a person has settled, or adds to the open one.
// What came back since is no longer settled: the same again is an incident again.
func (l Ledger) watched(h record.Happened) Ledger {
	sum, refunds := l.doubled()
	l.Tolerated = min(l.Tolerated, sum)
	if sum > l.Tolerated {
		return l.raise(h, refunds, sum)
	}
	return l
}

// raise opens an incident over the refunds, or widens the open one.
func (l Ledger) raise(h record.Happened, refunds []record.ID, over int64) Ledger {
	l.Incidents = slices.Clone(l.Incidents)
	if _, open := l.OpenIncident(); !open {
		l.Incidents = append(l.Incidents, Incident{N: len(l.Incidents) + 1, Refunds: []record.ID{}, OpenedAt: h.When})
	}
	in := &l.Incidents[len(l.Incidents)-1]
	in.Refunds, in.Over = slices.Clone(in.Refunds), max(in.Over, over)
	for _, id := range refunds {
		if !slices.Contains(in.Refunds, id) {
			in.Refunds = append(in.Refunds, id)
		}
	}
	return l
}

// doubled is the money that more than one payment of the same units has claimed, with those payments: what lines are
// above their caps where two refunds count on them, and what one refund was paid again under another reference.
func (l Ledger) doubled() (sum int64, refunds []record.ID) {
	add := func(id record.ID) {
		if !slices.Contains(refunds, id) {
			refunds = append(refunds, id)
		}
	}
	var again int64
	seen := []int{}
	for _, f := range l.Refunds {
		if f.Again > 0 && counts(f) {
			again += f.Minor * int64(f.Again)
			add(f.ID)
		}
		for _, x := range f.Lines {
			if slices.Contains(seen, x.OrderLine) {
				continue
			}
			seen = append(seen, x.OrderLine)
			payments := l.paymentsOf(x.OrderLine)
			_, minor := l.used(x.OrderLine, counts)
			if over := minor - l.capOf(x.OrderLine); over > 0 && len(payments) > 1 {
				sum += over
				for _, id := range payments {
					add(id)
				}
			}
		}
	}
	return max(sum, again), refunds
}

// paymentsOf are the refunds that count on a line of the order.
func (l Ledger) paymentsOf(orderLine int) []record.ID {
	var out []record.ID
	for _, f := range l.Refunds {
		if counts(f) && slices.ContainsFunc(f.Lines, func(x RefundLine) bool { return x.OrderLine == orderLine }) {
			out = append(out, f.ID)
		}
	}
	return out
}

// Unsettled is the problem of whatever waits for the incident to be settled.
func (i Incident) Unsettled() error {
	return record.Problem{Code: "settle.incidentOpen", Params: record.Params{"count": strconv.Itoa(len(i.Refunds))}}
}
