package hub

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

// identity is who the hub is.
type identity struct {
	Hub  record.ID `json:"hub"`
	Desk record.ID `json:"desk,omitempty"` // empty until a workstation shares its desk here
}

const (
	identityFile  = "hub.json"
	keyFile       = "hub.key"
	authorityFile = "hub.authority"
	membersFile   = "members.json"
	lockName      = "hub.lock"
	storeFolder   = "store"
)

// whoAmI reads the hub's identity; a new folder gets one.
func whoAmI(dir string, now time.Time) (id identity, err error) {
	path := filepath.Join(dir, identityFile)
	there, err := loadJSON(path, &id)
	if err != nil {
		return id, fmt.Errorf("who the hub is: %w", err)
	}
	if there {
		if !id.Hub.Valid() || id.Desk != "" && !id.Desk.Valid() {
			return id, record.Wrong("data", "hub.damaged", record.Params{"file": path})
		}
		return id, nil
	}
	if _, err := os.Stat(filepath.Join(dir, storeFolder)); err == nil { // never begin anew over a log
		return id, record.Wrong("data", "hub.damaged", record.Params{"file": path})
	}
	if id.Hub, err = record.NewID(now, rand.Reader); err != nil {
		return id, err
	}
	return id, saveJSON(path, id)
}

// certificate gives the hub's TLS key in a certificate that nobody dates or signs: workstations know the key.
func certificate(dir string) (tls.Certificate, string, error) {
	path := filepath.Join(dir, keyFile)
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if raw, err = newKey(); err == nil {
			err = saveFile(path, raw)
		}
	}
	if err != nil {
		return tls.Certificate{}, "", fmt.Errorf("the hub's key: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return tls.Certificate{}, "", record.Wrong("data", "hub.damaged", record.Params{"file": path})
	}
	key, err := x509.ParseECPrivateKey(block.Bytes)
	if err != nil {
		return tls.Certificate{}, "", record.Wrong("data", "hub.damaged", record.Params{"file": path})
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mendesk hub"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames: []string{"mendesk-hub"},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, "", fmt.Errorf("the hub's certificate: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return tls.Certificate{}, "", err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, natshub.PinOf(leaf), nil
}

func newKey() ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}), nil
}

// authorityKey gives the key with which the hub signs names.
func authorityKey(dir string) (ed25519.PrivateKey, error) {
	path := filepath.Join(dir, authorityFile)
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		seed := make([]byte, ed25519.SeedSize)
		_, _ = rand.Read(seed) // never fails
		return ed25519.NewKeyFromSeed(seed), saveFile(path, []byte(base64.StdEncoding.EncodeToString(seed)+"\n"))
	}
	if err != nil {
		return nil, fmt.Errorf("the hub's signing key: %w", err)
	}
	seed, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, record.Wrong("data", "hub.damaged", record.Params{"file": path})
	}
	return ed25519.NewKeyFromSeed(seed), nil
}
