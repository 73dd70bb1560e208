package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
)

func (v *verbs) call() *cobra.Command {
	return &cobra.Command{
		Use: "call SERVICE.METHOD [JSON]", Short: v.help("call"),
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			raw, err := v.argument(args)
			if err != nil {
				return err
			}
			return v.with(func(a *app.App) error {
				out, err := a.Call(args[0], raw)
				if err != nil {
					return err
				}
				var pretty bytes.Buffer
				if err := json.Indent(&pretty, out, "", "  "); err != nil {
					return fmt.Errorf("print the result: %w", err)
				}
				_, err = fmt.Fprintln(v.Out, pretty.String())
				return err
			})
		},
	}
}

func (v *verbs) argument(args []string) ([]byte, error) {
	if len(args) < 2 {
		return nil, nil
	}
	if strings.TrimSpace(args[1]) != "-" {
		return []byte(args[1]), nil
	}
	return io.ReadAll(v.In)
}
