package command

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
)

func (v *verbs) preview() *cobra.Command {
	var port int
	c := &cobra.Command{
		Use: "preview", Short: v.help("preview"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o, err := v.options()
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return v.serve(ctx, o, port)
		},
	}
	c.Flags().IntVar(&port, "port", 0, v.flag("port"))
	return c
}

// serve opens the desk, if there is one, and serves it until ctx ends.
func (v *verbs) serve(ctx context.Context, o app.Options, port int) error {
	o.Log = slog.New(slog.NewTextHandler(v.Err, nil))
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails
	token := hex.EncodeToString(random[:])

	a := app.New(o)
	screen := newScreen(filepath.Join(o.Dir, "reports"))
	a.Startup(screen)
	defer a.Shutdown()

	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return refusal{record.Problem{Code: "preview.port", Params: record.Params{"port": fmt.Sprint(port)}}}
	}
	server := &http.Server{Handler: newBridge(a, screen, v.assets, token), ReadHeaderTimeout: 5 * time.Second}
	address := fmt.Sprintf("http://%s/?token=%s", listener.Addr(), token)
	if err := v.print(map[string]string{"address": address}, v.say().Say("cli.preview.serving", record.Params{"address": address})); err != nil {
		return err
	}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the preview: %w", err)
	}
	return nil
}
