// Package importing turns the files that platforms and other desks export into commands, with a report of
// what was odd. It reads CSV and TSV as they are found: any of the usual encodings, headers by their names
// in two languages or through a map, words by their synonyms, ids wrapped as ="…".
//
// Every row that is read becomes one [Row]: a command, or the reason why it is refused. Nothing is lost
// silently, and the same file gives the same commands again.
package importing
