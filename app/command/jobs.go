package command

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/schedule"
)

func (v *verbs) jobs() *cobra.Command {
	jobs := &cobra.Command{Use: "jobs", Short: v.help("jobs")}
	jobs.AddCommand(
		&cobra.Command{
			Use: "list", Short: v.help("jobsList"), Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				return v.with(func(a *app.App) error {
					list, err := a.Jobs()
					if err != nil {
						return err
					}
					zone, err := a.Zone()
					if err != nil {
						return err
					}
					return v.print(list, v.jobTable(list, zone))
				})
			},
		},
		&cobra.Command{
			Use: "run KEY", Short: v.help("jobsRun"), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return v.runJob(args[0]) },
		},
	)
	return jobs
}

// jobTable prints one job a line: its key, whether it is on, when it is due in the shop's zone, and how it went last.
func (v *verbs) jobTable(list []schedule.Status, zone *time.Location) string {
	say := v.say()
	var b strings.Builder
	for _, j := range list {
		when := say.Say("jobs.off", nil)
		if j.On {
			when = j.Next.In(zone).Format("2006-01-02 15:04")
		}
		last := say.Say("jobs.never", nil)
		if j.Ran {
			last = j.Last.At.In(zone).Format("2006-01-02 15:04") + " " + say.Say("jobs.result."+string(j.Last.Result), nil)
		}
		fmt.Fprintf(&b, "%-14s  %-16s  %-24s  %s\n", j.Key, when, last, say.Say("jobs."+j.Key+".name", nil))
	}
	return strings.TrimRight(b.String(), "\n")
}

// runJob runs a job to its end; one that fails is a refusal.
func (v *verbs) runJob(key string) error {
	return v.with(func(a *app.App) error {
		ctx, stop := stoppable()
		defer stop()
		run, err := a.RunJob(ctx, key)
		if err != nil {
			return err
		}
		say := v.say()
		if run.Result != schedule.OK && run.Code != "" {
			return record.Problem{Code: run.Code, Params: run.Params}
		}
		took := time.Duration(run.Millis) * time.Millisecond
		words := say.Say("jobs.result."+string(run.Result), nil) + ", " + took.Round(10*time.Millisecond).String()
		if run.Result == schedule.OK {
			words += "\n" + say.Say("jobs."+key+".did", run.Params)
		}
		return v.print(run, words)
	})
}
