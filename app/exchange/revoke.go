package exchange

import (
	"context"
	"crypto/ed25519"
	"errors"

	"mendesk/app/record"
)

// Revoke says of another workstation that nobody is to believe it any more, but for what it has at the place now; the
// next round tells the place. authority is the key of whoever signs names there. It is for a place without a hub of
// ours, which cuts the workstation off first: here it may go on writing, and what it adds is believed by nobody.
//
// Errors: those of a place, and a record.Problem for a workstation that cannot be revoked.
func (d *Desk) Revoke(ctx context.Context, workstation record.ID, authority ed25519.PrivateKey) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := &round{Desk: d}
	if err := r.allNames(ctx); err != nil {
		return err
	}
	switch {
	case workstation == d.c.Workstation:
		return record.Wrong("workstation", "sync.revokeSelf", nil)
	case len(d.names.keys[workstation]) == 0:
		return record.Wrong("workstation", "sync.noPeer", record.Params{"name": string(workstation)})
	case d.names.revoked[workstation]: // another end would vouch for what it wrote since
		return record.Wrong("workstation", "sync.revokedBefore", nil)
	}
	ends, err := d.endsAtPlace(ctx, workstation)
	if err != nil {
		return err
	}
	raw, err := Name{Desk: d.c.Desk, Workstation: workstation, Revoked: true, Ends: ends, When: d.c.Now()}.sign(d.s, authority)
	if err != nil {
		return err
	}
	news, err := d.learn([][]byte{raw})
	if err == nil && !news {
		err = errors.New("a revocation was signed by a key that names nobody at the place")
	}
	return err
}

// endsAtPlace reads the whole place for where the logs of a workstation end.
func (d *Desk) endsAtPlace(ctx context.Context, workstation record.ID) ([]End, error) {
	keys := []ed25519.PublicKey{}
	for _, n := range d.names.keys[workstation] {
		keys = append(keys, n.Key)
	}
	e := newEnding(d.s, d.c.Desk, workstation, keys)
	for at, more := Position(""), true; more; {
		page, err := d.c.Place.Read(ctx, at, readBytes)
		if err != nil {
			return nil, err
		}
		for _, m := range page.Messages {
			switch m.Kind {
			case Log, Relay:
				e.Pack(m.Data)
			case Pays:
				e.Hold(m.Data)
			}
		}
		at, more = page.Next, page.More
	}
	return e.Ends(), nil
}
