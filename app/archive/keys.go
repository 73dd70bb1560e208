package archive

import (
	"strings"
	"unicode"

	"mendesk/app/record"
)

// NameKey is a name as it is compared and indexed: lower case, single spaces.
func NameKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// EmailKey is an address as it is compared and indexed; empty when it is none.
func EmailKey(email string) string {
	e := strings.ToLower(strings.TrimSpace(email))
	if i := strings.IndexByte(e, '@'); i <= 0 || i == len(e)-1 {
		return ""
	}
	return e
}

// PhoneKey is a phone number as it is compared and indexed: its digits, without +86 or 0086 before a Chinese
// mobile number, and without an extension. Fewer than five digits, or masked ones (138****5678), are no number.
func PhoneKey(phone string) string {
	if strings.ContainsRune(phone, '*') {
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, beforeExtension(phone))
	digits = strings.TrimPrefix(digits, "00")
	if len(digits) == 13 && strings.HasPrefix(digits, "861") {
		digits = digits[2:]
	}
	if len(digits) < 5 {
		return ""
	}
	return digits
}

func beforeExtension(phone string) string {
	for i, r := range phone {
		if i > 0 && (r == '转' || unicode.ToLower(r) == 'x' || r == '#' || r == ';') {
			return phone[:i]
		}
	}
	return phone
}

// CustomerID is the id of a customer whom an import tells of: by account, else by e-mail, else by phone. It is
// the same on every workstation, so that two that read one file make one customer. Empty when nothing of
// that is known; such a customer needs an id of chance.
func CustomerID(c PutCustomer) record.ID {
	for _, a := range c.Accounts {
		if a.Platform != "" && a.ID != "" {
			return record.KeyID("customer", "account", a.Platform, a.ID)
		}
	}
	for _, e := range c.Emails {
		if k := EmailKey(e); k != "" {
			return record.KeyID("customer", "email", k)
		}
	}
	for _, p := range c.Phones {
		if k := PhoneKey(p); k != "" {
			return record.KeyID("customer", "phone", k)
		}
	}
	return ""
}

// OrderID is the id of a platform's order: the same order imported anywhere is one record.
func OrderID(platform, number string) record.ID {
	return record.KeyID("order", platform, strings.TrimSpace(number))
}
