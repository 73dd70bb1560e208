package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// bench is one run over one desk.
type bench struct {
	n      int    // tickets
	dir    string // holds the made desk, which later runs use again
	binary string // mendesk, for what a fresh process takes
}

func (b *bench) desk() string { return filepath.Join(b.dir, fmt.Sprintf("desk-%d", b.n)) }

// parts in the order in which they run; -only picks those whose name holds a word.
var parts = []struct {
	name string
	run  func(*bench) error
}{
	{"start, lists, figures, memory", (*bench).screens},
	{"search", (*bench).search},
	{"saves", (*bench).saves},
	{"imports and merges", (*bench).imports},
}

func main() {
	b := &bench{}
	only := flag.String("only", "", "run the parts whose name holds this word")
	inside := flag.String("inside", "", "what a child process measures, not for people")
	flag.IntVar(&b.n, "n", 20_000, "tickets of the desk")
	flag.StringVar(&b.dir, "dir", "build/out/bench", "folder of the made desks")
	flag.StringVar(&b.binary, "mendesk", "build/bin/mendesk-server", "the program, for what a fresh process takes")
	flag.Parse()
	err := b.run(*only, *inside)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(only, inside string) error {
	if inside != "" {
		return b.inside(inside)
	}
	if err := b.made(); err != nil {
		return fmt.Errorf("make the desk: %w", err)
	}
	ran := 0
	for _, part := range parts {
		if !strings.Contains(part.name, only) {
			continue
		}
		ran++
		began := time.Now()
		fmt.Printf("\n%s, %d tickets\n", part.name, b.n)
		if err := part.run(b); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		fmt.Printf("  (%s)\n", time.Since(began).Round(time.Second))
	}
	if ran == 0 {
		return fmt.Errorf("no part is named %q", only)
	}
	return nil
}
