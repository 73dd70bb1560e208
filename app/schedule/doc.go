// Package schedule runs named jobs at times of the shop's clock: one run at a time, each run recorded with
// its result, and what a workstation missed while it was off made up for or let go, as the job asks. It does
// not know what a job does, nor where its states are kept.
package schedule
