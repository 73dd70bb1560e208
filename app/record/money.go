package record

import (
	"strconv"
	"strings"
)

// Money is an amount in minor units (分, cents) of one ISO 4217 currency. It is never a float.
type Money struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// Decimals of a currency: 0, 2 or 3.
func Decimals(currency string) int {
	switch currency {
	case "JPY", "KRW", "VND", "CLP", "ISK", "XOF", "XAF", "PYG", "UGX":
		return 0
	case "KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD":
		return 3
	}
	return 2
}

// ValidCurrency tells whether code has the form of ISO 4217.
func ValidCurrency(code string) bool {
	if len(code) != 3 {
		return false
	}
	for _, r := range code {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

// ParseMoney reads "1699", "1,699.00" or "-3.5" in major units; more decimals than the currency has are refused.
func ParseMoney(text, currency string) (Money, error) {
	bad := Problem{Code: "money.malformed", Params: Params{"value": text}}
	s := strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	whole, fraction, _ := strings.Cut(s, ".")
	places := Decimals(currency)
	if len(fraction) > places {
		if strings.Trim(fraction[places:], "0") != "" {
			return Money{}, bad
		}
		fraction = fraction[:places]
	}
	digits := whole + fraction + strings.Repeat("0", places-len(fraction))
	if whole == "" || strings.Trim(digits, "0123456789") != "" {
		return Money{}, bad
	}
	minor, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return Money{}, bad
	}
	if negative {
		minor = -minor
	}
	return Money{minor, currency}, nil
}

// String writes the amount in major units with its code: "1699.00 CNY".
func (m Money) String() string { return m.Plain() + " " + m.Currency }

// Plain writes the amount in major units: "1699.00".
func (m Money) Plain() string {
	places := Decimals(m.Currency)
	minor, sign := m.Minor, ""
	if minor < 0 {
		minor, sign = -minor, "-"
	}
	s := strconv.FormatUint(uint64(minor), 10)
	if places == 0 {
		return sign + s
	}
	if len(s) <= places {
		s = strings.Repeat("0", places+1-len(s)) + s
	}
	return sign + s[:len(s)-places] + "." + s[len(s)-places:]
}

// Plus adds; amounts of different currencies are never added.
func (m Money) Plus(o Money) (Money, error) {
	if m.Currency != o.Currency {
		return Money{}, Problem{Code: "money.currencies", Params: Params{"one": m.Currency, "other": o.Currency}}
	}
	return Money{m.Minor + o.Minor, m.Currency}, nil
}
