package quality

import (
	"time"

	"mendesk/app/record"
)

// Sheet is the figures of a period: what the figures page and the figures verb show.
type Sheet struct {
	From     record.Day `json:"from"` // first day
	To       record.Day `json:"to"`   // last day, which is in the period
	AsOf     time.Time  `json:"asOf" ts_type:"string"`
	Zone     string     `json:"zone"` // IANA name of the zone in which the days are counted
	Previous Span       `json:"previous"`
	Figures  []Figure   `json:"figures"`
}

// Span is a run of days with both ends in it.
type Span struct {
	From record.Day `json:"from"`
	To   record.Day `json:"to"`
}

// Report is everything that the quality report prints. It is complete: whoever draws it needs no other
// record and no clock.
type Report struct {
	Shop          string           `json:"shop"`
	Currency      string           `json:"currency"` // ISO 4217; of every Cost
	Zone          string           `json:"zone"`
	From          record.Day       `json:"from"`
	To            record.Day       `json:"to"`
	AsOf          time.Time        `json:"asOf" ts_type:"string"`
	Previous      Span             `json:"previous"`
	Figures       []Figure         `json:"figures"`
	Trend         Trend            `json:"trend"`  // the one that is drawn large
	Trends        []Trend          `json:"trends"` // of every figure that has one, for the small lines on cards
	Pareto        Pareto           `json:"pareto"` // of return reasons, by count
	CostPareto    Pareto           `json:"costPareto"`
	Ratings       []RatingCount    `json:"ratings"`
	Stages        []Stage          `json:"stages"` // of the returns' way
	Breached      []BreachedTicket `json:"breached"`
	BreachedTotal int              `json:"breachedTotal"` // Breached shows the latest ones only
	Certification []CourseCoverage `json:"certification"`
	Notes         []Note           `json:"notes"`
	PaidTwice     []PaidTwice      `json:"paidTwice"` // incidents that nobody settled, whenever they came: the oldest first
}

// PaidTwice is money of a return that went out twice, or that two workstations may pay.
type PaidTwice struct {
	Number   string       `json:"number"` // of the return
	Over     record.Money `json:"over"`   // above the cap; 0 while nothing is paid twice yet
	Refunds  int          `json:"refunds"`
	OpenedAt time.Time    `json:"openedAt" ts_type:"string"`
}

// BreachedTicket is a clock that ran out in the period, or was answered too late.
type BreachedTicket struct {
	Ticket   record.ID `json:"ticket"`
	Number   string    `json:"number"`
	Customer string    `json:"customer"`
	Subject  string    `json:"subject"`
	Metric   string    `json:"metric"` // firstReply or resolve; text at quality.metric.<metric>
	DueAt    time.Time `json:"dueAt" ts_type:"string"`
	Late     int64     `json:"late"` // seconds past due, up to asOf while it is still open
	Open     bool      `json:"open"` // not answered or resolved yet
	Owner    string    `json:"owner"`
	State    string    `json:"state"` // text at tickets.state.<state>
}

// CourseCoverage tells for one course how many of the people who need it hold it, as of the report's moment.
type CourseCoverage struct {
	Course   string   `json:"course"`   // its title
	Required int      `json:"required"` // people who need it
	Valid    int      `json:"valid"`    // of them: certificate holds; Expiring ones are among them
	Expiring int      `json:"expiring"` // valid, ends within 30 days
	Refresh  int      `json:"refresh"`  // valid until a date set by a newer version of the course
	Expired  int      `json:"expired"`  // had one that ended, or is suspended or revoked
	Missing  int      `json:"missing"`  // never had one, or it has not begun
	Coverage *float64 `json:"coverage" ts_type:"number | null"`
	People   []string `json:"people"` // names of those who need it and do not hold it
}

// Note is a sentence about the quality of the data: text at quality.note.<key> with Params.
type Note struct {
	Key    string        `json:"key"`
	Params record.Params `json:"params"`
	Count  int           `json:"count"`
}

// RatingCount is how many answers gave a rating from 1 to 5.
type RatingCount struct {
	Rating int `json:"rating"`
	N      int `json:"n"`
}
