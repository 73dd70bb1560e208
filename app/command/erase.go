package command

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// erase erases a customer's personal data; without --yes it only tells what that reaches.
func (v *verbs) erase() *cobra.Command {
	yes := false
	c := &cobra.Command{
		Use: "erase CUSTOMER", Short: v.help("erase"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return v.with(func(a *app.App) error {
				who, err := a.FindCustomer(args[0])
				if err != nil {
					return err
				}
				reach, err := a.ErasingOf(who.ID)
				if err != nil {
					return err
				}
				if !yes {
					return v.print(reach, v.eraseWords("cli.erase.would", reach))
				}
				if reach, err = a.Erase(app.EraseCustomer{Customer: who.ID, Name: who.Name}); err != nil {
					return err
				}
				return v.print(reach, v.eraseWords("cli.erase.done", reach))
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, v.flag("eraseYes"))
	return c
}

func (v *verbs) eraseWords(key string, e app.Erasing) string {
	say := v.say()
	lines := []string{say.Say(key, record.Params{
		"name": e.Name, "orders": strconv.Itoa(e.Orders), "tickets": strconv.Itoa(e.Tickets), "returns": strconv.Itoa(e.Returns), "files": strconv.Itoa(e.Files),
	})}
	if e.Place != "" {
		lines = append(lines, say.Say("erase.at."+e.Place, nil))
	}
	return strings.Join(append(lines, say.Say("erase.backups", nil)), "\n")
}
