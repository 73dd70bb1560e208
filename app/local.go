package app

import (
	"encoding/json"
	"fmt"
)

// What belongs to this workstation alone and is no record is kept under these keys.
const (
	localLang   = "lang"
	localTries  = "tries/"  // + person: failed PINs
	localSeen   = "seen/"   // + person: last sign-in here
	localDrafts = "drafts/" // + person and place: text not sent yet
	localRecent = "recent/" // + person: the records looked at lately
)

// recall reads a local value; the zero value when there is none.
func recall[T any](d *desk, key string) (T, error) {
	var v T
	raw, err := d.store.Local(key)
	if err != nil || len(raw) == 0 {
		return v, err
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("read local %s: %w", key, err)
	}
	return v, nil
}

// remember keeps a local value; no record changes.
func remember[T any](d *desk, key string, v T) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write local %s: %w", key, err)
	}
	return d.store.SetLocal(key, raw)
}

// lang is the workstation's language: what was chosen here, else the shop's, else Chinese.
func (a *App) lang() string {
	d, err := a.open()
	if err != nil {
		return a.chosen()
	}
	if lang, err := recall[string](d, localLang); err == nil && lang != "" {
		return lang
	}
	if s, err := d.shop(); err == nil {
		return s.Language
	}
	return a.chosen()
}
