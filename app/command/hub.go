package command

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/exchange/hub"
	"mendesk/app/record"
)

// hub runs the desk's shared log on this machine, with no window.
func (v *verbs) hub() *cobra.Command {
	var o hub.Options
	var memory int64
	c := &cobra.Command{
		Use: "hub", Short: v.help("hub.root"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			o.MemoryLimit = memory << 20
			return v.runHub(ctx, o)
		},
	}
	c.PersistentFlags().StringVar(&o.Dir, "data", defaultHubDir(), v.flag("data"))
	c.Flags().StringVar(&o.Listen, "listen", fmt.Sprintf(":%d", hub.DefaultPort), v.flag("listen"))
	c.Flags().Int64Var(&memory, "memory", 256, v.flag("memory"))
	c.AddCommand(v.hubCode(&o.Dir), v.hubStatus(&o.Dir), v.hubRevoke(&o.Dir))
	return c
}

// defaultHubDir is where a hub lies when no folder is named: beside the user's desk.
func defaultHubDir() string {
	if dir := os.Getenv("MENDESK_HUB"); dir != "" {
		return dir
	}
	dir, err := app.DefaultDir()
	if err != nil {
		return "" // then --data must be given, and the hub says so
	}
	return filepath.Clean(dir) + "-hub"
}

func (v *verbs) runHub(ctx context.Context, o hub.Options) error {
	config, err := app.DefaultConfigDir()
	if err != nil {
		return err
	}
	o.ConfigDir, o.Version, o.Log = config, v.version, v.log()
	h, err := hub.Start(ctx, o)
	if err != nil {
		return refusal{err}
	}
	s, err := h.Status(ctx)
	if err == nil {
		err = v.print(s, v.say().Say("cli.hub.running", record.Params{"addresses": strings.Join(s.Addresses, "  "), "folder": s.Folder}))
	}
	if err != nil {
		_ = h.Stop() // the error before counts
		return refused(err)
	}
	<-ctx.Done()
	return refused(h.Stop())
}

func (v *verbs) hubCode(dir *string) *cobra.Command {
	var noPay bool
	c := &cobra.Command{
		Use: "code", Short: v.help("hub.code"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := stoppable()
			defer stop()
			code, err := hub.Remote{Dir: *dir}.Code(ctx, !noPay)
			if err != nil {
				return refusal{err}
			}
			return v.print(code, v.say().Say("cli.hub.code", record.Params{
				"code": code.Code, "until": code.Until.Local().Format("15:04"), "addresses": strings.Join(code.Addresses, "  "),
			}))
		},
	}
	c.Flags().BoolVar(&noPay, "no-pay", false, v.flag("no-pay"))
	return c
}

func (v *verbs) hubStatus(dir *string) *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: v.help("hub.status"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := stoppable()
			defer stop()
			s, err := hub.Remote{Dir: *dir}.Status(ctx)
			if err != nil {
				return refusal{err}
			}
			return v.print(s, v.hubTable(s))
		},
	}
}

// hubTable prints the hub in a few lines and one line for each workstation.
func (v *verbs) hubTable(s hub.Status) string {
	say := v.say()
	desk := string(s.Desk)
	if desk == "" {
		desk = say.Say("cli.hub.noDesk", nil)
	}
	lines := []string{say.Say("cli.hub.status", record.Params{
		"addresses": strings.Join(s.Addresses, "  "), "desk": desk, "messages": fmt.Sprint(s.Messages),
		"size": megabytes(s.Bytes), "free": megabytes(s.Free), "since": s.Started.Local().Format("2006-01-02 15:04"),
	})}
	if s.Ill != "" {
		lines = append(lines, say.Say("problem."+s.Ill, nil))
	}
	for _, m := range s.Members {
		state := "away"
		switch {
		case m.Revoked != "":
			state = "revoked"
		case m.Connected:
			state = "connected"
		}
		had := ""
		if !m.Had.IsZero() {
			had = m.Had.Local().Format(time.DateTime)
		}
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%s  %-10s  %-19s  %s", m.Workstation, say.Say("cli.hub."+state, nil), had, m.Name), " "))
	}
	return strings.Join(lines, "\n")
}

func megabytes(bytes uint64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

func (v *verbs) hubRevoke(dir *string) *cobra.Command {
	return &cobra.Command{
		Use: "revoke WORKSTATION", Short: v.help("hub.revoke"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := stoppable()
			defer stop()
			m, err := hub.Remote{Dir: *dir}.Revoke(ctx, args[0])
			if err != nil {
				return refusal{err}
			}
			return v.print(m, v.say().Say("cli.hub.revokedNow", record.Params{"name": m.Name, "workstation": string(m.Workstation)}))
		},
	}
}
