package keys

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/zalando/go-keyring"

	"mendesk/app/record"
)

const ws = record.ID("01J00000000000000000000000")

func secret(t *testing.T) Secret {
	t.Helper()
	s, err := New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// memory is a keyring whose moods a test sets.
type memory struct {
	held   map[string]string
	silent bool
	forget bool // takes a secret and does not hold it
}

func (m *memory) Get(name string) (string, error) {
	if m.silent {
		return "", errSilent
	}
	text, ok := m.held[name]
	if !ok {
		return "", ErrNone
	}
	return text, nil
}

func (m *memory) Set(name, secret string) error {
	if m.silent {
		return errSilent
	}
	if !m.forget {
		m.held[name] = secret
	}
	return nil
}

func (m *memory) Delete(name string) error { delete(m.held, name); return nil }

func TestASecretComesBack(t *testing.T) {
	for name, ring := range map[string]Ring{"file": nil, "ring": &memory{held: map[string]string{}}, "forgetful ring": &memory{forget: true}, "silent ring": &memory{silent: true}} {
		t.Run(name, func(t *testing.T) {
			k := Keys{Dir: t.TempDir(), Ring: ring}
			if _, err := k.Load(ws); !errors.Is(err, ErrNone) {
				t.Fatalf("before: %v", err)
			}
			s := secret(t)
			if err := k.Save(ws, s); err != nil {
				t.Fatal(err)
			}
			got, err := k.Load(ws)
			if err != nil || got != s {
				t.Fatalf("load: %v", err)
			}
			if err := k.Forget(ws); err != nil {
				t.Fatal(err)
			}
			if _, err := k.Load(ws); !errors.Is(err, ErrNone) {
				t.Fatalf("after: %v", err)
			}
		})
	}
}

func TestTheRingHoldsItAlone(t *testing.T) {
	ring := &memory{held: map[string]string{}}
	k := Keys{Dir: t.TempDir(), Ring: ring}
	s := secret(t)
	if err := k.Save(ws, s); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(k.Dir, "*"))
	for _, f := range files {
		raw, _ := os.ReadFile(f)
		if bytes.Contains(raw, []byte(ring.held[string(ws)])) {
			t.Errorf("%s holds the secret", f)
		}
	}
	ring.silent = true
	if _, err := k.Load(ws); err == nil || err.Error() != "keys.locked" {
		t.Errorf("silent: %v", err)
	}
	if _, err := (Keys{Dir: k.Dir}).Load(ws); err == nil || err.Error() != "keys.locked" {
		t.Errorf("no ring: %v", err)
	}
}

func TestTheFileIsTheUsersAlone(t *testing.T) {
	k := Keys{Dir: filepath.Join(t.TempDir(), "config")}
	if err := k.Save(ws, secret(t)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(k.path(ws))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(k.path(ws), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Load(ws); err == nil || err.Error() != "keys.damaged" {
		t.Errorf("damaged: %v", err)
	}
}

func TestKeysDifferByPurpose(t *testing.T) {
	s := secret(t)
	if s.Signing().Equal(s.Login()) || !s.Signing().Equal(s.Signing()) {
		t.Error("keys of one secret")
	}
}

func TestTheSystemsRingAnswersInTime(t *testing.T) {
	keyring.MockInit()
	r := systemRing{}
	if _, err := r.Get("nobody"); !errors.Is(err, ErrNone) {
		t.Errorf("nothing there: %v", err)
	}
	if err := r.Set("a", "b"); err != nil {
		t.Fatal(err)
	}
	if text, err := r.Get("a"); err != nil || text != "b" {
		t.Errorf("%q, %v", text, err)
	}
	t.Setenv("MENDESK_KEYRING", "file")
	if System() != nil {
		t.Error("asked for files")
	}
}
