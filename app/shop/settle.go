package shop

import (
	"strings"

	"mendesk/app/record"
)

// Settle ends the competition of two edits of a setting: value is one of theirs, or for the name another one. It needs
// an admin.
func (s Shop) Settle(field, value string, who Manager) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	value = strings.TrimSpace(value)
	edit, err := s.Edits.Settle(field, value, field == "name")
	if err != nil {
		return nil, err
	}
	return []record.Event{Shops.Did(ID, edited, edit, editedPrivate{value})}, nil
}

// Settle ends the competition of two names of a workstation. It needs an admin.
func (w Workstation) Settle(field, value string, who Manager) ([]record.Event, error) {
	if err := who.MustAdmin(); err != nil {
		return nil, err
	}
	value = strings.TrimSpace(value)
	edit, err := w.Edits.Settle(field, value, true)
	if err != nil {
		return nil, err
	}
	return []record.Event{Workstations.Did(w.ID, renamed, edit, editedPrivate{value})}, nil
}
