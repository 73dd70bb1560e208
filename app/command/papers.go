package command

import (
	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// papers are the reports of one record, and of the staff.
func (v *verbs) papers() []*cobra.Command {
	return []*cobra.Command{
		v.paper("certification", false), v.paper("certificate", true), v.paper("return", true), v.paper("ticket", true),
	}
}

func (v *verbs) paper(kind string, one bool) *cobra.Command {
	ask := app.PaperAsk{Kind: kind}
	var out, asOf string
	c := &cobra.Command{
		Use: kind + " --out FILE", Short: v.help("paper." + kind), Args: cobra.NoArgs,
		RunE: func(_ *cobra.Command, args []string) (err error) {
			if one {
				ask.Number = args[0]
			}
			if ask.AsOf, err = askedMoment(asOf); err != nil {
				return err
			}
			ask.Lang = v.lang
			return v.with(func(a *app.App) error {
				if err := a.WritePaper(ask, out); err != nil {
					return err
				}
				return v.wrote(out)
			})
		},
	}
	if one {
		c.Use, c.Args = kind+" NUMBER --out FILE", cobra.ExactArgs(1)
	} else {
		c.Flags().StringVar(&asOf, "as-of", "", v.flag("as-of"))
	}
	if kind == "ticket" {
		c.Flags().BoolVar(&ask.Notes, "notes", false, v.flag("notes"))
	}
	v.outFlag(c, &out)
	return c
}

func (v *verbs) outFlag(c *cobra.Command, out *string) {
	c.Flags().StringVar(out, "out", "", v.flag("out"))
	_ = c.MarkFlagRequired("out")
}

func (v *verbs) wrote(out string) error {
	return v.print(map[string]string{"file": out}, v.say().Say("cli.export.done", record.Params{"file": out}))
}

// export writes tables as XLSX or CSV; the file's ending says which.
func (v *verbs) export() *cobra.Command {
	export := &cobra.Command{Use: "export", Short: v.help("export.root")}
	figures, s := v.exporting("figures"), span{}
	v.period(&s, figures.cmd)
	figures.before = func(ask *app.ExportAsk) error {
		period, err := s.ask(v.lang)
		ask.From, ask.To, ask.AsOf = period.From, period.To, period.AsOf
		return err
	}
	tickets := v.exporting("tickets")
	tickets.cmd.Flags().StringVar(&tickets.ask.View, "view", "all", v.flag("view"))
	tickets.cmd.Flags().StringVar(&tickets.ask.Words, "words", "", v.flag("words"))
	returns := v.exporting("returns")
	returns.cmd.Flags().StringVar(&returns.ask.Words, "words", "", v.flag("words"))
	certification := v.exporting("certification")
	var asOf string
	certification.cmd.Flags().StringVar(&asOf, "as-of", "", v.flag("as-of"))
	certification.before = func(ask *app.ExportAsk) (err error) {
		ask.AsOf, err = askedMoment(asOf)
		return err
	}
	export.AddCommand(figures.cmd, tickets.cmd, returns.cmd, certification.cmd)
	return export
}

// exportVerb is a verb that writes one table.
type exportVerb struct {
	cmd    *cobra.Command
	ask    app.ExportAsk
	before func(*app.ExportAsk) error // reads what is the table's own
}

func (v *verbs) exporting(kind string) *exportVerb {
	e := &exportVerb{ask: app.ExportAsk{Kind: kind}}
	var out string
	e.cmd = &cobra.Command{
		Use: kind + " --out FILE.xlsx|FILE.csv", Short: v.help("export." + kind), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if e.before != nil {
				if err := e.before(&e.ask); err != nil {
					return err
				}
			}
			e.ask.Lang = v.lang
			return v.with(func(a *app.App) error {
				if err := a.WriteExport(e.ask, out); err != nil {
					return err
				}
				return v.wrote(out)
			})
		},
	}
	v.outFlag(e.cmd, &out)
	return e
}
