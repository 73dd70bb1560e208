package app

import (
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/schedule"
)

// The kinds of place where workstations meet.
const (
	LinkHub     = "hub"     // our own hub, on a workstation or a small box
	LinkCluster = "cluster" // a chain's own NATS cluster
	LinkFolder  = "folder"  // a shared folder; money is never confirmed through it
)

// Link is the place where this workstation meets the others. It holds no secret: keys lie with the user.
type Link struct {
	Kind    string `json:"kind"`    // empty: this desk is not shared
	Name    string `json:"name"`    // of the hub, as it calls itself
	Address string `json:"address"` // host:port of a hub, URLs of a cluster with commas between, path of a folder
	Pin     string `json:"pin"`     // of the hub's key, as it was pinned when they were paired
	File    string `json:"file"`    // of a cluster: the path of its credentials
	CA      string `json:"ca"`      // of a cluster: the path of its own authority; empty: the system's
}

// syncSettings is how this workstation syncs. They are its own and no record.
type syncSettings struct {
	Link  Link   `json:"link"`
	Spec  string `json:"spec"`  // five fields of cron; empty: as usual
	Nudge int    `json:"nudge"` // seconds; 0: as usual
}

const (
	localSync   = "sync"
	localSynced = "synced"
)

func (set syncSettings) plan() string {
	if set.Spec == "" {
		return usualSyncPlan
	}
	return set.Spec
}

func (set syncSettings) nudge() time.Duration {
	if set.Nudge == 0 {
		return usualSyncNudge
	}
	return time.Duration(set.Nudge) * time.Second
}

// SetRhythm says when this workstation syncs by itself.
type SetRhythm struct {
	Spec  string `json:"spec"`  // five fields of cron (minute, hour, day, month, weekday); empty: every five minutes
	Nudge int    `json:"nudge"` // seconds from a change to the round that sends it
}

const mostNudge = 600 // seconds

// check refuses a plan that cannot be read, and one that would let people wait for nothing.
func (c SetRhythm) check() error {
	if c.Spec != "" {
		if _, err := schedule.ParsePlan(c.Spec); err != nil {
			return record.Wrong("spec", "sync.planWrong", record.Params{"value": c.Spec})
		}
	}
	if c.Nudge < 1 || c.Nudge > mostNudge {
		return record.Wrong("nudge", "sync.nudgeWrong", record.Params{"most": "600"})
	}
	return nil
}

// SetRhythm chooses when this workstation syncs by itself. It needs an admin.
func (s *Sync) SetRhythm(c SetRhythm) (SyncStatus, error) {
	c.Spec = strings.TrimSpace(c.Spec)
	if err := s.app.mustAdmin(); err != nil {
		return SyncStatus{}, err
	}
	if err := c.check(); err != nil {
		return SyncStatus{}, err
	}
	return safely(s.app, func(d *desk) (SyncStatus, error) {
		return d.sync.keep(func(set *syncSettings) { set.Spec, set.Nudge = c.Spec, c.Nudge })
	})
}

// keep changes the settings, writes them down and goes by them.
func (s *syncer) keep(change func(*syncSettings)) (SyncStatus, error) {
	s.mu.Lock()
	set := s.set
	s.mu.Unlock()
	change(&set)
	if err := remember(s.d, localSync, set); err != nil {
		return SyncStatus{}, err
	}
	s.adopt(set)
	return s.status()
}
