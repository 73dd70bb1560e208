package storage

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// The child saves and imports as fast as it can and says a line for each command once it is acknowledged:
// which box got a coin. The parent kills it amid that.
func crashChild(dir string) {
	o := options(uint64(time.Now().UnixNano()))
	o.NoSync = os.Getenv("MENDESK_CRASH_NOSYNC") != ""
	o.TokenDir = filepath.Join(dir, "config")
	s, err := Open(filepath.Join(dir, "desk.db"), o)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("open")
	for {
		if rand.IntN(3) > 0 {
			n := rand.IntN(50)
			if err := s.Change("", time.Now(), func(tx *Tx) error { return tx.Append(coin(n, 1)) }); err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
			fmt.Println("coin", n)
			continue
		}
		err := s.Changes(context.Background(), "", time.Now(), func(yield func(Row) bool) {
			for n := range 50 {
				if !yield(func(tx *Tx) error { return tx.Append(coin(n, 1)) }) {
					return
				}
			}
		}, func(r RowResult) { fmt.Println("coin", r.Index) })
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
	}
}

// Nothing acknowledged is lost when the process is killed amid saves and imports, and what stands is whole.
func TestKilledAmidWritesLosesNothing(t *testing.T) {
	rounds := 20
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil {
		rounds = n
	}
	dir := t.TempDir()
	o := options(1)
	o.NoSync = false
	o.TokenDir = filepath.Join(dir, "config")
	path := filepath.Join(dir, "desk.db")
	s, err := Create(path, o)
	ok(t, err)
	ok(t, s.Close())
	acknowledged := map[int]int64{}
	for range rounds {
		killed(t, dir, acknowledged)
		s, err := Open(path, o)
		ok(t, err)
		clean(t, s)
		for n, want := range acknowledged {
			if got := getBox(t, s, n).Coins; got < want {
				t.Errorf("box %d: %d coins were acknowledged, %d are there", n, want, got)
			}
		}
		ok(t, s.Close())
		if t.Failed() {
			return
		}
	}
	sum := int64(0)
	for _, n := range acknowledged {
		sum += n
	}
	t.Logf("%d kills: %d saves were acknowledged and 0 lost", rounds, sum)
	s, err = Open(path, o)
	ok(t, err)
	defer s.Close()
	logs, err := s.Logs(context.Background())
	if err != nil || len(logs) != 1 {
		t.Errorf("kills minted logs: %v, %v", logs, err)
	}
}

func killed(t *testing.T, dir string, acknowledged map[int]int64) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "MENDESK_CRASH_CHILD="+dir)
	out, err := child.StdoutPipe()
	ok(t, err)
	ok(t, child.Start())
	timer := time.AfterFunc(5*time.Minute, func() { _ = child.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(out)
	started := false
	for lines.Scan() {
		var n int
		if _, err := fmt.Sscanf(lines.Text(), "coin %d", &n); err == nil {
			acknowledged[n]++
		}
		if lines.Text() == "open" && !started {
			started = true
			time.AfterFunc(time.Duration(20+rand.IntN(80))*time.Millisecond, func() { _ = child.Process.Kill() })
		}
		var reason string
		if _, err := fmt.Sscanf(lines.Text(), "error %s", &reason); err == nil {
			t.Errorf("child: %s", lines.Text())
		}
	}
	_ = child.Wait() // it was killed
}
