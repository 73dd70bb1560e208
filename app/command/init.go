package command

import (
	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

func (v *verbs) init() *cobra.Command {
	var found app.Found
	c := &cobra.Command{
		Use: "init --shop NAME --zone ZONE --currency CODE --admin NAME", Short: "Make a new desk", Args: cobra.NoArgs,
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
	f.StringVar(&found.Shop, "shop", "", "the shop's name")
	f.StringVar(&found.Zone, "zone", "Asia/Shanghai", "the shop's time zone (IANA)")
	f.StringVar(&found.Currency, "currency", "CNY", "the shop's currency (ISO 4217)")
	f.StringVar(&found.Admin, "admin", "", "the admin's name")
	f.StringVar(&found.Login, "login", "", "the admin's login (default: made of the name)")
	f.StringVar(&found.PIN, "pin", "", "the admin's PIN, six digits (default: set at the first sign-in)")
	f.StringVar(&found.Workstation, "workstation", "", "this workstation's name")
	f.StringVar(&found.Letter, "letter", "A", "this workstation's letter in human numbers")
	_ = c.MarkFlagRequired("shop")
	_ = c.MarkFlagRequired("admin")
	return c
}
