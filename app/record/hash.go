package record

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// Hash is a SHA-256 digest as 43 characters of URL-safe base 64; empty means none.
type Hash string

// HashOf digests the bytes as they are.
func HashOf(b []byte) Hash {
	sum := sha256.Sum256(b)
	return Hash(base64.RawURLEncoding.EncodeToString(sum[:]))
}

// HashFrom is the digest of these 32 bytes.
func HashFrom(sum [sha256.Size]byte) Hash { return Hash(base64.RawURLEncoding.EncodeToString(sum[:])) }

// Bytes gives the 32 bytes of the digest.
func (h Hash) Bytes() ([]byte, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(h)) // strict: one digest, one text
	if err != nil || len(b) != sha256.Size || len(h) != 43 {
		return nil, fmt.Errorf("hash %q is malformed", string(h))
	}
	return b, nil
}
