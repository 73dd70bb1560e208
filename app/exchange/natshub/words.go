package natshub

import (
	"crypto/ed25519"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nkeys"

	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// Boot is what a hub notes in the log at each start.
type Boot struct {
	Boot     record.ID `json:"boot"`
	Hub      record.ID `json:"hub"`
	At       time.Time `json:"at"`
	Version  string    `json:"version"`
	Restored bool      `json:"restored,omitempty"` // the log ends before where it once ended
}

// Health is what a hub says of itself to its members.
type Health struct {
	Boot   record.ID `json:"boot"` // its present life
	Hub    record.ID `json:"hub"`
	At     time.Time `json:"at"`     // its clock
	Writes bool      `json:"writes"` // it takes writes
	Full   bool      `json:"full"`   // its disk is full
	Free   uint64    `json:"free"`   // bytes left on its disk; 0: not known
	Erased uint64    `json:"erased"` // messages that were deleted from the log on purpose
	Gaps   uint64    `json:"gaps"`   // places of the log that gave no message when the hub last read all of it
}

// LowDisk is how many bytes a hub's disk must have left.
const LowDisk = 32 << 20

// MaxName is the longest name of a workstation, in characters.
const MaxName = 80

// MaxWas bounds how many workstations a database may have been, MaxBeside how many keys of others it brings.
const (
	MaxWas    = 64
	MaxBeside = 512
)

// ValidApplicant tells whether an applicant is whole: ids that can stand in a subject, keys that are keys.
func ValidApplicant(a pairing.Applicant) bool {
	return a.Workstation.Valid() && (a.Desk == "" || a.Desk.Valid()) && len(a.Was) <= MaxWas &&
		!slices.ContainsFunc(a.Was, func(ws record.ID) bool { return !ws.Valid() || ws == a.Workstation }) &&
		len(a.Beside) <= MaxBeside && !slices.ContainsFunc(a.Beside, func(x pairing.Signer) bool {
		return !x.Workstation.Valid() || x.Workstation == a.Workstation || len(x.Key) != ed25519.PublicKeySize
	}) &&
		nkeys.IsValidPublicUserKey(a.Login) && len(a.Signing) == ed25519.PublicKeySize &&
		strings.TrimSpace(a.Name) != "" && utf8.ValidString(a.Name) && utf8.RuneCountInString(a.Name) <= MaxName
}
