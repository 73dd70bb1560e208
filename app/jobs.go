package app

import (
	"context"
	"time"

	"mendesk/app/record"
	"mendesk/app/schedule"
)

// The jobs of a workstation. Their names and descriptions are texts at jobs.<key>.
const (
	jobReportMonthly = "reportMonthly"
	jobReportWeekly  = "reportWeekly"
	jobBackup        = "backup"
	jobCheck         = "check"
	jobSearch        = "search"
	jobCertificates  = "certificates"
	jobFiles         = "attachments"
	jobSnapshot      = "snapshot"
)

// settleTime leaves a desk that was just opened to the people for a while.
const settleTime = time.Minute

// jobs are the chores that the desk does by itself. A shop's computer is off at night, so what matters is
// made up for in the morning. No job changes a record.
func (d *desk) jobs() []schedule.Job {
	return []schedule.Job{
		{Key: jobBackup, Spec: "30 2 * * *", On: true, Missed: schedule.RunOnce, Limit: 2 * time.Hour, Do: d.runBackup},
		{Key: jobCheck, Spec: "30 3 * * *", On: true, Missed: schedule.RunOnce, Limit: 2 * time.Hour, Do: d.runCheck},
		{Key: jobSearch, Spec: "30 4 * * *", On: true, Missed: schedule.Skip, Limit: time.Hour, Do: d.runSearch},
		{Key: jobFiles, Spec: "0 5 * * *", On: true, Missed: schedule.Skip, Limit: time.Hour, Do: d.runFiles},
		{Key: jobSnapshot, Spec: "30 5 * * *", On: true, Missed: schedule.RunOnce, Limit: 2 * time.Hour, Do: d.runSnapshot},
		{Key: jobReportMonthly, Spec: "0 6 1 * *", On: true, Missed: schedule.RunOnce, Limit: 10 * time.Minute, Do: d.runMonthly},
		{Key: jobReportWeekly, Spec: "30 6 * * 1", On: true, Missed: schedule.RunOnce, Limit: 10 * time.Minute, Do: d.runWeekly},
		{Key: jobCertificates, Spec: "0 8 * * *", On: true, Missed: schedule.RunOnce, Limit: 10 * time.Minute, Do: d.runCertificates},
	}
}

// newSchedule makes the desk's schedule; nothing runs by itself until it is started.
func (a *App) newSchedule(d *desk) (*schedule.Schedule, error) {
	return schedule.New(schedule.Options{
		Now: a.options.Now, Zone: d.zone, Store: states{d}, Settle: settleTime,
		Unexpected: func(err error) record.Problem {
			shown := Show(a.closing(nil, err))
			params := record.Params{}
			if shown.Ref != "" {
				params["ref"] = shown.Ref
			}
			return record.Problem{Code: shown.Code, Params: params}
		},
		Changed: func(key string) { a.shell.Emit("jobs", key) },
	}, d.jobs()...)
}

// states keeps the jobs' states in the store's local bucket, where they are no records.
type states struct{ d *desk }

const localJobs = "jobs/"

func (s states) Load(key string) ([]byte, error)     { return s.d.store.Local(localJobs + key) }
func (s states) Save(key string, value []byte) error { return s.d.store.SetLocal(localJobs+key, value) }

// zone is the shop's; UTC until there is a shop.
func (d *desk) zone() *time.Location {
	s, err := d.shop()
	if err != nil {
		return time.UTC
	}
	return s.Location()
}

// Zone is the shop's, in which jobs are due.
func (a *App) Zone() (*time.Location, error) {
	return safely(a, func(d *desk) (*time.Location, error) { return d.zone(), nil })
}

// today is the day in the shop's zone.
func (d *desk) today() record.Day { return record.DayOf(d.app.now(), d.zone()) }

// Jobs tells how every job stands.
func (a *App) Jobs() ([]schedule.Status, error) {
	if _, err := a.mustBeSomebody(); err != nil {
		return nil, err
	}
	return safely(a, func(d *desk) ([]schedule.Status, error) { return d.schedule.List(), nil })
}

// RunJob runs a job now and waits for its end. It needs an admin.
func (a *App) RunJob(ctx context.Context, key string) (schedule.Run, error) {
	if err := a.mustAdmin(); err != nil {
		return schedule.Run{}, err
	}
	return safely(a, func(d *desk) (schedule.Run, error) { return d.schedule.Run(ctx, key) })
}
