package storage

import (
	"flag"
	"os"
	"testing"
)

// A property is tried a few times here and often in a soak: MENDESK_SOAK=500 go test ./storage
func TestMain(m *testing.M) {
	if dir := os.Getenv("MENDESK_CRASH_CHILD"); dir != "" {
		crashChild(dir)
		return
	}
	if dir := os.Getenv("MENDESK_SEARCH_CHILD"); dir != "" {
		searchChild(dir)
		return
	}
	if path := os.Getenv("MENDESK_INSPECT_CHILD"); path != "" {
		inspectChild(path)
		return
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
