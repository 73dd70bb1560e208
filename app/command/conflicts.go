package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
)

func (v *verbs) conflicts() *cobra.Command {
	return &cobra.Command{
		Use: "conflicts", Short: v.help("conflicts"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				list, err := a.Conflicts()
				if err != nil {
					return err
				}
				return v.print(list, v.conflictTable(list))
			})
		},
	}
}

// conflictTable prints one conflict a line: what it is, the record, and what it is about.
func (v *verbs) conflictTable(list []app.Conflict) string {
	say := v.say()
	if len(list) == 0 {
		return say.Say("conflicts.none", nil)
	}
	var b strings.Builder
	for _, c := range list {
		about := say.Say("conflicts.code."+c.Code, c.Params)
		switch c.What {
		case app.ConflictRefused:
			about = say.Say("problem."+c.Code, c.Params)
		case app.ConflictEdit:
			values := []string{}
			for _, s := range c.Sides {
				values = append(values, s.Letter+": "+s.Value)
			}
			about = say.Say("conflicts.field."+c.Field, nil) + "  " + strings.Join(values, "  ")
		case app.ConflictFinding:
			if c.Code == "flag" {
				about = say.Say("returns.flag."+c.Params["flag"], nil)
			}
		}
		fmt.Fprintf(&b, "%-14s  %-16s  %s  %s\n", say.Say("conflicts.what."+c.What, nil), c.Number, c.Title, about)
	}
	return strings.TrimRight(b.String(), "\n")
}
