package quality

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestCohortsAreAMap compares lookups with a map's, among ids that often share what they are found by.
func TestCohortsAreAMap(t *testing.T) {
	id := rapid.Custom(func(t *rapid.T) rowID {
		return rowID([]byte(fmt.Sprintf("%018d%08d", rapid.IntRange(0, 2).Draw(t, "front"), rapid.IntRange(0, 40).Draw(t, "back"))))
	})
	rapid.Check(t, func(t *rapid.T) {
		windows := rapid.MapOf(id, rapid.IntRange(0, 11)).Draw(t, "windows")
		var list []cohort
		var some sieve
		for order, w := range windows {
			list = append(list, cohort{order, w})
			some.put(&order)
		}
		found := cohortsOf(list)
		for _, order := range rapid.SliceOf(id).Draw(t, "asked") {
			want, ok := windows[order]
			if !ok {
				want = -1
			}
			if got := found.window(&order); got != want {
				t.Fatalf("%s is in %d, not in %d", order, want, got)
			}
			if ok && !some.may(&order) {
				t.Fatalf("the sieve lost %s", order)
			}
		}
	})
}
