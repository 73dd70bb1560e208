package exchange

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"

	"github.com/go-json-experiment/json"

	"mendesk/app/record"
)

// A sealed message: a format byte, the statement after its length, the public key, the signature. The
// signature covers the word for what it is, so that one kind of statement never passes for another.
const sealFormat = 1

// signing is Ed25519; the simulation puts something quicker in its place.
type signing struct {
	sign   func(key ed25519.PrivateKey, message []byte) []byte
	verify func(key ed25519.PublicKey, message, sig []byte) bool
}

var real = signing{ed25519.Sign, func(key ed25519.PublicKey, message, sig []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, message, sig)
}}

func signed(what string, body []byte) []byte {
	return append([]byte("mendesk "+what+" 1\n"), body...)
}

func (s signing) seal(what string, statement any, key ed25519.PrivateKey) ([]byte, error) {
	body, err := record.Encode(statement)
	if err != nil {
		return nil, fmt.Errorf("seal a %s: %w", what, err)
	}
	out := binary.AppendUvarint([]byte{sealFormat}, uint64(len(body)))
	out = append(out, body...)
	out = append(out, key.Public().(ed25519.PublicKey)...)
	return append(out, s.sign(key, signed(what, body))...), nil
}

// unseal reads a statement that whoever holds by signed. ErrNewer, ErrForged.
func (s signing) unseal(what string, raw []byte, statement any) (by ed25519.PublicKey, err error) {
	if len(raw) == 0 {
		return nil, fmt.Errorf("%s is empty: %w", what, ErrForged)
	}
	if raw[0] != sealFormat {
		return nil, fmt.Errorf("%s has format %d: %w", what, raw[0], ErrNewer)
	}
	n, w := binary.Uvarint(raw[1:])
	if w <= 0 || n > MaxMessage || uint64(len(raw)-1-w) != n+ed25519.PublicKeySize+ed25519.SignatureSize {
		return nil, fmt.Errorf("%s is cut short: %w", what, ErrForged)
	}
	body := raw[1+w : 1+w+int(n)]
	by = raw[1+w+int(n):][:ed25519.PublicKeySize]
	sig := raw[len(raw)-ed25519.SignatureSize:]
	if !s.verify(by, signed(what, body), sig) {
		return nil, fmt.Errorf("%s: %w", what, ErrForged)
	}
	if err := json.Unmarshal(body, statement); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", what, ErrForged, err)
	}
	return append(ed25519.PublicKey(nil), by...), nil
}
