package exchange

import (
	"crypto/ed25519"

	"mendesk/app/record"
)

// VerifyHead tells whether a workstation's key signed a place of a log for a desk.
func VerifyHead(desk record.ID, h record.Head, key ed25519.PublicKey) bool {
	body, err := statementOf(desk, h)
	return err == nil && real.verify(key, signed("pack", body), h.Sig)
}
