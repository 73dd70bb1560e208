package returns

import (
	"time"

	"mendesk/app/record"
)

// PolicyState is where a version of the policy stands.
type PolicyState string

// The states of a version. Published, it never changes.
const (
	PolicyDraft     PolicyState = "draft"
	PolicyPublished PolicyState = "published"
	PolicyRetired   PolicyState = "retired"
)

// Policy is one version of the shop's rules for returns.
type Policy struct {
	ID          record.ID   `json:"id"`
	Version     int         `json:"version"`
	State       PolicyState `json:"state"`
	From        time.Time   `json:"from,omitzero" ts_type:"string"` // in force from this moment; UTC
	DraftedAt   time.Time   `json:"draftedAt" ts_type:"string"`
	PublishedAt time.Time   `json:"publishedAt,omitzero" ts_type:"string"`
	PublishedBy record.ID   `json:"publishedBy,omitempty"`
	RetiredAt   time.Time   `json:"retiredAt,omitzero" ts_type:"string"`
	Terms       Terms       `json:"terms"`
	Name        string      `json:"name"`
	Clauses     []Clause    `json:"clauses"`
	Edits       int         `json:"edits"` // how often the draft was saved
}

// Terms are what rules need of a policy. Every term names the clause that states it.
type Terms struct {
	Windows    []Window    `json:"windows"`
	Exclusions []Exclusion `json:"exclusions"`
	Openings   []Opening   `json:"openings"`
	Payers     []Payer     `json:"payers"`
	Hygienic   Hygienic    `json:"hygienic"`
	SendDays   int         `json:"sendDays"` // days after approval within which the goods must be sent
	SendClause string      `json:"sendClause"`
}

// Window is how long a return may be asked for when Fault is at fault: Days days, the first of them the day
// after signature.
type Window struct {
	Fault  Fault  `json:"fault"`
	Days   int    `json:"days"`
	Clause string `json:"clause"`
}

// Exclusion is goods that cannot come back without reason. OnlyOpened limits it to goods that were opened;
// OnlyConfirmed to goods for which the buyer had confirmed the exclusion when buying.
type Exclusion struct {
	Trait         string `json:"trait"` // custom, fresh, digital, newspaper, hygiene, activated, nearExpiry, flawed
	OnlyOpened    bool   `json:"onlyOpened"`
	OnlyConfirmed bool   `json:"onlyConfirmed"`
	Clause        string `json:"clause"`
}

// Opening says whether an opened box may come back when Fault is at fault.
type Opening struct {
	Fault   Fault  `json:"fault"`
	Allowed bool   `json:"allowed"`
	Clause  string `json:"clause"`
}

// Payer says who pays the way back when Fault is at fault.
type Payer struct {
	Fault  Fault  `json:"fault"`
	Pays   Fault  `json:"pays"`
	Clause string `json:"clause"`
}

// Clause is one numbered sentence of the policy in both languages.
type Clause struct {
	Number string `json:"number"`
	ZH     string `json:"zh"`
	EN     string `json:"en"`
}

// Traits that an exclusion can name.
func Traits() []string {
	return []string{"custom", "fresh", "digital", "newspaper", "hygiene", "activated", "nearExpiry", "flawed"}
}
