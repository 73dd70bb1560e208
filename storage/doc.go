// Package storage keeps the changes of a desk in one bbolt file and derives everything else from them:
// folded records, histories, indexes, figures rows. It knows kinds, not what they mean.
//
// The path of a write: [Store.Change] opens one bbolt transaction, the command's function calls [Tx.Append],
// which folds each event at once, so that a decision that does not hold is refused before anything is
// written. When the function returns, the events become one [record.Change] at the end of this
// workstation's log, and a batch writes the journal, the histories, the folded records, the indexes and the
// figures rows in that one transaction. [Store.Changes] and [Store.Merge] share the batch with many changes.
//
// Search reads segment files beside the database, which package search writes and reads. They are derived as
// all else is: [Store.TendSearch] keeps them in order, and without them records are read from end to end.
//
// Three traps. A record read by [Get] after its own Append in the same transaction carries a provisional
// entry and stamp (both are known only when the whole change is), so an answer for the screen is read in a
// View after the Change. A transaction inside another one of the same goroutine can block for ever. And a
// published version that indexes or rows look up must say with its first change all that they ask of it:
// who looked it up is derived again when that change comes, and not when a later one adds something.
package storage
