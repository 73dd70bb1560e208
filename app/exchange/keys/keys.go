// Package keys keeps what a workstation proves itself with. The secret lies in the keyring of the user's
// system where there is one, else in a file of the user's configuration folder that only the user can read.
// It never lies in the desk's folder: a copied desk has no key, and says so instead of speaking for the original.
package keys

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mendesk/app/record"
)

// Secret is what all keys of one workstation are derived from.
type Secret [32]byte

// New makes a secret from 32 bytes of random.
func New(random io.Reader) (s Secret, err error) {
	_, err = io.ReadFull(random, s[:])
	return s, err
}

// Signing is the key that signs what the workstation sends.
func (s Secret) Signing() ed25519.PrivateKey { return s.derive("mendesk signing 1") }

// Login is the key that answers a server's challenge. It is another than the signing key, since a server
// chooses what is signed with it.
func (s Secret) Login() ed25519.PrivateKey { return s.derive("mendesk login 1") }

func (s Secret) derive(purpose string) ed25519.PrivateKey {
	seed, err := hkdf.Key(sha256.New, s[:], nil, purpose, ed25519.SeedSize)
	if err != nil {
		panic(err) // only a length that SHA-256 cannot give
	}
	return ed25519.NewKeyFromSeed(seed)
}

// Keys finds and keeps secrets by workstation.
type Keys struct {
	Dir  string // the user's configuration folder of Mendesk
	Ring Ring   // nil: files alone
}

// ErrNone means that this user on this machine holds no secret of the workstation.
var ErrNone = errors.New("no key of this workstation is here")

// Load gives the secret of a workstation, or ErrNone, or a Problem when it lies in a keyring that does not answer.
func (k Keys) Load(workstation record.ID) (Secret, error) {
	raw, err := os.ReadFile(k.path(workstation))
	if errors.Is(err, fs.ErrNotExist) {
		return k.fromRing(workstation)
	}
	if err != nil {
		return Secret{}, fmt.Errorf("read the workstation's key: %w", err)
	}
	return parse(strings.TrimSpace(string(raw)))
}

func (k Keys) fromRing(workstation record.ID) (Secret, error) {
	marked, err := os.ReadFile(k.path(workstation) + markSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return Secret{}, ErrNone
	}
	if err != nil {
		return Secret{}, fmt.Errorf("read where the workstation's key lies: %w", err)
	}
	if k.Ring == nil {
		return Secret{}, record.Problem{Code: "keys.locked"}
	}
	text, err := k.Ring.Get(string(workstation))
	if errors.Is(err, ErrNone) {
		return Secret{}, ErrNone
	}
	if err != nil {
		return Secret{}, record.Problem{Code: "keys.locked"}
	}
	s, err := parse(text)
	if err == nil && string(record.HashOf(s.Login().Public().(ed25519.PublicKey))) != strings.TrimSpace(string(marked)) {
		return Secret{}, ErrNone // somebody else's entry under the same name
	}
	return s, err
}

// Save keeps the secret of a workstation, in the keyring when it gives back what it was given.
func (k Keys) Save(workstation record.ID, s Secret) error {
	if !workstation.Valid() {
		return fmt.Errorf("%q is no id of a workstation", workstation)
	}
	if err := os.MkdirAll(k.Dir, 0o700); err != nil {
		return fmt.Errorf("keep the workstation's key: %w", err)
	}
	text := base64.StdEncoding.EncodeToString(s[:])
	if k.Ring != nil && k.Ring.Set(string(workstation), text) == nil {
		if back, err := k.Ring.Get(string(workstation)); err == nil && back == text {
			mark := record.HashOf(s.Login().Public().(ed25519.PublicKey))
			return k.put(k.path(workstation)+markSuffix, string(mark))
		}
	}
	return k.put(k.path(workstation), text)
}

// Forget removes the secret of a workstation from this machine.
func (k Keys) Forget(workstation record.ID) error {
	if k.Ring != nil {
		_ = k.Ring.Delete(string(workstation)) // perhaps it was never there
	}
	for _, path := range []string{k.path(workstation), k.path(workstation) + markSuffix} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("forget the workstation's key: %w", err)
		}
	}
	return nil
}

// A file beside the place of the key says that it lies in the keyring, so that a keyring that does not answer
// is told from a workstation that never had a key.
const markSuffix = ".inkeyring"

func (k Keys) path(workstation record.ID) string {
	return filepath.Join(k.Dir, string(workstation)+".key")
}

func (k Keys) put(path, text string) error {
	tmp := path + ".new"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep the workstation's key: %w", err)
	}
	_, err = f.WriteString(text + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep the workstation's key: %w", err)
	}
	return os.Rename(tmp, path)
}

func parse(text string) (s Secret, err error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) != len(s) {
		return s, record.Problem{Code: "keys.damaged"}
	}
	copy(s[:], raw)
	return s, nil
}
