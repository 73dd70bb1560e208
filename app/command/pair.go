package command

import (
	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// pair proves a code to a hub: for the desk in the folder, or for an empty folder that joins the hub's desk.
func (v *verbs) pair() *cobra.Command {
	var c app.Pairing
	cmd := &cobra.Command{
		Use: "pair --hub ADDR --code CODE", Short: v.help("pair"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o, err := v.options()
			if err != nil {
				return err
			}
			a := app.New(o)
			if a.Exists() {
				return v.with(func(a *app.App) error { return v.runPair(a, c) })
			}
			defer a.Shutdown()
			return refused(v.runPair(a, c))
		},
	}
	cmd.Flags().StringVar(&c.Hub, "hub", "", v.flag("hub"))
	cmd.Flags().StringVar(&c.Code, "code", "", v.flag("code"))
	cmd.Flags().StringVar(&c.Name, "workstation", "", v.flag("workstation"))
	return cmd
}

func (v *verbs) runPair(a *app.App, c app.Pairing) error {
	ctx, stop := stoppable()
	defer stop()
	p, err := a.Pair(ctx, c)
	if err != nil {
		return err
	}
	text := "cli.pair.again"
	switch {
	case p.Joined:
		text = "cli.pair.joined"
	case p.First:
		text = "cli.pair.shared"
	}
	return v.print(p, v.say().Say(text, record.Params{"address": p.Address}))
}
