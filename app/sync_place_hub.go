package app

import (
	"crypto/ed25519"

	"mendesk/app/exchange/keys"
	"mendesk/app/exchange/natshub"
)

// openNATS reaches a hub of ours or a chain's own cluster; nobody is asked yet.
func openNATS(set syncSettings, secret keys.Secret) (openPlace, ed25519.PublicKey, error) {
	at, err := natshub.Open(set.NATS, secret)
	if err != nil {
		return nil, nil, err
	}
	return at, set.NATS.Authority, nil
}
