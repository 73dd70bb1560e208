package app

import (
	"time"

	"mendesk/app/record"
	"mendesk/app/schedule"
	"mendesk/app/training"
	"mendesk/storage"
)

// Jobs tells how every job stands on this workstation, with its log.
func (s *Settings) Jobs() ([]schedule.Status, error) { return s.app.Jobs() }

// SwitchJob turns a job on or off on this workstation.
type SwitchJob struct {
	Key string `json:"key"`
	On  bool   `json:"on"`
}

// SwitchJob needs an admin.
func (s *Settings) SwitchJob(c SwitchJob) ([]schedule.Status, error) {
	if err := s.app.mustAdmin(); err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]schedule.Status, error) {
		if err := d.schedule.Switch(c.Key, c.On); err != nil {
			return nil, err
		}
		return d.schedule.List(), nil
	})
}

// RunJob begins a job now and does not wait for its end: a notice "jobs" tells. It needs an admin.
func (s *Settings) RunJob(key string) ([]schedule.Status, error) {
	if err := s.app.mustAdmin(); err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]schedule.Status, error) {
		if err := d.schedule.Begin(key); err != nil {
			return nil, err
		}
		return d.schedule.List(), nil
	})
}

// Backups lists the verified backups that this workstation's job made, newest first.
func (s *Settings) Backups() ([]Backup, error) {
	if _, err := s.app.mustBeSomebody(); err != nil {
		return nil, err
	}
	return safely(s.app, func(d *desk) ([]Backup, error) {
		folders, err := d.folders()
		if err != nil {
			return nil, err
		}
		mine, err := d.backupPrefix()
		if err != nil {
			return nil, err
		}
		return d.backups(folders.Backups, mine)
	})
}

// Expiring lists the certificates of the staff that need somebody's care, the most urgent first.
func (s *Settings) Expiring() ([]Expiry, error) {
	return view(s.app, func(tx *storage.Tx, who training.Actor, now time.Time) ([]Expiry, error) {
		return expiries(tx, now, who.Zone)
	})
}

// mustBeSomebody refuses when nobody is signed in.
func (a *App) mustBeSomebody() (record.ID, error) {
	return view(a, func(_ *storage.Tx, who training.Actor, _ time.Time) (record.ID, error) { return who.ID, nil })
}
