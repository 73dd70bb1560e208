package shop

import (
	"time"
	_ "time/tzdata" // Windows has no zones of its own, and a desk must open without a network

	"mendesk/app/record"
)

// ID is the id of the one shop of a desk.
var ID = record.KeyID("shop")

// Shop is the one shop that a desk serves.
type Shop struct {
	ID        record.ID `json:"id"`
	Name      string    `json:"name"`
	Zone      string    `json:"zone"`     // IANA name; days are counted in it
	Currency  string    `json:"currency"` // ISO 4217; fixed when the shop is founded
	Language  string    `json:"language"` // zh-CN or en
	FoundedAt time.Time `json:"foundedAt" ts_type:"string"`
	Targets   []Targets `json:"targets"` // published versions, oldest first
	Limits    []Limit   `json:"limits"`  // how much each role may approve
	// Unconfirmed is the most, in minor units, that a supervisor may let be paid before its hold is confirmed;
	// see [Shop.MostUnconfirmed] for a shop that never said.
	Unconfirmed *int64       `json:"unconfirmed,omitempty"`
	Sign        SignRules    `json:"sign,omitzero"` // empty: those that a shop starts with, see SignRulesNow
	Edits       record.Edits `json:"edits"`         // standing edits of name, zone and language
}

// Languages that the desk speaks.
const (
	Chinese = "zh-CN"
	English = "en"
)

// Location is the shop's zone. Founding and changing check it, so that it loads; before founding it is UTC.
func (s Shop) Location() *time.Location {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == "" {
		return time.UTC
	}
	return zone
}

// Founded tells whether the shop exists yet.
func (s Shop) Founded() bool { return !s.FoundedAt.IsZero() }
