package command

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// stoppable is a context that ends when the person presses Ctrl C.
func stoppable() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt)
}

// checked is what check --json prints.
type checked struct {
	OK     bool    `json:"ok"`
	Faults []fault `json:"faults"`
}

type fault struct {
	Code    string        `json:"code"`
	Params  record.Params `json:"params"`
	Message string        `json:"message"`
}

func (v *verbs) check() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: v.help("check"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				ctx, stop := stoppable()
				defer stop()
				found, err := a.Check(ctx)
				if err != nil {
					return err
				}
				out := checked{OK: len(found) == 0, Faults: []fault{}}
				words := v.say().Say("cli.check.ok", nil)
				if !out.OK {
					words = v.say().Say("cli.check.faults", record.Params{"count": strconv.Itoa(len(found))})
				}
				for _, f := range found {
					message := v.say().Say("fault."+f.Code, f.Params)
					out.Faults = append(out.Faults, fault{f.Code, f.Params, message})
					words += "\n" + message
				}
				if err := v.print(out, words); err != nil {
					return err
				}
				if !out.OK {
					return errFaults
				}
				return nil
			})
		},
	}
}

func (v *verbs) rebuild() *cobra.Command {
	return &cobra.Command{
		Use: "rebuild", Short: v.help("rebuild"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				ctx, stop := stoppable()
				defer stop()
				if err := a.Rebuild(ctx); err != nil {
					return err
				}
				return v.print(map[string]bool{"rebuilt": true}, v.say().Say("cli.rebuild.done", nil))
			})
		},
	}
}

func (v *verbs) digest() *cobra.Command {
	return &cobra.Command{
		Use: "digest", Short: v.help("digest"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				ctx, stop := stoppable()
				defer stop()
				sum, err := a.Digest(ctx)
				if err != nil {
					return err
				}
				return v.print(map[string]string{"digest": sum}, sum)
			})
		},
	}
}

func (v *verbs) backup() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use: "backup --out FILE", Short: v.help("backup"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				ctx, stop := stoppable()
				defer stop()
				if err := a.Backup(ctx, out); err != nil {
					return err
				}
				return v.print(map[string]string{"file": out}, v.say().Say("cli.backup.done", record.Params{"file": out}))
			})
		},
	}
	c.Flags().StringVar(&out, "out", "", v.flag("out"))
	_ = c.MarkFlagRequired("out")
	return c
}

func (v *verbs) versionVerb() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: v.help("version"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.print(map[string]string{"version": v.version}, fmt.Sprintf("mendesk %s", v.version))
		},
	}
}
