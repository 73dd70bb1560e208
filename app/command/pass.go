package command

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/shop"
)

// syncPassOver lets payments go on without workstations that stay away; without --yes it only tells which.
func (v *verbs) syncPassOver() *cobra.Command {
	yes := false
	c := &cobra.Command{
		Use: "pass-over [--yes]", Short: v.help("syncPassOver"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				st, err := a.SyncStatus()
				if err != nil {
					return err
				}
				waits := st.Waits
				if len(waits.For) == 0 {
					return record.Problem{Code: "sync.nobodyAwaited"}
				}
				if !yes {
					return v.print(waits, v.waitsWords(waits)+"\n"+v.say().Say("cli.sync.passWould", nil))
				}
				over := shop.PassOver{}
				for _, w := range waits.For {
					over.Away = append(over.Away, w.ID)
				}
				if st, err = a.SyncPassOver(over); err != nil {
					return err
				}
				words := v.say().Say("cli.sync.passed", record.Params{"names": v.awaited(waits), "holds": strconv.Itoa(st.Holds)})
				if st.Trouble.Code != "" {
					words += "\n" + v.explain(app.Shown{Code: st.Trouble.Code, Params: st.Trouble.Params, Ref: st.Trouble.Ref})
				}
				return v.print(st, words)
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, v.flag("passYes"))
	return c
}

func (v *verbs) waitsWords(w app.PayWait) string {
	return v.say().Say("cli.sync.waits", record.Params{"names": v.awaited(w), "from": w.From.Local().Format("2006-01-02 15:04")})
}

// awaited names the workstations that payments wait for; one that never synced has no name here but its id.
func (v *verbs) awaited(w app.PayWait) string {
	names := []string{}
	for _, f := range w.For {
		name := f.Name
		if name == "" {
			name = string(f.ID)
		}
		names = append(names, name)
	}
	return strings.Join(names, v.say().Say("common.listSeparator", nil))
}
