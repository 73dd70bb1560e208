package command

import (
	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

func (v *verbs) init() *cobra.Command {
	var found app.Found
	c := &cobra.Command{
		Use: "init --shop NAME --zone ZONE --currency CODE --admin NAME", Short: v.help("init"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o, err := v.options()
			if err != nil {
				return err
			}
			found.Lang = v.say().Lang()
			if found.Login == "" {
				found.Login = app.LoginOf(found.Admin)
			}
			a := app.New(o)
			if err := a.Found(found); err != nil {
				return refusal{err}
			}
			defer a.Shutdown()
			return v.print(map[string]string{"desk": o.Dir, "login": found.Login},
				v.say().Say("cli.init.done", record.Params{"desk": o.Dir, "login": found.Login}))
		},
	}
	f := c.Flags()
	f.StringVar(&found.Shop, "shop", "", v.flag("shop"))
	f.StringVar(&found.Zone, "zone", "Asia/Shanghai", v.flag("zone"))
	f.StringVar(&found.Currency, "currency", "CNY", v.flag("currency"))
	f.StringVar(&found.Admin, "admin", "", v.flag("admin"))
	f.StringVar(&found.Login, "login", "", v.flag("login"))
	f.StringVar(&found.PIN, "pin", "", v.flag("pin"))
	f.StringVar(&found.Workstation, "workstation", "", v.flag("workstation"))
	f.StringVar(&found.Letter, "letter", "A", v.flag("letter"))
	_ = c.MarkFlagRequired("shop")
	_ = c.MarkFlagRequired("admin")
	return c
}
