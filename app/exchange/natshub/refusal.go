package natshub

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// clusterRefusal words why a cluster was not reached, naming the field that a person can mend.
func clusterRefusal(link Link, err error) error {
	var (
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	address := record.Params{"address": strings.Join(link.URLs, ", ")}
	switch {
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired), errors.Is(err, nats.ErrAuthRevoked),
		errors.Is(err, nats.ErrAccountAuthExpired), errors.Is(err, nats.ErrNkeysNotSupported):
		return record.Wrong("credentials", "link.refused", record.Params{"file": link.Credentials})
	case errors.As(err, &unknown), errors.As(err, &invalid):
		return record.Wrong("authorities", "link.untrusted", address)
	case errors.As(err, &name):
		return record.Wrong("urls", "link.otherName", address)
	case errors.Is(err, nats.ErrSecureConnWanted), strings.Contains(err.Error(), "secure connection not available"):
		return record.Wrong("urls", "link.noTLS", address)
	}
	return fmt.Errorf("connect: %w: %w", exchange.ErrUnreachable, err)
}
