package app

import (
	"context"
	"path/filepath"

	"mendesk/app/record"
	"mendesk/app/shop"
)

// Sync is the service by which workstations of one desk meet.
type Sync struct{ app *App }

// Status tells how this workstation stands with the others.
func (s *Sync) Status() (SyncStatus, error) {
	return safely(s.app, func(d *desk) (SyncStatus, error) { return d.sync.status() })
}

// Now asks for a round at once and does not wait for its end: a notice "sync" tells.
func (s *Sync) Now() (SyncStatus, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return SyncStatus{}, err
	}
	return safely(s.app, func(d *desk) (SyncStatus, error) {
		if d.sync.link().Kind == "" {
			return SyncStatus{}, errNotLinked
		}
		d.sync.soon()
		return d.sync.status()
	})
}

// Unlink holds a last round, so that nothing made here stays here alone, and leaves the place. With force it
// leaves even when that round fails. It needs an admin.
func (s *Sync) Unlink(force bool) (SyncStatus, error) {
	if err := s.app.mustAdmin(); err != nil {
		return SyncStatus{}, err
	}
	return safely(s.app, func(d *desk) (SyncStatus, error) {
		if d.sync.link().Kind == "" {
			return SyncStatus{}, errNotLinked
		}
		if _, err := d.sync.meet(context.Background()); err != nil && !force {
			return SyncStatus{}, err
		}
		return d.sync.keep(func(set *syncSettings) { set.Kind = "" })
	})
}

// ReadCopied says that somebody has read that this desk was copied. It needs an admin.
func (s *Sync) ReadCopied() (SyncStatus, error) {
	if err := s.app.mustAdmin(); err != nil {
		return SyncStatus{}, err
	}
	return safely(s.app, func(d *desk) (SyncStatus, error) {
		if err := d.store.SetLocal(localCopied, nil); err != nil {
			return SyncStatus{}, err
		}
		return d.sync.status()
	})
}

// SyncNow holds one round and waits for its end, for a verb.
func (a *App) SyncNow(ctx context.Context) (Round, error) {
	return safely(a, func(d *desk) (Round, error) { return d.sync.meet(ctx) })
}

// SyncFiles sends and fetches attachments where the last round met, and waits for the end. How it went is in the status.
func (a *App) SyncFiles(ctx context.Context) error {
	_, err := safely(a, func(d *desk) (struct{}, error) {
		d.sync.carry(ctx)
		return struct{}{}, nil
	})
	return err
}

// SyncThrough holds one round through a shared folder, for a verb. A desk that is not shared is shared there, one that
// is shared through another folder moves, and an empty folder of a desk joins. Who must be let in anew pairs.
func (a *App) SyncThrough(ctx context.Context, c Pairing) (Round, error) {
	if a.Exists() {
		link := a.link()
		if link.Kind != "" && link.Kind != LinkFolder {
			return Round{}, record.Problem{Code: "sync.sharedElsewhere", Params: record.Params{"address": link.Address}}
		}
		if link.Address == filepath.Clean(c.Folder) && c.Invitation == "" && !c.NewKey {
			return a.SyncNow(ctx)
		}
	}
	p, err := a.Pair(ctx, c)
	if err != nil {
		return Round{}, err
	}
	r, err := a.SyncNow(ctx)
	if err != nil || !p.Joined {
		return r, err
	}
	hello, err := a.SyncNow(ctx) // by the first round it has become one of the desk's workstations
	r.Received, r.Sent, r.At = r.Received+hello.Received, r.Sent+hello.Sent, hello.At
	return r, err
}

// link is where the open desk is shared.
func (a *App) link() Link {
	d, err := a.open()
	if err != nil {
		return Link{}
	}
	return d.sync.link()
}

// SyncStatus tells how this workstation stands with the others, from what it remembers.
func (a *App) SyncStatus() (SyncStatus, error) { return (&Sync{a}).Status() }

// SyncPassOver is Sync.PassOver for a verb.
func (a *App) SyncPassOver(c shop.PassOver) (SyncStatus, error) { return (&Sync{a}).PassOver(c) }

func (s *syncer) link() Link {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.set.link()
}
