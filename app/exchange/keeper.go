package exchange

import (
	"context"
	"iter"

	"mendesk/app/record"
)

// Keeper is the part of a workstation's store that exchange sees; *storage.Store is one.
type Keeper interface {
	// Tips is every entry that nothing follows here.
	Tips(ctx context.Context) (record.Tips, error)
	// Logs tells how each known log begins.
	Logs(ctx context.Context) (map[record.LogID]record.Begins, error)
	// Writing is the log that the next change of this database goes to; "" when it will begin one.
	Writing(ctx context.Context) (record.LogID, error)
	// Read walks the entries of one log from place n on, of a fork both sides.
	Read(ctx context.Context, log record.LogID, n uint64) iter.Seq2[record.Change, error]
	// Has tells whether an entry is in the journal; one that waits for its predecessor is not.
	Has(ctx context.Context, log record.LogID, tip record.Tip) (bool, error)
	// Merge takes entries in, durably; see storage.Store.Merge. An entry of the log that this database
	// writes, which it did not write, makes it begin another log. record.ErrInvalid refuses the whole call.
	Merge(ctx context.Context, changes []record.Change) (record.Merged, error)
	// PutHeads keeps the signatures of entries, so that these can be handed on; known ones are passed over.
	PutHeads(ctx context.Context, heads []record.Head) error
	// Heads gives the signatures of a log in the order of Last.
	Heads(ctx context.Context, log record.LogID) ([]record.Head, error)
	// Local and SetLocal keep what is known of the place, in this database alone.
	Local(key string) ([]byte, error)
	SetLocal(key string, value []byte) error
}
