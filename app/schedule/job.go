package schedule

import (
	"context"
	"time"

	"mendesk/app/record"
)

// Missed is what becomes of a run whose time passed while the workstation was off or asleep.
type Missed string

// The policies for missed runs.
const (
	Skip    Missed = "skip"    // let it go, and wait for the next
	RunOnce Missed = "runOnce" // make up for it once, however many were missed
)

// Job is a piece of work with a name and a plan.
type Job struct {
	Key    string
	Spec   string // when, as ParsePlan reads it
	On     bool   // whether a workstation that has never heard of the job runs it
	Missed Missed
	Limit  time.Duration // how long a run may take; 0: an hour
	// Do does the work and tells what came of it, for the log. It ends soon after ctx does.
	Do func(ctx context.Context) (record.Params, error)
}

// Cause is why a run took place.
type Cause string

// The causes of a run.
const (
	OnTime Cause = "schedule"
	Late   Cause = "missed" // made up for
	Person Cause = "person" // somebody asked for it
)

// Result is how a run ended.
type Result string

// The results of a run.
const (
	OK      Result = "ok"
	Failed  Result = "failed"
	Stopped Result = "stopped" // the program ended; the run is still owed
	Passed  Result = "missed"  // did not take place, by the job's policy
)

// Run is one run of a job as the log keeps it.
type Run struct {
	At      time.Time     `json:"at" ts_type:"string"`               // when it began
	Planned time.Time     `json:"planned,omitzero" ts_type:"string"` // when it was due; zero when somebody asked for it
	Cause   Cause         `json:"cause"`
	Result  Result        `json:"result"`
	Millis  int64         `json:"millis"` // how long it took
	Code    string        `json:"code"`   // of the problem, when it failed
	Params  record.Params `json:"params"` // what came of it, or the places of the problem's text
}

// Status is a job with its state on this workstation.
type Status struct {
	Key     string    `json:"key"`
	Spec    string    `json:"spec"`
	Missed  Missed    `json:"missed"`
	On      bool      `json:"on"`
	Running bool      `json:"running"`                        // or waiting for its turn
	Next    time.Time `json:"next,omitzero" ts_type:"string"` // zero: switched off
	Ran     bool      `json:"ran"`                            // whether Last is a run
	Last    Run       `json:"last"`                           // the last that took place
	Log     []Run     `json:"log"`                            // newest first, at most LogSize
}

// LogSize is how many runs of a job are kept.
const LogSize = 20
