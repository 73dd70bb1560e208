package shop

import (
	"strconv"
	"time"

	"mendesk/app/record"
)

// SignRules say when wrong PINs lock a person out of a workstation.
type SignRules struct {
	Tries   int `json:"tries"`   // wrong PINs in a row
	LockOut int `json:"lockOut"` // minutes
}

// DefaultSignRules are what a new shop starts with.
var DefaultSignRules = SignRules{Tries: 5, LockOut: 10}

// A PIN has a million values: ten tries and a minute between them still keep a guesser busy for months.
const (
	fewestTries, mostTries = 3, 10
	mostLockOut            = 120 // minutes
)

// SignRulesNow are the rules in force: those that were set, else the usual ones.
func (s Shop) SignRulesNow() SignRules {
	if s.Sign == (SignRules{}) {
		return DefaultSignRules
	}
	return s.Sign
}

// LockedFor is how long a person stays locked out.
func (r SignRules) LockedFor() time.Duration { return time.Duration(r.LockOut) * time.Minute }

// SetSignRules needs an admin; rules that are in force already write nothing.
func (s Shop) SetSignRules(c SignRules, who Manager, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	if c.Tries < fewestTries || c.Tries > mostTries {
		return nil, record.Wrong("tries", "shop.triesWrong", record.Params{"least": strconv.Itoa(fewestTries), "most": strconv.Itoa(mostTries)})
	}
	if c.LockOut < 1 || c.LockOut > mostLockOut {
		return nil, record.Wrong("lockOut", "shop.lockOutWrong", record.Params{"most": strconv.Itoa(mostLockOut)})
	}
	if c == s.SignRulesNow() {
		return nil, nil
	}
	return []record.Event{Shops.Did(ID, signRulesSet, c, nil)}, nil
}

func (s Shop) afterSignRules(h record.Happened) (Shop, error) {
	d, err := record.Read[SignRules](h)
	s.Sign = d
	return s, err
}
