// Command bench measures a desk of many tickets and prints each measure beside its baseline, as ratios of one
// run: times alone say more about the machine than about the desk. It is a module of its own, so that SQLite
// and cgo stay out of the desk.
package main
