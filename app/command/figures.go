package command

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/quality"
	"mendesk/app/record"
)

// span is a period as the flags name it.
type span struct{ from, to, asOf string }

// period gives a verb the flags of a period.
func (v *verbs) period(s *span, c *cobra.Command) {
	c.Flags().StringVar(&s.from, "from", "", v.flag("from"))
	c.Flags().StringVar(&s.to, "to", "", v.flag("to"))
	c.Flags().StringVar(&s.asOf, "as-of", "", v.flag("as-of"))
	_ = c.MarkFlagRequired("from")
	_ = c.MarkFlagRequired("to")
}

func (s *span) ask(lang string) (app.ReportAsk, error) {
	asOf, err := askedMoment(s.asOf)
	return app.ReportAsk{From: record.Day(s.from), To: record.Day(s.to), AsOf: asOf, Lang: lang}, err
}

// askedMoment reads a moment as a flag names it; zero when it does not.
func askedMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, refusal{record.Wrong("asOf", "time.malformed", record.Params{"value": text})}
	}
	return t, nil
}

func (v *verbs) figures() *cobra.Command {
	var s span
	c := &cobra.Command{
		Use: "figures --from DAY --to DAY", Short: v.help("figures"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ask, err := s.ask(v.lang)
			if err != nil {
				return err
			}
			return v.with(func(a *app.App) error {
				out, err := a.FiguresOf(ask)
				if err != nil {
					return err
				}
				if v.json {
					return v.printJSON(out)
				}
				_, err = fmt.Fprint(v.Out, v.table(out))
				return err
			})
		},
	}
	v.period(&s, c)
	return c
}

// table prints one figure a line.
func (v *verbs) table(s quality.Sheet) string {
	say := v.say()
	var b strings.Builder
	fmt.Fprintf(&b, "%s — %s\n", s.From, s.To)
	for _, f := range s.Figures {
		fmt.Fprintf(&b, "%12s  %s  (%d / %d, n %d)\n", v.value(f), say.Say("quality.figure."+f.Key+".name", nil), f.Numerator, f.Denominator, f.N)
	}
	return b.String()
}

// value words a figure: percent, hours and minutes, or that there is no data.
func (v *verbs) value(f quality.Figure) string {
	switch {
	case f.Value == nil:
		return v.say().Say("cli.noData", nil)
	case f.Unit == quality.Ratio:
		return strconv.FormatFloat(*f.Value*100, 'f', 1, 64) + " %"
	}
	return time.Duration(*f.Value * float64(time.Second)).Round(time.Minute).String()
}

func (v *verbs) report() *cobra.Command {
	report := &cobra.Command{Use: "report", Short: v.help("report")}
	var s span
	var out string
	c := &cobra.Command{
		Use: "quality --from DAY --to DAY --out FILE", Short: v.help("quality"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ask, err := s.ask(v.lang)
			if err != nil {
				return err
			}
			return v.with(func(a *app.App) error {
				if err := a.WriteReport(ask, out); err != nil {
					return err
				}
				return v.print(map[string]string{"file": out}, v.say().Say("cli.report.done", record.Params{"file": out}))
			})
		},
	}
	v.period(&s, c)
	c.Flags().StringVar(&out, "out", "", v.flag("out"))
	_ = c.MarkFlagRequired("out")
	report.AddCommand(append(v.papers(), c)...)
	return report
}
