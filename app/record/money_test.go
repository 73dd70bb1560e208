package record

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseMoney(t *testing.T) {
	for _, c := range []struct {
		text, currency string
		minor          int64
		bad            bool
	}{
		{"1699", "CNY", 169900, false},
		{"1,699.00", "CNY", 169900, false},
		{" -3.5 ", "CNY", -350, false},
		{"3.500", "CNY", 350, false},
		{"0.05", "CNY", 5, false},
		{"3.505", "CNY", 0, true},
		{"1699", "JPY", 1699, false},
		{"1699.0", "JPY", 1699, false},
		{"1699.5", "JPY", 0, true},
		{"1.234", "KWD", 1234, false},
		{"", "CNY", 0, true},
		{"-", "CNY", 0, true},
		{".5", "CNY", 0, true},
		{"1.2.3", "CNY", 0, true},
		{"--1", "CNY", 0, true},
		{"+1", "CNY", 0, true},
		{"1e3", "CNY", 0, true},
		{"１２", "CNY", 0, true},
		{"99999999999999999999", "CNY", 0, true},
	} {
		m, err := ParseMoney(c.text, c.currency)
		if _, isProblem := AsProblem(err); (err != nil) != c.bad || isProblem != c.bad || m.Minor != c.minor {
			t.Errorf("%q %s: got %+v, %v", c.text, c.currency, m, err)
		}
	}
}

func TestMoneyComesBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Money{rapid.Int64Range(-1<<62, 1<<62).Draw(t, "minor"), rapid.SampledFrom([]string{"CNY", "JPY", "KWD"}).Draw(t, "currency")}
		back, err := ParseMoney(m.Plain(), m.Currency)
		if err != nil || back != m {
			t.Errorf("%s came back as %+v, %v", m, back, err)
		}
	})
}

func TestCurrenciesAreNeverAdded(t *testing.T) {
	if _, err := (Money{1, "CNY"}).Plus(Money{1, "USD"}); err == nil {
		t.Error("added")
	}
	if sum, err := (Money{1, "CNY"}).Plus(Money{2, "CNY"}); err != nil || sum != (Money{3, "CNY"}) {
		t.Errorf("%+v, %v", sum, err)
	}
}
