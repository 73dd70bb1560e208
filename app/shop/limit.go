package shop

import (
	"slices"

	"mendesk/app/record"
)

// Limit is how much a role may approve for one refund, in minor units of the shop's currency. A role that
// is not listed may approve nothing.
type Limit struct {
	Role      string `json:"role"`
	Minor     int64  `json:"minor"`
	Unlimited bool   `json:"unlimited"`
}

// DefaultLimits are what a new shop starts with: an agent 500, a supervisor and an admin any amount.
func DefaultLimits(currency string) []Limit {
	minor := int64(500)
	for range record.Decimals(currency) {
		minor *= 10
	}
	return []Limit{{Role: "agent", Minor: minor}, {Role: "supervisor", Unlimited: true}, {Role: "admin", Unlimited: true}}
}

// LimitOf is the largest amount that somebody with these roles may approve: the most generous of them.
func (s Shop) LimitOf(roles ...string) (most record.Money, unlimited bool) {
	most.Currency = s.Currency
	for _, l := range s.Limits {
		if slices.Contains(roles, l.Role) {
			most.Minor, unlimited = max(most.Minor, l.Minor), unlimited || l.Unlimited
		}
	}
	return most, unlimited
}
