package exchange

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"mendesk/app/record"
)

// Hold (认领) says that the money of one refund is taken by one entry. Holds of an order follow one another:
// the place stores a hold only if the order's last one is the one that its writer knew.
type Hold struct {
	Desk        record.ID    `json:"desk"`
	Workstation record.ID    `json:"workstation"`
	Order       record.ID    `json:"order"`  // whose ledger it is on
	Refund      record.ID    `json:"refund"` // which of its refunds
	Log         record.LogID `json:"log"`    // the entry that takes the money
	N           uint64       `json:"n"`
	Change      record.Hash  `json:"change"`
	Follows     uint64       `json:"follows"` // sequence of the order's hold before it; 0 for none
	Try         record.ID    `json:"try"`     // by which its writer knows it, and not a copy of its writer
	When        time.Time    `json:"when"`    // by the clock of its writer

	Seq uint64 `json:"-"` // where the place put it
}

func (h Hold) subject() Subject { return Subject{Pays, h.Order} }

func (h Hold) tip() record.Tip { return record.Tip{N: h.N, Hash: h.Change} }

func (h Hold) sign(s signing, key ed25519.PrivateKey) ([]byte, error) {
	h.When = record.Instant(h.When)
	return s.seal("hold", h, key)
}

// readHold reads one message of an order's holds; before is the sequence of the message before it there.
// A hold whose writer did not know of that one was stored by force and counts for nothing. One that follows
// a later message than is there follows one that the place lost since, and counts.
func readHold(s signing, m Message, before uint64, desk record.ID, ns names) (Hold, error) {
	var h Hold
	by, err := s.unseal("hold", m.Data, &h)
	switch {
	case err != nil:
		return h, err
	case h.Desk != desk:
		return h, ErrOtherDesk
	case h.Order != m.Of || !ns.mayPay(h.Workstation, by):
		return h, fmt.Errorf("a hold of workstation %s: %w", h.Workstation, ErrForged)
	case h.Follows < before || h.Follows >= m.Seq:
		return h, fmt.Errorf("a hold at %d that follows %d and not %d: %w", m.Seq, h.Follows, before, ErrForged)
	}
	h.Seq = m.Seq
	return h, nil
}
