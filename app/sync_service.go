package app

import "context"

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

// SyncNow holds one round and waits for its end, for a verb.
func (a *App) SyncNow(ctx context.Context) (Round, error) {
	return safely(a, func(d *desk) (Round, error) { return d.sync.meet(ctx) })
}

// SyncStatus tells how this workstation stands with the others, from what it remembers.
func (a *App) SyncStatus() (SyncStatus, error) { return (&Sync{a}).Status() }

func (s *syncer) link() Link {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.set.link()
}
