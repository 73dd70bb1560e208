package keys

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"
)

// Ring is a keyring of the system. Get answers ErrNone when it works and holds nothing under the name.
type Ring interface {
	Get(name string) (string, error)
	Set(name, secret string) error
	Delete(name string) error
}

// System is the keyring of the user's system, nil when there is none or MENDESK_KEYRING is "file".
func System() Ring {
	if os.Getenv("MENDESK_KEYRING") == "file" || !reachable() {
		return nil
	}
	return systemRing{}
}

// reachable tells whether asking makes sense. Without a session bus the library would start one.
func reachable() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	runtimeDir := os.Getenv("XDG_RUNTIME_DIR")
	if runtimeDir == "" {
		runtimeDir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	_, err := os.Stat(filepath.Join(runtimeDir, "bus"))
	return err == nil
}

type systemRing struct{}

const service = "mendesk"

// A keyring that wants to be unlocked asks on a screen where perhaps nobody sits.
const patience = 5 * time.Second

var errSilent = errors.New("the keyring does not answer")

func (systemRing) Get(name string) (string, error) {
	text, err := soon(func() (string, error) { return keyring.Get(service, name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return "", ErrNone
	}
	return text, err
}

func (systemRing) Set(name, secret string) error {
	_, err := soon(func() (string, error) { return "", keyring.Set(service, name, secret) })
	return err
}

func (systemRing) Delete(name string) error {
	_, err := soon(func() (string, error) { return "", keyring.Delete(service, name) })
	return err
}

// soon gives up on an answer that does not come; the asking goes on behind and ends with the process.
func soon(ask func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	come := make(chan answer, 1)
	go func() {
		text, err := ask()
		come <- answer{text, err}
	}()
	select {
	case a := <-come:
		return a.text, a.err
	case <-time.After(patience):
		return "", errSilent
	}
}
