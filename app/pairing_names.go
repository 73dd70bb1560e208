package app

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"slices"

	"mendesk/app/exchange"
	"mendesk/app/exchange/pairing"
)

// letInAgain has a desk let in at another place, and takes along whom it believes where it met others until now: what
// those wrote who stay behind is believed there too. Where the desk's key names workstations the revoked stay revoked.
func (d *desk) letInAgain(ctx context.Context, c Pairing, who pairing.Applicant) (Joined, error) {
	others, err := d.others(who)
	if err != nil {
		return Joined{}, err
	}
	for _, n := range others {
		x := pairing.Signer{Workstation: n.Workstation, Key: n.Key}
		if !n.Revoked && !slices.ContainsFunc(who.Beside, func(y pairing.Signer) bool { return x.Workstation == y.Workstation && bytes.Equal(x.Key, y.Key) }) {
			who.Beside = append(who.Beside, x)
		}
	}
	j, err := d.app.letIn(ctx, c, who)
	if err == nil && j.Kind != LinkHub {
		err = d.app.endorse(&j, others)
	}
	return j, err
}

// others is what is known of the other workstations; asked before the desk's key may become another.
func (d *desk) others(who pairing.Applicant) ([]exchange.Name, error) {
	d.sync.mu.Lock()
	set := d.sync.set
	d.sync.mu.Unlock()
	var authorities []ed25519.PublicKey
	if len(set.NATS.Authority) == ed25519.PublicKeySize {
		authorities = append(authorities, set.NATS.Authority)
	}
	key, held, err := d.app.heldKey(who.Desk)
	if err != nil {
		return nil, err
	}
	if held {
		authority, err := key.Authority()
		if err != nil {
			return nil, err
		}
		authorities = append(authorities, authority.Public().(ed25519.PublicKey))
	}
	stored, err := exchange.StoredNames(d.store)
	return exchange.OthersOf(append(stored, set.Names...), who.Desk, who.Workstation, authorities), err
}

// endorse adds what is known of others to what is believed where the desk's key names workstations.
func (a *App) endorse(j *Joined, others []exchange.Name) error {
	key, err := a.deskKey(j.Link.Desk)
	if err != nil {
		return err
	}
	authority, err := key.Authority()
	if err != nil {
		return err
	}
	names, err := exchange.Endorse(others, authority)
	j.Names = append(j.Names, names...)
	return err
}
