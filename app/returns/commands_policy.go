package returns

import (
	"time"

	"mendesk/app/record"
)

// DraftPolicy writes a new version of the policy, or saves the draft again when it exists.
type DraftPolicy struct {
	Policy  record.ID `json:"policy"` // the draft to save; empty for a new one
	Name    string    `json:"name"`
	Terms   Terms     `json:"terms"`
	Clauses []Clause  `json:"clauses"`
}

// PublishPolicy puts a draft in force from a moment on, after which it never changes.
type PublishPolicy struct {
	Policy record.ID `json:"policy"`
	From   time.Time `json:"from" ts_type:"string"` // zero: now
}

// RetirePolicy takes a published version out of force; returns judged by it keep it.
type RetirePolicy struct {
	Policy record.ID `json:"policy"`
}
