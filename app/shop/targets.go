package shop

import (
	"slices"
	"time"

	"mendesk/app/record"
)

// Targets are one published version of what the shop measures itself by. They never change.
type Targets struct {
	Version     int       `json:"version"`
	From        time.Time `json:"from" ts_type:"string"` // effective from; the latest version that began counts
	PublishedAt time.Time `json:"publishedAt" ts_type:"string"`
	By          record.ID `json:"by"`
	// Promise is within how many seconds of wall-clock time a customer is promised a first reply.
	Promise int64    `json:"promise"`
	List    []Target `json:"list"`
}

// Target is the value that a figure should reach.
type Target struct {
	Figure  string `json:"figure"`  // key of the figure, as in "csat"
	AtLeast bool   `json:"atLeast"` // the figure should be at least the value; else at most
	Value   int64  `json:"value"`   // millionths for a rate, seconds for a time
}

// DefaultPromise is the first reply a new shop promises, in seconds of wall-clock time: 24 hours.
const DefaultPromise = 24 * 60 * 60

// DefaultTargets are what a new shop starts with.
func DefaultTargets() []Target {
	return []Target{
		{Figure: "firstReplyInTime", AtLeast: true, Value: 950_000},
		{Figure: "firstReplyTime", Value: DefaultPromise},
		{Figure: "resolvedInTime", AtLeast: true, Value: 900_000},
		{Figure: "resolutionTime", Value: 3 * DefaultPromise},
		{Figure: "resolutionRate", AtLeast: true, Value: 900_000},
		{Figure: "csat", AtLeast: true, Value: 850_000},
		{Figure: "complaintRate", Value: 20_000},
		{Figure: "returnRate", Value: 100_000},
		{Figure: "returnCycle", Value: 7 * DefaultPromise},
		{Figure: "certifiedCoverage", AtLeast: true, Value: 1_000_000},
	}
}

// TargetsAt gives the version in force at the moment at; before the first began, the first.
func (s Shop) TargetsAt(at time.Time) Targets {
	var best Targets
	for _, v := range s.Targets {
		if best.Version == 0 || (!v.From.After(at) && !v.From.Before(best.From)) {
			best = v
		}
	}
	return best
}

// Of finds the target of a figure.
func (v Targets) Of(figure string) (Target, bool) {
	i := slices.IndexFunc(v.List, func(t Target) bool { return t.Figure == figure })
	if i < 0 {
		return Target{}, false
	}
	return v.List[i], true
}
