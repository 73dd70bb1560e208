// Package fleet runs whole workstations over real stores and a real shared log, for tests that kill them: each
// in a process of its own, which works, pays and syncs until somebody ends it.
package fleet

import (
	"fmt"

	"mendesk/app/record"
)

// box takes coins; each is one acknowledged edit.
type box struct {
	ID    record.ID `json:"id"`
	Coins int       `json:"coins"`
}

// order is paid by whoever holds its money.
type order struct {
	ID    record.ID `json:"id"`
	Asked int       `json:"asked"`
	Paid  int       `json:"paid"`
}

type nothing struct{}

var boxes = record.Kind[box]{
	Name: "box", Version: 1, Events: record.Vocabulary{"coin": record.Fact},
	After: func(b box, h record.Happened) (box, error) {
		b.ID = h.Of.ID
		b.Coins++
		return b, nil
	},
}

var orders = record.Kind[order]{
	Name: "order", Version: 1, Events: record.Vocabulary{"asked": record.Fact, "paid": record.Fact},
	After: func(o order, h record.Happened) (order, error) {
		o.ID = h.Of.ID
		if h.What == "paid" {
			o.Paid++
		} else {
			o.Asked++
		}
		return o, nil
	},
}

// boxOf is the box of a workstation: all of its coins lie there.
func boxOf(workstation record.ID) record.ID { return record.KeyID("box", string(workstation)) }

// orderID names the n-th order that workstations contend for.
func orderID(n int) record.ID { return record.KeyID("order", fmt.Sprint(n)) }
