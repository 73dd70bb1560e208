package fleet

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// Fleet is a few stations and what they acknowledged to whoever watches.
type Fleet struct {
	t    testing.TB
	mu   sync.Mutex
	runs []*run

	Coins   []int          // coins that each station acknowledged
	Paid    map[int]int    // by order: how many stations said that they paid it
	noticed int            // rounds that found the place restored or damaged
	said    []string       // the last word of each station
	payer   map[int]string // by order: who
}

// run is one station and its present process.
type run struct {
	station Station
	cmd     *exec.Cmd
	in      io.WriteCloser
	done    chan struct{} // closed when all it said was heard
}

const patience = 5 * time.Minute

// New prepares stations; Start lets one run.
func New(t testing.TB, stations ...Station) *Fleet {
	f := &Fleet{t: t, Coins: make([]int, len(stations)), said: make([]string, len(stations)), Paid: map[int]int{}, payer: map[int]string{}}
	for _, s := range stations {
		f.runs = append(f.runs, &run{station: s})
	}
	t.Cleanup(func() {
		for i := range f.runs {
			f.Kill(i)
		}
	})
	return f
}

// Start lets a station run until it is killed.
func (f *Fleet) Start(i int) {
	f.t.Helper()
	r := f.runs[i]
	raw, err := json.Marshal(r.station)
	f.ok(err)
	r.cmd = exec.Command(os.Args[0])
	r.cmd.Env = append(os.Environ(), variable+"="+string(raw))
	r.cmd.Stderr = os.Stderr
	r.in, err = r.cmd.StdinPipe()
	f.ok(err)
	out, err := r.cmd.StdoutPipe()
	f.ok(err)
	f.ok(r.cmd.Start())
	r.done = make(chan struct{})
	go f.hear(i, out, r.done)
}

// Kill is kill -9. What the station had said before is heard to its end.
func (f *Fleet) Kill(i int) {
	r := f.runs[i]
	if r.cmd == nil {
		return
	}
	_ = r.cmd.Process.Kill()
	<-r.done
	_ = r.cmd.Wait() // it was killed
	r.cmd = nil
}

func (f *Fleet) ok(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *Fleet) hear(i int, out io.Reader, done chan struct{}) {
	defer close(done)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		f.mu.Lock()
		f.take(i, lines.Text())
		f.mu.Unlock()
	}
}

func (f *Fleet) take(i int, line string) {
	f.said[i] = line
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "coin":
		f.Coins[i]++
	case "noticed":
		f.noticed++
	case "paid":
		var n int
		_, _ = fmt.Sscan(rest, &n) // 0 is an order too; a garbled line would show as a second payer
		who := fmt.Sprint(i)
		if f.payer[n] != who {
			f.payer[n] = who
			f.Paid[n]++
		}
	case "error":
		f.t.Errorf("station %d: %s", i, line)
	}
}

// Written counts all coins that were acknowledged so far.
func (f *Fleet) Written() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.Coins {
		n += c
	}
	return n
}

// Noticed counts the rounds that found the place restored, replaced or damaged.
func (f *Fleet) Noticed() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.noticed
}

// Settle lets the stations only sync until all say the same, then checks that nothing acknowledged is lost and
// nothing was paid twice. It gives how long that took.
func (f *Fleet) Settle() time.Duration {
	f.t.Helper()
	began := time.Now()
	for i, r := range f.runs {
		if r.cmd == nil {
			f.Start(i)
		}
		_, err := io.WriteString(f.runs[i].in, "calm\n")
		f.ok(err)
	}
	for end := began.Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if f.calm() {
			break
		}
		if f.t.Failed() || time.Now().After(end) {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.t.Fatalf("the stations do not come to rest: %q", f.said)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for n, times := range f.Paid {
		if times > 1 {
			f.t.Errorf("order %d was paid by %d stations", n, times)
		}
	}
	return time.Since(began)
}

// calm tells whether all stations last said the same of records and nothing waits, and checks what they said.
func (f *Fleet) calm() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	sums := map[string]bool{}
	for i, line := range f.said {
		var sum string
		var coins, waits, twice, paid int
		if _, err := fmt.Sscanf(line, "calm %s %d %d %d %d", &sum, &coins, &waits, &twice, &paid); err != nil || waits > 0 {
			return false
		}
		sums[sum] = true
		if len(sums) == 1 && i == len(f.said)-1 {
			if twice > 0 {
				f.t.Errorf("%d orders are paid twice", twice)
			}
		}
	}
	if len(sums) != 1 {
		return false
	}
	for i, line := range f.said {
		var sum string
		var coins int
		_, _ = fmt.Sscanf(line, "calm %s %d", &sum, &coins) // it was read above
		if coins < f.Coins[i] {
			f.t.Errorf("station %d acknowledged %d coins and has %d", i, f.Coins[i], coins)
		}
	}
	return true
}

// Said gives the last word of a station.
func (f *Fleet) Said(i int) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.said[i]
}
