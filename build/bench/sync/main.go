// Command sync makes the desk with which sync is measured, and writes the same tickets as documents:
//
//	sync -n TICKETS -desk DIR -documents FILE
//
// A ticket happens as one of the lifelike demo shop happened, to other customers at other times, in about seven
// events, each a change of its own, among those of many other tickets. A document is what the desk shows of a
// ticket: its fields and its timeline.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	n := flag.Int("n", 20_000, "tickets")
	desk := flag.String("desk", "", "folder of the desk, which must not exist yet")
	documents := flag.String("documents", "", "file of the documents, one a line")
	flag.Parse()
	made, err := run(*n, *desk, *documents)
	if err != nil {
		fmt.Fprintln(os.Stderr, "sync:", err)
		os.Exit(1)
	}
	fmt.Printf(`{"login":%q,"tickets":%d,"changes":%d,"events":%d,"documents":%d}`+"\n", admin, made.tickets, made.changes, made.events, made.bytes)
}
