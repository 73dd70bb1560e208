package exchange

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
)

// One seed, told in full: go test ./app/exchange -run TestSimulation -seed=N -v
var oneSeed = flag.Uint64("seed", 0, "run one seed of the simulation and tell its story")

var manySeeds = flag.Int("seeds", 0, "how many seeds of the simulation to run instead of what is usual")

// simulate runs one seed; what fails is in the world.
func simulate(seed uint64, slip slips, verbose bool) *world {
	w := newWorld(seed, slip, verbose)
	for range 50 + w.r.IntN(100) {
		w.step()
		if len(w.failures) > 0 {
			return w
		}
	}
	w.calm()
	w.check()
	return w
}

func seeds(t *testing.T, short int) int {
	t.Helper()
	if *manySeeds > 0 {
		return *manySeeds
	}
	if n, err := strconv.Atoi(os.Getenv("MENDESK_SOAK")); err == nil {
		return max(short, n*1000)
	}
	return short
}

// TestSimulation runs 2,000 seeds; MENDESK_SOAK=200 makes it 200,000.
func TestSimulation(t *testing.T) {
	if *oneSeed != 0 {
		w := simulate(*oneSeed, slips{}, true)
		t.Log("\n" + w.String())
		for _, f := range w.failures {
			t.Error(f)
		}
		return
	}
	for _, failed := range simulateAll(1, seeds(t, 2000), slips{}, 20) {
		t.Error(failed)
	}
}

// simulateAll runs seeds from first on, on all processors, until some have failed; it says what failed.
func simulateAll(first uint64, n int, slip slips, enough int) []string {
	var mu sync.Mutex
	var failed []string
	var wg sync.WaitGroup
	next := first
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				mu.Lock()
				seed := next
				over := seed >= first+uint64(n) || len(failed) >= enough
				next++
				mu.Unlock()
				if over {
					return
				}
				if w := simulate(seed, slip, false); len(w.failures) > 0 {
					mu.Lock()
					failed = append(failed, fmt.Sprintf("seed %d: %s", seed, w.failures[0]))
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return failed
}
