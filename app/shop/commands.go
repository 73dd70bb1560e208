package shop

import (
	"slices"
	"strings"
	"time"

	"mendesk/app/record"
)

// Manager is who acts, as far as a shop must know; training.Actor is one.
type Manager interface {
	MustAdmin() error
	MustSupervise() error
}

// Found begins the shop of a new desk.
type Found struct {
	Name     string `json:"name"`
	Zone     string `json:"zone"`
	Currency string `json:"currency"`
	Language string `json:"language"`
}

// Events of founding, with the targets and limits that a new shop starts with.
func (c Found) Events(now time.Time) ([]record.Event, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	return []record.Event{
		Shops.Did(ID, founded, foundedData{c.Zone, c.Currency, c.Language, DefaultLimits(c.Currency)}, foundedPrivate{strings.TrimSpace(c.Name)}),
		Shops.Did(ID, targetsPublished, targetsData{1, record.Instant(now), DefaultPromise, DefaultTargets()}, nil),
	}, nil
}

func (c Found) check() error {
	if strings.TrimSpace(c.Name) == "" {
		return record.Missing("name")
	}
	if err := CheckZone(c.Zone); err != nil {
		return err
	}
	if !record.ValidCurrency(c.Currency) {
		return record.Wrong("currency", "shop.currencyUnknown", record.Params{"value": c.Currency})
	}
	return checkLanguage(c.Language)
}

// CheckZone refuses a zone that is not in the IANA database.
func CheckZone(name string) error {
	if name == "" {
		return record.Missing("zone")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return record.Wrong("zone", "shop.zoneUnknown", record.Params{"value": name})
	}
	return nil
}

func checkLanguage(language string) error {
	if language != Chinese && language != English {
		return record.Wrong("language", "shop.languageUnknown", record.Params{"value": language})
	}
	return nil
}

// Change gives the shop another name, zone or language.
type Change struct {
	Name     string `json:"name"`
	Zone     string `json:"zone"`
	Language string `json:"language"`
}

// Change of settings needs an admin; fields that stay as they are write nothing.
func (s Shop) Change(c Change, who Manager, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	f := Found{c.Name, c.Zone, s.Currency, c.Language}
	if err := f.check(); err != nil {
		return nil, err
	}
	var out []record.Event
	edit := func(field, from, to string) {
		if from != to {
			out = append(out, Shops.Did(ID, edited, s.Edits.Next(field), editedPrivate{to}))
		}
	}
	edit("name", s.Name, strings.TrimSpace(c.Name))
	edit("zone", s.Zone, c.Zone)
	edit("language", s.Language, c.Language)
	return out, nil
}

// PublishTargets puts a new version of the targets in force from a moment on.
type PublishTargets struct {
	From    time.Time `json:"from" ts_type:"string"` // zero: now
	Promise int64     `json:"promise"`               // seconds of wall-clock time to the first reply
	List    []Target  `json:"list"`
}

// PublishTargets needs a supervisor. A version cannot begin in the past: reports already printed would change.
func (s Shop) PublishTargets(c PublishTargets, who Manager, now time.Time) ([]record.Event, error) {
	if err := who.MustSupervise(); err != nil {
		return nil, err
	}
	if c.From.IsZero() {
		c.From = now
	}
	if c.From.Before(now) {
		return nil, record.Wrong("from", "shop.targetsInPast", nil)
	}
	if c.Promise <= 0 {
		return nil, record.Wrong("promise", "shop.promiseNotPositive", nil)
	}
	if err := checkTargets(c.List); err != nil {
		return nil, err
	}
	return []record.Event{Shops.Did(ID, targetsPublished, targetsData{len(s.Targets) + 1, record.Instant(c.From), c.Promise, c.List}, nil)}, nil
}

func checkTargets(list []Target) error {
	if len(list) == 0 {
		return record.Missing("list")
	}
	seen := map[string]bool{}
	for _, t := range list {
		params := record.Params{"figure": t.Figure}
		if t.Figure == "" || t.Value < 0 {
			return record.Wrong("list", "shop.targetWrong", params)
		}
		if seen[t.Figure] {
			return record.Wrong("list", "shop.targetTwice", params)
		}
		seen[t.Figure] = true
	}
	return nil
}

// SetLimits says how much each role may approve, and how much a supervisor may let be paid unconfirmed.
type SetLimits struct {
	Limits      []Limit `json:"limits"`
	Unconfirmed int64   `json:"unconfirmed"` // minor units; see [Shop.MostUnconfirmed]
}

// SetLimits needs an admin.
func (s Shop) SetLimits(c SetLimits, who Manager, _ time.Time) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, l := range c.Limits {
		if l.Role == "" || l.Minor < 0 || seen[l.Role] {
			return nil, record.Wrong("limits", "shop.limitWrong", record.Params{"role": l.Role})
		}
		seen[l.Role] = true
	}
	if c.Unconfirmed < 0 {
		return nil, record.Wrong("unconfirmed", "settings.amountWrong", nil)
	}
	var out []record.Event
	if !slices.Equal(s.Limits, c.Limits) {
		out = append(out, Shops.Did(ID, limitsSet, limitsData{c.Limits}, nil))
	}
	if s.MostUnconfirmed() != c.Unconfirmed {
		out = append(out, Shops.Did(ID, unconfirmedSet, unconfirmedData{c.Unconfirmed}, nil))
	}
	return out, nil
}
