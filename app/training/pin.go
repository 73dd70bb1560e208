package training

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"mendesk/app/record"
)

// Argon2id with 64 MiB and three passes: about 150 ms a try. A PIN of six digits has a million values, so
// somebody who steals the file still needs two days of one core for each person.
const (
	pinMemory  = 64 << 10 // KiB
	pinPasses  = 3
	pinThreads = 1
	pinKey     = 32
	pinSalt    = 16
)

// CheckPIN refuses what is not six digits, and those that everybody tries first.
func CheckPIN(pin string) error {
	if pin == "" {
		return record.Missing("pin")
	}
	if len(pin) != 6 || strings.Trim(pin, "0123456789") != "" {
		return record.Wrong("pin", "pin.notSixDigits", nil)
	}
	if weakPIN(pin) {
		return record.Wrong("pin", "pin.weak", nil)
	}
	return nil
}

// weakPIN finds one digit over and over, runs such as 345678 and 987654, and a half or a third repeated.
func weakPIN(pin string) bool {
	up, down := true, true
	for i := 1; i < len(pin); i++ {
		step := int(pin[i]) - int(pin[i-1])
		up, down = up && (step == 1 || step == -9), down && (step == -1 || step == 9)
	}
	repeated := strings.Repeat(pin[:1], 6) == pin || strings.Repeat(pin[:2], 3) == pin || strings.Repeat(pin[:3], 2) == pin
	pairs := pin[0] == pin[1] && pin[2] == pin[3] && pin[4] == pin[5]
	halves := pin[0] == pin[1] && pin[1] == pin[2] && pin[3] == pin[4] && pin[4] == pin[5]
	return up || down || repeated || pairs || halves
}

func hashPIN(pin string, salt []byte) (string, error) {
	if len(salt) != pinSalt {
		return "", fmt.Errorf("hash a PIN: the salt has %d bytes, not %d", len(salt), pinSalt)
	}
	key := argon2.IDKey([]byte(pin), salt, pinPasses, pinMemory, pinThreads, pinKey)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, pinMemory, pinPasses, pinThreads,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// verifyPIN works the key out even when there is no usable hash, so that the time tells nothing about whether
// a PIN was set. The parameters are read from the hash, within bounds that a hostile record cannot exceed.
func verifyPIN(hash, pin string) bool {
	p, ok := parseHash(hash)
	got := argon2.IDKey([]byte(pin), p.salt, p.passes, p.memory, p.threads, uint32(len(p.key)))
	return subtle.ConstantTimeCompare(got, p.key) == 1 && ok
}

type phc struct {
	memory, passes uint32
	threads        uint8
	salt, key      []byte
}

func parseHash(hash string) (phc, bool) {
	none := phc{pinMemory, pinPasses, pinThreads, make([]byte, pinSalt), make([]byte, pinKey)}
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return none, false
	}
	var p phc
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.threads); err != nil {
		return none, false
	}
	var errSalt, errKey error
	p.salt, errSalt = base64.RawStdEncoding.DecodeString(parts[4])
	p.key, errKey = base64.RawStdEncoding.DecodeString(parts[5])
	bad := errSalt != nil || errKey != nil || len(p.salt) < 8 || len(p.key) != pinKey
	if bad || p.memory < 8 || p.memory > 4*pinMemory || p.passes < 1 || p.passes > 10 || p.threads < 1 || p.threads > 8 {
		return none, false
	}
	return p, true
}
