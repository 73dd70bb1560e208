package command

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// attach puts files of this machine on a ticket or a return.
func (v *verbs) attach() *cobra.Command {
	attach := &cobra.Command{Use: "attach", Short: v.help("attach.root")}
	for _, kind := range []string{"ticket", "return"} {
		ask := app.AttachAsk{Kind: kind}
		c := &cobra.Command{
			Use: kind + " NUMBER FILE...", Short: v.help("attach." + kind), Args: cobra.MinimumNArgs(2),
			RunE: func(_ *cobra.Command, args []string) error {
				ask.Number, ask.Paths = args[0], args[1:]
				return v.with(func(a *app.App) error {
					ctx, stop := stoppable()
					defer stop()
					files, err := a.AttachPaths(ctx, ask)
					if err != nil {
						return err
					}
					return v.print(files, v.say().Say("cli.attach.done", record.Params{
						"count": strconv.Itoa(len(files)), "number": ask.Number,
					}))
				})
			},
		}
		c.Flags().StringVar(&ask.Caption, "caption", "", v.flag("caption"))
		if kind == "return" {
			c.Flags().StringVar(&ask.Step, "step", "evidence", v.flag("step"))
		}
		attach.AddCommand(c)
	}
	return attach
}

// attachments copies what is attached to a ticket or a return into a folder.
func (v *verbs) attachments() *cobra.Command {
	attachments := &cobra.Command{Use: "attachments", Short: v.help("attachments.root")}
	for _, kind := range []string{"ticket", "return"} {
		var out string
		c := &cobra.Command{
			Use: kind + " NUMBER --out FOLDER", Short: v.help("attachments." + kind), Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				return v.with(func(a *app.App) error {
					paths, err := a.SaveAttachments(kind, args[0], out)
					if err != nil {
						return err
					}
					if paths == nil {
						paths = []string{}
					}
					return v.print(paths, v.say().Say("cli.attachments.done", record.Params{
						"count": strconv.Itoa(len(paths)), "folder": out,
					})+"\n"+strings.Join(paths, "\n"))
				})
			},
		}
		v.outFlag(c, &out)
		attachments.AddCommand(c)
	}
	return attachments
}
