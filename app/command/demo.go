package command

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app/demo"
	"mendesk/app/record"
)

func (v *verbs) demo() *cobra.Command {
	var plan demo.Plan
	c := &cobra.Command{
		Use: "demo --tickets N --seed S", Short: v.help("demo"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o, err := v.options()
			if err != nil {
				return err
			}
			made, err := demo.Make(o, plan)
			if err != nil {
				return refusal{err}
			}
			return v.print(made, v.say().Say("cli.demo.done", record.Params{
				"desk": o.Dir, "tickets": strconv.Itoa(made.Tickets), "returns": strconv.Itoa(made.Returns),
				"logins": strings.Join(made.Logins, ", "), "pin": made.PIN,
			}))
		},
	}
	c.Flags().IntVar(&plan.Tickets, "tickets", 200, v.flag("tickets"))
	c.Flags().Uint64Var(&plan.Seed, "seed", 1, v.flag("seed"))
	c.Flags().StringVar(&plan.Until, "until", "", v.flag("until"))
	return c
}
