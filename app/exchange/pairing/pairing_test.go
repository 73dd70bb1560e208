package pairing

import (
	"crypto/rand"
	"strings"
	"testing"

	"mendesk/app/record"
)

func TestACodeIsReadAsPeopleTypeIt(t *testing.T) {
	code, err := NewCode(rand.Reader)
	if err != nil || len(code) != 11 {
		t.Fatalf("%q, %v", code, err)
	}
	wide := strings.Map(func(r rune) rune { return r - '!' + '！' }, strings.ToLower(code))
	for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), " " + strings.ReplaceAll(code, "-", " ") + " ", wide} {
		got, err := ReadCode(typed)
		if err != nil || got != code {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for _, bad := range []string{"", " ", "ABCDE", code + "A", "OOOOO-OOOOO", "ACDEF-GHJK1"} {
		_, err := ReadCode(bad)
		if p, ok := record.AsProblem(err); !ok || p.Field != "code" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAProofHoldsForItsWordsAlone(t *testing.T) {
	salt := make([]byte, SaltSize)
	k := KeyOf("ACDEF-GHJKM", salt)
	p := k.Ask("pin", []byte("body"))
	if !p.Equal(k.Ask("pin", []byte("body"))) {
		t.Error("same words")
	}
	salt[0]++
	for name, other := range map[string]Proof{
		"another code": KeyOf("ACDEF-GHJKN", make([]byte, SaltSize)).Ask("pin", []byte("body")),
		"another salt": KeyOf("ACDEF-GHJKM", salt).Ask("pin", []byte("body")),
		"another pin":  k.Ask("pinb", []byte("ody")),
		"other words":  k.Ask("pin", []byte("Body")),
		"an answer":    k.Answer("pin", nil, []byte("body")),
		"nothing":      nil,
	} {
		if p.Equal(other) {
			t.Errorf("%s proves the same", name)
		}
	}
	if k.Answer("pin", p, []byte("yes")).Equal(k.Answer("pin", Proof("other"), []byte("yes"))) {
		t.Error("an answer to another request")
	}
}
