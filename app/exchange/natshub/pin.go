package natshub

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
)

// PinOf names the key of a certificate: the SHA-256 of its SubjectPublicKeyInfo, in URL-safe base 64.
func PinOf(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

var errWrongPin = errors.New("the key at the other end is not the hub's")

// pinned trusts the key named pin and nothing else: no names, no issuers, no dates, so that a workstation with
// a bad clock still connects. seen is told the key that was met, before it is judged; an empty pin takes any.
func pinned(pin string, seen func(string)) *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // VerifyConnection does it, by the key
		VerifyConnection: func(s tls.ConnectionState) error {
			if len(s.PeerCertificates) == 0 {
				return errWrongPin
			}
			met := PinOf(s.PeerCertificates[0])
			seen(met)
			if pin != "" && met != pin {
				return errWrongPin
			}
			return nil
		},
	}
}
