package record

import (
	"crypto/sha256"
	"encoding/base32"
	"io"
	"strings"
	"time"
)

// ID names a record for ever: 26 characters of Crockford's base 32, upper case. It is either a ULID (time
// first, then chance) or, for a record with a natural key, a hash of that key.
type ID string

// LogID names one writing life of one database; see [Begins].
type LogID = ID

// Ref names a record together with its kind.
type Ref struct {
	Kind string `json:"kind"`
	ID   ID     `json:"id"`
}

const crockfordDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var crockford = base32.NewEncoding(crockfordDigits).WithPadding(base32.NoPadding)

// NewID makes a ULID-like id from the moment now and ten bytes of random.
func NewID(now time.Time, random io.Reader) (ID, error) {
	var b [16]byte
	ms := uint64(now.UnixMilli())
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	if _, err := io.ReadFull(random, b[6:]); err != nil {
		return "", err
	}
	return ID(crockford.EncodeToString(b[:])), nil
}

// KeyID is the id of a record with a natural key, such as (platform, order number): the same key gives the
// same id on every workstation, so the same order imported twice is one record.
func KeyID(parts ...string) ID {
	h := sha256.New()
	for _, p := range parts {
		_, _ = io.WriteString(h, p)
		_, _ = h.Write([]byte{0})
	}
	return ID(crockford.EncodeToString(h.Sum(nil)[:16]))
}

// Valid tells whether the id has the form that NewID and KeyID give.
func (id ID) Valid() bool {
	return len(id) == 26 && strings.Trim(string(id), crockfordDigits) == ""
}
