package exchange

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"mendesk/app/record"
)

// Depot keeps what is too large for the log: pieces, named by their own SHA-256, and lists, which say what
// pieces make up. It orders nothing, and nothing in it is needed for records to converge. Like a [Place] it
// is not trusted to keep what it was given.
//
// Every call ends when ctx does. Errors wrap one of the errors of this package; ErrNoDepot when the place
// has none.
type Depot interface {
	// Has tells which pieces are there, as far as the depot knows: one that it names may be damaged all the
	// same. by asks for those that one workstation put; empty: for whoever's.
	Has(ctx context.Context, by record.ID, pieces []record.Hash) (map[record.Hash]bool, error)
	// Get gives a piece, from whichever workstation put it whole: what it gives is what the name says.
	// ErrNone when nobody did.
	Get(ctx context.Context, piece record.Hash) ([]byte, error)
	// Put keeps a piece of at most MaxPiece bytes, and gives its name. Putting it again is no fault.
	Put(ctx context.Context, by record.ID, data []byte) (record.Hash, error)
	// Drop lets go of pieces that by put. A place where nobody may delete keeps them; see its administrator.
	Drop(ctx context.Context, by record.ID, pieces []record.Hash) error
	// PutList replaces what by says under a name (CheckListName); at most MaxList bytes.
	PutList(ctx context.Context, by record.ID, name string, data []byte) error
	// Lists gives what each workstation last said under a name, the newest first by the clock of whoever
	// dated it. The bytes are as their sender put them: whoever reads them checks them.
	Lists(ctx context.Context, name string) ([]List, error)
}

// List is what a workstation says under a name.
type List struct {
	By   record.ID
	When time.Time
	Data []byte
}

// Newest sorts lists as a depot gives them.
func Newest(a, b List) int { return cmp.Or(b.When.Compare(a.When), cmp.Compare(a.By, b.By)) }

// Shelf is a part of a depot with a life of its own.
type Shelf string

// The shelves of a depot.
const (
	Files     Shelf = "files"     // attachments: as long as records name them
	Snapshots Shelf = "snapshots" // a newer one replaces them
)

// Shelves are all of them.
var Shelves = []Shelf{Files, Snapshots}

// Depots is a place that keeps more than the log.
type Depots interface{ Depot(shelf Shelf) Depot }

// Limits of a depot.
const (
	MaxPiece = 256 << 10         // bytes
	MaxList  = MaxMessage - 4096 // bytes
)

// CheckListName refuses what cannot name a list: anything but 1 to 64 letters, digits, - and _.
func CheckListName(name string) error {
	if len(name) == 0 || len(name) > 64 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return fmt.Errorf("%q cannot name a list", name)
	}
	return nil
}

// CheckPiece refuses what is no piece.
func CheckPiece(data []byte) error {
	if len(data) == 0 || len(data) > MaxPiece {
		return fmt.Errorf("a piece of %d bytes", len(data))
	}
	return nil
}

// CheckList refuses what is no list.
func CheckList(name string, data []byte) error {
	if len(data) > MaxList {
		return fmt.Errorf("a list of %d bytes", len(data))
	}
	return CheckListName(name)
}
