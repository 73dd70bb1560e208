// Package search keeps the words of documents in segment files and finds the documents in which every part of
// a query stands. It knows no database: package storage hands it documents and checks its answers.
//
// A segment holds up to 65,536 documents, their folded texts too, and never changes once it is written. Two tables lead to postings:
// pairs of neighbouring characters (of Han text, of latin and digit words alike), which answer one or two
// characters and narrow longer Han queries down; and words of three or more letters and digits, with a suffix
// array over them, which answers beginnings, ends (the tail of a phone number) and middles of words in one
// way. Documents are numbered newest first, so that a frequent word is answered by the first few of them. A segment is built of fewer, 16,384,
// and then merged with its neighbours.
package search
