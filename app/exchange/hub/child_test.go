package hub

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"testing"

	"mendesk/app/exchange/fleet"
)

// The test binary runs a hub when it is told how, so that one can be killed.
func TestMain(m *testing.M) {
	fleet.Main()
	if raw := os.Getenv("MENDESK_HUB_CHILD"); raw != "" {
		runChild(raw)
	}
	os.Exit(m.Run())
}

type childOptions struct {
	Dir, Listen, ConfigDir string
	NoSync                 bool
}

func runChild(raw string) {
	var o childOptions
	err := json.Unmarshal([]byte(raw), &o)
	if err == nil {
		_, err = Start(context.Background(), Options{Dir: o.Dir, Listen: o.Listen, ConfigDir: o.ConfigDir, noSync: o.NoSync})
	}
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // until the parent is gone
	os.Exit(0)
}

// child is a hub in a process of its own.
type child struct {
	o   childOptions
	cmd *exec.Cmd
}

// begin starts the hub; what it said instead of being ready comes back.
func (c *child) begin(t testing.TB) (said string) {
	t.Helper()
	raw, err := json.Marshal(c.o)
	ok(t, err)
	c.cmd = exec.Command(os.Args[0])
	c.cmd.Env = append(os.Environ(), "MENDESK_HUB_CHILD="+string(raw))
	_, err = c.cmd.StdinPipe() // it ends with this process
	ok(t, err)
	out, err := c.cmd.StdoutPipe()
	ok(t, err)
	ok(t, c.cmd.Start())
	lines := bufio.NewScanner(out)
	lines.Scan()
	return lines.Text()
}

func (c *child) start(t testing.TB) {
	t.Helper()
	if said := c.begin(t); said != "ready" {
		t.Fatalf("the hub: %q", said)
	}
}

// kill is kill -9.
func (c *child) kill() {
	if c.cmd != nil {
		_ = c.cmd.Process.Kill()
		_ = c.cmd.Wait() // it was killed
		c.cmd = nil
	}
}

// freePort gives a port below those that systems hand out by themselves, so that nobody takes it while the hub is down.
func freePort(t testing.TB) int {
	t.Helper()
	for range 1000 {
		port := 20_000 + rand.IntN(12_000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("no free port")
	return 0
}
