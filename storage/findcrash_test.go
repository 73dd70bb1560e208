package storage

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"
)

// The child writes letters, puts them into segments and compacts these as fast as it can.
func searchChild(dir string) {
	o := letterOptions(uint64(time.Now().UnixNano()))
	s, err := Open(filepath.Join(dir, "desk.db"), o)
	if err == nil {
		fmt.Println("open")
	}
	for err == nil {
		switch rand.IntN(4) {
		case 0:
			err = s.BuildSearch(context.Background())
		case 1:
			err = s.CompactSearch(context.Background())
		default:
			err = s.Change("", time.Now(), func(tx *Tx) error {
				n := rand.IntN(60)
				if rand.IntN(5) == 0 {
					return tx.Append(withdrawn(n))
				}
				return tx.Append(penned(n, fmt.Sprintf("退款 %06d", rand.IntN(1000))), told(n, "客户说好的"))
			})
		}
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// However a process ends amid writing segments, search finds what a scan finds, and nothing is left behind.
func TestKilledAmidSegmentsFindsEverything(t *testing.T) {
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil {
		rounds = n
	}
	dir := t.TempDir()
	s := createAt(t, filepath.Join(dir, "desk.db"), letterOptions(1))
	path := s.path
	ok(t, s.Close())
	for round := range rounds {
		killedSearching(t, dir)
		s, err := Open(path, letterOptions(uint64(round)))
		ok(t, err)
		if st := s.SearchStats()["letter"]; st.Fault != "" {
			t.Errorf("a kill cost the segments: %+v", st)
		}
		searchIsScan(t, s, "退", "退款", "客户说", "000", "00012", "99")
		if round%3 == 0 {
			ok(t, s.CompactSearch(context.Background()))
			searchIsScan(t, s, "退款", "000", "00012")
		}
		ok(t, s.Close())
		if t.Failed() {
			return
		}
	}
	s, err := Open(path, letterOptions(1))
	ok(t, err)
	defer s.Close()
	s.TendSearch() // sweeps
	for range 500 {
		if left, _ := filepath.Glob(filepath.Join(s.searchFolder(), "*")); len(left) == s.SearchStats()["letter"].Segments {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	left, err := filepath.Glob(filepath.Join(s.searchFolder(), "*"))
	ok(t, err)
	if len(left) != s.SearchStats()["letter"].Segments {
		t.Errorf("left behind: %v", left)
	}
}

func killedSearching(t *testing.T, dir string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(slices.Clone(os.Environ()), "MENDESK_SEARCH_CHILD="+dir)
	out, err := child.StdoutPipe()
	ok(t, err)
	ok(t, child.Start())
	timer := time.AfterFunc(time.Minute, func() { _ = child.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() != "open" {
			t.Errorf("child: %s", lines.Text())
			continue
		}
		time.AfterFunc(time.Duration(5+rand.IntN(80))*time.Millisecond, func() { _ = child.Process.Kill() })
	}
	_ = child.Wait() // it was killed
}
