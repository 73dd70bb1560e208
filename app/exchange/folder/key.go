package folder

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Key is a desk's key to its folder. Whoever has it reads everything that lies there, and can let others in.
type Key struct {
	Desk   record.ID
	Secret [32]byte
}

// NewKey makes a desk's key; chance is crypto/rand when nil.
func NewKey(desk record.ID, chance io.Reader) (Key, error) {
	if chance == nil {
		chance = rand.Reader
	}
	k := Key{Desk: desk}
	if !desk.Valid() {
		return k, fmt.Errorf("%q is no desk", desk)
	}
	_, err := io.ReadFull(chance, k.Secret[:])
	return k, err
}

// Authority is the key that names workstations on behalf of whoever holds the folder's key; see [exchange.Name].
func (k Key) Authority() (ed25519.PrivateKey, error) {
	seed, err := k.derive("authority", nil, ed25519.SeedSize)
	if err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func (k Key) derive(what string, salt []byte, n int) ([]byte, error) {
	return hkdf.Key(sha256.New, k.Secret[:], salt, "mendesk folder 1 "+what+" "+string(k.Desk), n)
}

// The invitation is read aloud, typed or sent by hand: no letters that look alike, in groups, with a sum at the end.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	invitationHead = "MENDESK1"
	sumSize        = 5
	groupOf        = 5
)

// Invitation is the key as a text that lets another workstation in. It is as secret as the key.
func (k Key) Invitation() string {
	text := string(k.Desk) + crockford.EncodeToString(k.Secret[:])
	sum := sha256.Sum256([]byte(invitationHead + text))
	text += crockford.EncodeToString(sum[:sumSize])
	out := []string{invitationHead}
	for len(text) > groupOf {
		out, text = append(out, text[:groupOf]), text[groupOf:]
	}
	return strings.Join(append(out, text), "-")
}

// ReadInvitation reads an invitation however it was typed: in small letters, with blanks or without hyphens, with O
// for 0 and I or L for 1. A slip is noticed.
func ReadInvitation(text string) (Key, error) {
	wrong := record.Wrong("invitation", "sync.invitationWrong", nil)
	clean := strings.Map(func(r rune) rune {
		switch r {
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		if r < '0' || r > 'Z' || r > '9' && r < 'A' {
			return -1
		}
		return r
	}, strings.ToUpper(text))
	head := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(invitationHead)
	rest, ok := strings.CutPrefix(clean, head)
	secret, sumLen := crockford.EncodedLen(32), crockford.EncodedLen(sumSize)
	if !ok || len(rest) != 26+secret+sumLen {
		return Key{}, wrong
	}
	body, given := rest[:26+secret], rest[26+secret:]
	sum := sha256.Sum256([]byte(invitationHead + body))
	raw, err := crockford.DecodeString(body[26:])
	k := Key{Desk: record.ID(body[:26])}
	if err != nil || !k.Desk.Valid() || given != crockford.EncodeToString(sum[:sumSize]) {
		return Key{}, wrong
	}
	copy(k.Secret[:], raw)
	return k, nil
}

// ErrForeign means a file is the desk's, and sealed with another key.
var ErrForeign = fmt.Errorf("a file under another key: %w", exchange.ErrWrongKey)
