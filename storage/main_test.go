package storage

import (
	"flag"
	"os"
	"testing"
)

// children are what the test binary does instead of testing when a test starts it again with a path in the
// environment.
var children = map[string]func(path string){
	"MENDESK_CRASH_CHILD":   crashChild,
	"MENDESK_SEARCH_CHILD":  searchChild,
	"MENDESK_INSPECT_CHILD": inspectChild,
}

// A property is tried a few times here and often in a soak: MENDESK_SOAK=500 go test ./storage
func TestMain(m *testing.M) {
	for name, child := range children {
		if path := os.Getenv(name); path != "" {
			child(path)
			return
		}
	}
	checks := "15"
	if n := os.Getenv("MENDESK_SOAK"); n != "" {
		checks = n
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		panic(err)
	}
	code := m.Run()
	if benchFolder != "" {
		_ = os.RemoveAll(benchFolder) // it lies among what is temporary
	}
	os.Exit(code)
}
