// Package pairing is how a workstation and a hub that never met come to trust each other's keys: the hub shows
// a code, a person types it at the workstation within minutes, and both prove over everything they say, and
// over the key that the workstation saw at the other end of the line, that they know it. Who sits between
// the two would have to guess the code, and has five tries.
package pairing

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"mendesk/app/record"
)

// A code's life.
const (
	Lasts = 10 * time.Minute
	Tries = 5
)

const (
	alphabet   = "ACDEFGHJKMNPQRTUVWXY34679" // none of 0 O, 1 I L, 2 Z, 5 S, 8 B
	codeLength = 10
)

// NewCode draws a code. It is shown as two groups of five.
func NewCode(random io.Reader) (string, error) {
	code := make([]byte, 0, codeLength)
	var b [1]byte
	for len(code) < codeLength {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("draw a pairing code: %w", err)
		}
		if n := int(b[0]); n < 250 { // 250 is a multiple of 25: every character is as likely
			code = append(code, alphabet[n%len(alphabet)])
		}
	}
	return string(code[:5]) + "-" + string(code[5:]), nil
}

// ReadCode takes a code as a person types it: small letters, spaces, dashes, full-width characters. It
// refuses, naming the field "code", what cannot be one.
func ReadCode(typed string) (string, error) {
	if strings.TrimSpace(typed) == "" {
		return "", record.Missing("code")
	}
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		if r >= '！' && r <= '～' { // the full-width forms of ASCII
			r = r - '！' + '!'
		}
		if r >= 'a' && r <= 'z' {
			r += 'A' - 'a'
		}
		switch {
		case strings.ContainsRune(alphabet, r):
			b.WriteRune(r)
		case strings.ContainsRune(" -_　－—–", r):
		default:
			return "", record.Wrong("code", "pair.badCode", nil)
		}
	}
	if b.Len() != codeLength {
		return "", record.Wrong("code", "pair.badCode", nil)
	}
	code := b.String()
	return code[:5] + "-" + code[5:], nil
}

// Proof shows that its maker knows the code and saw the same words and the same key.
type Proof []byte

// Key is made of a code, slowly: whoever overheard a proof must pay for each guess.
type Key []byte

// SaltSize is the length of the salt that the workstation draws for each try, in bytes.
const SaltSize = 16

// KeyOf stretches a code. It takes about 0.2 s and 64 MiB.
func KeyOf(code string, salt []byte) Key {
	return argon2.IDKey([]byte(code), salt, 3, 64<<10, 1, 32)
}

// Ask proves a workstation's request to the hub whose key is pin.
func (k Key) Ask(pin string, body []byte) Proof {
	return k.over("mendesk pairing request 1", pin, body)
}

// Answer proves a hub's answer to the request that was proven by asked.
func (k Key) Answer(pin string, asked Proof, body []byte) Proof {
	return k.over("mendesk pairing answer 1", pin, asked, body)
}

func (k Key) over(purpose, pin string, parts ...[]byte) Proof {
	mac := hmac.New(sha256.New, k)
	for _, part := range append([][]byte{[]byte(purpose), []byte(pin)}, parts...) {
		sum := sha256.Sum256(part)
		_, _ = mac.Write(sum[:]) // never fails
	}
	return mac.Sum(nil)
}

// Equal compares in a time that tells nothing.
func (p Proof) Equal(q Proof) bool { return hmac.Equal(p, q) }
