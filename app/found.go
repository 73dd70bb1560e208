package app

import (
	"fmt"
	"os"
	"strings"
	"time"

	"mendesk/app/record"
	"mendesk/app/shop"
	"mendesk/app/training"
	"mendesk/storage"
)

// Found makes a new desk in the folder: the shop, this workstation, the first admin, and the calendar,
// standard, policy and courses that a shop starts with. The admin is signed in then.
func (a *App) Found(c Found) error {
	return a.closing(nil, a.found(c))
}

func (a *App) found(c Found) error {
	c, err := c.filled(a)
	if err != nil {
		return err
	}
	if a.Exists() {
		return record.Problem{Code: "desk.exists", Params: record.Params{"folder": a.options.Dir}}
	}
	if err := c.check(a.now()); err != nil {
		return err
	}
	if err := os.MkdirAll(a.options.Dir, 0o700); err != nil {
		return fmt.Errorf("make the desk's folder: %w", err)
	}
	o := a.storeOptions()
	o.Workstation, o.Letter = c.Workstation, c.Letter
	store, err := storage.Create(a.Path(), o)
	if err != nil {
		return err
	}
	a.mu.Lock()
	err = a.take(store)
	a.mu.Unlock()
	if err != nil {
		return err
	}
	admin, err := a.furnish(c)
	if err != nil {
		return err
	}
	a.setPerson(admin)
	if c.PIN == "" {
		return nil
	}
	return a.setPIN(admin, training.SetPIN{Person: admin, PIN: c.PIN})
}

func (c Found) filled(a *App) (Found, error) {
	if c.Letter == "" {
		c.Letter = "A"
	}
	if c.Workstation == "" {
		c.Workstation = a.say(c.Lang).Say("shop.workstation.default", record.Params{"letter": c.Letter})
	}
	if c.Login == "" {
		c.Login = LoginOf(c.Admin)
	}
	return c, nil
}

// LoginOf makes a login of a name: its Latin letters and digits, or admin when it has none.
func LoginOf(name string) string {
	login := strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789.-_", r) {
			return r
		}
		if r == ' ' {
			return '.'
		}
		return -1
	}, strings.ToLower(strings.TrimSpace(name)))
	if strings.Trim(login, ".-_") == "" {
		return "admin"
	}
	return login
}

// check refuses what would be refused later, before anything is made.
func (c Found) check(now time.Time) error {
	if _, err := c.shop().Events(now); err != nil {
		return rename(err, "name", "shop")
	}
	if _, err := c.station().Events(shop.ID, now); err != nil {
		return rename(err, "name", "workstation")
	}
	if _, err := c.admin().Events(shop.ID, founder, false, now); err != nil {
		return rename(err, "name", "admin")
	}
	if c.PIN == "" {
		return nil
	}
	return training.CheckPIN(c.PIN)
}

// rename gives a problem's field the name that it has in the wizard.
func rename(err error, field, as string) error {
	if p, ok := record.AsProblem(err); ok && p.Field == field {
		p.Field = as
		return p
	}
	return err
}

// founder acts while there is nobody yet.
var founder = training.Actor{Roles: []training.Role{training.Admin}, Zone: time.UTC}

func (c Found) shop() shop.Found {
	return shop.Found{Name: c.Shop, Zone: c.Zone, Currency: c.Currency, Language: c.Lang}
}

func (c Found) station() shop.AddWorkstation {
	return shop.AddWorkstation{Name: c.Workstation, Letter: c.Letter}
}

func (c Found) admin() training.AddPerson {
	return training.AddPerson{
		Login: c.Login, Name: c.Admin, Roles: []training.Role{training.Admin}, Department: training.DataImprovement,
		Tier: training.Senior, Lang: c.Lang,
	}
}

// furnish writes everything that a shop starts with in one change.
func (a *App) furnish(c Found) (admin record.ID, err error) {
	d, err := a.open()
	if err != nil {
		return "", err
	}
	me, err := d.me()
	if err != nil {
		return "", err
	}
	now := a.now()
	err = d.store.Change("", now, func(tx *storage.Tx) error {
		if admin, err = tx.NewID(); err != nil {
			return err
		}
		events, err := c.events(tx, me.Workstation, admin, now)
		if err != nil {
			return err
		}
		return tx.Append(events...)
	})
	return admin, err
}

func (c Found) events(tx *storage.Tx, station, admin record.ID, now time.Time) ([]record.Event, error) {
	var out []record.Event
	add := func(events []record.Event, err error) error {
		out = append(out, events...)
		return err
	}
	if err := add(c.shop().Events(now)); err != nil {
		return nil, err
	}
	if err := add(c.station().Events(station, now)); err != nil {
		return nil, err
	}
	if err := add(c.admin().Events(admin, founder, false, now)); err != nil {
		return nil, err
	}
	if err := add(templates(tx, c, now)); err != nil {
		return nil, err
	}
	return out, nil
}
