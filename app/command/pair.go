package command

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

// pair lets a workstation in at a hub or a cluster: the desk in the folder, or an empty folder that joins.
func (v *verbs) pair() *cobra.Command {
	var c app.Pairing
	var invitation string
	cmd := &cobra.Command{
		Use: "pair --hub ADDR --code CODE | --cluster ADDR,... --credentials FILE", Short: v.help("pair"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if c.Invitation, err = readInvitation(cmd, invitation); err != nil {
				return err
			}
			return v.joining(func(a *app.App) error { return v.runPair(a, c) })
		},
	}
	cmd.Flags().StringVar(&c.Hub, "hub", "", v.flag("hub"))
	cmd.Flags().StringVar(&c.Code, "code", "", v.flag("code"))
	cmd.Flags().StringSliceVar(&c.Cluster, "cluster", nil, v.flag("cluster"))
	cmd.Flags().StringVar(&c.Credentials, "credentials", "", v.flag("credentials"))
	cmd.Flags().StringVar(&c.Authorities, "authorities", "", v.flag("authorities"))
	cmd.Flags().StringVar(&invitation, "invitation", "", v.flag("invitation"))
	cmd.Flags().StringVar(&c.Name, "workstation", "", v.flag("workstation"))
	return cmd
}

// joining runs what works on the desk in the folder, and also in a folder that has none yet.
func (v *verbs) joining(do func(*app.App) error) error {
	o, err := v.options()
	if err != nil {
		return err
	}
	a := app.New(o)
	if a.Exists() {
		return v.with(do)
	}
	defer a.Shutdown()
	return refused(do(a))
}

// readInvitation reads a secret from a file, or with "-" from what is typed, or from the environment: on the command
// line others could see it.
func readInvitation(cmd *cobra.Command, file string) (string, error) {
	var raw []byte
	var err error
	switch file {
	case "":
		return os.Getenv("MENDESK_INVITATION"), nil
	case "-":
		raw, err = io.ReadAll(io.LimitReader(cmd.InOrStdin(), 1<<16))
	default:
		raw, err = os.ReadFile(file)
	}
	if err != nil || len(raw) > 1<<16 {
		return "", refusal{record.Wrong("invitation", "link.noFile", record.Params{"file": file})}
	}
	return string(raw), nil
}

func (v *verbs) runPair(a *app.App, c app.Pairing) error {
	ctx, stop := stoppable()
	defer stop()
	p, err := a.Pair(ctx, c)
	if err != nil {
		return err
	}
	text := "cli.pair.again"
	if p.Kind != app.LinkHub {
		text = "cli.pair.againThere"
	}
	switch {
	case p.Records:
		text = "cli.pair.records"
	case p.Joined:
		text = "cli.pair.joined"
	case p.First:
		text = "cli.pair.shared"
	}
	words := v.say().Say(text, record.Params{"address": p.Address})
	if p.Note != nil {
		words += "\n" + v.explain(*p.Note)
	}
	return v.print(p, words)
}
