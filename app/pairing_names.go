package app

import (
	"context"
	"crypto/ed25519"

	"mendesk/app/exchange"
	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// letInAgain has a desk let in at another place, and takes along whom it believes where it met others until now: what
// those wrote who stay behind is believed there too, and the revoked stay revoked. A hub names whom it lets in itself.
func (d *desk) letInAgain(ctx context.Context, c Pairing, who pairing.Applicant) (Joined, error) {
	believed, err := d.believed(who.Desk)
	if err != nil {
		return Joined{}, err
	}
	j, err := d.app.letIn(ctx, c, who)
	if err == nil && j.Kind != LinkHub {
		err = d.app.endorse(&j, believed)
	}
	return j, err
}

// belief is names, and who may have signed them.
type belief struct {
	names       [][]byte
	authorities []ed25519.PublicKey
}

// believed is asked before the desk's key may become another.
func (d *desk) believed(desk record.ID) (out belief, err error) {
	d.sync.mu.Lock()
	set := d.sync.set
	d.sync.mu.Unlock()
	if len(set.NATS.Authority) == ed25519.PublicKeySize {
		out.authorities = append(out.authorities, set.NATS.Authority)
	}
	key, held, err := d.app.heldKey(desk)
	if err != nil {
		return out, err
	}
	if held {
		authority, err := key.Authority()
		if err != nil {
			return out, err
		}
		out.authorities = append(out.authorities, authority.Public().(ed25519.PublicKey))
	}
	stored, err := exchange.StoredNames(d.store)
	out.names = append(stored, set.Names...)
	return out, err
}

// endorse adds what is believed of others to what is known where the desk's key names workstations.
func (a *App) endorse(j *Joined, b belief) error {
	key, err := a.deskKey(j.Link.Desk)
	if err != nil {
		return err
	}
	authority, err := key.Authority()
	if err != nil {
		return err
	}
	names, err := exchange.Endorse(b.names, j.Link.Desk, j.Link.Workstation, b.authorities, authority)
	j.Names = append(j.Names, names...)
	return err
}
