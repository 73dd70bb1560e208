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
	return []Limit{{Role: "agent", Minor: whole(500, currency)}, {Role: "supervisor", Unlimited: true}, {Role: "admin", Unlimited: true}}
}

func whole(units int64, currency string) int64 {
	for range record.Decimals(currency) {
		units *= 10
	}
	return units
}

// MostUnconfirmed is the most that a supervisor may let be paid before its hold is confirmed: 500 until the shop
// says otherwise, 0 for nothing at all.
func (s Shop) MostUnconfirmed() int64 {
	if s.Unconfirmed == nil {
		return whole(500, s.Currency)
	}
	return *s.Unconfirmed
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
