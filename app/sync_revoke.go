package app

import (
	"context"
	"slices"
	"strings"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// Revoke shuts a workstation out for good where no hub of ours does: at a shared folder or a chain's own cluster, whoever
// holds the desk's key says so. What it wrote until now stays; what it writes from now on nobody takes. It needs an
// admin, and a place that answers. The status tells whether the others can know already.
func (s *Sync) Revoke(workstation record.ID) (SyncStatus, error) {
	a := s.app
	if err := a.mustAdmin(); err != nil {
		return SyncStatus{}, err
	}
	return safely(a, func(d *desk) (SyncStatus, error) {
		if err := d.revoke(context.Background(), workstation); err != nil {
			return SyncStatus{}, err
		}
		a.diary.Info("a workstation was revoked", "workstation", workstation, "by", a.signedIn())
		_, _ = d.sync.meet(context.Background())
		return d.sync.status()
	})
}

func (d *desk) revoke(ctx context.Context, workstation record.ID) error {
	switch d.sync.link().Kind {
	case "":
		return errNotLinked
	case LinkHub:
		return record.Problem{Code: "sync.revokeAtHub"}
	}
	me, err := d.me()
	if err != nil {
		return err
	}
	key, err := d.app.deskKey(me.Desk)
	if err != nil {
		return err
	}
	authority, err := key.Authority()
	if err != nil {
		return err
	}
	if _, err := d.sync.meet(ctx); err != nil { // what others have of it lies there then
		return err
	}
	return d.sync.at(ctx, func(ctx context.Context, m venue) error {
		e, ok := m.(*encounter)
		if !ok {
			return exchange.ErrUnreachable
		}
		return e.rounds.Revoke(ctx, workstation, authority)
	})
}

// SyncPeer finds a workstation of the desk for a verb: by its id, its name, or the beginning of its id.
func (a *App) SyncPeer(name string) (Peer, error) {
	st, err := a.SyncStatus()
	if err != nil {
		return Peer{}, err
	}
	name = strings.TrimSpace(name)
	if name == "" {
		return Peer{}, record.Missing("workstation")
	}
	for _, fits := range []func(Peer) bool{
		func(p Peer) bool { return string(p.ID) == name },
		func(p Peer) bool { return p.Name == name },
		func(p Peer) bool { return strings.HasPrefix(string(p.ID), strings.ToUpper(name)) },
	} {
		found := slices.DeleteFunc(slices.Clone(st.Peers), func(p Peer) bool { return !fits(p) })
		switch len(found) {
		case 0:
			continue
		case 1:
			return found[0], nil
		}
		return Peer{}, record.Wrong("workstation", "hub.severalSuch", record.Params{"name": name})
	}
	return Peer{}, record.Wrong("workstation", "sync.noPeer", record.Params{"name": name})
}

// SyncRevoke is Sync.Revoke for a verb.
func (a *App) SyncRevoke(workstation record.ID) (SyncStatus, error) {
	return (&Sync{a}).Revoke(workstation)
}
