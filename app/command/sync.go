package command

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

func (v *verbs) sync() *cobra.Command {
	var through app.Pairing
	var invitation string
	var noFiles bool
	c := &cobra.Command{
		Use: "sync", Short: v.help("sync"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if through.Folder == "" {
				return v.open(func(a *app.App) error { return v.runSync(a, !noFiles, a.SyncNow) })
			}
			if through.Folder, err = filepath.Abs(through.Folder); err != nil {
				return err
			}
			if through.Invitation, err = readInvitation(cmd, invitation); err != nil {
				return err
			}
			return v.joining(func(a *app.App) error {
				return v.runSync(a, !noFiles, func(ctx context.Context) (app.Round, error) { return a.SyncThrough(ctx, through) })
			})
		},
	}
	c.Flags().StringVar(&through.Folder, "folder", "", v.flag("folder"))
	c.Flags().StringVar(&invitation, "invitation", "", v.flag("invitation"))
	c.Flags().BoolVar(&through.NewKey, "new-key", false, v.flag("new-key"))
	c.Flags().BoolVar(&noFiles, "no-files", false, v.flag("no-files"))
	c.Flags().StringVar(&through.Name, "workstation", "", v.flag("workstation"))
	c.AddCommand(&cobra.Command{
		Use: "invite", Short: v.help("syncInvite"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				i, err := a.Invite()
				if err != nil {
					return err
				}
				return v.print(i, i.Text)
			})
		},
	})
	c.AddCommand(&cobra.Command{
		Use: "status", Short: v.help("syncStatus"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.open(func(a *app.App) error {
				st, err := a.SyncStatus()
				if err != nil {
					return err
				}
				return v.print(st, v.syncWords(st))
			})
		},
	})
	c.AddCommand(v.syncPassOver(), v.syncRevoke())
	c.AddCommand(&cobra.Command{
		Use: "snapshot", Short: v.help("syncSnapshot"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return v.with(func(a *app.App) error {
				ctx, stop := stoppable()
				defer stop()
				s, err := a.MakeSnapshot(ctx, nil)
				if err != nil {
					return err
				}
				return v.print(s, v.say().Say("cli.sync.snapshot", record.Params{"size": strconv.FormatInt(s.Bytes>>20, 10)}))
			})
		},
	})
	return c
}

func (v *verbs) runSync(a *app.App, files bool, round func(context.Context) (app.Round, error)) error {
	ctx, stop := stoppable()
	defer stop()
	r, err := round(ctx)
	if err != nil {
		return err
	}
	if files {
		if err := a.SyncFiles(ctx); err != nil {
			return err
		}
	}
	st, err := a.SyncStatus()
	if err != nil {
		return err
	}
	lines := []string{v.say().Say("cli.sync.done", record.Params{
		"received": strconv.Itoa(r.Received), "sent": strconv.Itoa(r.Sent),
	})}
	return v.print(r, strings.Join(append(lines, v.filesWords(st.Files)...), "\n"))
}

// filesWords tells which attachments have still to go and to come, and what keeps them; nothing when none have.
func (v *verbs) filesWords(f app.FilesStatus) (lines []string) {
	if f.ToGo+f.ToCome > 0 {
		lines = append(lines, v.say().Say("cli.sync.files", record.Params{"toGo": strconv.Itoa(f.ToGo), "toCome": strconv.Itoa(f.ToCome)}))
	}
	if f.Code != "" {
		lines = append(lines, v.explain(app.Shown{Code: f.Code}))
	}
	return lines
}

// syncWords tells how a workstation stands with the others: a line of facts each, then a line a workstation.
func (v *verbs) syncWords(st app.SyncStatus) string {
	say := v.say()
	if st.Link.Kind == "" {
		return say.Say("cli.sync.alone", nil)
	}
	last := say.Say("cli.sync.never", nil)
	if !st.Last.At.IsZero() {
		last = st.Last.At.Local().Format("2006-01-02 15:04:05")
	}
	lines := []string{
		say.Say("cli.sync.place", record.Params{"kind": say.Say("sync.place."+st.Link.Kind, nil), "address": st.Link.Address}),
		say.Say("cli.sync.last", record.Params{"at": last}),
		say.Say("cli.sync.toGo", record.Params{"count": strconv.Itoa(st.ToGo)}),
	}
	if st.Trouble.Code != "" {
		problem := v.explain(app.Shown{Code: st.Trouble.Code, Params: st.Trouble.Params, Ref: st.Trouble.Ref})
		lines = append(lines, say.Say("cli.sync.trouble", record.Params{"problem": problem}))
	}
	lines = append(lines, v.filesWords(st.Files)...)
	if len(st.Waits.For) > 0 {
		lines = append(lines, v.waitsWords(st.Waits))
	}
	for _, n := range st.Notes {
		lines = append(lines, v.explain(n))
	}
	for _, p := range st.Peers {
		stands := say.Say("cli.sync.same", nil)
		switch {
		case p.Revoked:
			stands = say.Say("cli.hub.revoked", nil)
		case p.Behind > 0:
			stands = say.Say("cli.sync.behind", record.Params{"count": strconv.Itoa(p.Behind)})
		}
		lines = append(lines, fmt.Sprintf("%-3s %-12s %s", p.Letter, stands, p.Name))
	}
	return strings.Join(lines, "\n")
}
