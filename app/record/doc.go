// Package record is the ground floor of the desk: what every kind of record is made of.
//
// Everything that happens is an [Event] on one record. What one command does is a [Change]: its events,
// stored, sent and merged whole. A record is the fold of its events in the order of their stamps; a [Kind]
// says how one kind of record folds, what it is found by and what figures it feeds. Nothing but changes is
// ever stored as truth: records, indexes, figures and search can be derived again from them.
//
// The package imports nothing of the desk, reads no clock and draws no random number of its own.
package record
