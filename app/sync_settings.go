package app

import (
	"reflect"
	"strings"
	"time"

	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
	"mendesk/app/schedule"
)

// The kinds of place where workstations meet.
const (
	LinkHub     = "hub"     // our own hub, on a workstation or a small box
	LinkCluster = "cluster" // a chain's own NATS cluster
	LinkFolder  = "folder"  // a shared folder; money is never confirmed through it
)

// Link is the place where this workstation meets the others, as people see it.
type Link struct {
	Kind    string `json:"kind"`    // empty: this desk is not shared
	Address string `json:"address"` // host:port of a hub, those of a cluster with commas between, path of a folder
}

// syncSettings is how this workstation syncs. They are its own and no record, and hold no secret: keys lie
// with the user.
type syncSettings struct {
	Kind   string       `json:"kind"` // empty: this desk is not shared
	NATS   natshub.Link `json:"nats"`
	Names  [][]byte     `json:"names,omitempty"` // whom to believe, signed, as pairing told
	Folder string       `json:"folder"`
	Spec   string       `json:"spec"`  // five fields of cron; empty: as usual
	Nudge  int          `json:"nudge"` // seconds; 0: as usual
	Files  string       `json:"files"` // which attachments are fetched: see filesAll
}

// link is the place as people see it.
func (set syncSettings) link() Link {
	switch set.Kind {
	case LinkFolder:
		return Link{set.Kind, set.Folder}
	case "":
		return Link{}
	}
	hosts := make([]string, len(set.NATS.URLs))
	for i, u := range set.NATS.URLs {
		hosts[i] = strings.TrimPrefix(u, "tls://")
	}
	return Link{set.Kind, strings.Join(hosts, ", ")}
}

// samePlace tells whether both meet the others at one place.
func (set syncSettings) samePlace(o syncSettings) bool {
	return set.Kind == o.Kind && set.Folder == o.Folder && reflect.DeepEqual(set.NATS, o.NATS)
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
