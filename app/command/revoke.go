package command

import (
	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// syncRevoke shuts a workstation out where no hub of ours does; without --yes it only tells what that means.
func (v *verbs) syncRevoke() *cobra.Command {
	yes := false
	c := &cobra.Command{
		Use: "revoke WORKSTATION [--yes]", Short: v.help("syncRevoke"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return v.with(func(a *app.App) error {
				p, err := a.SyncPeer(args[0])
				if err != nil {
					return err
				}
				say, who := v.say(), record.Params{"name": p.Name, "workstation": string(p.ID)}
				st, err := a.SyncStatus()
				if err != nil {
					return err
				}
				means := "\n" + say.Say("sync.revoke.at."+st.Link.Kind, nil)
				if !yes && (st.Link.Kind == app.LinkFolder || st.Link.Kind == app.LinkCluster) {
					return v.print(p, say.Say("cli.sync.revokeWould", who)+"\n"+say.Say("sync.revoke.body", nil)+means)
				}
				if st, err = a.SyncRevoke(p.ID); err != nil {
					return err
				}
				words := say.Say("cli.sync.revoked", who) + means
				if st.Trouble.Code != "" {
					words += "\n" + v.explain(app.Shown{Code: st.Trouble.Code, Params: st.Trouble.Params, Ref: st.Trouble.Ref})
				}
				return v.print(st, words)
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, v.flag("revokeYes"))
	return c
}
