package command

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// restore makes a desk from a backup: in a new folder, or in place of one that is damaged.
func (v *verbs) restore() *cobra.Command {
	var over, list bool
	c := &cobra.Command{
		Use: "restore [FILE] [--over] [--list]", Short: v.help("restore"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			o, err := v.options()
			if err != nil {
				return err
			}
			a := app.New(o)
			defer a.Shutdown()
			switch {
			case list:
				return refused(v.survey(a))
			case over:
				return refused(v.restoreOver(a, args))
			case len(args) == 0:
				return fmt.Errorf("restore wants a FILE, --over or --list")
			}
			ctx, stop := stoppable()
			defer stop()
			if err := a.Restore(ctx, args[0]); err != nil {
				return refusal{err}
			}
			return v.print(map[string]string{"desk": o.Dir}, v.say().Say("cli.restore.done", record.Params{"desk": o.Dir}))
		},
	}
	c.Flags().BoolVar(&over, "over", false, v.flag("over"))
	c.Flags().BoolVar(&list, "list", false, v.flag("list"))
	return c
}

// restoreOver mends the desk in its folder; with no file out of what its own file still holds.
func (v *verbs) restoreOver(a *app.App, args []string) error {
	ctx, stop := stoppable()
	defer stop()
	if err := needed(ctx, a); err != nil {
		return err
	}
	c := app.MendDesk{Salvage: true}
	if len(args) == 1 {
		c.Backup = args[0]
	}
	made, err := a.MendFrom(ctx, c)
	if err != nil {
		return err
	}
	words := v.say().Say("cli.restore.over", record.Params{"count": strconv.Itoa(made.Brought)})
	if made.Kept != "" {
		words += "\n" + v.say().Say("cli.restore.kept", record.Params{"file": made.Kept})
	}
	return v.print(map[string]any{"kept": made.Kept, "brought": made.Brought, "waiting": made.Waiting}, words)
}

// needed refuses where nothing is wrong.
func needed(ctx context.Context, a *app.App) error {
	need, err := a.NeedsRescue(ctx)
	if err == nil && !need {
		err = record.Problem{Code: "rescue.notNeeded"}
	}
	return err
}

// survey tells what is wrong with the desk and what each backup would bring and lose.
func (v *verbs) survey(a *app.App) error {
	ctx, stop := stoppable()
	defer stop()
	if err := needed(ctx, a); err != nil {
		return err
	}
	s, err := a.Survey()
	if err != nil {
		return err
	}
	return v.print(s, v.surveyed(s))
}

func (v *verbs) surveyed(s app.Survey) string {
	say := v.say()
	lines := []string{v.explain(s.Page.Problem), s.Page.File}
	for _, f := range s.Page.Faults {
		lines = append(lines, "  "+say.Say("fault."+f.Code, f.Params))
	}
	remains := "none"
	switch {
	case s.Remains.Complete:
		remains = "complete"
	case s.Remains.Readable:
		remains = "some"
	}
	lines = append(lines, say.Say("cli.restore.remains."+remains, record.Params{"count": strconv.Itoa(s.Remains.Changes), "lost": strconv.Itoa(s.Remains.Lost)}))
	for _, b := range s.Backups {
		after := say.Say("cli.restore.unknown", nil)
		if b.Known {
			after = say.Say("cli.restore.after", record.Params{"brought": strconv.Itoa(b.Brought), "lost": strconv.Itoa(b.Lost)})
		}
		lines = append(lines, fmt.Sprintf("%s  %s  %s", b.Last.Local().Format(time.DateTime), b.Path, after))
	}
	return strings.Join(lines, "\n")
}

// inspect is the child that looks through a file for the program; it is for nobody else.
func (v *verbs) inspect() *cobra.Command {
	var whole bool
	c := &cobra.Command{
		Use: app.InspectVerb + " FILE", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := stoppable()
			defer stop()
			return app.New(app.Options{Version: v.version}).Inspect(ctx, args[0], whole, v.Out)
		},
	}
	c.Flags().BoolVar(&whole, "whole", false, "")
	return c
}
