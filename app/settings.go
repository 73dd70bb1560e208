package app

import (
	"context"
	"slices"
	"time"

	"mendesk/app/quality"
	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// Settings is the service of the shop's settings, of this workstation's, and of its jobs.
type Settings struct{ app *App }

// SettingsPage is everything that can be set.
type SettingsPage struct {
	Shop    shop.Shop        `json:"shop"`
	Targets shop.Targets     `json:"targets"` // in force now
	Figures []FigureUnit     `json:"figures"` // that can have a target
	Station shop.Workstation `json:"station"` // this one
	Folders Folders          `json:"folders"`
	DeskDir string           `json:"deskDir"`
	Idle    int              `json:"idle"`    // minutes without a touch until the person is signed out; 0: never
	Tries   int              `json:"tries"`   // wrong PINs in a row before a person is locked out
	LockOut int              `json:"lockOut"` // minutes
	CanPick bool             `json:"canPick"` // the system's own dialog for folders is there
	// Unconfirmed is the most, in minor units, that a supervisor may let be paid before its hold is confirmed.
	Unconfirmed int64     `json:"unconfirmed"`
	IsAdmin     bool      `json:"isAdmin"` // who asks may change the shop, limits, folders and jobs
	IsSuper     bool      `json:"isSuper"` // who asks may publish targets
	PersonID    record.ID `json:"personId"`
}

// settings reads everything that can be set.
func (d *desk) settings(ctx context.Context) (out SettingsPage, err error) {
	a := d.app
	me, err := d.me()
	if err != nil {
		return out, err
	}
	now := a.now()
	err = d.store.View(ctx, func(tx *storage.Tx) error {
		who, err := actor(tx, a.signedIn())
		if err != nil {
			return err
		}
		out.IsAdmin, out.IsSuper, out.PersonID = who.MustAdmin() == nil, who.MustSupervise() == nil, who.ID
		if out.Shop, err = storage.Get(tx, shop.Shops, shop.ID); err != nil {
			return err
		}
		out.Targets, out.Unconfirmed = out.Shop.TargetsAt(now), out.Shop.MostUnconfirmed()
		out.Station, err = maybe(tx, shop.Workstations, me.Workstation)
		return err
	})
	if err != nil {
		return out, err
	}
	rules := out.Shop.SignRulesNow()
	out.DeskDir, out.Tries, out.LockOut, out.CanPick = a.dir(), rules.Tries, rules.LockOut, a.shell.Native()
	out.Figures = targetable()
	if out.Folders, err = d.folders(); err != nil {
		return out, err
	}
	out.Idle, err = d.idle()
	whole(&out)
	return out, err
}

// Page shows everything that can be set.
func (s *Settings) Page() (SettingsPage, error) {
	return safely(s.app, func(d *desk) (SettingsPage, error) { return d.settings(context.Background()) })
}

// ChangeShop changes the shop's name, zone or language. It needs an admin.
func (s *Settings) ChangeShop(c shop.Change) (shop.Shop, error) {
	return carry(s.app, shop.Shops, shop.ID, func(_ *storage.Tx, old shop.Shop, who training.Actor, now time.Time) ([]record.Event, error) {
		return old.Change(c, who, now)
	})
}

// PublishTargets puts a new version of the targets in force from a moment on. It needs a supervisor.
func (s *Settings) PublishTargets(c shop.PublishTargets) (shop.Shop, error) {
	return carry(s.app, shop.Shops, shop.ID, func(_ *storage.Tx, old shop.Shop, who training.Actor, now time.Time) ([]record.Event, error) {
		return old.PublishTargets(c, who, now)
	})
}

// SetLimits says how much each role may approve for one refund. It needs an admin.
func (s *Settings) SetLimits(c shop.SetLimits) (shop.Shop, error) {
	return carry(s.app, shop.Shops, shop.ID, func(_ *storage.Tx, old shop.Shop, who training.Actor, now time.Time) ([]record.Event, error) {
		return old.SetLimits(c, who, now)
	})
}

// SetSignRules says how many wrong PINs lock a person out and for how long, at every workstation. It needs an admin.
func (s *Settings) SetSignRules(c shop.SignRules) (shop.Shop, error) {
	return carry(s.app, shop.Shops, shop.ID, func(_ *storage.Tx, old shop.Shop, who training.Actor, now time.Time) ([]record.Event, error) {
		return old.SetSignRules(c, who, now)
	})
}

// RenameWorkstation gives a workstation another name. It needs an admin.
func (s *Settings) RenameWorkstation(c shop.RenameWorkstation) (shop.Workstation, error) {
	return carry(s.app, shop.Workstations, c.Workstation, func(_ *storage.Tx, w shop.Workstation, who training.Actor, now time.Time) ([]record.Event, error) {
		return w.Rename(c, who, now)
	})
}

// PickFolder asks the person for a folder; empty when they cancelled, or where there is no dialog.
func (s *Settings) PickFolder() (out Saved, err error) {
	a := s.app
	defer func() { err = a.closing(recover(), err) }()
	out.Path, err = a.shell.AskFolder(a.say("").Say("settings.folders.pick", nil))
	return out, err
}

// IdleLock says after how many minutes without a touch the person is signed out.
type IdleLock struct {
	Minutes int `json:"minutes"` // 0: never
}

const (
	localIdle = "idle"
	usualIdle = 15  // minutes
	mostIdle  = 480 // minutes: a working day
)

// SetIdle chooses when this workstation locks itself. It needs an admin.
func (s *Settings) SetIdle(c IdleLock) (SettingsPage, error) {
	return settle(s.app, func(d *desk) error {
		if c.Minutes < 0 || c.Minutes > mostIdle {
			return record.Wrong("minutes", "settings.idleWrong", record.Params{"most": "480"})
		}
		return remember(d, localIdle, &c.Minutes)
	})
}

func (d *desk) idle() (int, error) {
	minutes, err := recall[*int](d, localIdle)
	if err != nil || minutes == nil {
		return usualIdle, err
	}
	return *minutes, nil
}

// FigureUnit is a figure that can have a target.
type FigureUnit struct {
	Figure  string `json:"figure"`
	Rate    bool   `json:"rate"`    // millionths; else seconds
	AtLeast bool   `json:"atLeast"` // more is better
}

// targetable lists the figures that can have a target, as a new shop's targets have them.
func targetable() []FigureUnit {
	times := []string{quality.FirstReplyTime, quality.ResolutionTime, quality.ReturnCycle}
	out := []FigureUnit{}
	for _, t := range shop.DefaultTargets() {
		out = append(out, FigureUnit{t.Figure, !slices.Contains(times, t.Figure), t.AtLeast})
	}
	return out
}
