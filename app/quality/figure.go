package quality

import "mendesk/app/record"

// Unit is what a figure's value is measured in.
type Unit string

// The units of figures.
const (
	Ratio   Unit = "ratio"   // a fraction; 0.85 is 85 %
	Seconds Unit = "seconds" // of wall-clock or business time, as the figure defines
)

// Sense tells on which side of its target a figure is good.
type Sense string

// The two senses of a target.
const (
	AtLeast Sense = "atLeast"
	AtMost  Sense = "atMost"
)

// Verdict compares a figure with its target.
type Verdict string

// The verdicts: None when there is no value or no target.
const (
	Met    Verdict = "met"
	Missed Verdict = "missed"
	None   Verdict = "none"
)

// Trending tells whether a change since the period before is for the better.
type Trending string

// What a change can mean; Unknown when one of the two periods has no data.
const (
	Better  Trending = "better"
	Worse   Trending = "worse"
	Same    Trending = "same"
	Unknown Trending = "unknown"
)

// Figure is one figure of one period. Numbers that are not known are nil, never 0.
//
// For a ratio Value is Numerator / Denominator. For a time Value is the median, and Numerator / Denominator,
// the seconds of all measured cases over their count, is the mean.
type Figure struct {
	Key         string   `json:"key"`
	Value       *float64 `json:"value" ts_type:"number | null"` // nil: no data
	Numerator   int64    `json:"numerator"`
	Denominator int64    `json:"denominator"`
	N           int      `json:"n"`       // cases the value rests on
	LeftOut     int      `json:"leftOut"` // rows of the period that could not be counted; see Left
	Unit        Unit     `json:"unit"`
	Target      *float64 `json:"target" ts_type:"number | null"`
	Small       bool     `json:"small"` // fewer than 30 cases: Low and High say how far to trust it

	Sense    Sense    `json:"sense"`
	Met      Verdict  `json:"met"`
	Low      *float64 `json:"low" ts_type:"number | null"` // Wilson 95 % interval of a small ratio
	High     *float64 `json:"high" ts_type:"number | null"`
	P50      *float64 `json:"p50" ts_type:"number | null"` // of times, nearest rank
	P90      *float64 `json:"p90" ts_type:"number | null"`
	Mean     *float64 `json:"mean" ts_type:"number | null"`     // of times in seconds, of csat in points from 1 to 5
	Response *float64 `json:"response" ts_type:"number | null"` // csat: answered / resolved in the period
	Waiting  int      `json:"waiting"`                          // cases of the period still without an answer or an end
	Backlog  int      `json:"backlog"`                          // resolutionRate: everything open at the end of the period

	Previous  *float64 `json:"previous" ts_type:"number | null"` // value of the period before
	PreviousN int      `json:"previousN"`
	Change    *float64 `json:"change" ts_type:"number | null"` // Value − Previous
	Trending  Trending `json:"trending"`

	Left []Left `json:"left"` // what LeftOut is made of
}

// Left counts rows that a figure left out for one reason; text at quality.left.<reason>.
type Left struct {
	Reason string `json:"reason"`
	N      int    `json:"n"`
}

// Trend is a figure over twelve periods of one length, the last of which is the report's.
type Trend struct {
	Key    string   `json:"key"`
	Unit   Unit     `json:"unit"`
	Points []Point  `json:"points"`
	Target *float64 `json:"target" ts_type:"number | null"`
}

// Point is one period of a trend; a gap where Value is nil.
type Point struct {
	Label string     `json:"label"` // as short as it is clear: 2026-11, 2026-W47, 11-21, 2026-Q4
	From  record.Day `json:"from"`
	To    record.Day `json:"to"`
	Value *float64   `json:"value" ts_type:"number | null"`
	N     int        `json:"n"`
}

// Pareto orders causes by how often they came or by what they cost. The vital few are the first to reach
// 80 %; "other" is last.
type Pareto struct {
	By         ParetoBy `json:"by"`
	Bars       []Bar    `json:"bars"`
	N          int      `json:"n"`          // count of all bars
	Cost       int64    `json:"cost"`       // minor units, of all bars
	Vital      int      `json:"vital"`      // how many bars the vital few are
	VitalShare float64  `json:"vitalShare"` // what they make together
	LeftOut    int      `json:"leftOut"`    // cases whose cost is in another currency than the shop's: counted, their cost not added
}

// Bar is one cause.
type Bar struct {
	Key        string  `json:"key"` // text at returns.reason.<key>; "other" for all that are not shown
	Count      int     `json:"count"`
	Cost       int64   `json:"cost"`       // minor units of the report's currency
	Share      float64 `json:"share"`      // of all bars, in what the bars are ordered by
	Cumulative float64 `json:"cumulative"` // share of this bar and those before it
	Vital      bool    `json:"vital"`
}

// Stage is one stretch of the returns' way from request to settlement, with whom it waited for.
type Stage struct {
	Key      string       `json:"key"`                              // text at returns.stage.<key>
	N        int          `json:"n"`                                // returns that spent time in it
	Open     int          `json:"open"`                             // of them: still in it
	P50      *float64     `json:"p50" ts_type:"number | null"`      // seconds; open ones are censored, not dropped
	P90      *float64     `json:"p90" ts_type:"number | null"`      // likewise
	Share    float64      `json:"share"`                            // of all time spent in all stages
	Parties  []PartyShare `json:"parties"`                          // whom the stage waited for
	Previous *float64     `json:"previous" ts_type:"number | null"` // p50 of the period before
	Change   *float64     `json:"change" ts_type:"number | null"`   // P50 − Previous
}

// PartyShare is one party's share of the time that went by in a stage.
type PartyShare struct {
	Party string  `json:"party"` // text at quality.party.<party>
	Share float64 `json:"share"`
}
