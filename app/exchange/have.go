package exchange

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"mendesk/app/record"
)

// Have is a workstation's last word about what it knows. Others send it what it lacks, see who is behind,
// and pay only when they know all that it knows.
type Have struct {
	Desk        record.ID   `json:"desk"`
	Workstation record.ID   `json:"workstation"`
	Tips        record.Tips `json:"tips"`
	Read        Position    `json:"read"`               // how far it has read the place's log
	Epoch       string      `json:"epoch"`              // what it knows the place to have lost
	Distrust    []record.ID `json:"distrust,omitempty"` // boots before which it knows something to be lost; of a place that notes none, losses
	When        time.Time   `json:"when"`               // by its own clock
	Fast        int         `json:"fast,omitempty"`     // minutes that its clock runs ahead of the place's
	Program     string      `json:"program,omitempty"`  // its version
}

func (h Have) sign(s signing, key ed25519.PrivateKey) ([]byte, error) {
	h.When = record.Instant(h.When)
	return s.seal("have", h, key)
}

// readHave reads what a believed workstation says.
func readHave(s signing, raw []byte, desk record.ID, sender record.ID, ns names) (Have, error) {
	var h Have
	by, err := s.unseal("have", raw, &h)
	switch {
	case err != nil:
		return h, err
	case h.Desk != desk:
		return h, ErrOtherDesk
	case h.Workstation != sender || !ns.known(sender, by):
		return h, fmt.Errorf("what workstation %s has: %w", sender, ErrForged)
	}
	return h, nil
}
