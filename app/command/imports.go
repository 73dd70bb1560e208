package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/importing"
	"mendesk/app/record"
)

func (v *verbs) imports() *cobra.Command {
	imports := &cobra.Command{Use: "import", Short: v.help("imports")}
	imports.AddCommand(
		v.importing("orders", "pinduoduo"),
		v.importing("tickets", "tickets"),
	)
	return imports
}

func (v *verbs) importing(what, format string) *cobra.Command {
	ask := app.ImportAsk{What: what}
	var mapFile string
	c := &cobra.Command{
		Use: what + " FILE", Short: v.help(what), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ask.Path, ask.MapPath = args[0], mapFile
			return v.with(func(a *app.App) error {
				ctx, stop := stoppable()
				defer stop()
				ask.Lang = v.say().Lang()
				out, err := a.Import(ctx, ask, nil)
				if err != nil {
					return err
				}
				return v.print(out, v.summary(out))
			})
		},
	}
	c.Flags().StringVar(&ask.Format, "format", format, v.flag("format"))
	c.Flags().StringVar(&mapFile, "map", "", v.flag("map"))
	c.Flags().BoolVar(&ask.DryRun, "dry-run", false, v.flag("dry-run"))
	return c
}

// summary words an import: the counts, then what was refused, then the first odd rows.
func (v *verbs) summary(r importing.Result) string {
	say := v.say()
	var b strings.Builder
	b.WriteString(say.Say("cli.import.done", record.Params{
		"read": fmt.Sprint(r.Read), "added": fmt.Sprint(r.Added), "updated": fmt.Sprint(r.Updated),
		"unchanged": fmt.Sprint(r.Unchanged), "refused": fmt.Sprint(len(r.Refused)), "odd": fmt.Sprint(len(r.Odd)),
	}))
	for i, f := range append(r.Refused[:len(r.Refused):len(r.Refused)], r.Odd...) {
		if i == len(r.Refused)+20 {
			b.WriteString("\n…")
			break
		}
		fmt.Fprintf(&b, "\n%d %s: %s", f.Row, f.Column, f.Message)
	}
	return b.String()
}
