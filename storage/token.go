package storage

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mendesk/app/record"
)

// A log's token is kept twice: in the database and in the user's configuration folder. Both rotate at the
// first write of its own that an opening makes, so a copy of the folder soon holds an old one, and the copy
// begins a log of its own. The file is written first with the old and the next token, and once the
// database holds the next one the file forgets the old: a kill in between mints nothing.
type token struct{ path, old, next string }

func tokenPath(dir string, log record.LogID) string {
	return filepath.Join(dir, string(log)+".token")
}

// ownToken tells whether this database is the one that last wrote its log from this user's account.
func ownToken(dir string, me self) (bool, error) {
	if dir == "" || me.Log == "" {
		return true, nil
	}
	raw, err := os.ReadFile(tokenPath(dir, me.Log))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the desk's token: %w", err)
	}
	return slices.Contains(strings.Fields(string(raw)), me.Token), nil
}

// rotateToken writes the file that accepts both tokens; me.Token becomes the next one.
func rotateToken(dir string, random io.Reader, me *self, fresh bool) (*token, error) {
	if dir == "" {
		return nil, nil
	}
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return nil, err
	}
	t := &token{path: tokenPath(dir, me.Log), next: hex.EncodeToString(b[:])}
	if !fresh {
		t.old = me.Token
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := writeFile(t.path, []byte(t.old+"\n"+t.next+"\n")); err != nil {
		return nil, fmt.Errorf("write the desk's token: %w", err)
	}
	me.Token = t.next
	return t, nil
}

// settle forgets the old token once the database holds the next one.
func (t *token) settle() error { return writeFile(t.path, []byte(t.next+"\n")) }
